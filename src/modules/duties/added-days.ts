import { type CalendarChange, extendCalendar } from '#statute/calendar-changes.ts'
import type { WorkingDayCalendar } from '#statute/working-day-calendar.ts'

/** A bank holiday that a person added; `replacesOn` is the one that was moved to it, null for one on top. */
export type AddedDay = {
  fallsOn: string
  name: string
  replacesOn: string | null
  source: string
  addedBy: string
  addedAt: Date
}

/** What was added to the shipped calendar: years declared complete, and days. */
export type Additions = { years: readonly number[]; days: readonly AddedDay[] }

export const yearOfDay = (date: string): number => Number(date.slice(0, 4))

/** The last year of a calendar. */
export const lastYear = ({ lastDay }: WorkingDayCalendar): number => yearOfDay(lastDay)

/**
 * The changes that additions make to a shipped calendar. A year or a day that a later release ships itself is passed over, so that an
 * installation goes on working when it is brought up to date.
 */
export function changesOf(shipped: WorkingDayCalendar, { years, days }: Additions): CalendarChange[] {
  const newYears = years.filter((year) => year > lastYear(shipped)).toSorted((one, other) => one - other)
  const isNewYear = (date: string) => newYears.includes(yearOfDay(date))
  const holidayOf = ({ fallsOn, name }: AddedDay) => ({ date: fallsOn, name })
  const isPartOfYear = (day: AddedDay) => day.replacesOn === null && isNewYear(day.fallsOn)
  const others = days.filter((day) => !isPartOfYear(day) && !shipped.holidays.has(day.fallsOn))
  return [
    ...newYears.map((year) => ({
      kind: 'year' as const,
      year,
      holidays: days.filter((day) => isPartOfYear(day) && yearOfDay(day.fallsOn) === year).map(holidayOf),
    })),
    ...others.map((day): CalendarChange => {
      const { replacesOn } = day
      const isMove = replacesOn !== null && (isNewYear(replacesOn) || shipped.holidays.has(replacesOn))
      return isMove
        ? { kind: 'move', from: replacesOn, holiday: holidayOf(day) }
        : { kind: 'day', holiday: holidayOf(day) }
    }),
  ]
}

/** The shipped calendar with everything that was added. Throws a RangeError when what was added does not fit. */
export const calendarWith = (shipped: WorkingDayCalendar, additions: Additions): WorkingDayCalendar =>
  additions.years.length + additions.days.length === 0
    ? shipped
    : extendCalendar(shipped, changesOf(shipped, additions))
