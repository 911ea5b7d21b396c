import { type BankHoliday, yearProblem } from './bank-holidays.ts'
import { dateInWords, weekdaysBetween, yearOf } from './calendar-date.ts'

/**
 * The working days of England and Wales over whole years: Monday to Friday without the bank holidays. It answers for the days from
 * `firstDay` to `lastDay` and refuses for every other: a year whose bank holidays nobody has stated is never guessed.
 */
export type WorkingDayCalendar = {
  readonly firstDay: string
  readonly lastDay: string
  /** Name of each bank holiday by its date, in the order of their dates. */
  readonly holidays: ReadonlyMap<string, string>
  /** Every working day, in order. */
  readonly workingDays: readonly string[]
}

/** The calendar of days and names that are known to be good: used when one is made and when one is changed. */
export function calendarOfDays(
  firstDay: string,
  lastDay: string,
  names: readonly (readonly [date: string, name: string])[],
): WorkingDayCalendar {
  const holidays = new Map(names.toSorted(([one], [other]) => one.localeCompare(other)))
  const workingDays = weekdaysBetween(firstDay, lastDay).filter((day) => !holidays.has(day))
  return { firstDay, lastDay, holidays, workingDays }
}

/**
 * Makes a calendar from a list of bank holidays. It covers the whole years from the first in the list to the last, so that its end
 * comes from the data. Throws a RangeError with a sentence for an impossible date, a weekend, a day given twice, a year left out
 * between two others, or a year with too few bank holidays to be a whole one.
 */
export function workingDayCalendar(holidays: readonly BankHoliday[]): WorkingDayCalendar {
  const years = holidays.map(({ date }) => yearOf(date))
  if (years.length === 0) throw new RangeError('a calendar needs the bank holidays of at least one year')
  const [first, last] = [Math.min(...years), Math.max(...years)]
  for (let year = first; year <= last; year += 1) {
    const problem = yearProblem(
      year,
      holidays.filter(({ date }) => yearOf(date) === year),
    )
    if (problem !== undefined) throw new RangeError(problem)
  }
  return calendarOfDays(
    `${first}-01-01`,
    `${last}-12-31`,
    holidays.map(({ date, name }) => [date, name]),
  )
}

/** The refusal of a question that needs a day before a calendar's beginning. */
export const beforeBeginning = ({ firstDay }: WorkingDayCalendar): RangeError =>
  new RangeError(`the calendar of working days begins on ${dateInWords(firstDay)}; a day before it is not guessed`)

/** The refusal of a question that needs a day beyond a calendar's end. */
export const beyondEnd = ({ lastDay }: WorkingDayCalendar): RangeError =>
  new RangeError(`the calendar of working days ends on ${dateInWords(lastDay)}; a day beyond it is not guessed`)

/** Throws a RangeError when a day is no date, before the beginning or beyond the end of a calendar. */
export function checkCovered(calendar: WorkingDayCalendar, date: string): void {
  yearOf(date)
  if (date < calendar.firstDay) throw beforeBeginning(calendar)
  if (date > calendar.lastDay) throw beyondEnd(calendar)
}
