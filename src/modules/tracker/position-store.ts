import { sql } from 'kysely'
import type { Actor } from '#platform/actor.ts'
import { addDays } from '#platform/dates.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { listItems, type Item } from './item-store.ts'
import { isSeenBy } from './item-scope.ts'
import { owedStates } from './states.ts'
import { ageBuckets } from './words.ts'

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
    .innerJoin('tracker.item as item', 'item.id', 'part.item_id')
    .innerJoin('identity.organisation as organisation', 'organisation.id', 'part.organisation_id')
    .where(isSeenBy(actor))
    .where('item.is_open', '=', true)
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

/** How many of those owed are how long past their first date, in the order of `ageBuckets`. */
export async function countByAge(db: Db, actor: Actor, today: string): Promise<number[]> {
  const row = await db
    .selectFrom('tracker.item as item')
    .where(isSeenBy(actor))
    .where('item.is_open', '=', true)
    .where('item.state', 'in', owedStates)
    .select(
      ageBuckets.map(({ key, from, to }) =>
        sql<number>`count(*) filter (where item.first_due_on between ${to === null ? '-infinity' : addDays(today, -to)}::date
          and ${addDays(today, -from)}::date)`.as(key),
      ),
    )
    .executeTakeFirstOrThrow()
  return ageBuckets.map(({ key }) => row[key] ?? 0)
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
    .selectFrom('tracker.item as item')
    .where('group_id', '=', groupId)
    .where(isSeenBy(actor))
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

/** The middle of sorted numbers, the mean of the two middle ones, null of none. */
export function median(sorted: readonly number[]): number | null {
  const half = Math.floor(sorted.length / 2)
  const upper = sorted[half]
  if (upper === undefined) return null
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? upper) + upper) / 2
}
