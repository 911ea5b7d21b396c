import { createHash, randomBytes } from 'node:crypto'
import type { Tx } from '#platform/db/connect.ts'

/** A sign-in under way at a provider. */
export type Attempt = { provider: string; state: string; nonce: string; verifier: string; next: string }

export const attemptLasts = 10 * 60_000

const hashOf = (value: string): string => createHash('sha256').update(value).digest('hex')

/** Keeps an attempt for ten minutes, inside `signingIn`. @returns the value of the cookie that ties it to this browser */
export async function keepAttempt(tx: Tx, attempt: Attempt, now: Date): Promise<string> {
  const cookie = randomBytes(32).toString('base64url')
  const expires_at = new Date(now.getTime() + attemptLasts)
  await tx
    .insertInto('identity.sign_in_attempt')
    .values({ id: hashOf(cookie), ...attempt, expires_at })
    .execute()
  return cookie
}

/** Takes the attempt of this browser: it is gone afterwards, so it serves once. Undefined when there is none, or it ran out. */
export async function takeAttempt(tx: Tx, cookie: string, now: Date): Promise<Attempt | undefined> {
  const taken = await tx
    .deleteFrom('identity.sign_in_attempt')
    .where('id', '=', hashOf(cookie))
    .returning(['provider', 'state', 'nonce', 'verifier', 'next', 'expires_at as expiresAt'])
    .executeTakeFirst()
  if (taken === undefined || taken.expiresAt <= now) return undefined
  const { expiresAt: _expired, ...attempt } = taken
  return attempt
}

/** Whose a provider's account is, once it has been linked. */
export const findByAccount = (tx: Tx, issuer: string, subject: string) =>
  tx
    .selectFrom('identity.person_account')
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .select('person_id as personId')
    .executeTakeFirst()

/** The person registered under an address, however it is written, and whether they have an account at this issuer already. */
export const findByEmail = (tx: Tx, email: string, issuer: string) =>
  tx
    .selectFrom('identity.person as person')
    .leftJoin('identity.person_account as account', (join) =>
      join.onRef('account.person_id', '=', 'person.id').on('account.issuer', '=', issuer),
    )
    .where((where) => where(where.fn<string>('lower', ['person.email']), '=', email.toLowerCase()))
    .select(['person.id as personId', 'account.subject as linkedTo'])
    .executeTakeFirst()

/** Ties an account to a person. Done at the same moment by two sign-ins of theirs, it is done once. */
export async function linkAccount(tx: Tx, personId: string, issuer: string, subject: string, now: Date): Promise<void> {
  await tx
    .insertInto('identity.person_account')
    .values({ person_id: personId, issuer, subject, linked_at: now })
    .onConflict((conflict) => conflict.columns(['issuer', 'subject']).doNothing())
    .execute()
}
