import { countsTriggerDayIn, dateIn, daysIn, guidanceIn, type Sent } from './deadline-input.ts'
import type { Deadline } from './deadline-result.ts'
import { guidanceInForce } from './guidance.ts'
import { under } from './refusals.ts'
import type { WorkingDayCalendar } from './working-day-calendar.ts'
import { addWorkingDays, workingDaysBefore } from './working-days.ts'

/** The rules that count working days for no duty in particular, by their names. */
export const workingDayRules = {
  'working-days': { count: addWorkingDays, words: 'after' },
  'working-days-before': { count: workingDaysBefore, words: 'before' },
} as const
export type WorkingDayRule = keyof typeof workingDayRules
export const isWorkingDayRule = (rule: unknown): rule is WorkingDayRule =>
  typeof rule === 'string' && Object.hasOwn(workingDayRules, rule)

/**
 * Counts working days from a day, by the fields `from`, `days`, `countsTriggerDay` and `guidance`. That the working days of a duty are
 * these is inferred: no text that was read defines them. Throws a RangeError 'field: sentence'.
 */
export function countWorkingDays(rule: WorkingDayRule, sent: Sent, calendar: WorkingDayCalendar): Deadline {
  const { count, words } = workingDayRules[rule]
  const from = dateIn(sent, 'from')
  const days = daysIn(sent)
  const countsTriggerDay = countsTriggerDayIn(sent)
  const guidance = guidanceIn(sent) ?? guidanceInForce(from)
  const convention = countsTriggerDay ? 'counted as the first if it is one' : 'not counted'
  return {
    due: under('from', () => count(calendar, from, days, { countsTriggerDay })),
    paragraph: `Working days ${words} the day given, which is ${convention}: Monday to Friday without the bank holidays of England and Wales`,
    certainty: 'inferred',
    pack: guidance?.id ?? null,
  }
}
