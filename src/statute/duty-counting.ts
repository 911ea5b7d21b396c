import { addCalendarDays, addCalendarMonths, monthName, nextYearlyDay } from './calendar-date.ts'
import { addWorkingDays, workingDaysBefore } from './working-days.ts'
import type { WorkingDayCalendar } from './working-day-calendar.ts'

/** How a clock counts from the day that starts it to the day on which something is due. */
export type Counting =
  | {
      readonly kind: 'working-days'
      readonly amount: number
      readonly direction: 'after' | 'before'
      readonly countsTriggerDay: boolean
    }
  | { readonly kind: 'calendar-days' | 'months' | 'hours'; readonly amount: number }
  | { readonly kind: 'yearly-day'; readonly month: number; readonly day: number }
  /** At once, or without a day that the guidance sets: nothing can be worked out, and `why` says so. */
  | { readonly kind: 'at-once' | 'none'; readonly why: string }

export type CountingKind = Counting['kind']

/** True for a clock that gives a day. */
export const isDated = (counts: Counting): counts is Exclude<Counting, { readonly why: string }> => !('why' in counts)

/**
 * The day that a clock gives. Only working days skip weekends and bank holidays; no other rule moves off them. Hours are counted
 * from a day without its hour, so the day given is the last on which they can end. Throws a RangeError for a clock without a day, and
 * outside the calendar of working days, which the other rules do not need.
 */
export function dueDay(counts: Counting, from: string, calendar: WorkingDayCalendar): string {
  switch (counts.kind) {
    case 'working-days': {
      const { amount, countsTriggerDay } = counts
      const count = counts.direction === 'after' ? addWorkingDays : workingDaysBefore
      return count(calendar, from, amount, { countsTriggerDay })
    }
    case 'calendar-days':
      return addCalendarDays(from, counts.amount)
    case 'hours':
      return addCalendarDays(from, Math.ceil(counts.amount / 24))
    case 'months':
      return addCalendarMonths(from, counts.amount)
    case 'yearly-day':
      return nextYearlyDay(from, counts.month, counts.day)
    case 'at-once':
    case 'none':
      throw new RangeError(counts.why)
  }
}

/** '1 working day', '5 working days'. */
export const some = (amount: number, one: string): string => `${amount} ${one}${amount === 1 ? '' : 's'}`

/**
 * How a clock counts, in words.
 *
 * @param event what starts it, as a clause: 'the local authority became aware of the incident'
 */
export function countingInWords(counts: Counting, event: string): string {
  switch (counts.kind) {
    case 'working-days':
      return counts.countsTriggerDay
        ? `${some(counts.amount, 'working day')}, the day when ${event} being the first`
        : `${some(counts.amount, 'working day')} ${counts.direction} ${event}`
    case 'calendar-days':
      return `${some(counts.amount, 'calendar day')} after ${event}`
    case 'hours':
      return `${some(counts.amount, 'hour')} after ${event}`
    case 'months':
      return `${some(counts.amount, 'calendar month')} after ${event}`
    case 'yearly-day':
      return `the first ${counts.day} ${monthName(counts.month)} after ${event}`
    case 'at-once':
    case 'none':
      return counts.why
  }
}
