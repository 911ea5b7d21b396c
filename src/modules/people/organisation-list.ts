import { listOrganisationsWithOffices } from '#modules/identity/public.ts'
import { listAgencies } from '#modules/partnerships/public.ts'
import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { ownOrganisation } from './reach.ts'

/** The organisations whose offices the actor looks after: the partnership's agencies and whoever else has an office in it, by name. */
export async function listOrganisations(db: Db | Tx, actor: Actor): Promise<{ id: string; name: string }[]> {
  const own = ownOrganisation(actor)
  const agencies = await listAgencies(db, actor.partnershipId)
  const found = new Map<string, string>()
  for (const { organisationId, name, isCategory } of agencies) if (!isCategory) found.set(organisationId, name)
  for (const { id, name } of await listOrganisationsWithOffices(db, actor.partnershipId)) found.set(id, name)
  return [...found]
    .map(([id, name]) => ({ id, name }))
    .filter(({ id }) => own === undefined || id === own)
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
}
