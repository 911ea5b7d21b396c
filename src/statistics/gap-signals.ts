import { compare, sideRuns } from './run-rules.ts'
import type { ImprovementDirection, PointType } from './spc-types.ts'
import { pointTypeOf } from './spc-words.ts'

/** A run of gaps between events by one rule; indexes are places in the list of gaps. Longer gaps are fewer events. */
export type GapSignal = {
  rule: 'outside' | 'shift'
  onsetIndex: number
  endIndex: number
  gaps: 'longer' | 'shorter'
  pointType: PointType
  words: string
}

/** A chart of the gaps between rare events, in the unit of the gaps. */
export type GapChart = {
  chart: 'g' | 't'
  points: number[]
  centre: number | null
  lower: number | null
  upper: number | null
  /** False while there are too few gaps for the limits to be more than provisional. */
  enough: boolean
  signals: GapSignal[]
  /** Why there are no limits; `null` where there are. */
  reason: string | null
  method: string
}

/** Gaps in a row on one side of the centre that make a shift, as many as in the XmR charts here. */
const SHIFT = 7

/** Gaps strictly beyond a limit, and 7 or more in a row on one side of the centre; a gap on the centre ends such a row. `direction` is which way more events is. */
export function gapSignals(
  gaps: readonly number[],
  { centre, lower, upper }: { centre: number; lower: number; upper: number },
  direction: ImprovementDirection,
): GapSignal[] {
  const beyond = (gap: number): -1 | 0 | 1 => (gap > upper ? 1 : gap < lower ? -1 : 0)
  const outside = sideRuns(gaps.map((gap, index) => ({ index, sign: beyond(gap) })))
  const sides = sideRuns(gaps.map((gap, index) => ({ index, sign: compare(gap, centre) })))
  const found = [
    ...outside.map((run) => ({ ...run, rule: 'outside' as const })),
    ...sides.filter(({ count }) => count >= SHIFT).map((run) => ({ ...run, rule: 'shift' as const })),
  ]
  return found.map(({ rule, sign, first, last, count }) => ({
    rule,
    onsetIndex: first,
    endIndex: last,
    gaps: sign > 0 ? 'longer' : 'shorter',
    // longer gaps are fewer events
    pointType: pointTypeOf(sign > 0 ? -1 : 1, direction),
    words: rule === 'outside' ? outsideWords(sign, count) : shiftWords(sign, count),
  }))
}

function outsideWords(sign: 1 | -1, count: number): string {
  const what = count === 1 ? 'a gap' : `${count} gaps in a row`
  return sign > 0 ? `${what} above the upper limit, so fewer events` : `${what} below the lower limit, so more events`
}

const shiftWords = (sign: 1 | -1, count: number): string =>
  `${count} gaps in a row ${sign > 0 ? 'above the centre, so fewer events' : 'below the centre, so more events'}`
