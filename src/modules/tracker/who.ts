import { may, type Actor } from '#platform/actor.ts'
import { refuse } from '#platform/command.ts'
import type { Part } from './part-store.ts'

export const isTeam = (actor: Actor): boolean => may(actor, 'tracker.decide')

/** Whether the actor may speak for a part: its own office, and the business team on its behalf. */
export const mayOwn = (actor: Actor, part: Pick<Part, 'officeId'>): boolean =>
  may(actor, 'tracker.update') && (part.officeId === actor.officeId || isTeam(actor))

/** Whether the actor is of another agency than the one that owes a part, and may verify what it delivered. */
export const mayVerify = (actor: Actor, part: Pick<Part, 'organisationId'>): boolean =>
  may(actor, 'tracker.verify') && actor.organisationId !== null && actor.organisationId !== part.organisationId

/** The parts that the actor may speak for: their own office's, else for the business team all of them. */
export function partsOf(actor: Actor, parts: readonly Part[]): Part[] {
  const own = parts.filter((part) => part.officeId === actor.officeId)
  return own.length > 0 ? own : parts.filter((part) => mayOwn(actor, part))
}

/** The part that was chosen, or the only one. Refuses, beside 'part', when it is not the actor's to speak for. */
export function chosenPart(actor: Actor, parts: readonly Part[], partId: string | null): Part {
  const own = partsOf(actor, parts)
  const [only] = own
  if (only === undefined) {
    const [owner] = parts
    refuse(
      'part',
      owner === undefined
        ? 'Nobody owes this yet'
        : `This is owed by ${owner.office ?? 'an office'}, ${owner.organisation}`,
    )
  }
  if (own.length === 1 && (partId === null || partId === only.id)) return only
  const chosen = own.find((part) => part.id === partId)
  if (chosen === undefined) refuse('part', 'Select the part that you write about')
  return chosen
}
