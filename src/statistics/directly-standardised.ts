import { byar } from './byar.ts'
import { checkCounts } from './intervals.ts'

/** One age band: events `x` (missing counts as none), population `n` and the standard population's `weight`. */
export type StandardBand = { x: number | null; n: number; weight: number }

/** One age band at one frequency: `x` people who had `frequency` events each. */
export type RepeatEventBand = StandardBand & { band: string | number; frequency: number }

/** `value` and its limits are `null` for fewer than 10 events in all; the totals are always given. */
export type DirectRate = {
  totalCount: number
  totalPopulation: number
  value: number | null
  lower: number | null
  upper: number | null
  method: 'Dobson' | 'Dobson, with confidence adjusted for non-independent events'
}

/**
 * Directly standardised rate per `multiplier`: the bands' rates weighted by the standard population, `sum(w x / n) / sum(w)`, with
 * Dobson's limits around it, `rate + sqrt(variance / O) (Byar(O) - O)`. No value below 10 events. For events that are independent.
 * Throws a RangeError for x < 0, n <= 0, a weight below 0 and weights that add up to 0.
 * Source: Dobson and others 1991; as PHEindicatormethods 2.1.1 `calculate_dsr`.
 */
export function directlyStandardised(
  bands: readonly StandardBand[],
  confidence = 0.95,
  multiplier = 100_000,
): DirectRate {
  const sums = standardSums(bands)
  return { ...dobson(sums, sums.variance, confidence, multiplier), method: 'Dobson' }
}

/**
 * Directly standardised rate of events that the same person may have more than once: the rate is of all events, its variance the sum
 * over frequencies f of `f^2` times the variance of the people with f events, each by that frequency's own rows. So give every band a
 * row at every frequency, with 0 people where there are none. Throws a RangeError as `directlyStandardised`, and for a frequency that
 * is not above 0, a band that is there twice at one frequency, and one whose population or weight differs between frequencies.
 * Source: Dobson and others 1991; as PHEindicatormethods 2.1.1 `calculate_dsr` with `independent_events = FALSE`.
 */
export function directlyStandardisedRepeatEvents(
  rows: readonly RepeatEventBand[],
  confidence = 0.95,
  multiplier = 100_000,
): DirectRate {
  const bands = new Map<string | number, { x: number; n: number; weight: number }>()
  const frequencies = new Map<number, Map<string | number, StandardBand>>()
  for (const { band, frequency, x, n, weight } of rows) {
    if (!(frequency > 0)) throw new RangeError(`eventfreq: ${frequency} is not above 0`)
    const people = frequencies.get(frequency) ?? new Map<string | number, StandardBand>()
    if (people.has(band)) throw new RangeError(`ageband: ${band} is there twice for eventfreq ${frequency}`)
    frequencies.set(frequency, people.set(band, { x, n, weight }))
    const known = bands.get(band) ?? { x: 0, n, weight }
    if (known.n !== n) throw new RangeError(`n: ageband ${band} has both ${known.n} and ${n}`)
    if (known.weight !== weight) throw new RangeError(`stdpop: ageband ${band} has both ${known.weight} and ${weight}`)
    bands.set(band, { ...known, x: known.x + frequency * (x ?? 0) })
  }
  let variance = 0
  for (const [frequency, people] of frequencies) {
    variance += frequency ** 2 * standardSums([...people.values()]).variance
  }
  const estimate = dobson(standardSums([...bands.values()]), variance, confidence, multiplier)
  return { ...estimate, method: 'Dobson, with confidence adjusted for non-independent events' }
}

type Sums = { count: number; population: number; rate: number; variance: number }

function standardSums(bands: readonly StandardBand[]): Sums {
  let [count, population, weights, rate, variance] = [0, 0, 0, 0, 0]
  for (const { x, n, weight } of bands) {
    const events = x ?? 0
    checkCounts(events, n)
    if (!(weight >= 0)) throw new RangeError(`stdpop: ${weight} is not a weight of 0 or more`)
    count += events
    population += n
    weights += weight
    rate += (weight * events) / n
    variance += events * (weight / n) ** 2
  }
  if (weights === 0) throw new RangeError('stdpop: the weights add up to 0')
  return { count, population, rate: rate / weights, variance: variance / weights ** 2 }
}

function dobson(sums: Sums, variance: number, confidence: number, multiplier: number): Omit<DirectRate, 'method'> {
  const { count, population, rate } = sums
  const events = byar(count, confidence)
  const totals = { totalCount: count, totalPopulation: population }
  if (count < 10) return { ...totals, value: null, lower: null, upper: null }
  const step = Math.sqrt(variance / count)
  const limit = (end: number | null): number | null =>
    end === null ? null : (rate + step * (end - count)) * multiplier
  return { ...totals, value: rate * multiplier, lower: limit(events.lower), upper: limit(events.upper) }
}
