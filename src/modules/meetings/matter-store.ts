import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { conflict } from '#platform/errors.ts'
import type { ItemMarking, Purpose, ReferralWay } from './meeting.ts'
import { readsSensitiveEverywhere } from './sensitive.ts'
import { sql } from 'kysely'

export type Matter = {
  id: string
  recordId: string
  reference: string
  partnershipId: string
  /** The group that has it now. */
  groupId: string
  groupName: string
  groupSlug: string
  title: string
  summary: string
  purpose: Purpose
  marking: ItemMarking
  presenterOfficeId: string | null
  presenterOffice: string | null
  presenterOrganisation: string | null
  minutesAllowed: number | null
  /** The day by which, or month in which, the group should have it. */
  dueOn: string | null
  /** It comes to the group's next meeting by itself. */
  comesNext: boolean
  state: 'open' | 'closed'
  closedReason: string | null
  recurringId: string | null
  sourceKey: string | null
  sourceWords: string
  sourceHref: string | null
  isInvented: boolean
  version: number
}

/** Of the actor's partnership, or had by a group that it owns with others; marked ones only where their group is the actor's. */
const visibleTo = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('meetings.matter as matter')
    .innerJoin('partnerships.group as g', 'g.id', 'matter.group_id')
    .leftJoin('identity.office as office', 'office.id', 'matter.presenter_office_id')
    .leftJoin('identity.organisation as organisation', 'organisation.id', 'office.organisation_id')
    .where(
      sql<boolean>`(matter.partnership_id = ${actor.partnershipId} or exists (
        select from meetings.matter_group had join partnerships.group_partnership place on place.group_id = had.group_id
        where had.matter_id = matter.id and place.partnership_id = ${actor.partnershipId}))`,
    )
    .where(
      readsSensitiveEverywhere(actor)
        ? sql<boolean>`true`
        : sql<boolean>`(matter.marking <> 'OFFICIAL-SENSITIVE' or exists (
            select from meetings.matter_group had where had.matter_id = matter.id and meetings.sits_in(had.group_id)))`,
    )

const columns = [
  'matter.id',
  'matter.record_id as recordId',
  'matter.reference',
  'matter.partnership_id as partnershipId',
  'matter.group_id as groupId',
  'g.name as groupName',
  'g.slug as groupSlug',
  'matter.title',
  'matter.summary',
  'matter.purpose',
  'matter.marking',
  'matter.presenter_office_id as presenterOfficeId',
  'office.title as presenterOffice',
  'organisation.name as presenterOrganisation',
  'matter.minutes_allowed as minutesAllowed',
  'matter.due_on as dueOn',
  'matter.comes_next as comesNext',
  'matter.state',
  'matter.closed_reason as closedReason',
  'matter.recurring_id as recurringId',
  'matter.source_key as sourceKey',
  'matter.source_words as sourceWords',
  'matter.source_href as sourceHref',
  'matter.is_invented as isInvented',
  'matter.version',
] as const

/** A matter by its reference, when the actor may know of it. */
export const findMatter = async (db: Db | Tx, actor: Actor, reference: string): Promise<Matter | undefined> =>
  (await visibleTo(db, actor).where('matter.reference', '=', reference).select(columns).executeTakeFirst()) as
    Matter | undefined

/** A matter by its id, when the actor may know of it. */
export const findMatterById = async (db: Db | Tx, actor: Actor, id: string): Promise<Matter | undefined> =>
  (await visibleTo(db, actor).where('matter.id', '=', id).select(columns).executeTakeFirst()) as Matter | undefined

export type MatterFilter = { groupId?: string; state?: 'open' | 'closed'; most?: number }

/** Matters that the actor may know of, those due first first, those without a date last; at most 500. */
export const listMatters = async (db: Db | Tx, actor: Actor, filter: MatterFilter = {}): Promise<Matter[]> =>
  (await visibleTo(db, actor)
    .$if(filter.groupId !== undefined, (query) => query.where('matter.group_id', '=', filter.groupId ?? ''))
    .$if(filter.state !== undefined, (query) => query.where('matter.state', '=', filter.state ?? 'open'))
    .orderBy(sql`matter.due_on asc nulls last`)
    .orderBy('matter.reference')
    .limit(Math.min(filter.most ?? 500, 500))
    .select(columns)
    .execute()) as Matter[]

export type Referral = {
  fromGroup: string
  toGroup: string
  way: ReferralWay
  reason: string
  at: Date
}

/** How a matter went from group to group, oldest first. */
export const listReferrals = async (db: Db | Tx, matterId: string): Promise<Referral[]> =>
  (await db
    .selectFrom('meetings.referral as referral')
    .innerJoin('partnerships.group as from', 'from.id', 'referral.from_group_id')
    .innerJoin('partnerships.group as to', 'to.id', 'referral.to_group_id')
    .where('referral.matter_id', '=', matterId)
    .orderBy('referral.referred_at')
    .limit(200)
    .select([
      'from.name as fromGroup',
      'to.name as toGroup',
      'referral.way',
      'referral.reason',
      'referral.referred_at as at',
    ])
    .execute()) as Referral[]

export type MatterMeeting = {
  meetingId: string
  reference: string
  title: string
  groupName: string
  startsAt: Date
  state: string
  itemId: string
  outcome: string
}

/** The meetings on whose agendas a matter has stood or stands, earliest first: its one history. */
export const listMeetingsOfMatter = (db: Db | Tx, matterId: string): Promise<MatterMeeting[]> =>
  db
    .selectFrom('meetings.agenda_item as item')
    .innerJoin('meetings.meeting as m', 'm.id', 'item.meeting_id')
    .innerJoin('partnerships.group as g', 'g.id', 'm.group_id')
    .where('item.matter_id', '=', matterId)
    .orderBy('m.starts_at')
    .limit(200)
    .select([
      'm.id as meetingId',
      'm.reference',
      'm.title',
      'g.name as groupName',
      'm.starts_at as startsAt',
      'm.state',
      'item.id as itemId',
      'item.outcome',
    ])
    .execute()

type Change = {
  title?: string
  summary?: string
  purpose?: Purpose
  presenter_office_id?: string | null
  minutes_allowed?: number | null
  due_on?: string | null
  group_id?: string
  state?: 'open' | 'closed'
  closed_reason?: string | null
}

/** Saves a change to a matter that is still as the person saw it. @throws conflict when somebody else saved first */
export async function saveMatter(tx: Tx, id: string, version: number, change: Change): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('meetings.matter')
    .set({ ...change, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) {
    throw conflict(
      'Somebody else has changed this matter. Open it again to see how it stands; nothing of yours was saved.',
    )
  }
}
