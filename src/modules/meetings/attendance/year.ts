import { sql } from 'kysely'
import type { Actor } from '#platform/actor.ts'
import type { Db } from '#platform/db/connect.ts'
import { londonMidnight } from '../meeting-store.ts'

export type AgencyAttendance = {
  organisation: string
  /** Seats at meetings that were held. */
  seats: number
  attended: number
  remote: number
  deputy: number
  apologies: number
  absent: number
  /** Nobody recorded: unknown, and in no share. */
  notRecorded: number
}

/**
 * How each agency was represented at the meetings that were held between two days: by seat and meeting. Cancelled meetings are not
 * counted; a seat of which nothing is recorded is unknown, not absent.
 */
export async function attendanceOfYear(
  db: Db,
  actor: Actor,
  { from, to, groupId }: { from: string; to: string; groupId: string | null },
): Promise<{ agencies: AgencyAttendance[]; meetings: number; cancelled: number; unrecorded: number }> {
  const meetings = db
    .selectFrom('meetings.meeting as m')
    .where(
      sql<boolean>`(m.partnership_id = ${actor.partnershipId} or m.group_id in
        (select group_id from partnerships.group_partnership where partnership_id = ${actor.partnershipId}))`,
    )
    .where('m.starts_at', '>=', londonMidnight(from))
    .where('m.starts_at', '<', londonMidnight(to, 1))
    .where('m.kind', '<>', 'between-meetings')
    .$if(groupId !== null, (query) => query.where('m.group_id', '=', groupId ?? ''))
  const count = (state: string) => sql<number>`count(*) filter (where a.state = ${state})`
  const agencies = await meetings
    .innerJoin('meetings.attendance as a', 'a.meeting_id', 'm.id')
    .where('m.state', '=', 'held')
    .groupBy('a.organisation_name')
    .orderBy('a.organisation_name')
    .limit(500)
    .select([
      'a.organisation_name as organisation',
      sql<number>`count(*)`.as('seats'),
      count('attended').as('attended'),
      count('remote').as('remote'),
      count('deputy').as('deputy'),
      count('apologies').as('apologies'),
      count('absent').as('absent'),
      count('not-recorded').as('notRecorded'),
    ])
    .execute()
  const totals = await meetings
    .select([
      sql<number>`count(*) filter (where m.state = 'held')`.as('held'),
      sql<number>`count(*) filter (where m.state = 'cancelled')`.as('cancelled'),
      sql<number>`count(*) filter (where m.state = 'held' and not exists (select from meetings.attendance a
        where a.meeting_id = m.id and a.state <> 'not-recorded'))`.as('unrecorded'),
    ])
    .executeTakeFirstOrThrow()
  return { agencies, meetings: totals.held, cancelled: totals.cancelled, unrecorded: totals.unrecorded }
}

/** The share of an agency's recorded seats that were represented, in whole per cent; null when nothing is recorded. */
export function shareOf(row: AgencyAttendance): number | null {
  const known = row.seats - row.notRecorded
  return known === 0 ? null : Math.round(((row.attended + row.remote + row.deputy) * 100) / known)
}
