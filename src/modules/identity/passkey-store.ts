import { createHash, randomBytes } from 'node:crypto'
import type { Db, Tx } from '#platform/db/connect.ts'

export type Passkey = { id: string; name: string; createdAt: Date; lastUsedAt: Date | null; isBackedUp: boolean }
export type ChallengePurpose = 'register' | 'sign-in' | 'prove'

const challengeLasts = 5 * 60_000
const idOf = (challenge: string): string => createHash('sha256').update(challenge).digest('hex')

/** Asks for a signature: a challenge of 32 random bytes that is good once, for five minutes, for one purpose and person. */
export async function newChallenge(
  tx: Tx,
  purpose: ChallengePurpose,
  personId: string | null,
  now: Date,
): Promise<string> {
  const challenge = randomBytes(32).toString('base64url')
  await tx
    .insertInto('identity.passkey_challenge')
    .values({
      id: idOf(challenge),
      purpose,
      person_id: personId,
      expires_at: new Date(now.getTime() + challengeLasts),
    })
    .execute()
  return challenge
}

/** Takes a challenge away, whatever its answer is worth. @returns whether it was asked for this purpose and person, and is still good */
export async function takeChallenge(
  tx: Tx,
  challenge: string,
  purpose: ChallengePurpose,
  personId: string | null,
  now: Date,
): Promise<boolean> {
  const row = await tx
    .deleteFrom('identity.passkey_challenge')
    .where('id', '=', idOf(challenge))
    .where('purpose', '=', purpose)
    .where('person_id', personId === null ? 'is' : '=', personId)
    .returning('expires_at')
    .executeTakeFirst()
  return row !== undefined && row.expires_at > now
}

/** A person's passkeys, the oldest first. */
export const listPasskeys = (db: Db | Tx, personId: string): Promise<Passkey[]> =>
  db
    .selectFrom('identity.passkey')
    .where('person_id', '=', personId)
    .orderBy('created_at')
    .orderBy('id')
    .select(['id', 'name', 'created_at as createdAt', 'last_used_at as lastUsedAt', 'is_backed_up as isBackedUp'])
    .execute()

/** What verifying an answer needs of a passkey, and whose it is. */
export const findPasskeyById = (tx: Tx, id: string) =>
  tx
    .selectFrom('identity.passkey')
    .where('id', '=', id)
    .select(['id', 'person_id as personId', 'public_key as publicKey', 'counter', 'transports', 'organisations'])
    .forUpdate()
    .executeTakeFirst()

export type NewPasskey = {
  id: string
  publicKey: Buffer
  counter: number
  transports: string[]
  isBackedUp: boolean
}

/**
 * Adds a passkey to a person's.
 *
 * @param organisations slugs of the organisations whose offices it opens; null: all
 */
export async function insertPasskey(
  tx: Tx,
  personId: string,
  name: string,
  { id, publicKey, counter, transports, isBackedUp }: NewPasskey,
  organisations: readonly string[] | null,
  now: Date,
): Promise<void> {
  await tx
    .insertInto('identity.passkey')
    .values({
      id,
      person_id: personId,
      name,
      public_key: publicKey,
      counter,
      transports,
      is_backed_up: isBackedUp,
      organisations: organisations === null ? null : [...organisations],
      created_at: now,
    })
    .execute()
}

/** Notes that a passkey signed, and how often it says it has. */
export async function notePasskeyUse(tx: Tx, id: string, counter: number, now: Date): Promise<void> {
  await tx.updateTable('identity.passkey').set({ counter, last_used_at: now }).where('id', '=', id).execute()
}

/** Removes one of a person's passkeys. @returns its name, or null when they have no such one */
export async function deletePasskey(tx: Tx, personId: string, id: string): Promise<string | null> {
  const row = await tx
    .deleteFrom('identity.passkey')
    .where('person_id', '=', personId)
    .where('id', '=', id)
    .returning('name')
    .executeTakeFirst()
  return row?.name ?? null
}
