import { findCalendar } from '#modules/duties/public.ts'
import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { isSeenBy } from '../item-scope.ts'
import type { Item } from '../item-store.ts'
import { dayOfRetest, retestRule, workingDaysLater } from './rule.ts'

export type RetestResult = 'holds' | 'partly' | 'failed' | 'missed' | 'withdrawn'

const retests = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('tracker.retest as retest')
    .innerJoin('tracker.item as item', 'item.id', 'retest.item_id')
    .innerJoin('thread.record as record', 'record.id', 'item.record_id')
    .leftJoin('identity.organisation as organisation', 'organisation.id', 'item.owner_organisation_id')
    .where(isSeenBy(actor))
    .select([
      'retest.id',
      'retest.item_id as itemId',
      'item.record_id as recordId',
      'item.group_id as groupId',
      'record.reference',
      'record.marking',
      'item.title',
      'item.state',
      'item.strength',
      'item.measure',
      'organisation.name as owner',
      'retest.round',
      'retest.number',
      'retest.step',
      'retest.theme',
      'retest.due_on as dueOn',
      'retest.lapses_on as lapsesOn',
      'item.partnership_id as partnershipId',
      'retest.result',
      'retest.done_on as doneOn',
      'retest.found',
    ])

export type Retest = Omit<Awaited<ReturnType<ReturnType<typeof retests>['executeTakeFirstOrThrow']>>, 'result'> & {
  result: RetestResult | null
}

/** The re-tests of an item, the newest first. */
export const listRetestsOf = async (db: Db | Tx, actor: Actor, itemId: string): Promise<Retest[]> =>
  (await retests(db, actor)
    .where('retest.item_id', '=', itemId)
    .orderBy('retest.round', 'desc')
    .orderBy('retest.number', 'desc')
    .execute()) as Retest[]

/** The re-tests that wait and are due before a day, the soonest first; 500 at most. */
export const listWaiting = async (db: Db | Tx, actor: Actor, before: string): Promise<Retest[]> =>
  (await retests(db, actor)
    .where('retest.result', 'is', null)
    .where('retest.due_on', '<', before)
    .orderBy('retest.due_on')
    .orderBy('retest.theme')
    .orderBy('record.reference')
    .limit(500)
    .execute()) as Retest[]

/** The one that waits for an item; undefined when none does. */
export const findWaiting = async (db: Db | Tx, actor: Actor, itemId: string): Promise<Retest | undefined> =>
  (await retests(db, actor)
    .where('retest.item_id', '=', itemId)
    .where('retest.result', 'is', null)
    .executeTakeFirst()) as Retest | undefined

/**
 * Plans the next re-test of an item around what else waits. One plan at a time for a partnership, so that two do not take the same
 * place in a month.
 *
 * @param at its target day, and whether it may be moved to where there is room
 * @returns the day it is due
 */
export async function planRetest(
  tx: Tx,
  item: Pick<Item, 'id' | 'partnershipId' | 'theme' | 'round'>,
  { step, target, isFixed = false }: { step: number; target: string; isFixed?: boolean },
): Promise<string> {
  const calendar = await findCalendar(tx)
  const waiting = await tx
    .selectFrom('tracker.retest')
    .where('partnership_id', '=', item.partnershipId)
    .where('result', 'is', null)
    .select(['theme', 'due_on as dueOn'])
    .execute()
  const dueOn = isFixed ? target : dayOfRetest(target, item.theme, waiting, calendar)
  const { last } = await tx
    .selectFrom('tracker.retest')
    .where('item_id', '=', item.id)
    .where('round', '=', item.round)
    .select((one) => one.fn.coalesce(one.fn.max('number'), one.lit(0)).as('last'))
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('tracker.retest')
    .values({
      item_id: item.id,
      partnership_id: item.partnershipId,
      round: item.round,
      number: last + 1,
      step,
      theme: item.theme,
      due_on: dueOn,
      lapses_on: workingDaysLater(calendar, dueOn, retestRule.lapsesAfterWorkingDays),
    })
    .execute()
  return dueOn
}

/** Ends what waits for an item that was opened again or superseded. */
export async function withdrawRetest(tx: Tx, itemId: string, today: string): Promise<void> {
  await tx
    .updateTable('tracker.retest')
    .set({ result: 'withdrawn', done_on: today })
    .where('item_id', '=', itemId)
    .where('result', 'is', null)
    .execute()
}
