import type { Actor } from '#platform/actor.ts'
import type { Db } from '#platform/db/connect.ts'

/** The organisations whose offices serve the actor's partnership, by name. */
export const listOrganisations = (db: Db, actor: Actor): Promise<{ id: string; name: string }[]> =>
  db
    .selectFrom('identity.organisation as organisation')
    .where('organisation.id', 'in', (select) =>
      select
        .selectFrom('identity.access as access')
        .innerJoin('identity.office as office', 'office.id', 'access.office_id')
        .where('access.partnership_id', '=', actor.partnershipId)
        .select('office.organisation_id'),
    )
    .orderBy('organisation.name')
    .select(['organisation.id', 'organisation.name'])
    .execute()
