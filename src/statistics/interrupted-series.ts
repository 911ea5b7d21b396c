import { autocorrelatedFit } from './autocorrelated-fit.ts'
import type { AutocorrelatedFit } from './autocorrelated-fit.ts'
import { dayNumber, inDateOrder } from './dated-series.ts'
import { interruptedSentence } from './interrupted-words.ts'
import { confidenceShare } from './intervals.ts'
import type { Interval } from './intervals.ts'
import { periodIndexes } from './period-index.ts'
import { mixtureMean, mixtureQuantile } from './t-mixture.ts'
import { finite } from './wording.ts'

/** What changed, in the units of the values, with its interval. */
export type Effect = Interval & { value: number | null }

export type InterruptedEffects = {
  /** Step at the first period from the date on. */
  levelChange: Effect
  /** Slopes a period, before and after, and their difference. */
  slopeBefore: Effect
  slopeAfter: Effect
  slopeChange: Effect
  /** How far the line at the last point is from the course before, carried on. */
  lastDifference: Effect
  /** Between neighbouring periods: weighted mean, and the range that holds 95 % of the weight. */
  autocorrelation: { mean: number; lower: number; upper: number }
  /** For drawing, one a row: the fitted lines, and from the date on the course before, carried on. */
  fitted: (number | null)[]
  oldCourse: (number | null)[]
}

export type InterruptedSeries = {
  dates: string[]
  values: (number | null)[]
  /** Points with a figure before the date and from it on, and rows without one. */
  before: number
  after: number
  missing: number
  /** What one period is. */
  spacing: string
  /** `null` where nothing can be worked out; `reason` says why. */
  effects: InterruptedEffects | null
  reason: string | null
  method: string
  sentence: string
}

/** Points needed on either side (Penfold and Zhang 2013). */
export const POINTS_EACH_SIDE = 8

/**
 * Level and slope before and from a date on: segmented regression y = a + b t + c step + d (t - t0) step with autocorrelated errors, the
 * intervals being taken over every autocorrelation that the figures allow. t counts periods, not days (see `periodIndexes`), and a
 * missing value is a gap. A row on `changeOn` or later is after the change. Nothing is said of a cause, nor anything with fewer than 8
 * points on either side. Throws a RangeError for unlike lists, a date twice or none, values that are not finite, and a confidence
 * under 0.9. Source: Wagner et al. 2002; Zellner and Tiao 1964; other methods' intervals are too narrow: Turner et al. 2021.
 */
export function interruptedSeries(input: {
  dates: readonly string[]
  values: readonly (number | null)[]
  changeOn: string
  confidence?: number
}): InterruptedSeries {
  const level = confidenceShare(input.confidence ?? 0.95)
  const changeDay = dayNumber(input.changeOn, 'changeOn')
  const { dates, values } = inDateOrder(input.dates, input.values)
  const start = dates.filter((date) => dayNumber(date, 'dates') < changeDay).length
  const points = values.flatMap((value, row) => (value === null ? [] : [{ value, row }]))
  const before = points.filter(({ row }) => row < start).length
  const after = points.length - before
  const { indexes, spacing } = periodIndexes(dates)
  const series = {
    dates,
    values,
    before,
    after,
    missing: values.length - points.length,
    spacing,
    method:
      'Segmented regression with AR(1) errors, over the restricted likelihood of their correlation (Zellner and Tiao 1964)',
  }
  const enough = Math.min(before, after) >= POINTS_EACH_SIDE
  const effects = enough ? effectsOf(points, indexes, start, level) : null
  const reason = enough
    ? effects === null
      ? 'the figures lie on straight lines without any scatter'
      : null
    : `${before} before the date and ${after} from it on, where ${POINTS_EACH_SIDE} are needed on either side`
  return { ...series, effects, reason, sentence: interruptedSentence(series, effects, reason, level) }
}

type Point = { value: number; row: number }

function effectsOf(
  points: readonly Point[],
  indexes: readonly number[],
  start: number,
  level: number,
): InterruptedEffects | null {
  const indexAt = (row: number): number => indexes[row] ?? 0
  const end = indexAt(indexes.length - 1)
  // time from 0 to 1, and figures from the first one in their greatest distance, so that neither years nor millions cost digits;
  // in quarters, so that no distance is too great for a number
  const designOf = (row: number): number[] => {
    const t = indexAt(row) / end
    return row < start ? [1, t - 0.5, 0, 0] : [1, t - 0.5, 1, t - indexAt(start) / end]
  }
  const first = (points[0]?.value ?? 0) / 4
  const size = Math.max(...points.map(({ value }) => Math.abs(value / 4 - first))) || 1
  const fit = autocorrelatedFit(
    points.map(({ row }) => indexAt(row)),
    [0, 1, 2, 3].map((column) => points.map(({ row }) => designOf(row)[column] ?? 0)),
    points.map(({ value }) => (value / 4 - first) / size),
  )
  if (fit === null) return null

  const effect = (contrast: number[], share = 1): Effect => {
    const mixture = fit.effectOf(contrast)
    const shown = (value: number): number | null => finite(((value * size) / share) * 4)
    const tail = (1 - level) / 2
    return {
      value: shown(mixtureMean(mixture)),
      lower: shown(mixtureQuantile(mixture, tail)),
      upper: shown(mixtureQuantile(mixture, 1 - tail)),
    }
  }
  const lineAt = (design: readonly number[]): number | null =>
    finite((mixtureMean(fit.effectOf(design)) * size + first) * 4)
  const sinceStart = designOf(points.at(-1)?.row ?? 0)[3] ?? 0
  return {
    levelChange: effect([0, 0, 1, 0]),
    slopeBefore: effect([0, 1, 0, 0], end),
    slopeAfter: effect([0, 1, 0, 1], end),
    slopeChange: effect([0, 0, 0, 1], end),
    lastDifference: effect([0, 0, 1, sinceStart]),
    autocorrelation: autocorrelationOf(fit),
    fitted: indexes.map((_, row) => lineAt(designOf(row))),
    oldCourse: indexes.map((_, row) => (row < start ? null : lineAt([...designOf(row).slice(0, 2), 0, 0]))),
  }
}

function autocorrelationOf({ autocorrelations }: AutocorrelatedFit): InterruptedEffects['autocorrelation'] {
  const within = (share: number): number => {
    let below = 0
    for (const { rho, weight } of autocorrelations) {
      below += weight
      if (below >= share) return rho
    }
    return 1
  }
  const mean = autocorrelations.reduce((total, { rho, weight }) => total + rho * weight, 0)
  return { mean, lower: within(0.025), upper: within(0.975) }
}
