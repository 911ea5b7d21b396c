import type { Actor } from '#platform/actor.ts'
import type { Clock } from '#platform/clock.ts'
import { signingIn } from '#platform/db/acting.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import type { SignedIn } from '#platform/http.ts'
import { stepUpLasts } from '#platform/http.ts'
import { recordProof } from './factor-event.ts'
import { prove, type Proof } from './factor-prove.ts'
import { mayAddFirstFactor } from './factor-opening.ts'
import { findFactors, hasSecondFactor } from './factor-store.ts'
import type { PasskeySite } from './passkey-site.ts'
import { sessionId, steppedUpNow } from './session-store.ts'

const placeOf = ({ personId, officeId, partnershipId }: Actor) => ({ personId, officeId, partnershipId })

const stepped = async (tx: Tx, actor: Actor, token: string, way: string, now: Date): Promise<string | null> => {
  const begun = await steppedUpNow(tx, token, now)
  if (!begun) return null
  await recordProof(tx, 'identity.stepped-up', placeOf(actor), { way })
  return begun.token
}

/** Proves a second factor in a session. @returns the session's new token, or null when the proof does not hold */
export const stepUp = (
  { db, clock, site }: { db: Db; clock: Clock; site: PasskeySite },
  actor: Actor,
  token: string,
  proof: Proof,
): Promise<string | null> =>
  signingIn(() =>
    db.transaction().execute(async (tx) => {
      const { personId } = actor
      if (personId === null) return null
      if (await prove(tx, site, personId, proof, clock.now())) return stepped(tx, actor, token, proof.way, clock.now())
      await recordProof(tx, 'identity.factor-refused', placeOf(actor), { way: proof.way })
      return null
    }),
  )

/**
 * Notes a proof that was given elsewhere: a factor that was just set up and tried, an organisation's provider that vouched for one, or the
 * button of a demonstration.
 *
 * @returns the session's new token, or null when the session is gone
 */
export const stepUpBy = (
  { db, clock }: { db: Db; clock: Clock },
  actor: Actor,
  token: string,
  way: 'set-up' | 'organisation' | 'demonstration',
): Promise<string | null> =>
  signingIn(() => db.transaction().execute((tx) => stepped(tx, actor, token, way, clock.now())))

/** Whether an actor is one of the demonstration's invented people. */
export const isSamplePerson = (db: Db, personId: string): Promise<boolean> =>
  signingIn(async () => {
    const person = await db
      .selectFrom('identity.person')
      .where('id', '=', personId)
      .select('is_sample')
      .executeTakeFirst()
    return person?.is_sample ?? false
  })

/** 'prove': a second factor is there to be proved. 'old': signed in too long ago. 'link': a link alone began the session. */
type Sureness = 'sure' | 'prove' | 'old' | 'link'

/**
 * Whether a session is sure enough to change how its person signs in: a second factor proved within fifteen minutes; or none is there yet and
 * the person has signed in within fifteen minutes, so that nobody adds theirs to a session that was left open. A letter box that others
 * read must not become the account: after a link alone, somebody who looks after the person's offices must have opened it lately.
 */
export async function surenessOf(
  { db, clock }: { db: Db; clock: Clock },
  { actor, steppedUpAt }: SignedIn,
  token: string,
): Promise<Sureness> {
  const since = new Date(clock.now().getTime() - stepUpLasts)
  if (steppedUpAt !== null && steppedUpAt > since) return 'sure'
  const { personId } = actor
  if (personId === null || hasSecondFactor(await findFactors(db, personId))) return 'prove'
  const session = await signingIn(() =>
    db
      .selectFrom('identity.session')
      .where('id', '=', sessionId(token))
      .select(['created_at', 'strength'])
      .executeTakeFirst(),
  )
  if (session?.strength === 'link' && !(await mayAddFirstFactor(db, personId, clock.today()))) return 'link'
  return session !== undefined && session.created_at > since ? 'sure' : 'old'
}
