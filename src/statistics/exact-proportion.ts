import { betaQuantile } from './distributions.ts'
import { checkCounts, confidenceShare } from './intervals.ts'
import type { Estimate } from './intervals.ts'

/**
 * A proportion `x / n` of whole counts with its exact binomial interval, all times `multiplier`: wider than Wilson's, never below the
 * stated confidence. Throws a RangeError for x < 0, n <= 0, x > n and for counts that are not whole.
 * Source: Clopper and Pearson 1934, by quantiles of the beta distribution.
 */
export function exactProportion(x: number, n: number, confidence = 0.95, multiplier = 1): Estimate {
  checkCounts(x, n)
  if (!Number.isInteger(x)) throw new RangeError(`x: ${x} is not a whole number`)
  if (!Number.isInteger(n)) throw new RangeError(`n: ${n} is not a whole number`)
  if (x > n) throw new RangeError(`x: ${x} is more than n, ${n}`)
  const tail = (1 - confidenceShare(confidence)) / 2
  const lower = x === 0 ? 0 : betaQuantile(tail, x, n - x + 1)
  const upper = x === n ? 1 : betaQuantile(1 - tail, x + 1, n - x)
  return { value: (x / n) * multiplier, lower: lower * multiplier, upper: upper * multiplier, method: 'Exact' }
}
