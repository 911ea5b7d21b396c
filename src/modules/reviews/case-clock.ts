import { certaintyWords } from '#modules/duties/public.ts'
import { inWords } from '#platform/dates.ts'
import { deadline } from '#statute/deadline.ts'
import type { WorkingDayCalendar } from '#statute/working-day-calendar.ts'
import type { Case } from './case-store.ts'

/** A clock of a case as it is shown: what is due, when, by which rule, and how sure that is. */
export type CaseClock = { name: string; due: string; stricter: string; rule: string; certainty: string }

const clocks = [
  { rule: 'serious-incident-notification', name: 'Notify the Panel of the incident', start: 'awareOn' },
  { rule: 'rapid-review', name: 'Complete the rapid review', start: 'notifiedOn' },
] as const

/** The statutory clocks of a case, as far as the days that start them are known; a clock without its day says what is missing. */
export function clocksOf(
  { awareOn, notifiedOn }: Pick<Case, 'awareOn' | 'notifiedOn'>,
  calendar: WorkingDayCalendar,
): CaseClock[] {
  const days = { awareOn, notifiedOn }
  const anchors = { aware: awareOn, notified: notifiedOn }
  return clocks.map(({ rule, name, start }) => {
    const started = rule === 'rapid-review' ? awareOn !== null || notifiedOn !== null : days[start] !== null
    if (!started)
      return { name, due: 'Not known: the day that starts it is not recorded', stricter: '', rule: '', certainty: '' }
    try {
      const { due, stricter, paragraph, certainty } = deadline({ rule, anchors }, calendar)
      return {
        name,
        due: inWords(due),
        stricter: stricter === undefined ? '' : inWords(stricter),
        rule: paragraph,
        certainty: certaintyWords[certainty],
      }
    } catch (error) {
      // The calendar refuses to guess beyond the bank holidays that it knows.
      if (!(error instanceof RangeError)) throw error
      return { name, due: `Not worked out: ${error.message}`, stricter: '', rule: '', certainty: '' }
    }
  })
}
