import { plural } from '#platform/words.ts'
import { gapSignals } from './gap-signals.ts'
import type { GapChart } from './gap-signals.ts'
import type { ImprovementDirection } from './spc-types.ts'
import { finite } from './wording.ts'
import { xmrLimits } from './xmr-limits.ts'

/** Gaps for limits to be trusted, as for every chart of individual values here (Making Data Count). */
export const T_CHART_FROM = 13
/** A time between events to the power of 1 / 3.6 is close to normal when events come at random (Nelson 1994). */
const POWER = 3.6

/**
 * t chart: time between one event and the next in any unit, to the power of 1 / 3.6, an XmR chart of that (ranges screened as on the
 * pages), and back again. A lower limit under 0 is 0. Needs times above 0: with two events at one time, or on one day where days are
 * counted, it gives no limits and says so, and the g chart is the one to use. `direction` is which way more events is. Throws a RangeError for a gap that is negative or not
 * finite. Source: Nelson 1994.
 */
export function tChart(gaps: readonly number[], direction: ImprovementDirection): GapChart {
  const odd = gaps.find((gap) => !(Number.isFinite(gap) && gap >= 0))
  if (odd !== undefined) throw new RangeError(`gaps: ${odd} is not a time of 0 or more`)
  const transformed = gaps.map((gap) => gap ** (1 / POWER))
  const { mean, lpl, upl } = xmrLimits(transformed, null, true)
  const centre = mean === null ? null : finite(mean ** POWER)
  const chart: GapChart = {
    chart: 't',
    points: [...gaps],
    centre,
    lower: null,
    upper: null,
    enough: gaps.length >= T_CHART_FROM,
    signals: [],
    reason: whyNoLimits(gaps, lpl, upl),
    method: 't chart: XmR limits of the gaps to the power of 1 / 3.6 (Nelson 1994)',
  }
  if (chart.reason !== null || centre === null || lpl === null || upl === null) return chart
  const [lower, upper] = [Math.max(0, lpl) ** POWER, upl ** POWER]
  return { ...chart, lower, upper: finite(upper), signals: gapSignals(gaps, { centre, lower, upper }, direction) }
}

function whyNoLimits(gaps: readonly number[], lpl: number | null, upl: number | null): string | null {
  if (gaps.length === 0) return 'there is no gap yet'
  if (gaps.length === 1) return 'there is only one gap'
  const zeros = gaps.filter((gap) => gap === 0).length
  if (zeros > 0) return `${plural(zeros, 'gap')} of 0, for which the g chart is made`
  return lpl === upl ? 'the gaps hardly vary' : null
}
