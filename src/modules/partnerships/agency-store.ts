import { sql } from 'kysely'
import type { Db, Tx } from '#platform/db/connect.ts'

export type AgencyFilter = { name?: string; category?: string; sector?: string; representedBy?: string }

/**
 * The agencies of a partnership as its documents list them: by category in printed order.
 *
 * @param filter `name` is looked for in the name, in the printed name and in every alias, in any case
 */
export async function listAgencies(db: Db | Tx, partnershipId: string, filter: AgencyFilter = {}) {
  let query = db
    .selectFrom('partnerships.agency as agency')
    .innerJoin('identity.organisation as organisation', 'organisation.id', 'agency.organisation_id')
    .leftJoin('partnerships.organisation_part as part', 'part.organisation_id', 'organisation.id')
    .leftJoin('identity.organisation as whole', 'whole.id', 'part.part_of_id')
    .leftJoin('partnerships.group as group', 'group.id', 'agency.represented_by')
    .where('agency.partnership_id', '=', partnershipId)
  if (filter.category !== undefined) query = query.where('agency.category', '=', filter.category)
  if (filter.sector !== undefined) query = query.where('organisation.sector', '=', filter.sector)
  if (filter.representedBy !== undefined) query = query.where('agency.represented_by', '=', filter.representedBy)
  if (filter.name !== undefined) {
    // A person who types % or _ means the character.
    const like = `%${filter.name.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
    query = query.where((where) =>
      where.or([
        where('organisation.name', 'ilike', like),
        where('agency.name_as_printed', 'ilike', like),
        where.exists(
          where
            .selectFrom('identity.organisation_alias as alias')
            .whereRef('alias.organisation_id', '=', 'organisation.id')
            .where('alias.name', 'ilike', like)
            .select('alias.name'),
        ),
      ]),
    )
  }
  return query
    .orderBy('agency.position')
    .limit(1_000)
    .select([
      'agency.id',
      'agency.ends_on as endsOn',
      'organisation.id as organisationId',
      'organisation.name',
      'organisation.sector',
      'organisation.is_category as isCategory',
      'organisation.note as organisationNote',
      'agency.name_as_printed as nameAsPrinted',
      'agency.category',
      'agency.is_safeguarding_partner as isSafeguardingPartner',
      'agency.relevant_agency as relevantAgency',
      'agency.section_11 as section11',
      'agency.invited',
      'agency.legal_basis as legalBasis',
      'agency.note',
      'agency.source',
      'group.slug as groupSlug',
      'group.name as groupName',
      'whole.name as partOf',
      sql<string[]>`array(
        select alias.name from identity.organisation_alias alias
        where alias.organisation_id = organisation.id order by alias.name)`.as('aliases'),
      sql<string[]>`array(
        select other.short_name from partnerships.agency also
        join partnerships.partnership other on other.id = also.partnership_id
        where also.organisation_id = organisation.id and also.partnership_id <> ${partnershipId}
        order by other.short_name)`.as('alsoServes'),
    ])
    .execute()
}

export type Agency = Awaited<ReturnType<typeof listAgencies>>[number]

/** Organisations that this installation knows and that are not in a partnership's register, by name. */
export const listOrganisationsOutside = (db: Db | Tx, partnershipId: string) =>
  db
    .selectFrom('identity.organisation as organisation')
    .where('organisation.id', 'not in', (inner) =>
      inner.selectFrom('partnerships.agency').where('partnership_id', '=', partnershipId).select('organisation_id'),
    )
    .orderBy('organisation.name')
    .limit(1_000)
    .select(['organisation.id', 'organisation.name'])
    .execute()
