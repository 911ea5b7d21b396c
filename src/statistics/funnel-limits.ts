import { normalWidth } from './distributions.ts'
import { gammaTails } from './gamma.ts'

/** Control limits at one size of area: 0.025 of areas lie beyond each 2-sigma limit by chance alone, 0.001 beyond each 3-sigma limit. */
export type FunnelLimits = { lower3: number; lower2: number; upper2: number; upper3: number }

/**
 * Limits around the proportion `comparator` (0 to 1) for a denominator `n` above 0, `p -/+ z sqrt(p (1 - p) / n)`, all times
 * `multiplier` and never outside 0 and 1 times it. Source: Spiegelhalter 2005; what PHEindicatormethods 2.1.1
 * `calculate_funnel_limits` comes to for a proportion, but clamped at the multiplier and not at 100.
 */
export function proportionLimits(comparator: number, n: number, multiplier = 1): FunnelLimits {
  const error = Math.sqrt((comparator * (1 - comparator)) / n)
  const at = (z: number): number => Math.min(1, Math.max(0, comparator + z * error)) * multiplier
  const [two, three] = [normalWidth(0.95), normalWidth(0.998)]
  return { lower3: at(-three), lower2: at(-two), upper2: at(two), upper3: at(three) }
}

/**
 * Limits of a ratio of observed to `expected` events (above 0), times `multiplier`: the counts o with P(X >= o) and P(X <= o) of
 * 0.025 and 0.001 for a Poisson count X, over the expected. Between whole counts the incomplete gamma function joins them, so that
 * the line passes through every point at which a whole count is exactly on it; 0 where even no events at all is likelier.
 * Throws a RangeError for an expected count that is not above 0.
 * Source: Spiegelhalter 2005; Garwood 1936; the curve of PHEindicatormethods 2.1.1 `calculate_funnel_limits`.
 */
export function ratioLimits(expected: number, multiplier = 1): FunnelLimits {
  if (!(expected > 0)) throw new RangeError(`expected: ${expected} is not above 0`)
  const scaled = (events: number): number => (events / expected) * multiplier
  return {
    lower3: scaled(lowerCount(expected, 0.001)),
    lower2: scaled(lowerCount(expected, 0.025)),
    upper2: scaled(upperCount(expected, 0.025)),
    upper3: scaled(upperCount(expected, 0.001)),
  }
}

/**
 * Limits of a rate per `multiplier` around `comparator` (events over denominators, not yet multiplied) for an area of size
 * `denominator`: those of the ratio at the events expected there, times the comparator. For several years the denominator is in
 * person-years. All 0 when the comparator is. Errors and source as `ratioLimits`.
 */
export function rateLimits(comparator: number, denominator: number, multiplier = 100_000): FunnelLimits {
  if (comparator === 0) return { lower3: 0, lower2: 0, upper2: 0, upper3: 0 }
  return ratioLimits(comparator * denominator, comparator * multiplier)
}

/** The count o, a fraction where need be, for which P(X >= o) is `p` when `expected` events are. */
const upperCount = (expected: number, p: number): number =>
  countAt((count) => p - gammaTails(count, expected).lower, expected)

/** The count o for which P(X <= o) is `p`; 0 where P(X = 0) is above it already. */
const lowerCount = (expected: number, p: number): number =>
  Math.exp(-expected) >= p ? 0 : countAt((count) => gammaTails(count + 1, expected).upper - p, expected)

/**
 * Where the rising function `miss` crosses zero: halving until no number lies between the ends, some 55 steps. They begin at 0 and far
 * above what chance puts out so rarely (3.1 standard deviations, each the root of `expected`, and a few counts).
 */
function countAt(miss: (count: number) => number, expected: number): number {
  let [low, high] = [0, 2 * expected + 20]
  for (;;) {
    const middle = (low + high) / 2
    if (middle <= low || middle >= high) return middle
    if (miss(middle) < 0) low = middle
    else high = middle
  }
}
