import { linkRecords } from '#modules/thread/public.ts'
import { command, refuse } from '#platform/command.ts'
import { findItem, lockItemAsSeen } from './item-store.ts'
import { moveItem, type Moment } from './moving.ts'
import { reopen } from './reopening.ts'
import { withdrawRetest } from './retests/retest-store.ts'

type Ending = {
  reference: string
  version: number
  way: 'supersede' | 'reopen'
  reason: string
  /** The reference of what took its place; null: nothing did. */
  byReference: string | null
  moment: Moment
}

/** Says that something else took its place, or opens it again; with the reason. */
export const endItem = command<Ending, { recordId: string }>({
  name: 'tracker.ended-or-reopened',
  permission: 'tracker.decide',
  subject: ({ recordId }) => recordId,
  details: (_value, { way, byReference }) => ({ way, by: byReference }),
  async run(tx, actor, { reference, version, way, reason, byReference, moment }) {
    const item = await lockItemAsSeen(tx, actor, reference, version)
    if (way === 'reopen') {
      await reopen(tx, actor, item, reason, moment)
      return { recordId: item.recordId }
    }
    const by = byReference === null ? undefined : await findItem(tx, actor, byReference.toUpperCase())
    if (byReference !== null && (by === undefined || by.id === item.id))
      refuse('byReference', 'Enter the reference of another recommendation or action of this partnership')
    await withdrawRetest(tx, item.id, moment.today)
    const values = { superseded_by_id: by?.id ?? null }
    await moveItem(tx, actor, item, { name: 'supersede', to: 'superseded', reason, moment, values })
    if (by) await linkRecords(tx, by.recordId, 'supersedes', item.recordId, reason)
    return { recordId: item.recordId }
  },
})
