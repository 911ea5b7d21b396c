import type { Clock } from '#platform/clock.ts'
import { signingIn } from '#platform/db/acting.ts'
import type { Db } from '#platform/db/connect.ts'
import { recordProof } from './factor-event.ts'
import { prove, type Proof } from './factor-prove.ts'
import { findFactors, hasSecondFactor } from './factor-store.ts'
import { closeEntry, findEntry } from './one-time-link-store.ts'
import { verifiedSignature } from './passkey-ceremony.ts'
import type { PasskeySite } from './passkey-site.ts'
import { closedToLinks } from './link-limits.ts'
import type { Provider } from './providers.ts'
import { beginSession, listActingsFor, listOrganisationsOf } from './session-store.ts'

export type SignInServices = {
  db: Db
  clock: Clock
  site: PasskeySite
  production: boolean
  providers: readonly Provider[]
}

/** How a sign-in ended: a session, a proof that does not hold, a sign-in that is not under way (any more), or a person without an office. */
export type SignInResult =
  { outcome: 'begun'; token: string; hasChoice: boolean } | { outcome: 'refused' | 'gone' | 'no-office' }

type Strength = {
  method: 'passkey' | 'link'
  strength: 'link' | 'two'
  /** What a passkey opens; null: every office. A link opens what `closedToLinks` leaves. */
  organisations?: readonly string[] | null
}

async function begin(
  { db, clock, production, providers }: SignInServices,
  personId: string,
  { method, strength, organisations: ofPasskey = null }: Strength,
): Promise<SignInResult> {
  return signingIn(() =>
    db.transaction().execute(async (tx): Promise<SignInResult> => {
      const today = clock.today()
      const person = await tx
        .selectFrom('identity.person')
        .where('id', '=', personId)
        .select(['is_sample', 'email'])
        .executeTakeFirstOrThrow()
      const closed = method === 'link' ? closedToLinks(providers, person.email ?? '') : new Set<string>()
      const organisations =
        closed.size === 0
          ? ofPasskey
          : (await listOrganisationsOf(tx, personId, today)).filter((slug) => !closed.has(slug))
      const actings = organisations?.length === 0 ? [] : await listActingsFor(tx, personId, today, organisations)
      const [first] = actings
      if (!first || (production && person.is_sample)) return { outcome: 'no-office' }
      const { token } = await beginSession(tx, {
        personId,
        accessId: first.accessId,
        method,
        strength,
        steppedUp: strength === 'two',
        now: clock.now(),
        ...(organisations === null ? {} : { organisations }),
      })
      const { officeId, partnershipId } = first
      await recordProof(
        tx,
        'identity.signed-in',
        { personId, officeId, partnershipId },
        { role: first.role, method, strength },
      )
      return { outcome: 'begun', token, hasChoice: actings.length > 1 }
    }),
  )
}

/** Keeps in the trail that somebody was not signed in; who it was is not known. The caller limits how often. */
const refusedPasskey = (db: Db): Promise<void> =>
  signingIn(() =>
    db.transaction().execute((tx) => {
      const method = 'passkey'
      return recordProof(tx, 'identity.sign-in-refused', { personId: null, subject: method }, { method })
    }),
  )

/** Signs in whoever's passkey answered; a passkey is two factors: the device, and the finger, face or PIN that it asked for. */
export async function signInWithPasskey(services: SignInServices, answer: string): Promise<SignInResult> {
  const { db, clock, site } = services
  const signed = await signingIn(() =>
    db.transaction().execute((tx) => verifiedSignature(tx, site, null, answer, clock.now())),
  )
  if (signed === null) {
    await refusedPasskey(db)
    return { outcome: 'refused' }
  }
  const { personId, organisations } = signed
  return begin(services, personId, { method: 'passkey', strength: 'two', organisations })
}

/** Completes the sign-in that a used link began, with a second factor. The caller limits how often. */
export async function completeWithFactor(
  services: SignInServices,
  entryToken: string,
  proof: Proof,
): Promise<SignInResult> {
  const { db, clock, site } = services
  const proved = await signingIn(() =>
    db.transaction().execute(async (tx) => {
      const entry = await findEntry(tx, entryToken, clock.now())
      if (!entry) return 'gone'
      const holds = await prove(tx, site, entry.personId, proof, clock.now())
      if (!holds) {
        await recordProof(tx, 'identity.factor-refused', { personId: entry.personId }, { way: proof.way })
        return 'refused'
      }
      return (await closeEntry(tx, entryToken)) ? entry : 'gone'
    }),
  )
  if (typeof proved === 'string') return { outcome: proved }
  return begin(services, proved.personId, { method: 'link', strength: 'two' })
}

/** Completes it with the link alone: only for a person without a second factor, in the browser that asked for the link. */
export async function completeWithLinkAlone(services: SignInServices, entryToken: string): Promise<SignInResult> {
  const { db, clock } = services
  const entry = await signingIn(() =>
    db.transaction().execute(async (tx) => {
      const found = await findEntry(tx, entryToken, clock.now())
      if (!found?.sameBrowser || hasSecondFactor(await findFactors(tx, found.personId))) return null
      return (await closeEntry(tx, entryToken)) ? found : null
    }),
  )
  if (!entry) return { outcome: 'gone' }
  return begin(services, entry.personId, { method: 'link', strength: 'link' })
}
