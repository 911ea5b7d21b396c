import { plural } from '#platform/words.ts'
import { inDateOrder } from './dated-series.ts'
import { median } from './peers.ts'
import { runChartSentence } from './run-chart-words.ts'
import { compare, sideRuns, trendRuns } from './run-rules.ts'
import type { Side, SideRun } from './run-rules.ts'
import { anhoejLimits, runsLimits } from './runs-limits.ts'
import type { ImprovementDirection, PointType } from './spc-types.ts'
import { pointTypeOf, ruleWords } from './spc-words.ts'

/** The two published sets of rules, by name. They are read side by side; neither needs process limits. */
export const runRuleSets = {
  nhs: 'NHS run chart rules (Perla, Provost and Murray 2011)',
  anhoej: 'Anhøj rules (Anhøj and Olesen 2014)',
} as const

export type RunRule = 'shift' | 'trend' | 'too-few-runs' | 'too-many-runs' | 'long-run' | 'few-crossings'

/** What a rule saw. Indexes are places in the date order; a rule about the whole chart has no direction and no better or worse. */
export type RunSignal = {
  rule: RunRule
  ruleSet: keyof typeof runRuleSets
  onsetIndex: number
  endIndex: number
  direction: 'up' | 'down' | null
  pointType: PointType | null
  words: string
}

export type RunChart = {
  dates: string[]
  values: (number | null)[]
  median: number | null
  /** Rows with a figure, and rows without, which are left out. */
  points: number
  missing: number
  onMedian: number
  above: number
  below: number
  /** False where ties leave so few points on one side that runs and crossings say nothing. */
  sidesCanBeRead: boolean
  runs: number
  runsLimits: { lower: number; upper: number } | null
  longestRun: number
  crossings: number
  anhoejLimits: { longestRun: number; crossings: number } | null
  signals: RunSignal[]
  sentence: string
}

/** Points in a row on one side of the median, and points in a row going one way (Perla, Provost and Murray 2011). */
const SHIFT = 6
const TREND = 5
/** Least share of the points off the median that the smaller side must have. Only ties can unbalance a median; the share is our own choice. */
const SMALLER_SIDE = 1 / 3

/**
 * Run chart of a short series around its median, in the units of the values, with the signals of the NHS rules (a shift of 6, a trend
 * of 5, too few or too many runs) and of the Anhøj rules (an unusually long run, unusually few crossings). Points on the median are
 * passed over, repeated values neither add to a trend nor break it, missing values are left out and counted. Whether one point is
 * 'astronomical' is left to a person. Throws a RangeError for unlike lists, a date twice or none, and values that are not finite.
 * Source: Perla, Provost and Murray 2011; Swed and Eisenhart 1943; Anhøj and Olesen 2014.
 */
export function runChart(input: {
  dates: readonly string[]
  values: readonly (number | null)[]
  direction: ImprovementDirection
}): RunChart {
  const { dates, values } = inDateOrder(input.dates, input.values)
  // in quarters, so that the middle of two huge figures stays a number
  const quarter = median(values.map((value) => (value === null ? null : value / 4)))
  const middle = quarter.median === null ? null : quarter.median * 4
  const sides = values.flatMap((value, index): Side[] =>
    value === null || middle === null ? [] : [{ index, sign: compare(value, middle) }],
  )
  const useful = sides.filter(({ sign }) => sign !== 0)
  const above = useful.filter(({ sign }) => sign === 1).length
  const below = useful.length - above
  const runs = sideRuns(useful)
  const counts = {
    onMedian: sides.length - useful.length,
    above,
    below,
    sidesCanBeRead: useful.length > 0 && Math.min(above, below) >= useful.length * SMALLER_SIDE,
    runs: runs.length,
    runsLimits: runsLimits(above, below),
    longestRun: Math.max(0, ...runs.map(({ count }) => count)),
    crossings: Math.max(0, runs.length - 1),
    anhoejLimits: anhoejLimits(useful.length),
  }
  const found = [...trends(values), ...(counts.sidesCanBeRead ? sideSignals(runs, counts) : [])]
  const signals = found.map((signal) => withMeaning(signal, input.direction))
  const chart = { median: middle, points: quarter.used, missing: values.length - quarter.used, ...counts, signals }
  return { dates, values, ...chart, sentence: runChartSentence(chart) }
}

type Found = Omit<RunSignal, 'direction' | 'pointType'> & { sign: 1 | -1 | 0 }

function withMeaning({ sign, ...signal }: Found, better: ImprovementDirection): RunSignal {
  if (sign === 0) return { ...signal, direction: null, pointType: null }
  return { ...signal, direction: sign > 0 ? 'up' : 'down', pointType: pointTypeOf(sign, better) }
}

const spanned = ({ sign, first, last }: SideRun): Pick<Found, 'sign' | 'onsetIndex' | 'endIndex'> => ({
  sign,
  onsetIndex: first,
  endIndex: last,
})

const trends = (values: readonly (number | null)[]): Found[] =>
  trendRuns(values)
    .filter(({ count }) => count >= TREND)
    .map((run) => ({ rule: 'trend', ruleSet: 'nhs', ...spanned(run), words: ruleWords('trend', run.sign, run.count) }))

type Counts = Pick<RunChart, 'runs' | 'runsLimits' | 'crossings' | 'anhoejLimits'>

function sideSignals(runs: readonly SideRun[], { runsLimits, crossings, anhoejLimits, ...counts }: Counts): Found[] {
  const signals: Found[] = []
  const whole = { sign: 0, onsetIndex: runs[0]?.first ?? 0, endIndex: runs.at(-1)?.last ?? 0 } as const
  for (const run of runs) {
    const words = `${plural(run.count, 'point')} in a row ${run.sign > 0 ? 'above' : 'below'} the median`
    if (run.count >= SHIFT) signals.push({ rule: 'shift', ruleSet: 'nhs', ...spanned(run), words })
    if (anhoejLimits !== null && run.count > anhoejLimits.longestRun) {
      const most = `${words}, where at most ${anhoejLimits.longestRun} would be usual`
      signals.push({ rule: 'long-run', ruleSet: 'anhoej', ...spanned(run), words: most })
    }
  }
  if (runsLimits !== null && counts.runs < runsLimits.lower) {
    const words = `${plural(counts.runs, 'run')} about the median, where at least ${runsLimits.lower} would be usual`
    signals.push({ rule: 'too-few-runs', ruleSet: 'nhs', ...whole, words })
  }
  if (runsLimits !== null && counts.runs > runsLimits.upper) {
    const words = `${plural(counts.runs, 'run')} about the median, where at most ${runsLimits.upper} would be usual`
    signals.push({ rule: 'too-many-runs', ruleSet: 'nhs', ...whole, words })
  }
  if (anhoejLimits !== null && crossings < anhoejLimits.crossings) {
    const words = `the median is crossed ${crossings === 1 ? 'once' : `${crossings} times`}, where at least ${anhoejLimits.crossings} would be usual`
    signals.push({ rule: 'few-crossings', ruleSet: 'anhoej', ...whole, words })
  }
  return signals
}
