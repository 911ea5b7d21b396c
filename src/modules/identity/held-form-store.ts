import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import { signingIn } from '#platform/db/acting.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db/connect.ts'

/** What was typed in a form that could not be taken: its address and fields, without files, and whether it asks for a second factor. */
export type HeldForm = { address: string; fields: [name: string, value: string][]; hadFile: boolean; stepUp: boolean }

const heldFor = 3_600_000
const idOf = (cookie: string): string => createHash('sha256').update(cookie).digest('hex')
/** The key is made from the cookie's value, which only the browser has: the database alone cannot be read. */
const keyOf = (cookie: string): Buffer => Buffer.from(hkdfSync('sha256', cookie, '', 'held form', 32))

function seal(cookie: string, form: HeldForm): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyOf(cookie), nonce)
  const text = Buffer.concat([cipher.update(JSON.stringify(form), 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), text])
}

function unseal(cookie: string, sealed: Buffer): HeldForm {
  const decipher = createDecipheriv('aes-256-gcm', keyOf(cookie), sealed.subarray(0, 12), { authTagLength: 16 })
  decipher.setAuthTag(sealed.subarray(12, 28))
  return JSON.parse(
    Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8'),
  ) as HeldForm
}

/** Holds a form for an hour, for this person and the browser that gets the cookie. @returns the cookie's value */
export const holdForm = (db: Db, personId: string, form: HeldForm, clock: Clock): Promise<string> =>
  signingIn(async () => {
    const cookie = randomBytes(32).toString('base64url')
    const expires_at = new Date(clock.now().getTime() + heldFor)
    await db
      .insertInto('identity.held_form')
      .values({ id: idOf(cookie), person_id: personId, sealed: seal(cookie, form), expires_at })
      .execute()
    return cookie
  })

/** The form held for this browser, when it is this person's and its hour has not passed; else null. */
export const findHeldForm = (db: Db, cookie: string, personId: string, clock: Clock): Promise<HeldForm | null> =>
  signingIn(async () => {
    const row = await db
      .selectFrom('identity.held_form')
      .where('id', '=', idOf(cookie))
      .where('person_id', '=', personId)
      .where('expires_at', '>', clock.now())
      .select('sealed')
      .executeTakeFirst()
    return row ? unseal(cookie, row.sealed) : null
  })

/** Lets go of a held form, when it has been sent again or is not wanted. */
export const forgetHeldForm = (db: Db, cookie: string, personId: string): Promise<unknown> =>
  signingIn(() =>
    db.deleteFrom('identity.held_form').where('id', '=', idOf(cookie)).where('person_id', '=', personId).execute(),
  )
