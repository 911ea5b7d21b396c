import { findCalendar } from '#modules/duties/public.ts'
import { listPartnerships } from '#modules/partnerships/public.ts'
import { installation } from '#platform/actor.ts'
import type { Clock } from '#platform/clock.ts'
import { command, refuse } from '#platform/command.ts'
import { inWords } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import { findItemById } from '../item-store.ts'
import { moveItem, momentOf, type Moment } from '../moving.ts'
import { planRetest } from './retest-store.ts'
import { retestRule, workingDaysLater } from './rule.ts'

/** One re-test that nobody did in time lets its item lapse; it is to be caught up with. Done once, whoever else looks at the same time. */
const lapse = command<{ retestId: string; moment: Moment }, { recordId: string; retestOn: string }>({
  name: 'tracker.lapsed',
  permission: 'tracker.decide',
  subject: ({ recordId }) => recordId,
  details: ({ retestOn }) => ({ retest: retestOn }),
  async run(tx, actor, { retestId, moment }) {
    const missed = await tx
      .selectFrom('tracker.retest')
      .where('id', '=', retestId)
      .where('result', 'is', null)
      .where('lapses_on', '<=', moment.today)
      .forUpdate()
      .skipLocked()
      .select(['item_id as itemId', 'due_on as dueOn', 'step'])
      .executeTakeFirst()
    if (missed === undefined) refuse('retest', 'It was seen to already')
    const item = await findItemById(tx, actor, missed.itemId)
    if (item === undefined || (item.state !== 'evidenced' && item.state !== 'embedded'))
      refuse('retest', 'It does not wait')
    await tx
      .updateTable('tracker.retest')
      .set({ result: 'missed', done_on: moment.today })
      .where('id', '=', retestId)
      .execute()
    const reason = `The re-test due on ${inWords(missed.dueOn)} was not done within ${retestRule.lapsesAfterWorkingDays} working days`
    await moveItem(tx, actor, item, { name: 'lapse', to: 'lapsed', reason, moment })
    const target = workingDaysLater(await findCalendar(tx), moment.today, retestRule.catchUpWorkingDays)
    const retestOn = await planRetest(tx, item, { step: missed.step, target, isFixed: true })
    return { recordId: item.recordId, retestOn }
  },
})

/**
 * Lets everything lapse whose re-test was missed for too long: each night. Running it again, or twice at once, does nothing more.
 *
 * @returns how many lapsed now
 */
export async function lapseMissed(db: Db, clock: Clock): Promise<number> {
  const moment = momentOf(clock)
  let lapsed = 0
  for (const { id, slug, shortName } of await listPartnerships(db)) {
    const actor = installation({ id, slug, name: shortName }, ['tracker.decide'])
    const missed = await db
      .selectFrom('tracker.retest as retest')
      .innerJoin('tracker.item as item', 'item.id', 'retest.item_id')
      .where('retest.partnership_id', '=', id)
      .where('retest.result', 'is', null)
      .where('retest.lapses_on', '<=', moment.today)
      .where('item.state', 'in', ['evidenced', 'embedded'])
      .select('retest.id')
      .execute()
    for (const { id: retestId } of missed) {
      const done = await lapse(db, actor, { retestId, moment })
      if (done.ok) lapsed += 1
    }
  }
  return lapsed
}
