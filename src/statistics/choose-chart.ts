import { plural } from '#platform/words.ts'
import { checkValues } from './dated-series.ts'
import { G_CHART_FROM } from './g-chart.ts'
import { mean, present } from './mean.ts'
import { T_CHART_FROM } from './t-chart.ts'
import { figure } from './wording.ts'

/** Fewer points are listed: the shortest rule of a run chart is a trend of 5 (Perla, Provost and Murray 2011). */
export const RUN_CHART_FROM = 5
/** Process limits (Making Data Count). */
export const XMR_FROM = 13
/** Average count a period under which counts say little and time between events says more (Wheeler 2011, Working with rare events). */
export const RARE_BELOW = 1
/** Denominators further than this share from their average should not be charted as if alike (Provost and Murray 2011). */
export const ALIKE_WITHIN = 0.25

/** One series, in date order or not. `values` are what would be drawn; `counts` and `denominators` stand beside them where there are any. */
export type ChartInput = {
  values: readonly (number | null)[]
  counts?: readonly (number | null)[] | undefined
  denominators?: readonly (number | null)[] | undefined
  /** One date for each event; only they can be charted by the days between. */
  eventDates?: readonly string[] | undefined
  /** What one value covers, in one word: 'quarter' when not given. */
  period?: string | undefined
}

/** `list` means that the figures are better listed than drawn. `reason` begins in lower case, to follow 'Chart: '. */
export type ChartChoice = {
  chart: 'xmr' | 'run' | 'g' | 't' | 'list'
  points: number
  reason: string
  caution: string | null
}

/**
 * The chart that a series is fit for, with the reason in words: XmR from 13 points, a run chart from 5, days between events (t, or g
 * where two are on one day) when events are rare and their dates are known, else a list. Missing values are no points. Throws a
 * RangeError for lists of unlike length, a value that is not finite, and counts or denominators under 0.
 */
export function chooseChart(input: ChartInput): ChartChoice {
  const { values, counts = [], denominators = [], eventDates, period = 'quarter' } = input
  checkValues(values)
  checkBeside('counts', values, input.counts)
  checkBeside('denominators', values, input.denominators)
  const known = present(counts)
  const average = mean(known)
  const isRare = average !== null && average < RARE_BELOW
  const points = present(values).length
  if (eventDates !== undefined && (isRare || points === 0)) {
    const why = isRare ? `${rareWords(known, average, period)}: ` : ''
    return { points, caution: null, ...betweenEvents(eventDates, why) }
  }
  if (isRare && points >= RUN_CHART_FROM) {
    const reason = `${rareWords(known, average, period)}, and the dates of the events are not known: a run chart with its median, since limits would mislead`
    return { chart: 'run', points, reason, caution: 'Days between events would say more.' }
  }
  return { points, ...byPoints(values), caution: points < RUN_CHART_FROM ? null : unlike(denominators, period) }
}

function byPoints(values: readonly (number | null)[]): Pick<ChartChoice, 'chart' | 'reason'> {
  const shown = present(values)
  if (shown.length === 0) return { chart: 'list', reason: 'there are no points yet' }
  const points = plural(shown.length, 'point')
  if (shown.length < RUN_CHART_FROM) {
    return { chart: 'list', reason: `${points}: list the figures, since a run chart needs ${RUN_CHART_FROM}` }
  }
  if (shown.length < XMR_FROM) {
    return { chart: 'run', reason: `${points}: a run chart with its median, since process limits need ${XMR_FROM}` }
  }
  if (shown.every((value) => value === shown[0])) {
    return { chart: 'run', reason: `${points}, all alike: a run chart, since process limits need figures that vary` }
  }
  return { chart: 'xmr', reason: `${points}: an XmR chart with process limits` }
}

function rareWords(counts: readonly number[], average: number, period: string): string {
  const none = counts.filter((count) => count === 0).length
  // cut off and not rounded, so that 0.999 does not read as 1; a hair more, since 0.01 may be a hair less
  const hundredths = Math.floor(average * 100 + 1e-9)
  const shown = average > 0 && hundredths === 0 ? 'under 0.01' : `${hundredths / 100}`
  return `the average count is ${shown} a ${period}, so ${none} of ${plural(counts.length, period)} ${none === 1 ? 'has' : 'have'} none`
}

function betweenEvents(eventDates: readonly string[], why: string): Pick<ChartChoice, 'chart' | 'reason'> {
  const gaps = Math.max(0, eventDates.length - 1)
  const events = plural(eventDates.length, 'event')
  if (gaps < G_CHART_FROM) {
    return {
      chart: 'list',
      reason: `${why}${events}: list the dates, since days between events need ${G_CHART_FROM + 1}`,
    }
  }
  if (new Set(eventDates).size < eventDates.length) {
    return { chart: 'g', reason: `${why}days between events say more, on a g chart, since some are on one day` }
  }
  if (gaps < T_CHART_FROM) {
    return {
      chart: 'g',
      reason: `${why}days between events say more, on a g chart, since a t chart needs ${T_CHART_FROM + 1} events`,
    }
  }
  return { chart: 't', reason: `${why}days between events say more, on a t chart` }
}

function unlike(denominators: readonly (number | null)[], period: string): string | null {
  const known = present(denominators)
  const average = mean(known)
  if (average === null) return null
  const [least, most] = [Math.min(...known), Math.max(...known)]
  if (average - least <= ALIKE_WITHIN * average && most - average <= ALIKE_WITHIN * average) return null
  return `Denominators go from ${figure(least, 0)} to ${figure(most, 0)}: the chart takes every ${period} as alike.`
}

function checkBeside(
  field: 'counts' | 'denominators',
  values: readonly (number | null)[],
  beside: readonly (number | null)[] | undefined,
): void {
  if (beside === undefined) return
  if (beside.length !== values.length)
    throw new RangeError(`${field}: ${beside.length} ${field} for ${values.length} values`)
  const odd = beside.find((number) => number !== null && !(Number.isFinite(number) && number >= 0))
  if (odd !== undefined) throw new RangeError(`${field}: ${odd} is not a number of 0 or more`)
}
