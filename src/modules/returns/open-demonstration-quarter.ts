import { listPartnerships } from '#modules/partnerships/public.ts'
import { installation } from '#platform/actor.ts'
import type { Clock } from '#platform/clock.ts'
import { must } from '#platform/command.ts'
import { lastCompleteQuarter } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import { defaultDueOn, listOwing, openQuarter } from './open-quarter.ts'
import { listQuarters } from './quarter-store.ts'

/** Opens the last complete quarter of every partnership that has suppliers and has not opened it, so that there are returns to fill in. */
export async function openDemonstrationQuarter(db: Db, clock: Clock): Promise<void> {
  const today = clock.today()
  const { startsOn, endsOn } = lastCompleteQuarter(today)
  for (const partnership of await listPartnerships(db)) {
    const isOpen = (await listQuarters(db, partnership.id)).some((quarter) => quarter.startsOn === startsOn)
    if (isOpen || (await listOwing(db, partnership.id)).length === 0) continue
    const actor = installation(partnership, ['returns.open'])
    const dueOn = defaultDueOn(endsOn)
    must(await openQuarter(db, actor, { startsOn, dueOn, today, at: clock.now(), isDemonstration: true }))
  }
}
