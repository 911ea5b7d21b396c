import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import type { Disposable } from '#platform/holding.ts'
import { mostOfAKind, type DueKind } from './disposal.ts'
import { holdOn } from './hold.ts'
import { listHolds } from './hold-store.ts'
import { dueBefore, scheduleInWords } from './schedule.ts'
import { listSchedules } from './schedule-store.ts'

/** What is past its time today, by kind, held back or not. Changes nothing. */
export async function lookForDue(
  db: Db | Tx,
  actor: Actor,
  disposables: readonly Disposable[],
  today: string,
): Promise<DueKind[]> {
  const holds = await listHolds(db, actor)
  const schedules = await listSchedules(db, actor.partnershipId)
  const kinds: DueKind[] = []
  for (const schedule of schedules) {
    const disposable = disposables.find(({ kind }) => kind === schedule.kind)
    const before = dueBefore(schedule, today)
    if (disposable === undefined || before === null) continue
    const records = await disposable.listDue(db, actor, before, mostOfAKind)
    const held = records.flatMap((record) => {
      const hold = holdOn(holds, schedule.kind, record)
      return hold ? [{ record, why: hold.reason }] : []
    })
    const kept = new Set(held.map(({ record }) => record.id))
    kinds.push({
      kind: schedule.kind,
      title: schedule.title,
      whatGoes: disposable.whatGoes,
      schedule: scheduleInWords(schedule),
      isSigned: schedule.signedOff !== null,
      due: records.filter(({ id }) => !kept.has(id)),
      held,
    })
  }
  return kinds
}
