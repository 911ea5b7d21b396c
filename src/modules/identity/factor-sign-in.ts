import type { Clock } from '#platform/clock.ts'
import { signingIn } from '#platform/db/acting.ts'
import type { Db } from '#platform/db/connect.ts'
import { recordProof } from './factor-event.ts'
import { prove, type Proof } from './factor-prove.ts'
import { findFactors, hasSecondFactor } from './factor-store.ts'
import { closeEntry, findEntry } from './one-time-link-store.ts'
import { verifiedSignature } from './passkey-ceremony.ts'
import type { PasskeySite } from './passkey-site.ts'
import { beginSession, listActings } from './session-store.ts'

export type SignInServices = { db: Db; clock: Clock; site: PasskeySite; production: boolean }

/** How a sign-in ended: a session, a proof that does not hold, a sign-in that is not under way (any more), or a person without an office. */
export type SignInResult =
  { outcome: 'begun'; token: string; hasChoice: boolean } | { outcome: 'refused' | 'gone' | 'no-office' }

type Strength = { method: 'passkey' | 'link'; strength: 'link' | 'two' }

async function begin(
  { db, clock, production }: SignInServices,
  personId: string,
  { method, strength }: Strength,
): Promise<SignInResult> {
  const actings = await listActings(db, personId, clock.today())
  const [first] = actings
  if (!first) return { outcome: 'no-office' }
  return signingIn(() =>
    db.transaction().execute(async (tx): Promise<SignInResult> => {
      const person = await tx
        .selectFrom('identity.person')
        .where('id', '=', personId)
        .select('is_sample')
        .executeTakeFirstOrThrow()
      if (production && person.is_sample) return { outcome: 'no-office' }
      const { token } = await beginSession(tx, {
        personId,
        accessId: first.accessId,
        method,
        strength,
        steppedUp: strength === 'two',
        now: clock.now(),
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

/** Signs in whoever's passkey answered; a passkey is two factors: the device, and the finger, face or PIN that it asked for. */
export async function signInWithPasskey(services: SignInServices, answer: string): Promise<SignInResult> {
  const { db, clock, site } = services
  const personId = await signingIn(() =>
    db.transaction().execute((tx) => verifiedSignature(tx, site, null, answer, clock.now())),
  )
  if (personId === null) return { outcome: 'refused' }
  return begin(services, personId, { method: 'passkey', strength: 'two' })
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
