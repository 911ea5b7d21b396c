import { normalWidth } from './distributions.ts'
import { checkCounts, confidenceShare } from './intervals.ts'
import type { Estimate } from './intervals.ts'

/**
 * A proportion `x / n` with Wilson's score interval, all times `multiplier` (100 for per cent). Not clamped: the upper end for x = n may
 * differ from the multiplier in the last digit; clamp when showing. Throws a RangeError for x < 0, n <= 0 or x > n.
 * Source: Wilson 1927; Newcombe 1998; as PHEindicatormethods 2.1.1 `phe_proportion`.
 */
export function proportion(x: number, n: number, confidence = 0.95, multiplier = 1): Estimate {
  checkCounts(x, n)
  if (x > n) throw new RangeError(`x: ${x} is more than n, ${n}`)
  const z = normalWidth(confidenceShare(confidence))
  const spread = z * Math.sqrt(z * z + 4 * x * (1 - x / n))
  const scale = multiplier / (2 * (n + z * z))
  return {
    value: (x / n) * multiplier,
    lower: (2 * x + z * z - spread) * scale,
    upper: (2 * x + z * z + spread) * scale,
    method: 'Wilson',
  }
}
