import { sql } from 'kysely'
import type { Actor } from '#platform/actor.ts'
import { addDays } from '#platform/dates.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { listItems, type Item } from './item-store.ts'
import type { State } from './states.ts'

/** Due within this many days counts as due soon. */
export const soonDays = 28

export type AgencyPosition = {
  organisationId: string
  organisation: string
  owes: number
  overdue: number
  dueSoon: number
  noUpdate: number
  toVerify: number
}

/** What each agency owes of the partnership's recommendations and actions, the most overdue first. */
export async function positionByAgency(db: Db, actor: Actor, today: string): Promise<AgencyPosition[]> {
  const owed = sql`part.state <> 'delivered'`
  return await db
    .selectFrom('tracker.part as part')
    .innerJoin('identity.organisation as organisation', 'organisation.id', 'part.organisation_id')
    .where('part.partnership_id', '=', actor.partnershipId)
    .where('part.is_settled', '=', false)
    .groupBy(['organisation.id', 'organisation.name'])
    .select([
      'organisation.id as organisationId',
      'organisation.name as organisation',
      sql<number>`count(*) filter (where ${owed})`.as('owes'),
      sql<number>`count(*) filter (where ${owed} and part.due_on < ${today}::date)`.as('overdue'),
      sql<number>`count(*) filter (where ${owed} and part.due_on between ${today}::date and ${addDays(today, soonDays)}::date)`.as(
        'dueSoon',
      ),
      sql<number>`count(*) filter (where ${owed} and part.update_due_on < ${today}::date)`.as('noUpdate'),
      sql<number>`count(*) filter (where part.state = 'delivered' and part.verified_on is null)`.as('toVerify'),
    ])
    .orderBy('overdue', 'desc')
    .orderBy('owes', 'desc')
    .orderBy('organisation.name')
    .limit(200)
    .execute()
}

/** What a group follows and is overdue, the oldest first date first: for its agenda. */
export const listOverdueForGroup = (db: Db, actor: Actor, groupId: string, today: string): Promise<Item[]> =>
  listItems(db, actor, { groupId, dueBefore: today }, { sort: 'age', limit: 100 })

/**
 * Asks for updates two working days before the group that follows an item meets, where the rhythm would ask later. Called when a
 * meeting is called or moved.
 *
 * @param askOn the day, two working days before the meeting
 */
export async function askUpdatesBefore(
  tx: Tx,
  actor: Actor,
  groupId: string,
  askOn: string,
  today: string,
): Promise<number> {
  const items = tx
    .selectFrom('tracker.item')
    .where('group_id', '=', groupId)
    .where('partnership_id', '=', actor.partnershipId)
    .where('state', 'in', ['assigned', 'in-progress', 'extension-requested'])
  const asked = await tx
    .updateTable('tracker.part')
    .set({ update_due_on: askOn })
    .where('item_id', 'in', items.select('id'))
    .where('state', '!=', 'delivered')
    .where('update_due_on', '>', askOn)
    .where((where) => where.or([where('last_update_on', 'is', null), where('last_update_on', '<', addDays(today, -7))]))
    .returning('item_id')
    .execute()
  if (asked.length > 0) {
    await tx
      .updateTable('tracker.item')
      .set({ update_due_on: askOn })
      .where(
        'id',
        'in',
        asked.map((each) => each.item_id),
      )
      .where('update_due_on', '>', askOn)
      .execute()
  }
  return asked.length
}

export type ReportPosition = {
  /** Recommendations by the state in which they stood on the last day. */
  byState: { state: State; count: number }[]
  total: number
  raisedInPeriod: number
  overdue: number
  /** Of those not proposed, declined or superseded: how many had evidence of impact, and of how many. */
  withImpact: { count: number; of: number }
  /** Days from being raised to the last day, of those still open; null when none is. */
  medianAgeDays: number | null
  openedAgainInPeriod: number
  lapsedInPeriod: number
}

/**
 * Recommendations for a yearly report (content 8 of Working Together 2023: what was done on recommendations, and its impact), as the
 * position stood on `to`.
 */
export async function listForReport(db: Db, actor: Actor, from: string, to: string): Promise<ReportPosition> {
  const { rows } = await sql<{
    state: State
    raised_on: string
    due_on: string | null
    has_impact: boolean
    again: boolean
    lapsed: boolean
  }>`
    select stood.to_state as state, item.raised_on, item.due_on,
      exists (select from tracker.evidence e where e.item_id = item.id and e.received_on <= ${to}::date
        and e.kind in ('practice', 'experience', 'outcome')) as has_impact,
      exists (select from tracker.move m where m.item_id = item.id and m.name = 'reopen' and m.moved_on between ${from}::date and ${to}::date) as again,
      exists (select from tracker.move m where m.item_id = item.id and m.name = 'lapse' and m.moved_on between ${from}::date and ${to}::date) as lapsed
    from tracker.item item
    cross join lateral (select m.to_state from tracker.move m where m.item_id = item.id and m.part_id is null and m.moved_on <= ${to}::date
      order by m.moved_on desc, m.moved_at desc, m.id desc limit 1) stood
    where item.partnership_id = ${actor.partnershipId} and item.kind = 'recommendation' and item.raised_on <= ${to}::date`.execute(
    db,
  )
  const isOpen = (state: State) =>
    [
      'proposed',
      'accepted',
      'accepted-in-part',
      'assigned',
      'in-progress',
      'extension-requested',
      'delivered',
    ].includes(state)
  const takenUp = rows.filter(({ state }) => !['proposed', 'declined', 'superseded'].includes(state))
  const ages = rows
    .filter(({ state }) => isOpen(state))
    .map((row) => Math.round((Date.parse(to) - Date.parse(row.raised_on)) / 86_400_000))
    .toSorted((a, b) => a - b)
  return {
    byState: [...Map.groupBy(rows, (row) => row.state)].map(([state, all]) => ({ state, count: all.length })),
    total: rows.length,
    raisedInPeriod: rows.filter((row) => row.raised_on >= from).length,
    overdue: rows.filter(
      (row) =>
        ['assigned', 'in-progress', 'extension-requested'].includes(row.state) &&
        row.due_on !== null &&
        row.due_on < to,
    ).length,
    withImpact: { count: takenUp.filter((row) => row.has_impact).length, of: takenUp.length },
    medianAgeDays: median(ages),
    openedAgainInPeriod: rows.filter((row) => row.again).length,
    lapsedInPeriod: rows.filter((row) => row.lapsed).length,
  }
}

/** The middle of sorted numbers, the mean of the two middle ones, null of none. */
export function median(sorted: readonly number[]): number | null {
  const half = Math.floor(sorted.length / 2)
  const upper = sorted[half]
  if (upper === undefined) return null
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? upper) + upper) / 2
}
