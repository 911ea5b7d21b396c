import { sql } from 'kysely'
import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { conflict } from '#platform/errors.ts'
import type { MeetingKind, MeetingState, MinutesState } from './meeting.ts'

/** Rows of groups that the actor's partnership owns, alone or with others; `table` is the alias of theirs. */
export const ofOwnGroups = (actor: Actor, table: string) =>
  sql<boolean>`(${sql.ref(`${table}.partnership_id`)} = ${actor.partnershipId} or ${sql.ref(`${table}.group_id`)} in
    (select group_id from partnerships.group_partnership where partnership_id = ${actor.partnershipId}))`

/** The instant at which a day begins in London, `days` days on. */
export const londonMidnight = (date: string, days = 0) =>
  sql<Date>`((${date}::date + ${days}::int)::timestamp at time zone 'Europe/London')`

/** Of groups in which the acting office sits; asked once for each group and not for each meeting. */
const inSeatedGroups = (actor: Actor) =>
  sql<boolean>`m.group_id in (select place.group_id from partnerships.group_partnership place
    where place.partnership_id = ${actor.partnershipId} and meetings.sits_in(place.group_id))`

const visibleTo = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('meetings.meeting as m')
    .where(ofOwnGroups(actor, 'm'))
    .innerJoin('partnerships.group as g', 'g.id', 'm.group_id')
    .innerJoin('partnerships.partnership as convening', 'convening.id', 'm.partnership_id')

const columns = [
  'm.id',
  'm.record_id as recordId',
  'm.reference',
  'm.partnership_id as partnershipId',
  'convening.name as partnershipName',
  'm.group_id as groupId',
  'g.name as groupName',
  'g.slug as groupSlug',
  'm.kind',
  'm.title',
  'm.theme',
  'm.starts_at as startsAt',
  'm.ends_at as endsAt',
  'm.place',
  'm.state',
  'm.minutes_state as minutesState',
  'm.papers_due_on as papersDueOn',
  'm.sequence',
  'm.cancel_reason as cancelReason',
  'm.cancelled_at as cancelledAt',
  'm.is_invented as isInvented',
  'm.version',
] as const

export type Meeting = {
  id: string
  recordId: string
  reference: string
  /** The convening partnership; other owners of a joint group see the same meeting. */
  partnershipId: string
  partnershipName: string
  groupId: string
  groupName: string
  groupSlug: string
  kind: MeetingKind
  title: string
  theme: string
  startsAt: Date
  endsAt: Date
  place: string
  state: MeetingState
  minutesState: MinutesState
  papersDueOn: string | null
  /** SEQUENCE of its calendar entry. */
  sequence: number
  cancelReason: string | null
  cancelledAt: Date | null
  isInvented: boolean
  version: number
}

/** A meeting by its reference, when the actor may know of it. */
export const findMeeting = async (db: Db | Tx, actor: Actor, reference: string): Promise<Meeting | undefined> =>
  (await visibleTo(db, actor).where('m.reference', '=', reference).select(columns).executeTakeFirst()) as
    Meeting | undefined

/** A meeting by its id, when the actor may know of it. */
export const findMeetingById = async (db: Db | Tx, actor: Actor, id: string): Promise<Meeting | undefined> =>
  (await visibleTo(db, actor).where('m.id', '=', id).select(columns).executeTakeFirst()) as Meeting | undefined

export type MeetingFilter = {
  /** First London day, included. */
  from?: string
  /** Last London day, included. */
  to?: string
  groupId?: string
  kinds?: readonly MeetingKind[]
  states?: readonly MeetingState[]
  /** Only of groups in which the acting office sits. */
  mine?: boolean
  /** Newest first; earliest first when not given. */
  newestFirst?: boolean
  most?: number
  skip?: number
}

/** The meetings that the actor may know of, earliest first; at most 500. */
export async function listMeetings(db: Db | Tx, actor: Actor, filter: MeetingFilter = {}): Promise<Meeting[]> {
  const { from, to, groupId, kinds, states, mine, newestFirst, most = 500, skip = 0 } = filter
  const rows = await visibleTo(db, actor)
    .$if(from !== undefined, (query) => query.where('m.starts_at', '>=', londonMidnight(from ?? '')))
    .$if(to !== undefined, (query) => query.where('m.starts_at', '<', londonMidnight(to ?? '', 1)))
    .$if(groupId !== undefined, (query) => query.where('m.group_id', '=', groupId ?? ''))
    .$if(kinds !== undefined, (query) => query.where('m.kind', 'in', kinds ?? []))
    .$if(states !== undefined, (query) => query.where('m.state', 'in', states ?? []))
    .$if(mine === true, (query) => query.where(inSeatedGroups(actor)))
    .orderBy('m.starts_at', newestFirst === true ? 'desc' : 'asc')
    .orderBy('m.id')
    .limit(Math.min(most, 500))
    .offset(skip)
    .select(columns)
    .execute()
  return rows as Meeting[]
}

type Change = {
  title?: string
  theme?: string
  starts_at?: Date
  ends_at?: Date
  place?: string
  papers_due_on?: string | null
  state?: MeetingState
  minutes_state?: MinutesState
  sequence?: number
  cancel_reason?: string | null
  cancelled_at?: Date | null
  called_at?: Date | null
}

/** Saves a change to a meeting that is still as the person saw it. @throws conflict when somebody else saved first */
export async function saveMeeting(tx: Tx, id: string, version: number, change: Change): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('meetings.meeting')
    .set({ ...change, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) {
    throw conflict(
      'Somebody else has changed this meeting. Open it again to see how it stands; nothing of yours was saved.',
    )
  }
}

/** Says how far the minutes of a meeting are, and that it was held when it has any. */
export async function setMinutesState(tx: Tx, meetingId: string, minutesState: MinutesState): Promise<void> {
  await tx
    .updateTable('meetings.meeting')
    .set((set) => ({
      minutes_state: minutesState,
      state: minutesState === 'none' ? set.ref('state') : 'held',
      version: set('version', '+', 1),
    }))
    .where('id', '=', meetingId)
    .where('state', '<>', 'cancelled')
    .execute()
}
