import { plural } from '#platform/words.ts'

/**
 * Whole numbers of the periods that dates in ascending order stand for, from 0: months where no two dates share one, divided by the
 * longest step that fits them all (3 for quarters), so that a quarter of 90 days is as long as one of 92 and a row left out is a gap.
 * Else, as for weekly dates, the place in the list. `spacing` says which.
 */
export function periodIndexes(dates: readonly string[]): { indexes: number[]; spacing: string } {
  const months = dates.map((date) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)))
  const first = months[0] ?? 0
  const steps = months.slice(1).map((month, i) => month - (months[i] ?? month))
  const step = steps.reduce(commonDivisor, 0)
  if (step === 0 || steps.includes(0))
    return { indexes: dates.map((_, i) => i), spacing: 'Time is counted in rows, not in days.' }
  return {
    indexes: months.map((month) => (month - first) / step),
    spacing: `Time is counted in periods of ${plural(step, 'month')}, not in days.`,
  }
}

const commonDivisor = (a: number, b: number): number => (b === 0 ? a : commonDivisor(b, a % b))
