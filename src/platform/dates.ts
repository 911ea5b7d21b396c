import { monthNames } from '#statute/calendar-date.ts'

/** Calendar dates are 'YYYY-MM-DD' text everywhere: no time zone can move them. */

export { monthNames }

function utc(date: string): Date {
  return new Date(`${date}T00:00:00Z`)
}

/** True for a real calendar date in the form 'YYYY-MM-DD'. */
export function isDate(text: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(utc(text).getTime()) && utc(text).toISOString().startsWith(text)
  )
}

/** The date `days` calendar days after `date` (before it, when negative). */
export function addDays(date: string, days: number): string {
  const moved = utc(date)
  moved.setUTCDate(moved.getUTCDate() + days)
  return moved.toISOString().slice(0, 10)
}

/** The same day `months` months later; the last day of a shorter month when that day does not exist. */
export function addMonths(date: string, months: number): string {
  const from = utc(date)
  const target = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months, 1))
  const lastDay = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate()
  target.setUTCDate(Math.min(from.getUTCDate(), lastDay))
  return target.toISOString().slice(0, 10)
}

/** Whole calendar days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((utc(to).getTime() - utc(from).getTime()) / 86_400_000)
}

/** '2026-09-30' as '30 September 2026'. */
export function inWords(date: string): string {
  const [year, month, day] = date.split('-')
  return `${Number(day)} ${monthNames[Number(month) - 1] ?? '?'} ${year}`
}

/** An instant as '30 September 2026 at 2:05pm', London time. */
export function instantInWords(instant: Date): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/London',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    hour12: true,
  }).formatToParts(instant)
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? ''
  return `${part('day')} ${part('month')} ${part('year')} at ${part('hour')}:${part('minute')}${part('dayPeriod').toLowerCase().replaceAll(/[\s.]/g, '')}`
}

/** A span as people say it: '1 July to 30 September 2026', '1 October 2021 to 30 September 2022'. */
export function spanInWords(from: string, to: string): string {
  const sameYear = from.slice(0, 4) === to.slice(0, 4)
  return `${sameYear ? inWords(from).replace(/ \d{4}$/, '') : inWords(from)} to ${inWords(to)}`
}

export type Quarter = { startsOn: string; endsOn: string; label: string }

/** Whether a text is the first day of a quarter that a record can be about: of this century or the next. */
export const isQuarterStart = (text: string): boolean =>
  isDate(text) && text >= '2000-01-01' && text < '2200-01-01' && quarterOf(text).startsOn === text

/** The quarter of the financial year (April to March) that `date` falls in, labelled 'Q2 2026-27'. */
export function quarterOf(date: string): Quarter {
  const year = Number(date.slice(0, 4))
  const month = Number(date.slice(5, 7))
  const firstMonth = Math.floor((month - 1) / 3) * 3 + 1
  const startsOn = `${year}-${String(firstMonth).padStart(2, '0')}-01`
  const financialYear = firstMonth >= 4 ? year : year - 1
  const number = firstMonth >= 4 ? (firstMonth - 1) / 3 : 4
  return {
    startsOn,
    endsOn: addDays(addMonths(startsOn, 3), -1),
    label: `Q${number} ${financialYear}-${String((financialYear + 1) % 100).padStart(2, '0')}`,
  }
}

/** The last quarter that has wholly ended before `date`. */
export function lastCompleteQuarter(date: string): Quarter {
  return quarterOf(addDays(quarterOf(date).startsOn, -1))
}

/** How far off a date is, in words a person would use: 'today', 'tomorrow', 'in 6 days', '3 days late'. */
export function howFar(today: string, due: string): string {
  const days = daysBetween(today, due)
  if (days === 0) return 'today'
  if (days === 1) return 'tomorrow'
  if (days > 0) return `in ${days} days`
  return days === -1 ? '1 day late' : `${-days} days late`
}
