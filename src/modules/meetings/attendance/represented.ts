import { sql } from 'kysely'
import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { londonMidnight, ofOwnGroups } from '../meeting-store.ts'

/** At how many held meetings of a group organisations had a seat, and at how many they were there. */
export type Represented = {
  /** null: any of those asked for. */
  organisationId: string | null
  groupId: string
  meetings: number
  there: number
  /** Of those there, by a deputy alone. */
  byDeputy: number
  /** Nobody is recorded as having come, and of one seat at least nothing is recorded: unknown, not absent. */
  unknown: number
}

/**
 * How organisations were represented at the meetings held between two days, by group: each by itself, or any of them. Cancelled meetings
 * and decisions between meetings are not counted.
 */
export async function representedAt(
  db: Db | Tx,
  actor: Actor,
  {
    from,
    to,
    organisationIds,
    by,
  }: { from: string; to: string; organisationIds: readonly string[]; by: 'each' | 'any' },
): Promise<Represented[]> {
  const { rows } = await sql<Represented>`
    select seen.organisation_id as "organisationId", seen.group_id as "groupId", count(*)::int as meetings,
      (count(*) filter (where seen.there))::int as there,
      (count(*) filter (where seen.there and not seen.itself))::int as "byDeputy",
      (count(*) filter (where not seen.there and seen.unsaid))::int as unknown
    from (
      select m.id, m.group_id, ${by === 'any' ? sql`null::uuid` : sql`a.organisation_id`} as organisation_id,
        bool_or(a.state in ('attended', 'remote', 'deputy')) as there,
        bool_or(a.state in ('attended', 'remote')) as itself,
        bool_or(a.state = 'not-recorded') as unsaid
      from meetings.meeting m
      join meetings.attendance a on a.meeting_id = m.id
      where ${ofOwnGroups(actor, 'm')} and m.state = 'held' and m.kind <> 'between-meetings'
        and m.starts_at >= ${londonMidnight(from)} and m.starts_at < ${londonMidnight(to, 1)}
        and a.organisation_id = any(${[...organisationIds]}::uuid[])
      group by 1, 2, 3) seen
    group by 1, 2
    limit 2000`.execute(db)
  return rows
}
