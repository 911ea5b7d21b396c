import { listAgencies, listMembersOfGroup } from '#modules/partnerships/public.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { londonDate } from '#platform/london-time.ts'
import type { Meeting } from '../meeting-store.ts'
import type { AttendanceState } from './attendance.ts'

export type AttendanceRow = {
  id: string
  seatId: string | null
  organisationId: string | null
  organisationName: string
  officeId: string | null
  positionTitle: string
  position: number
  mayVote: boolean
  state: AttendanceState
  deputy: string
  version: number
}

const columns = [
  'id',
  'seat_id as seatId',
  'organisation_id as organisationId',
  'organisation_name as organisationName',
  'office_id as officeId',
  'position_title as positionTitle',
  'position',
  'may_vote as mayVote',
  'state',
  'deputy',
  'version',
] as const

/** The seats of a meeting with what is known of each, in the group's order; none before the meeting is called. At most 300. */
export const listAttendance = async (db: Db | Tx, meetingId: string): Promise<AttendanceRow[]> =>
  (await db
    .selectFrom('meetings.attendance')
    .where('meeting_id', '=', meetingId)
    .orderBy('position')
    .orderBy('id')
    .limit(300)
    .select(columns)
    .execute()) as AttendanceRow[]

/**
 * Writes down the seats of the group as they are on the day of the meeting, once: seats that came since are added, what is recorded
 * stays. A vacant seat is written down too, so that the year's account knows of it.
 */
export async function writeSeats(tx: Tx, meeting: Meeting): Promise<void> {
  const members = await listMembersOfGroup(tx, meeting.groupId, londonDate(meeting.startsAt))
  const bySeat = new Map(members.map((member) => [member.seatId, member]))
  const rows = [...bySeat.values()].map((member, index) => ({
    meeting_id: meeting.id,
    seat_id: member.seatId,
    organisation_id: member.organisationId,
    organisation_name: member.organisationName || 'Organisation not stated',
    office_id: member.officeId,
    position_title: member.officeTitle ?? member.title,
    position: index + 1,
    may_vote: member.mayVote,
  }))
  if (rows.length === 0) return
  await tx
    .insertInto('meetings.attendance')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['meeting_id', 'seat_id']).doNothing())
    .execute()
}

/** The ids of the organisations that are safeguarding partners of a partnership. */
export const partnersOf = async (db: Db | Tx, partnershipId: string): Promise<Map<string, string>> =>
  new Map(
    (await listAgencies(db, partnershipId))
      .filter((agency) => agency.isSafeguardingPartner)
      .map((agency) => [agency.organisationId, agency.name]),
  )
