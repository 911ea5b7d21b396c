import { normalWidth } from './distributions.ts'
import { gammaQuantile } from './gamma.ts'
import { checkCounts, confidenceShare } from './intervals.ts'
import type { Estimate, Interval } from './intervals.ts'

/**
 * Interval of a count of events by Byar's approximation (Breslow and Day 1987). A lower end below zero has no answer and is `null`, as
 * for a count of 0.
 */
export function byar(x: number, confidence: number): Interval {
  const z = normalWidth(confidenceShare(confidence))
  const lower = x * (1 - 1 / (9 * x) - z / (3 * Math.sqrt(x))) ** 3
  const upper = (x + 1) * (1 - 1 / (9 * (x + 1)) + z / (3 * Math.sqrt(x + 1))) ** 3
  return { lower: lower >= 0 ? lower : null, upper }
}

/** Exact Poisson interval of a count of events, by gamma quantiles; 0 below for a count of 0. The count may be fractional. */
export function exactPoisson(x: number, confidence: number): Interval {
  const tail = (1 - confidenceShare(confidence)) / 2
  return { lower: x === 0 ? 0 : gammaQuantile(tail, x), upper: gammaQuantile(1 - tail, x + 1) }
}

/**
 * A rate `x / n` times `multiplier` with its interval: exact Poisson below 10 events, Byar from 10. `x` may be above `n`.
 * Throws a RangeError for x < 0 or n <= 0. Source: as PHEindicatormethods 2.1.1 `phe_rate`.
 */
export function rate(x: number, n: number, confidence = 0.95, multiplier = 100_000): Estimate {
  checkCounts(x, n)
  const { lower, upper } = x < 10 ? exactPoisson(x, confidence) : byar(x, confidence)
  const scaled = (count: number | null): number | null => (count === null ? null : (count / n) * multiplier)
  return { value: (x / n) * multiplier, lower: scaled(lower), upper: scaled(upper), method: x < 10 ? 'Exact' : 'Byars' }
}
