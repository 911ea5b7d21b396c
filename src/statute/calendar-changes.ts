import { type BankHoliday, bankHolidayProblem, yearProblem } from './bank-holidays.ts'
import { dateInWords, isCalendarDate, yearOf } from './calendar-date.ts'
import { calendarOfDays, type WorkingDayCalendar } from './working-day-calendar.ts'

/**
 * What can be put into a calendar: the next year with all of its bank holidays, a one-off bank holiday within the years that it
 * covers, or one of them moved to another day.
 */
export type CalendarChange =
  | { readonly kind: 'year'; readonly year: number; readonly holidays: readonly BankHoliday[] }
  | { readonly kind: 'day'; readonly holiday: BankHoliday }
  | { readonly kind: 'move'; readonly from: string; readonly holiday: BankHoliday }

type Draft = { readonly firstDay: string; readonly lastDay: string; readonly holidays: ReadonlyMap<string, string> }

const withDays = (draft: Draft, days: readonly BankHoliday[]): Draft => ({
  ...draft,
  holidays: new Map([...draft.holidays, ...days.map(({ date, name }) => [date, name] as const)]),
})

function withYear(draft: Draft, year: number, holidays: readonly BankHoliday[]): Draft {
  const next = yearOf(draft.lastDay) + 1
  if (year !== next)
    throw new RangeError(`the calendar ends with ${next - 1}, so the next year to add is ${next}, not ${year}`)
  const problem = yearProblem(year, holidays)
  if (problem !== undefined) throw new RangeError(problem)
  return withDays({ ...draft, lastDay: `${year}-12-31` }, holidays)
}

function withNewDay(draft: Draft, holiday: BankHoliday): Draft {
  const { firstDay, lastDay, holidays } = draft
  const problem = bankHolidayProblem(holiday)
  if (problem !== undefined) throw new RangeError(problem)
  const words = dateInWords(holiday.date)
  if (holiday.date < firstDay || holiday.date > lastDay)
    throw new RangeError(
      `${words} is outside the calendar, which reaches from ${dateInWords(firstDay)} to ${dateInWords(lastDay)}`,
    )
  const already = holidays.get(holiday.date)
  if (already !== undefined) throw new RangeError(`${words} is a bank holiday already: ${already}`)
  return withDays(draft, [holiday])
}

function withMove(draft: Draft, from: string, holiday: BankHoliday): Draft {
  if (!draft.holidays.has(from))
    throw new RangeError(
      isCalendarDate(from) ? `${dateInWords(from)} is not a bank holiday` : `'${from}' is not a date`,
    )
  const moved = withNewDay(draft, holiday)
  return { ...moved, holidays: new Map([...moved.holidays].filter(([date]) => date !== from)) }
}

function withChange(draft: Draft, change: CalendarChange): Draft {
  switch (change.kind) {
    case 'year':
      return withYear(draft, change.year, change.holidays)
    case 'day':
      return withNewDay(draft, change.holiday)
    case 'move':
      return withMove(draft, change.from, change.holiday)
  }
}

/**
 * A calendar with changes made to it in the order given; the one given stays as it was. Throws a RangeError with a sentence for a year
 * that does not follow the last one, a year with too few days, an impossible date, a weekend, a day that is there already or outside
 * the years covered, and a move of a day that is no bank holiday.
 */
export function extendCalendar(calendar: WorkingDayCalendar, changes: readonly CalendarChange[]): WorkingDayCalendar {
  const { firstDay, lastDay, holidays } = changes.reduce<Draft>(withChange, calendar)
  return calendarOfDays(firstDay, lastDay, [...holidays])
}
