/** Days are 'YYYY-MM-DD' text: calendar arithmetic only, so that no time zone can move them. */

/** The months as they are written. */
export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const
const weekdayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const
const dayInMilliseconds = 86_400_000

type Parts = { year: number; month: number; day: number }

const lengthOfMonth = (year: number, month: number): number => {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

function partsOf(text: string): Parts | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  const parts = { year: Number(text.slice(0, 4)), month: Number(text.slice(5, 7)), day: Number(text.slice(8)) }
  const { year, month, day } = parts
  return month >= 1 && month <= 12 && day >= 1 && day <= lengthOfMonth(year, month) ? parts : undefined
}

function dateOf({ year, month, day }: Parts): string {
  if (year < 0 || year > 9999) throw new RangeError('a day outside the years 0 to 9999 cannot be written')
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** True for the text of a real day: '2024-02-29', not '2023-02-29' or '29/02/2024'. */
export const isCalendarDate = (text: string): boolean => partsOf(text) !== undefined

function realPartsOf(date: string): Parts {
  const parts = partsOf(date)
  if (parts === undefined) throw new RangeError(`'${date}' is not a date`)
  return parts
}

/** The year of a day. Throws a RangeError for text that is no day of the calendar ('2022-02-30'). */
export const yearOf = (date: string): number => realPartsOf(date).year

const dayNumber = (date: string): number => {
  realPartsOf(date)
  return Date.parse(`${date}T00:00:00Z`) / dayInMilliseconds
}

/** The day `days` calendar days after `date`, or before it when negative. Throws a RangeError outside the years 0 to 9999. */
export function addCalendarDays(date: string, days: number): string {
  const moved = new Date((dayNumber(date) + days) * dayInMilliseconds)
  return dateOf({ year: moved.getUTCFullYear(), month: moved.getUTCMonth() + 1, day: moved.getUTCDate() })
}

/**
 * The same day of the month `months` calendar months later; the last day of a shorter month when it has no such day
 * (31 August and six months: 28 or 29 February). Throws a RangeError outside the years 0 to 9999.
 */
export function addCalendarMonths(date: string, months: number): string {
  const from = realPartsOf(date)
  const counted = from.year * 12 + from.month - 1 + months
  const year = Math.floor(counted / 12)
  const month = (counted % 12) + 1
  return dateOf({ year, month, day: Math.min(from.day, lengthOfMonth(year, month)) })
}

/** Calendar days from one day to another; negative when the second is earlier. */
export const calendarDaysBetween = (from: string, to: string): number => dayNumber(to) - dayNumber(from)

/** The first day strictly after `date` that is a given day of the year, such as the next 30 September. */
export function nextYearlyDay(date: string, month: number, day: number): string {
  const { year } = realPartsOf(date)
  const sameYear = dateOf({ year, month, day })
  return date < sameYear ? sameYear : dateOf({ year: year + 1, month, day })
}

const weekdayOfNumber = (days: number): number => new Date(days * dayInMilliseconds).getUTCDay()
const weekdayOf = (date: string): number => weekdayOfNumber(dayNumber(date))

/** The weekday's name: 'Friday'. */
export const weekdayName = (date: string): string => weekdayNames[weekdayOf(date)] ?? ''

/** True on Saturday and Sunday. */
export const isWeekend = (date: string): boolean => weekdayOf(date) % 6 === 0

/** Every Monday to Friday from one day to another, both included, in order. */
export function weekdaysBetween(first: string, last: string): string[] {
  const days: string[] = []
  const end = dayNumber(last)
  for (let day = dayNumber(first); day <= end; day += 1) {
    if (weekdayOfNumber(day) % 6 !== 0) days.push(new Date(day * dayInMilliseconds).toISOString().slice(0, 10))
  }
  return days
}

/** A month's name by its number: 9 is 'September'. */
export const monthName = (month: number): string => monthNames[month - 1] ?? ''

/** '2026-08-07' as '7 August 2026'. */
export function dateInWords(date: string): string {
  const { year, month, day } = realPartsOf(date)
  return `${day} ${monthName(month)} ${year}`
}

/** '2026-08-07' as 'Friday 7 August 2026'. */
export const dayInWords = (date: string): string => `${weekdayName(date)} ${dateInWords(date)}`
