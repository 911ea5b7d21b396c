import { signingIn } from '#platform/db/acting.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { actIn, beginSampleSession, type Acting } from './session-store.ts'

/** Signing in and changing office happen before or beside an actor, so they write their event themselves, in the same transaction. */
async function event(tx: Tx, name: string, acting: Acting) {
  await tx
    .insertInto('platform.audit_event')
    .values({
      name,
      subject: acting.personId,
      person_id: acting.personId,
      office_id: acting.officeId,
      partnership_id: acting.partnershipId,
      details: JSON.stringify({ role: acting.role }),
    })
    .execute()
}

/** Signs a sample person in. @returns the token for the cookie, or null when there is no such sample office */
export const signInAsSample = (db: Db, accessId: string, today: string): Promise<string | null> =>
  signingIn(() =>
    db.transaction().execute(async (tx) => {
      const begun = await beginSampleSession(tx, accessId, today)
      if (!begun) return null
      await event(tx, 'identity.signed-in', begun.acting)
      return begun.token
    }),
  )

/** Lets a signed-in person act in another of their offices. @returns whether it was one of theirs */
export const changeOffice = (
  db: Db,
  token: string,
  personId: string,
  accessId: string,
  today: string,
): Promise<boolean> =>
  signingIn(() =>
    db.transaction().execute(async (tx) => {
      const acting = await actIn(tx, token, personId, accessId, today)
      if (!acting) return false
      await event(tx, 'identity.office-changed', acting)
      return true
    }),
  )
