import type { Actor } from '#platform/actor.ts'
import { addMonths } from '#platform/dates.ts'
import type { Tx } from '#platform/db/connect.ts'
import { findItemById, type Item } from './item-store.ts'
import { followParts, moveItem, type Moment } from './moving.ts'
import { listParts } from './part-store.ts'
import { withdrawRetest } from './retests/retest-store.ts'
import { nextUpdateOn } from './rhythm.ts'

/** How many months an agency has for what was opened again. */
export const monthsAgain = 3

/** Opens an item again: every part is owed once more, by a new date; the first date stays, and its age with it. */
export async function reopen(tx: Tx, actor: Actor, item: Item, reason: string, moment: Moment): Promise<void> {
  await withdrawRetest(tx, item.id, moment.today)
  await moveItem(tx, actor, item, {
    name: 'reopen',
    to: 'in-progress',
    reason,
    moment,
    values: { round: item.round + 1 },
  })
  for (const part of await listParts(tx, item.id)) {
    const again = addMonths(moment.today, monthsAgain)
    await tx
      .updateTable('tracker.part')
      .set({
        state: 'in-progress',
        due_on: again > part.dueOn ? again : part.dueOn,
        update_due_on: nextUpdateOn(item.priority, moment.today),
        delivered_on: null,
        verified_on: null,
        verified_by: null,
        verified_organisation_id: null,
      })
      .where('id', '=', part.id)
      .execute()
  }
  const now = await findItemById(tx, actor, item.id)
  if (now !== undefined) await followParts(tx, actor, now, moment, null)
}
