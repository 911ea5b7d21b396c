import { rate } from './byar.ts'
import { directlyStandardised, directlyStandardisedRepeatEvents } from './directly-standardised.ts'
import type { DirectRate, StandardBand } from './directly-standardised.ts'
import { sumsByGroup } from './groups.ts'
import type { GroupName } from './groups.ts'
import { indirectlyStandardisedRate, indirectlyStandardisedRatio } from './indirectly-standardised.ts'
import type { ReferenceBand } from './indirectly-standardised.ts'
import { checkCounts } from './intervals.ts'
import type { Estimate } from './intervals.ts'
import { meanInterval } from './mean-interval.ts'
import { quantile } from './ranks.ts'
import {
  booleanAt,
  confidencesAt,
  fullListAt,
  listAt,
  listBeside,
  maybeNamesBeside,
  namesBeside,
  ofLength,
  oneOrMoreAt,
  positiveAt,
} from './rates-input.ts'
import type { Fields } from './rates-input.ts'
import { intervalRow } from './rates-rows.ts'
import type { RatesRow } from './rates-rows.ts'
import { proportion } from './wilson.ts'

/** A row for each proportion, `x / n` times `multiplier` (1). */
export function proportionRows(input: Fields): RatesRow[] {
  const multiplier = positiveAt(input, 'multiplier', 1)
  const statistic = multiplier === 100 ? 'percentage' : `proportion of ${multiplier}`
  const at = (x: number, n: number, confidence?: number): Estimate => proportion(x, n, confidence, multiplier)
  return countRows(input, at, statistic, 'Wilson')
}

/** A row for each rate, `x / n` times `multiplier` (100,000). The method of a missing rate is missing too. */
export function rateRows(input: Fields): RatesRow[] {
  const multiplier = positiveAt(input, 'multiplier', 100_000)
  const at = (x: number, n: number, confidence?: number): Estimate => rate(x, n, confidence, multiplier)
  return countRows(input, at, `rate per ${multiplier}`, null)
}

/** One row: the directly standardised rate of bands `x`, `n`, `stdpop`. */
export function directRows(input: Fields): RatesRow[] {
  checkIndependence(input, true)
  const bands = standardBands(input)
  return directRow(input, (confidence, multiplier) => directlyStandardised(bands, confidence, multiplier))
}

/** One row: the directly standardised rate of repeat events, its rows of bands `ageband` and frequencies `eventfreq`. */
export function repeatEventsRows(input: Fields): RatesRow[] {
  checkIndependence(input, false)
  const bands = standardBands(input)
  const frequencies = fullListAt(input, 'eventfreq', bands.length)
  const names = namesBeside(input, 'ageband', bands.length)
  const rows = bands.map((band, i) => ({ ...band, band: names[i] ?? i, frequency: frequencies[i] ?? NaN }))
  return directRow(input, (confidence, multiplier) => directlyStandardisedRepeatEvents(rows, confidence, multiplier))
}

/** One row: the indirectly standardised rate per `multiplier` (100,000) of bands `x`, `n`, `x_ref`, `n_ref`. */
export function indirectRateRows(input: Fields): RatesRow[] {
  const multiplier = positiveAt(input, 'multiplier', 100_000)
  const bands = referenceBands(input)
  const at = (confidence?: number) => indirectlyStandardisedRate(bands, confidence, multiplier)
  const { observed, expected, referenceRate, value, method } = at()
  const statistic = `indirectly standardised rate per ${multiplier}`
  const figures = { observed, expected, ref_rate: referenceRate, value }
  return [intervalRow(figures, confidencesAt(input), at, { statistic, method })]
}

/** One row: the indirectly standardised ratio times `refvalue` (1) of bands `x`, `n`, `x_ref`, `n_ref`. */
export function indirectRatioRows(input: Fields): RatesRow[] {
  const refvalue = positiveAt(input, 'refvalue', 1)
  const bands = referenceBands(input)
  const at = (confidence?: number) => indirectlyStandardisedRatio(bands, confidence, refvalue)
  const { observed, expected, value, method } = at()
  const statistic = `indirectly standardised ratio x ${refvalue}`
  return [intervalRow({ observed, expected, value }, confidencesAt(input), at, { statistic, method })]
}

