import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Db, Tx } from '#platform/db/connect.ts'

/** How long a mailed link is good, and how long after it was used the second factor may take, in milliseconds (ASVS 5.0, 6.5.5). */
export const linkLasts = 10 * 60_000

export const newSecretToken = (): string => randomBytes(32).toString('base64url')
/** Whether a cookie or an address holds what `newSecretToken` makes. */
export const isSecretToken = (text: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(text)
const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')

/** The person whose e-mail address it is, however it is written; none for an invented person, who has none. */
export const findPersonByEmail = (tx: Tx, email: string) =>
  tx
    .selectFrom('identity.person')
    .where(({ fn }) => fn<string>('lower', ['email']), '=', email.toLowerCase())
    .where('is_sample', '=', false)
    .select(['id', 'email'])
    .executeTakeFirst()

/** Keeps the hash of a new link. @returns its token, which goes into the mail and nowhere else */
export async function insertLink(
  tx: Tx,
  { personId, browser, next, now }: { personId: string | null; browser: string; next: string; now: Date },
): Promise<string> {
  const token = newSecretToken()
  await tx
    .insertInto('identity.one_time_link')
    .values({
      id: hashOf(token),
      person_id: personId,
      browser_hash: hashOf(browser),
      next,
      expires_at: new Date(now.getTime() + linkLasts),
    })
    .execute()
  return token
}

/** Whether a link could be used now. Looking uses nothing up. */
export async function isGood(db: Db, token: string, now: Date): Promise<boolean> {
  const row = await db
    .selectFrom('identity.one_time_link')
    .where('id', '=', hashOf(token))
    .where('used_at', 'is', null)
    .where('person_id', 'is not', null)
    .where('expires_at', '>', now)
    .select('id')
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Uses a link up. @returns what stands for it in the browser's cookie until the sign-in is complete, and the person; null when it was used,
 * has expired or never was
 */
export async function consumeLink(
  tx: Tx,
  token: string,
  browser: string,
  now: Date,
): Promise<{ entry: string; personId: string } | null> {
  const entry = newSecretToken()
  const row = await tx
    .updateTable('identity.one_time_link')
    .set({
      used_at: now,
      entry_hash: hashOf(entry),
      same_browser: sql<boolean>`browser_hash = ${hashOf(browser)}`,
    })
    .where('id', '=', hashOf(token))
    .where('used_at', 'is', null)
    .where('person_id', 'is not', null)
    .where('expires_at', '>', now)
    .returning('person_id')
    .executeTakeFirst()
  return row?.person_id == null ? null : { entry, personId: row.person_id }
}

export type Entry = { personId: string; sameBrowser: boolean; next: string }

/** The used link behind a browser's cookie, while its sign-in may still be completed. */
export async function findEntry(db: Db | Tx, entry: string, now: Date): Promise<Entry | null> {
  const row = await db
    .selectFrom('identity.one_time_link')
    .where('entry_hash', '=', hashOf(entry))
    .where('used_at', '>', new Date(now.getTime() - linkLasts))
    .select(['person_id as personId', 'same_browser as sameBrowser', 'next'])
    .executeTakeFirst()
  return row?.personId == null
    ? null
    : { personId: row.personId, sameBrowser: row.sameBrowser === true, next: row.next }
}

/** Ends the sign-in that a used link stands for: it begins one session at most. @returns whether it was still open */
export async function closeEntry(tx: Tx, entry: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('identity.one_time_link')
    .set({ entry_hash: null })
    .where('entry_hash', '=', hashOf(entry))
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
