import { monthNames } from '#platform/dates.ts'
import { list } from '#platform/words.ts'

/** The months that lie after one day and up to another, as [year, month] pairs; a meeting answers for those since the one before it. */
export function monthsBetween(after: string, upTo: string): [year: number, month: number][] {
  const found: [number, number][] = []
  let year = Number(after.slice(0, 4))
  let month = Number(after.slice(5, 7)) + 1
  const end = Number(upTo.slice(0, 4)) * 12 + Number(upTo.slice(5, 7))
  for (; year * 12 + month <= end; month++) {
    if (month > 12) {
      month = 1
      year++
    }
    if (year * 12 + month <= end) found.push([year, month])
  }
  return found
}

/**
 * The times that a rule falls due at a meeting: once at every meeting when it names no months, else for each of its months since the
 * group's meeting before (a year back at most), so that a month without a meeting is not lost.
 *
 * @param before day of the group's meeting before; null: there was none, so only the month of this meeting counts
 * @returns a mark for each that is the same whenever it is asked, such as '2027-06'
 */
export function timesDue(months: readonly number[], before: string | null, on: string): string[] {
  if (months.length === 0) return [on]
  const yearBack = `${Number(on.slice(0, 4)) - 1}${on.slice(4)}`
  const monthBack = `${on.slice(0, 7)}-00`
  const after = before === null ? lastMonth(monthBack) : before < yearBack ? yearBack : before
  return monthsBetween(after, on)
    .filter(([, month]) => months.includes(month))
    .map(([year, month]) => `${year}-${String(month).padStart(2, '0')}`)
}

function lastMonth(date: string): string {
  const year = Number(date.slice(0, 4))
  const month = Number(date.slice(5, 7)) - 1
  return month === 0 ? `${year - 1}-12-01` : `${year}-${String(month).padStart(2, '0')}-01`
}

/** 'January and July', or 'at every meeting'. */
export const monthsInWords = (months: readonly number[]): string =>
  months.length === 0
    ? 'at every meeting'
    : list(months.toSorted((a, b) => a - b).map((month) => monthNames[month - 1] ?? ''))
