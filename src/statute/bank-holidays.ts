import { dateInWords, isCalendarDate, isWeekend, weekdayName, yearOf } from './calendar-date.ts'

/** A day in England and Wales on which nobody is expected to work, with its name: always a weekday, the substitute one where it is moved. */
export type BankHoliday = { readonly date: string; readonly name: string }

/** Eight a year are fixed by the Banking and Financial Dealings Act 1971, by custom and by proclamation; one-off ones come on top. */
export const fewestBankHolidays = 8

/** What is wrong with one bank holiday, in a sentence; undefined when nothing is. */
export function bankHolidayProblem({ date, name }: BankHoliday): string | undefined {
  if (!isCalendarDate(date)) return `'${date}' is not a date`
  if (name.trim() === '') return `the bank holiday on ${dateInWords(date)} has no name`
  if (isWeekend(date))
    return `${dateInWords(date)} is a ${weekdayName(date)}: give the weekday that is taken in its place`
  return undefined
}

/** What is wrong with the bank holidays of one whole year, in a sentence; undefined when nothing is. */
export function yearProblem(year: number, holidays: readonly BankHoliday[]): string | undefined {
  const seen = new Set<string>()
  for (const holiday of holidays) {
    const problem = bankHolidayProblem(holiday)
    if (problem !== undefined) return problem
    if (yearOf(holiday.date) !== year) return `${dateInWords(holiday.date)} is not in ${year}`
    if (seen.has(holiday.date)) return `${dateInWords(holiday.date)} is given twice`
    seen.add(holiday.date)
  }
  if (seen.size < fewestBankHolidays)
    return `${year} has ${seen.size} bank holidays here; every year has ${fewestBankHolidays} or more in England and Wales`
  return undefined
}

const textOf = (entry: object, key: string): string | undefined => {
  const value: unknown = Object.hasOwn(entry, key) ? (entry as Record<string, unknown>)[key] : undefined
  return typeof value === 'string' ? value : undefined
}

/**
 * Reads the list of bank holidays as GOV.UK publishes it: entries with `date`, `title` and `notes` ('Substitute day', which goes
 * into the name). Throws a RangeError that names the entry for anything else; whether the days make a calendar is not asked here.
 */
export function readBankHolidays(list: unknown): BankHoliday[] {
  if (!Array.isArray(list)) throw new RangeError('the bank holidays are not a list')
  return list.map((entry: unknown, at) => {
    const [date, title, notes] =
      typeof entry === 'object' && entry !== null
        ? [textOf(entry, 'date'), textOf(entry, 'title'), textOf(entry, 'notes')]
        : []
    if (date === undefined || title === undefined)
      throw new RangeError(`bank holiday ${at + 1} of the list lacks its date or its title`)
    return { date, name: notes ? `${title} (${notes.charAt(0).toLowerCase()}${notes.slice(1)})` : title }
  })
}
