import { certaintyWords } from '#modules/duties/public.ts'
import { inWords } from '#platform/dates.ts'
import { deadline } from '#statute/deadline.ts'
import type { WorkingDayCalendar } from '#statute/working-day-calendar.ts'
import type { Case } from './case-store.ts'

/** A clock of a case as it is shown: what is due, when, how that stands today, by which rule, and how sure that is. */
export type CaseClock = {
  name: string
  due: string
  stricter: string
  standing: string
  rule: string
  certainty: string
}

const clocks = [
  { rule: 'serious-incident-notification', name: 'Notify the Panel of the incident', start: 'awareOn' },
  { rule: 'rapid-review', name: 'Complete the rapid review', start: 'notifiedOn' },
] as const

type Dated = Pick<Case, 'awareOn' | 'notifiedOn' | 'state'>

/** How a clock stands today. A rapid review's last day is not recorded, so once it was sent nothing is said about it. */
function standingOn(rule: (typeof clocks)[number]['rule'], due: string, one: Dated, today: string): string {
  if (rule === 'serious-incident-notification' && one.notifiedOn !== null) {
    return `Notified on ${inWords(one.notifiedOn)}${one.notifiedOn > due ? ', late' : ''}`
  }
  return one.state === 'open' && due < today ? 'Overdue' : ''
}

/** The statutory clocks of a case, as far as the days that start them are known; a clock without its day says what is missing. */
export function clocksOf(one: Dated, calendar: WorkingDayCalendar, today: string): [CaseClock, CaseClock] {
  const { awareOn, notifiedOn } = one
  const days = { awareOn, notifiedOn }
  const anchors = { aware: awareOn, notified: notifiedOn }
  const clockOf = ({ rule, name, start }: (typeof clocks)[number]): CaseClock => {
    const started = rule === 'rapid-review' ? awareOn !== null || notifiedOn !== null : days[start] !== null
    const unknown = { name, stricter: '', standing: '', rule: '', certainty: '' }
    if (!started) return { ...unknown, due: 'Not known: the day that starts it is not recorded' }
    try {
      const { due, stricter, paragraph, certainty } = deadline({ rule, anchors }, calendar)
      return {
        name,
        due: inWords(due),
        stricter: stricter === undefined ? '' : inWords(stricter),
        standing: standingOn(rule, due, one, today),
        rule: paragraph,
        certainty: certaintyWords[certainty],
      }
    } catch (error) {
      // The calendar refuses to guess beyond the bank holidays that it knows.
      if (!(error instanceof RangeError)) throw error
      return { ...unknown, due: `Not worked out: ${error.message}` }
    }
  }
  return [clockOf(clocks[0]), clockOf(clocks[1])]
}
