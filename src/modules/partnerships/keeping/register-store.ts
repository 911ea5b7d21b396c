import { sql } from 'kysely'
import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { conflict, notFound } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'

/** An agency of the actor's partnership as the register's pages need it; 404 for any other. */
export async function ownAgency(db: Db | Tx, actor: Actor, id: string) {
  const agency = isId(id)
    ? await db
        .selectFrom('partnerships.agency as agency')
        .innerJoin('identity.organisation as organisation', 'organisation.id', 'agency.organisation_id')
        .leftJoin('partnerships.group as group', 'group.id', 'agency.represented_by')
        .where('agency.id', '=', id)
        .where('agency.partnership_id', '=', actor.partnershipId)
        .select([
          'agency.id',
          'organisation.id as organisationId',
          'organisation.name',
          'agency.category',
          'agency.is_safeguarding_partner as isSafeguardingPartner',
          'agency.relevant_agency as relevantAgency',
          'agency.section_11 as section11',
          'agency.invited',
          'agency.legal_basis as legalBasis',
          'agency.legal_category as legalCategory',
          'agency.represented_by as representedBy',
          'group.name as groupName',
          'group.slug as groupSlug',
          'agency.starts_on as startsOn',
          'agency.ends_on as endsOn',
          'agency.note',
          'agency.source',
          'agency.version',
        ])
        .executeTakeFirst()
    : undefined
  if (!agency) throw notFound('Agency')
  return agency
}

/** Notes that people changed an agency's entry here, so that a pack leaves it alone from now on. */
export async function noteAgencyChange(tx: Tx, id: string, today: string, version?: number): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('partnerships.agency')
    .set((set) => ({ changed_on: today, version: set('version', '+', 1) }))
    .where('id', '=', id)
    .$if(version !== undefined, (query) => query.where('version', '=', version ?? 0))
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw conflict('Somebody else changed this agency while you had the page open.')
}

/** What an agency was told is expected of it, newest first, and when it said that it knows. */
export const listNotices = (db: Db | Tx, agencyId: string) =>
  db
    .selectFrom('partnerships.agency_notice')
    .where('agency_id', '=', agencyId)
    .orderBy('told_on', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .select([
      'id',
      'told_on as toldOn',
      'what',
      'acknowledged_on as acknowledgedOn',
      'acknowledged_words as acknowledgedWords',
      'version',
    ])
    .execute()

/** The engagement visits to an agency, newest first. */
export const listVisits = (db: Db | Tx, agencyId: string) =>
  db
    .selectFrom('partnerships.engagement_visit as visit')
    .leftJoin('identity.office as office', 'office.id', 'visit.office_id')
    .where('visit.agency_id', '=', agencyId)
    .orderBy('visit.visited_on', 'desc')
    .orderBy('visit.id', 'desc')
    .limit(200)
    .select([
      'visit.id',
      'visit.visited_on as visitedOn',
      'visit.met',
      'visit.what',
      'visit.follow_up as followUp',
      'visit.follow_up_on as followUpOn',
      'visit.followed_on as followedOn',
      'visit.version',
      'office.title as office',
    ])
    .execute()

/** The yearly reviews of the list of agencies, newest first. */
export const listReviews = (db: Db | Tx, partnershipId: string) =>
  db
    .selectFrom('partnerships.agency_list_review as review')
    .leftJoin('identity.office as office', 'office.id', 'review.office_id')
    .leftJoin('partnerships.group as group', 'group.id', 'review.group_id')
    .where('review.partnership_id', '=', partnershipId)
    .orderBy('review.reviewed_on', 'desc')
    .limit(100)
    .select([
      'review.id',
      'review.reviewed_on as reviewedOn',
      'review.what_changed as whatChanged',
      'review.next_due_on as nextDueOn',
      'office.title as office',
      'group.name as group',
    ])
    .execute()

/** How many agencies of a partnership were told what is expected, acknowledged it, and were never told. */
export async function countTold(db: Db | Tx, partnershipId: string, today: string) {
  const { rows } = await sql<{ all: number; told: number; acknowledged: number }>`
    select count(*) as "all",
      count(*) filter (where exists (select from partnerships.agency_notice notice where notice.agency_id = agency.id)) as told,
      count(*) filter (where exists (select from partnerships.agency_notice notice
        where notice.agency_id = agency.id and notice.acknowledged_on is not null)) as acknowledged
    from partnerships.agency agency
    where agency.partnership_id = ${partnershipId} and (agency.ends_on is null or agency.ends_on >= ${today})`.execute(
    db,
  )
  return rows[0] ?? { all: 0, told: 0, acknowledged: 0 }
}

/** Visits with something to follow up that nobody has, soonest first. */
export const listFollowUps = (db: Db | Tx, partnershipId: string) =>
  db
    .selectFrom('partnerships.engagement_visit as visit')
    .innerJoin('partnerships.agency as agency', 'agency.id', 'visit.agency_id')
    .innerJoin('identity.organisation as organisation', 'organisation.id', 'agency.organisation_id')
    .where('agency.partnership_id', '=', partnershipId)
    .where('visit.follow_up_on', 'is not', null)
    .where('visit.followed_on', 'is', null)
    .orderBy('visit.follow_up_on')
    .limit(200)
    .select([
      'visit.id',
      'visit.office_id as officeId',
      'visit.follow_up as followUp',
      'visit.follow_up_on as dueOn',
      'organisation.name',
    ])
    .execute()
