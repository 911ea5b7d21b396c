import { findHolding, listHoldings, type Holding } from '#modules/identity/public.ts'
import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { notFound } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'

/** The one organisation to which an agency's own administrator is held; undefined for those who look after the whole partnership. */
export const ownOrganisation = (actor: Actor): string | undefined =>
  actor.reach === 'partnership' ? undefined : (actor.organisationId ?? '00000000-0000-0000-0000-000000000000')

/** The lines of an office that the actor looks after: each role with each holder. @throws notFound for anybody else's */
export async function officeInReach(db: Db | Tx, actor: Actor, officeId: string, today: string): Promise<Holding[]> {
  if (!isId(officeId)) throw notFound('Office')
  const filter = { officeId, organisationId: ownOrganisation(actor) }
  const lines = await listHoldings(db, actor.partnershipId, today, filter)
  if (lines.length === 0) throw notFound('Office')
  return lines
}

/** A tenure that the actor looks after. @throws notFound for anybody else's, and for one that has ended */
export async function tenureInReach(db: Db | Tx, actor: Actor, tenureId: string, today: string): Promise<Holding> {
  const holding = await findHolding(db, actor.partnershipId, tenureId, today)
  const own = ownOrganisation(actor)
  if (!holding || (own !== undefined && holding.organisationId !== own)) throw notFound('Office')
  return holding
}
