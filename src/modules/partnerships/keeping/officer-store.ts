import { sql } from 'kysely'
import type { Db, Tx } from '#platform/db/connect.ts'
import { isId } from '#platform/ids.ts'

const officers = (db: Db | Tx, partnershipId: string, today: string) =>
  db
    .selectFrom('partnerships.officer as officer')
    .innerJoin('identity.organisation as organisation', 'organisation.id', 'officer.organisation_id')
    .leftJoin('identity.office as office', 'office.id', 'officer.office_id')
    .where('officer.partnership_id', '=', partnershipId)
    .select([
      'officer.id',
      'officer.duty',
      'officer.title',
      'officer.starts_on as startsOn',
      'officer.ends_on as endsOn',
      'officer.note',
      'officer.version',
      'organisation.id as organisationId',
      'organisation.name as organisation',
      'office.id as officeId',
      'office.title as officeTitle',
      sql<
        string[]
      >`array(select person.name from identity.tenure tenure join identity.person person on person.id = tenure.person_id
        where tenure.office_id = office.id and tenure.starts_on <= ${today} and (tenure.ends_on is null or tenure.ends_on >= ${today})
          and (tenure.partnership_id is null or tenure.partnership_id = ${partnershipId}) order by person.name)`.as(
        'holders',
      ),
    ])

/** The officers that a partnership names, those of today and to come first, then those who were. */
export const listOfficers = (db: Db | Tx, partnershipId: string, today: string) =>
  officers(db, partnershipId, today)
    .orderBy(sql`officer.ends_on is not null and officer.ends_on < ${today}`)
    .orderBy(
      sql`array_position(array['partnership-chair','lsp','dsp','single-point','independent-scrutineer','elected-member','business-team'], officer.duty)`,
    )
    .orderBy('organisation.name')
    .orderBy('officer.title')
    .limit(500)
    .execute()

export type Officer = Awaited<ReturnType<typeof listOfficers>>[number]

export const findOfficer = async (
  db: Db | Tx,
  partnershipId: string,
  id: string,
  today: string,
): Promise<Officer | undefined> =>
  isId(id) ? officers(db, partnershipId, today).where('officer.id', '=', id).executeTakeFirst() : undefined

/** What was delegated, by whom to whom and from when to when, newest first. */
export const listDelegations = (db: Db | Tx, partnershipId: string) =>
  db
    .selectFrom('partnerships.delegation as delegation')
    .innerJoin('partnerships.officer as giver', 'giver.id', 'delegation.from_id')
    .innerJoin('partnerships.officer as taker', 'taker.id', 'delegation.to_id')
    .innerJoin('identity.organisation as giving', 'giving.id', 'giver.organisation_id')
    .innerJoin('identity.organisation as taking', 'taking.id', 'taker.organisation_id')
    .where('giver.partnership_id', '=', partnershipId)
    .orderBy('delegation.starts_on', 'desc')
    .limit(500)
    .select([
      'delegation.id',
      'delegation.from_id as fromId',
      'delegation.what',
      'delegation.starts_on as startsOn',
      'delegation.ends_on as endsOn',
      'delegation.version',
      'giver.title as fromTitle',
      'giving.name as fromOrganisation',
      'taker.title as toTitle',
      'taking.name as toOrganisation',
    ])
    .execute()
