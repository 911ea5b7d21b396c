import { sql } from 'kysely'
import type { Db, Tx } from '#platform/db/connect.ts'
import { isId } from '#platform/ids.ts'

export type GroupName = {
  id: string
  slug: string
  name: string
  kind: string
  /** 'own', 'joint' or 'others'. */
  ownership: string
  /** How often it meets, in its own words, and how many times a year that is (null: not a number, or not stated). */
  frequency: string
  meetingsAYear: number | null
  /** 'yes', 'no' or 'not stated'. */
  operating: string
  /** Its last day, past or to come; null: none. */
  endsOn: string | null
}

const namedGroups = (db: Db | Tx, partnershipId: string) =>
  db
    .selectFrom('partnerships.group_partnership as place')
    .innerJoin('partnerships.group as group', 'group.id', 'place.group_id')
    .where('place.partnership_id', '=', partnershipId)
    .select([
      'group.id',
      'group.slug',
      'group.name',
      'group.kind',
      'group.ownership',
      'group.frequency',
      'group.meetings_a_year as meetingsAYear',
      'group.operating',
      'group.ends_on as endsOn',
    ])

/** The groups of a partnership in the order of its own documents, those that it shares and those that have ended included. */
export const listGroups = (db: Db | Tx, partnershipId: string): Promise<GroupName[]> =>
  namedGroups(db, partnershipId).orderBy('place.position').limit(500).execute()

/** One group of a partnership by its id, or undefined when that partnership has no such group. */
export const findGroupById = async (
  db: Db | Tx,
  partnershipId: string,
  groupId: string,
): Promise<GroupName | undefined> =>
  isId(groupId) ? namedGroups(db, partnershipId).where('group.id', '=', groupId).executeTakeFirst() : undefined

const notEnded = sql`(seat.ends_on is null or seat.ends_on >= platform.today_in_london())`

const placedGroups = (db: Db, partnershipId: string) =>
  db
    .selectFrom('partnerships.group_partnership as place')
    .innerJoin('partnerships.group as group', 'group.id', 'place.group_id')
    .where('place.partnership_id', '=', partnershipId)
    .select([
      'group.id',
      'group.slug',
      'group.name',
      'group.kind',
      'group.frequency',
      'group.meetings_a_year as meetingsAYear',
      'group.ownership',
      'group.owner',
      'group.shared_with as sharedWith',
      'group.operating',
      'group.membership_stated as membershipStated',
      'group.starts_on as startsOn',
      'group.ends_on as endsOn',
      'group.changed_on as changedOn',
      'place.reports_to as reportsTo',
      'place.reports_to_basis as reportsToBasis',
      'place.reports_to_note as reportsToNote',
      sql<string[]>`array(
        select other.short_name from partnerships.group_partnership also
        join partnerships.partnership other on other.id = also.partnership_id
        where also.group_id = "group".id and also.partnership_id <> ${partnershipId} order by other.short_name)`.as(
        'others',
      ),
      sql<number>`(select count(*) from partnerships.seat where seat.group_id = "group".id and ${notEnded})`.as(
        'seats',
      ),
      sql<number>`(select count(*) from partnerships.seat where seat.group_id = "group".id and seat.is_vacant and ${notEnded})`.as(
        'vacant',
      ),
    ])

/** The groups of a partnership with their place in its structure, the number of their seats, and who else owns them. */
export const listPlacedGroups = (db: Db, partnershipId: string) =>
  placedGroups(db, partnershipId).orderBy('place.position').limit(500).execute()

export type PlacedGroup = Awaited<ReturnType<typeof listPlacedGroups>>[number]

/** One group of a partnership with all that its sources say of it, or undefined when that partnership has no such group. */
export const findGroup = (db: Db, partnershipId: string, slug: string) =>
  placedGroups(db, partnershipId)
    .where('group.slug', '=', slug)
    .leftJoin('partnerships.group as above', 'above.id', 'place.reports_to')
    .select([
      'group.core_function as coreFunction',
      'group.core_function_source as coreFunctionSource',
      'group.ownership_note as ownershipNote',
      'group.chair_rule as chairRule',
      'group.chair_rule_source as chairRuleSource',
      'group.membership_note as membershipNote',
      'group.membership_source as membershipSource',
      'group.note',
      'group.source',
      'above.name as aboveName',
      'above.slug as aboveSlug',
    ])
    .executeTakeFirst()

/** What a group was called, how often it met and so on, each as at its document, oldest first within each kind. */
export const listGroupFacts = (db: Db, groupId: string) =>
  db
    .selectFrom('partnerships.group_fact')
    .where('group_id', '=', groupId)
    .orderBy('kind')
    .orderBy('position')
    .limit(500)
    .select(['kind', 'words', 'times_a_year as timesAYear', 'as_at as asAt', 'starts_on as startsOn', 'source', 'note'])
    .execute()

/** The partnerships of this installation that have a group, by name. */
export const listOwners = (db: Db, groupId: string) =>
  db
    .selectFrom('partnerships.group_partnership as place')
    .innerJoin('partnerships.partnership as partnership', 'partnership.id', 'place.partnership_id')
    .where('place.group_id', '=', groupId)
    .orderBy('partnership.name')
    .select(['partnership.id', 'partnership.slug', 'partnership.name', 'partnership.short_name as shortName'])
    .execute()
