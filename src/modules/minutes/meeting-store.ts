import { sql } from 'kysely'
import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'

export type MinuteState = 'none' | 'draft' | 'agreed' | 'published'

/** Meetings of the actor's partnership, and of the groups that it owns together with others. */
export const meetingsOf = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('meetings.meeting as meeting')
    .innerJoin('partnerships.group as group', 'group.id', 'meeting.group_id')
    .leftJoin('minutes.minute as minute', 'minute.meeting_id', 'meeting.id')
    .where((where) =>
      where.or([
        where('meeting.partnership_id', '=', actor.partnershipId),
        where.exists(
          where
            .selectFrom('partnerships.group_partnership as owner')
            .whereRef('owner.group_id', '=', 'meeting.group_id')
            .where('owner.partnership_id', '=', actor.partnershipId)
            .select('owner.group_id'),
        ),
      ]),
    )

const columns = [
  'meeting.id',
  'meeting.record_id as recordId',
  'meeting.reference',
  'meeting.partnership_id as partnershipId',
  'meeting.group_id as groupId',
  'group.name as groupName',
  'group.slug as groupSlug',
  'meeting.kind',
  'meeting.title',
  'meeting.theme',
  'meeting.starts_at as startsAt',
  'meeting.ends_at as endsAt',
  'meeting.place',
  'meeting.state',
  'meeting.is_invented as isInvented',
  'minute.opened_at as openedAt',
  'minute.agreed_at as agreedAt',
  'minute.agreed_on as agreedOn',
  'minute.agreed_way as agreedWay',
  'minute.agreed_note as agreedNote',
  'minute.published_at as publishedAt',
  'minute.has_names as hasNames',
  'minute.version as minuteVersion',
] as const

const selected = (db: Db | Tx, actor: Actor) =>
  meetingsOf(db, actor)
    .select(columns)
    .select(sql<MinuteState>`coalesce(minute.state, 'none')`.as('minuteState'))
    .select(sql<string>`to_char(meeting.starts_at at time zone 'Europe/London', 'YYYY-MM-DD')`.as('heldOn'))

export type MinutedMeeting = Awaited<ReturnType<ReturnType<typeof selected>['executeTakeFirstOrThrow']>>

/** A meeting with the state of its minutes, by its reference, when the actor may know of it. */
export const findMinutedMeeting = (db: Db | Tx, actor: Actor, reference: string): Promise<MinutedMeeting | undefined> =>
  selected(db, actor).where('meeting.reference', '=', reference).executeTakeFirst()

/** Meetings that began before an instant and were not cancelled, whose minutes are in one of these states; oldest first, at most 200. */
export const listMeetingsToMinute = (
  db: Db | Tx,
  actor: Actor,
  { before, states }: { before: Date; states: readonly MinuteState[] },
): Promise<MinutedMeeting[]> =>
  selected(db, actor)
    .where('meeting.starts_at', '<', before)
    .where('meeting.state', '<>', 'cancelled')
    .where(sql<boolean>`coalesce(minute.state, 'none') in (${sql.join(states)})`)
    .orderBy('meeting.starts_at')
    .limit(200)
    .execute()

/** The next meeting of a group after an instant, cancelled ones left out. */
export const findNextMeeting = (
  db: Db | Tx,
  actor: Actor,
  groupId: string,
  after: Date,
): Promise<MinutedMeeting | undefined> =>
  selected(db, actor)
    .where('meeting.group_id', '=', groupId)
    .where('meeting.starts_at', '>', after)
    .where('meeting.state', '<>', 'cancelled')
    .orderBy('meeting.starts_at')
    .executeTakeFirst()

/** Who came to a meeting, by seat as it was on the day. */
export const listAttendance = (db: Db | Tx, meetingId: string) =>
  db
    .selectFrom('meetings.attendance as attendance')
    .innerJoin('meetings.meeting as meeting', 'meeting.id', 'attendance.meeting_id')
    // Whoever held the office on the day, not whoever holds it now.
    .leftJoin('identity.tenure as tenure', (join) =>
      join
        .onRef('tenure.office_id', '=', 'attendance.office_id')
        .on(sql<boolean>`tenure.starts_on <= (meeting.starts_at at time zone 'Europe/London')::date`)
        .on(
          sql<boolean>`(tenure.ends_on is null or tenure.ends_on >= (meeting.starts_at at time zone 'Europe/London')::date)`,
        ),
    )
    .leftJoin('identity.person as person', 'person.id', 'tenure.person_id')
    .where('attendance.meeting_id', '=', meetingId)
    .orderBy('attendance.position')
    .limit(300)
    .select([
      'attendance.organisation_name as organisation',
      'attendance.position_title as seat',
      'attendance.state',
      'attendance.deputy',
      'person.name as holder',
    ])
    .execute()
