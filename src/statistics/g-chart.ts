import { gapSignals } from './gap-signals.ts'
import type { GapChart } from './gap-signals.ts'
import { mean } from './mean.ts'
import type { ImprovementDirection } from './spc-types.ts'

/** Gaps for limits to be trusted. There is one number to find, which from 10 gaps is known to about a third (our own choice). */
export const G_CHART_FROM = 10
/** What lies beyond three standard deviations of a normal variable on one side. */
const OUTSIDE = 0.001349898031630095

/**
 * g chart: whole days, or other opportunities, between one event and the next, taken as geometric with a chance of 1 / (1 + mean) of
 * an event each time. Centre: the median of that distribution. Limits: its quantiles at 0.135 % and 99.865 %, so that at most so much
 * lies strictly beyond each; nothing is below a lower limit of 0. Two events on one day are a gap of 0. `direction` is which way more events is. Throws a RangeError for a gap
 * that is no whole number of 0 or more. Source: Benneyan 2001, with quantiles in place of three standard deviations.
 */
export function gChart(gaps: readonly number[], direction: ImprovementDirection): GapChart {
  const odd = gaps.find((gap) => !(Number.isSafeInteger(gap) && gap >= 0))
  if (odd !== undefined) throw new RangeError(`gaps: ${odd} is not a whole number of 0 or more`)
  const average = mean(gaps) ?? 0
  const chart: GapChart = {
    chart: 'g',
    points: [...gaps],
    centre: gaps.length === 0 ? null : geometricQuantile(0.5, average),
    lower: null,
    upper: null,
    enough: gaps.length >= G_CHART_FROM,
    signals: [],
    reason: gaps.length === 0 ? 'there is no gap yet' : 'every gap is 0',
    method: 'g chart: median and 0.135% and 99.865% quantiles of the geometric distribution (Benneyan 2001)',
  }
  if (average === 0) return chart
  const centre = geometricQuantile(0.5, average)
  const limits = { lower: geometricQuantile(OUTSIDE, average), upper: geometricQuantile(1 - OUTSIDE, average) }
  return { ...chart, ...limits, signals: gapSignals(gaps, { centre, ...limits }, direction), reason: null }
}

/** The smallest number that a geometric variable (0, 1, 2 and so on) with this mean stays at or under with probability `p` or more. */
export function geometricQuantile(p: number, average: number): number {
  if (average === 0) return 0
  const tries = Math.log1p(-p) / -Math.log1p(1 / average)
  // a hair less, so that a probability met exactly is not lost to rounding
  return Math.max(0, Math.ceil(tries * (1 - 1e-12)) - 1)
}
