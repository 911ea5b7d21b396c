import { byar, exactPoisson } from './byar.ts'

/** One age band: the area's events and people beside those of the reference. Missing events and people count as none. */
export type ReferenceBand = {
  x: number | null
  n: number | null
  referenceCount: number | null
  referencePopulation: number
}

/** `expected` is the number of events there would be at the reference's rates; where it is 0 there is no `value` and no limits. */
export type IndirectEstimate = {
  observed: number
  expected: number
  value: number | null
  lower: number | null
  upper: number | null
  method: 'Exact' | 'Byars'
}

/**
 * Indirectly standardised ratio `O / E` times `refvalue` (1, or 100 for a ratio in per cent): events observed over those expected at
 * the reference's rates. Limits are those of the count O: exact Poisson below 10 events, Byar from 10.
 * Throws a RangeError for a count or population below 0 and for a reference population that is not above 0.
 * Source: Breslow and Day 1987; Garwood 1936; as PHEindicatormethods 2.1.1 `calculate_ISRatio`.
 */
export function indirectlyStandardisedRatio(
  bands: readonly ReferenceBand[],
  confidence = 0.95,
  refvalue = 1,
): IndirectEstimate {
  return estimate(referenceSums(bands), confidence, refvalue)
}

/**
 * Indirectly standardised rate per `multiplier`: the ratio `O / E` times the reference's own crude rate, `referenceRate`.
 * Limits and errors as `indirectlyStandardisedRatio`. Source: the same; as PHEindicatormethods 2.1.1 `calculate_ISRate`.
 */
export function indirectlyStandardisedRate(
  bands: readonly ReferenceBand[],
  confidence = 0.95,
  multiplier = 100_000,
): IndirectEstimate & { referenceRate: number } {
  const sums = referenceSums(bands)
  const referenceRate = (sums.referenceCount / sums.referencePopulation) * multiplier
  return { ...estimate(sums, confidence, referenceRate), referenceRate }
}

type Sums = { observed: number; expected: number; referenceCount: number; referencePopulation: number }

function referenceSums(bands: readonly ReferenceBand[]): Sums {
  const sums = { observed: 0, expected: 0, referenceCount: 0, referencePopulation: 0 }
  for (const band of bands) {
    const x = noneIfMissing('x', band.x)
    const n = noneIfMissing('n', band.n)
    const events = noneIfMissing('x_ref', band.referenceCount)
    const people = band.referencePopulation
    if (!(people > 0)) throw new RangeError(`n_ref: ${people} is not above 0`)
    sums.observed += x
    sums.expected += (events / people) * n
    sums.referenceCount += events
    sums.referencePopulation += people
  }
  return sums
}

function noneIfMissing(field: string, count: number | null): number {
  if (count === null) return 0
  if (!(count >= 0)) throw new RangeError(`${field}: ${count} is not a count of 0 or more`)
  return count
}

function estimate({ observed, expected }: Sums, confidence: number, scale: number): IndirectEstimate {
  const exact = observed < 10
  const { lower, upper } = exact ? exactPoisson(observed, confidence) : byar(observed, confidence)
  const scaled = (events: number | null): number | null =>
    events === null || expected === 0 ? null : (events / expected) * scale
  return {
    observed,
    expected,
    value: scaled(observed),
    lower: scaled(lower),
    upper: scaled(upper),
    method: exact ? 'Exact' : 'Byars',
  }
}