/** One row: the mean of `values`. */
export function meanRows(input: Fields): RatesRow[] {
  const values = listAt(input, 'values')
  const at = (confidence?: number) => meanInterval(values, confidence)
  const { sum, count, sd, value, method } = at()
  const figures = { value_sum: sum, value_count: count, stdev: sd, value }
  return [intervalRow(figures, confidencesAt(input), at, { statistic: 'mean', method })]
}

/** The quantile of each of `values` among `nquantiles` (10); the highest values are in the first unless `invert` is false. */
export function quantiles(input: Fields): { quantile: (number | null)[] } {
  const groups = positiveAt(input, 'nquantiles', 10)
  if (!Number.isInteger(groups)) throw new RangeError(`nquantiles: ${groups} is not a whole number`)
  const order = booleanAt(input, 'invert', true) ? 'high-to-low' : 'low-to-high'
  return { quantile: quantile(listAt(input, 'values'), groups, order) }
}

type EstimateAt = (x: number, n: number, confidence?: number) => Estimate

function countRows(input: Fields, at: EstimateAt, statistic: string, methodOfMissing: string | null): RatesRow[] {
  const confidences = confidencesAt(input)
  return counts(input).map(({ x, n, ...group }) => {
    if (x === null || n === null) {
      const words = { statistic, method: methodOfMissing }
      return intervalRow({ ...group, value: null }, confidences, () => ({ lower: null, upper: null }), words)
    }
    const { value, method } = at(x, n)
    return intervalRow({ ...group, value }, confidences, (confidence) => at(x, n, confidence), { statistic, method })
  })
}

/** The counts, added up by `group` where there is more than one group. */
function counts(input: Fields): { group?: GroupName; x: number | null; n: number | null }[] {
  const xs = oneOrMoreAt(input, 'x')
  const ns = ofLength(oneOrMoreAt(input, 'n'), 'n', xs.length)
  for (const [i, x] of xs.entries()) checkCounts(x ?? 0, ns[i] ?? 1)
  const groups = maybeNamesBeside(input, 'group', xs.length)
  if (groups === undefined) return xs.map((x, i) => ({ x, n: ns[i] ?? null }))
  if (new Set(groups).size > 1) return sumsByGroup(groups, xs, ns)
  return groups.map((group, i) => ({ group, x: xs[i] ?? null, n: ns[i] ?? null }))
}

function standardBands(input: Fields): StandardBand[] {
  const xs = listAt(input, 'x')
  const ns = fullListAt(input, 'n', xs.length)
  const weights = fullListAt(input, 'stdpop', xs.length)
  return xs.map((x, i) => ({ x, n: ns[i] ?? NaN, weight: weights[i] ?? NaN }))
}

function referenceBands(input: Fields): ReferenceBand[] {
  const xs = listAt(input, 'x')
  const ns = listBeside(input, 'n', xs.length)
  const events = listBeside(input, 'x_ref', xs.length)
  const people = fullListAt(input, 'n_ref', xs.length)
  return xs.map((x, i) => ({
    x,
    n: ns[i] ?? null,
    referenceCount: events[i] ?? null,
    referencePopulation: people[i] ?? NaN,
  }))
}

function directRow(input: Fields, at: (confidence: number | undefined, multiplier: number) => DirectRate): RatesRow[] {
  const multiplier = positiveAt(input, 'multiplier', 100_000)
  const { totalCount, totalPopulation, value, method } = at(undefined, multiplier)
  const statistic = value === null ? 'dsr NA for total count < 10' : `dsr per ${multiplier}`
  const figures = { total_count: totalCount, total_pop: totalPopulation, value }
  return [intervalRow(figures, confidencesAt(input), (confidence) => at(confidence, multiplier), { statistic, method })]
}

function checkIndependence(input: Fields, expected: boolean): void {
  const independent = booleanAt(input, 'independent_events', expected)
  if (independent === expected) return
  const kind = independent ? 'dsr' : 'dsr_repeat_events'
  throw new RangeError(`independent_events: ${independent} is for the kind ${kind}`)
}
