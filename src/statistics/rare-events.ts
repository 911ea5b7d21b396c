import { list, plural } from '#platform/words.ts'
import { gapsBetween } from './event-gaps.ts'
import type { EventGaps } from './event-gaps.ts'
import { gChart } from './g-chart.ts'
import type { GapChart } from './gap-signals.ts'
import type { ImprovementDirection } from './spc-types.ts'
import { tChart } from './t-chart.ts'

export type RareEvents = EventGaps & {
  chart: GapChart
  /** Whether the stretch since the last event, not over yet, is already above the upper limit. */
  soFarIsLong: boolean
  sentence: string
}

/**
 * Rare events by the days between them, on a g or a t chart, with the stretch since the last event told apart: it is 'at least so many
 * days', never a point. Dates in any order, several on one day allowed (t needs none such). Throws a RangeError for a date that is
 * none or an event after `until`. Source: Benneyan 2001; Nelson 1994.
 */
export function rareEvents(input: {
  dates: readonly string[]
  until: string
  chart: 'g' | 't'
  direction: ImprovementDirection
}): RareEvents {
  const between = gapsBetween(input.dates, input.until)
  const drawn = (input.chart === 'g' ? gChart : tChart)(between.gaps, input.direction)
  const soFarIsLong = drawn.upper !== null && between.soFar !== null && between.soFar > drawn.upper
  return { ...between, chart: drawn, soFarIsLong, sentence: sentenceOf(between, drawn, soFarIsLong) }
}

function sentenceOf({ words, gaps }: EventGaps, { reason, enough, signals }: GapChart, soFarIsLong: boolean): string {
  const among = plural(gaps.length, 'gap')
  if (reason !== null) return `${words} No limits: ${reason}.`
  if (!enough) return `${words} ${among} between events: too few for limits that can be trusted.`
  const late = soFarIsLong ? ' The time since the last event is already above the upper limit.' : ''
  if (signals.length === 0) return `${words} No signal in ${among}; that does not show that nothing changed.${late}`
  return `${words} Seen in ${among}: ${list(signals.map((signal) => signal.words))}. It does not say why.${late}`
}
