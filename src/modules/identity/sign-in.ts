import type { Clock } from '#platform/clock.ts'
import type { Json } from '#platform/command.ts'
import { signingIn } from '#platform/db/acting.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { recordProof } from './factor-event.ts'
import { findByAccount, findByEmail, linkAccount } from './organisation-account-store.ts'
import { endOwnSessions } from './own-session-store.ts'
import type { Account, Refusal } from './provider-claims.ts'
import type { Provider } from './providers.ts'
import {
  actIn,
  beginSampleSession,
  beginSession,
  endSession,
  hasOffices,
  listActingsFor,
  type Acting,
  type Begun,
} from './session-store.ts'

/** Signing in and changing office happen before or beside an actor, so they write their event themselves, in the same transaction. */
async function event(tx: Tx, name: string, acting: Acting, details: { [key: string]: Json } = {}) {
  await tx
    .insertInto('platform.audit_event')
    .values({
      name,
      subject: acting.personId,
      person_id: acting.personId,
      office_id: acting.officeId,
      partnership_id: acting.partnershipId,
      details: JSON.stringify({ role: acting.role, ...details }),
    })
    .execute()
}

const within = <T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> => signingIn(() => db.transaction().execute(work))

/** Signs a sample person in. @returns the token for the cookie, or null when there is no such sample office */
export const signInAsSample = (db: Db, accessId: string, clock: Clock): Promise<string | null> =>
  within(db, async (tx) => {
    const begun = await beginSampleSession(tx, accessId, clock)
    if (!begun) return null
    await event(tx, 'identity.signed-in', begun.acting)
    return begun.token
  })

/** Somebody is signed in; with several offices they choose next in which one they act. */
export type Arrived = Begun & { hasChoice: boolean }

/**
 * Signs in the person behind a provider's account. The account is known by its issuer and lasting name once it has been linked; the first
 * time by the address under which the person was registered. An address that changes there later moves nothing.
 */
export const signInWithAccount = (
  db: Db,
  provider: Provider,
  account: Account,
  clock: Clock,
): Promise<Arrived | Refusal> =>
  within(db, async (tx) => {
    const { issuer } = provider
    const { subject, email, organisations, strength } = account
    const linked = await findByAccount(tx, issuer, subject)
    const registered = linked ? undefined : await findByEmail(tx, email, issuer)
    const personId = linked?.personId ?? registered?.personId
    if (personId === undefined) return 'unknown-person'
    if (typeof registered?.linkedTo === 'string') return 'another-account'
    const actings = await listActingsFor(tx, personId, clock.today(), organisations)
    const [acting] = actings
    if (!acting) return (await hasOffices(tx, personId, clock.today())) ? 'other-organisation' : 'left'
    if (!linked) await linkAccount(tx, personId, issuer, subject, clock.now())
    const begun = await beginSession(tx, {
      personId,
      accessId: acting.accessId,
      method: 'organisation',
      strength,
      steppedUp: false,
      now: clock.now(),
      provider: provider.slug,
      organisations,
    })
    await event(tx, 'identity.signed-in', acting, { method: 'organisation', provider: provider.slug, strength })
    return { ...begun, hasChoice: actings.length > 1 }
  })

/** Keeps in the trail that a provider's sign-in was refused, and why; of whom is not known, or not for the trail. */
export const recordRefusal = (db: Db, provider: string, reason: Refusal): Promise<void> =>
  within(db, async (tx) => {
    await tx
      .insertInto('platform.audit_event')
      .values({ name: 'identity.sign-in-refused', subject: provider, details: JSON.stringify({ provider, reason }) })
      .execute()
  })

/** Lets a signed-in person act in another of their offices. @returns the new token for the cookie, or null when it was not one of theirs */
export const changeOffice = (db: Db, token: string, accessId: string, clock: Clock): Promise<string | null> =>
  within(db, async (tx) => {
    const changed = await actIn(tx, token, accessId, clock)
    if (!changed) return null
    await event(tx, 'identity.office-changed', changed.acting)
    return changed.token
  })

/** Signs out; twice is no error. @returns the provider that had vouched, null for another way in */
export const signOut = (db: Db, token: string, why: 'asked' | 'signed-in-anew'): Promise<string | null> =>
  within(db, async (tx) => {
    const ended = await endSession(tx, token)
    if (!ended) return null
    const { provider, ...where } = ended
    await recordProof(tx, 'identity.signed-out', where, { why })
    return provider
  })

/** Ends one session of a person, or all of them. @returns how many ended */
export const signOutSessions = (
  db: Db,
  who: { personId: string; officeId: string | null; partnershipId: string },
  sessionId: string | null,
): Promise<number> =>
  within(db, async (tx) => {
    const ended = await endOwnSessions(tx, who.personId, sessionId)
    if (ended === 0) return 0
    await tx
      .insertInto('platform.audit_event')
      .values({
        name: 'identity.sessions-ended',
        subject: who.personId,
        person_id: who.personId,
        office_id: who.officeId,
        partnership_id: who.partnershipId,
        details: JSON.stringify({ count: ended, everywhere: sessionId === null }),
      })
      .execute()
    return ended
  })
