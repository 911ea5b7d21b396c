import { studentQuantile } from './distributions.ts'
import { confidenceShare } from './intervals.ts'
import { mean, present } from './mean.ts'

/** `value` is `null` with no values, `sd` and the limits with fewer than two. */
export type MeanEstimate = {
  sum: number
  count: number
  sd: number | null
  value: number | null
  lower: number | null
  upper: number | null
  method: "Student's t-distribution"
}

/**
 * Mean of the values that are there, with its interval by Student's t: `mean -/+ t sd / sqrt(n)`, sd with n - 1. Missing values are
 * left out. Throws a RangeError for a confidence outside 0.9 to 1. Source: Student 1908; as PHEindicatormethods 2.1.1 `phe_mean`.
 */
export function meanInterval(values: readonly (number | null)[], confidence = 0.95): MeanEstimate {
  const known = present(values)
  const count = known.length
  let sum = 0
  for (const value of known) sum += value
  const value = mean(known)
  const share = confidenceShare(confidence)
  const blank = { sum, count, sd: null, value, lower: null, upper: null, method: "Student's t-distribution" } as const
  if (value === null || count < 2) return blank
  let squares = 0
  for (const one of known) squares += (one - value) ** 2
  const sd = Math.sqrt(squares / (count - 1))
  const half = (-studentQuantile((1 - share) / 2, count - 1) * sd) / Math.sqrt(count)
  return { ...blank, sd, lower: value - half, upper: value + half }
}
