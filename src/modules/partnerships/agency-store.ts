import type { Db, Tx } from '#platform/db/connect.ts'

export type OrganisationName = { id: string; slug: string; name: string; sector: string; isCategory: boolean }

/** The organisations that serve a partnership, by name; `isCategory` marks a kind of body named collectively, such as childminders. */
export const listOrganisations = (db: Db | Tx, partnershipId: string): Promise<OrganisationName[]> =>
  db
    .selectFrom('partnerships.agency as agency')
    .innerJoin('identity.organisation as organisation', 'organisation.id', 'agency.organisation_id')
    .where('agency.partnership_id', '=', partnershipId)
    .orderBy('organisation.name')
    .limit(2_000)
    .select([
      'organisation.id',
      'organisation.slug',
      'organisation.name',
      'organisation.sector',
      'organisation.is_category as isCategory',
    ])
    .execute()
