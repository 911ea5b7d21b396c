import type { PersonInOffice } from '#modules/identity/public.ts'
import { actingAs } from '#platform/db/acting.ts'
import { addDays, inWords, quarterOf } from '#platform/dates.ts'
import type { TodayServices } from './module.ts'
import { each } from './owed-lines.ts'
import { isAsked, outsideDay } from './planned.ts'

const lookAhead = 120

/** What comes next for somebody from whom nothing is due, as a sentence. */
export async function nextInWords(
  { db, calendarSources }: Pick<TodayServices, 'db' | 'calendarSources'>,
  people: readonly PersonInOffice[],
  today: string,
): Promise<string> {
  const active = people.filter(({ isSuspended }) => !isSuspended)
  const planned = await each(active, ({ actor }) =>
    actingAs(actor, async () =>
      (
        await Promise.all(
          calendarSources
            .filter((source) => isAsked(actor, source.module))
            .map((source) => source.plannedFor(db, actor, today, addDays(today, lookAhead))),
        )
      ).flat(),
    ),
  )
  const [next] = planned
    .flat()
    .filter(({ isCancelled }) => isCancelled !== true)
    .toSorted((a, b) => outsideDay(a).localeCompare(outsideDay(b)))
  if (next) return `Nothing is due from you. Next: ${next.title}, on ${inWords(outsideDay(next))}.`
  if (active.some(({ actor }) => actor.permissions.has('returns.prepare'))) {
    return `Nothing is due from you. Next: the quarter ends on ${inWords(quarterOf(today).endsOn)}, and its figures are asked for after that.`
  }
  return 'Nothing is due from you. Next: no date is known yet; when one is set, it appears here.'
}
