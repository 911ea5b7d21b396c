import type { BankHoliday } from './bank-holidays.ts'
import { calendarDaysBetween } from './calendar-date.ts'
import { beforeBeginning, beyondEnd, checkCovered, type WorkingDayCalendar } from './working-day-calendar.ts'

/** Whether the day from which is counted is itself the first of the days, when it is a working day. Not so unless said. */
export type CountingOptions = { readonly countsTriggerDay?: boolean | undefined }

/** How many working days of a calendar come before a day. */
function workingDaysUntil({ workingDays }: WorkingDayCalendar, date: string): number {
  let low = 0
  let high = workingDays.length
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if ((workingDays[middle] ?? '') < date) low = middle + 1
    else high = middle
  }
  return low
}

/** True for Monday to Friday without bank holidays. Throws a RangeError outside the calendar. */
export function isWorkingDay(calendar: WorkingDayCalendar, date: string): boolean {
  checkCovered(calendar, date)
  return calendar.workingDays[workingDaysUntil(calendar, date)] === date
}

function checkDays(days: number): void {
  if (!Number.isInteger(days) || days < 1) throw new RangeError('days must be a whole number, 1 or more')
}

/**
 * The last of so many working days after `from`; with `countsTriggerDay` the first of them is `from` itself, if it is a working day.
 * No guidance that was read defines the working day. These are the days of GOV.UK's list, as the sector's validator of the children
 * in need census uses it; a closure of one authority does not extend a clock.
 * Throws a RangeError when `from` or the answer is outside the calendar, or `days` is not a whole number from 1.
 */
export function addWorkingDays(
  calendar: WorkingDayCalendar,
  from: string,
  days: number,
  { countsTriggerDay = false }: CountingOptions = {},
): string {
  checkDays(days)
  const isPassedOver = isWorkingDay(calendar, from) && !countsTriggerDay
  const due = calendar.workingDays[workingDaysUntil(calendar, from) + (isPassedOver ? days : days - 1)]
  if (due === undefined) throw beyondEnd(calendar)
  return due
}

/** The mirror of `addWorkingDays`: the first of so many working days before `from`. */
export function workingDaysBefore(
  calendar: WorkingDayCalendar,
  from: string,
  days: number,
  { countsTriggerDay = false }: CountingOptions = {},
): string {
  checkDays(days)
  const isCounted = isWorkingDay(calendar, from) && countsTriggerDay
  const due = calendar.workingDays[workingDaysUntil(calendar, from) - (isCounted ? days - 1 : days)]
  if (due === undefined) throw beforeBeginning(calendar)
  return due
}

/**
 * How many working days lead from one day to another: those after `from` up to and with `to`; negative for an earlier `to`, whose
 * own day counts then. So it gives back the days that were added or taken. Throws a RangeError outside the calendar.
 */
export function workingDaysBetween(calendar: WorkingDayCalendar, from: string, to: string): number {
  const isWorking = (day: string) => (isWorkingDay(calendar, day) ? 1 : 0)
  const [fromIs, toIs] = [isWorking(from), isWorking(to)]
  const between = workingDaysUntil(calendar, to) - workingDaysUntil(calendar, from)
  return to < from ? between : between + toIs - fromIs
}

/**
 * The days that are no working days from one day to another, both included: how many fall on a weekend, and each bank holiday.
 * Throws a RangeError outside the calendar.
 */
export function skippedDays(
  calendar: WorkingDayCalendar,
  first: string,
  last: string,
): { weekendDays: number; holidays: BankHoliday[] } {
  checkCovered(calendar, first)
  checkCovered(calendar, last)
  const holidays = [...calendar.holidays]
    .map(([date, name]) => ({ date, name }))
    .filter(({ date }) => date >= first && date <= last)
  const days = calendarDaysBetween(first, last) + 1
  const working =
    workingDaysUntil(calendar, last) - workingDaysUntil(calendar, first) + (isWorkingDay(calendar, last) ? 1 : 0)
  return { weekendDays: days - working - holidays.length, holidays }
}
