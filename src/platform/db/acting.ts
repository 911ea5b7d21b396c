import { AsyncLocalStorage } from 'node:async_hooks'
import type { Actor } from '../actor.ts'

/**
 * What rows the database lets the present unit of work see and write, whatever its SQL says (row-level security):
 * - `partnership`: every agency's rows of `partnershipId`;
 * - `organisation`: those of `partnershipId` that belong to the partnership as a whole or to `organisationId`;
 * - `sign-in`: people, their offices and sessions, of every partnership, to find out who somebody is; nothing else;
 * - `nothing`: only what belongs to the whole installation or is published.
 */
export type Scope = {
  readonly reach: 'partnership' | 'organisation' | 'sign-in' | 'nothing'
  readonly partnershipId: string | null
  readonly organisationId: string | null
  readonly personId: string | null
  /** The office in which the person acts, as its holder or as deputy. */
  readonly officeId: string | null
}

const nobody: Scope = { reach: 'nothing', partnershipId: null, organisationId: null, personId: null, officeId: null }
const current = new AsyncLocalStorage<Scope>()

/** The scope of the unit of work that runs now; of nobody when none was begun, so that a forgotten actor sees nothing. */
export const actingScope = (): Scope => current.getStore() ?? nobody

/** The scope in which an actor works. */
export const scopeOf = (actor: Actor): Scope => ({
  reach: actor.reach,
  partnershipId: actor.partnershipId,
  organisationId: actor.organisationId,
  personId: actor.personId,
  officeId: actor.officeId,
})

/**
 * Runs `work` so that every connection it takes from the application's pool, also after awaiting, acts for this actor. A
 * transaction that has begun keeps the actor that it began with.
 */
export const actingAs = <T>(actor: Actor, work: () => T): T => current.run(scopeOf(actor), work)

/** Runs `work` for nobody: it sees what is published and shared. */
export const actingAsNobody = <T>(work: () => T): T => current.run(nobody, work)

/** Runs `work` that finds out who signs in: only identity may do this, which a test of the borders holds. */
export const signingIn = <T>(work: () => T, personId: string | null = null): T =>
  current.run({ ...nobody, reach: 'sign-in', personId }, work)
