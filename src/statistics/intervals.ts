/** An interval around an estimate. `lower` is `null` where the method has no answer. */
export type Interval = { lower: number | null; upper: number | null }

/** Estimate with its interval and the method's name, for 'how this is worked out'. */
export type Estimate = {
  value: number
  lower: number | null
  upper: number | null
  method: 'Wilson' | 'Exact' | 'Byars'
}

/** `confidence` as a share, from 0.9 to below 1, or in per cent from 90 to below 100. Throws a RangeError otherwise. */
export function confidenceShare(confidence: number): number {
  const share = confidence >= 90 ? confidence / 100 : confidence
  if (!(share >= 0.9 && share < 1))
    throw new RangeError(`confidence: ${confidence} is not between 0.9 and 1, or 90 and 100`)
  return share
}

/** Throws a RangeError naming the field when a count is negative or a denominator is not above zero. */
export function checkCounts(x: number, n: number): void {
  if (!(Number.isFinite(x) && x >= 0)) throw new RangeError(`x: ${x} is not a count of 0 or more`)
  if (!(Number.isFinite(n) && n > 0)) throw new RangeError(`n: ${n} is not above 0`)
}
