import { suppressRate } from '#statistics/disclosure/suppress-rate.ts'
import type { Indicator } from './indicator.ts'
import type { Observation } from './observation.ts'

/** The largest count of an indicator that is hidden when it is published; its catalogue says the smallest that may be shown. */
export const hiddenUpTo = ({ minimumCount }: Pick<Indicator, 'minimumCount'>): number => minimumCount - 1

/**
 * A figure as it may be published: with a count of 1 to the indicator's threshold, or all but so few of a share, number and counts go
 * and the state says 'suppressed'. Zero stays. Everything worked out from a course (mean, limits, sentence, chart) must be worked out
 * from these, or the hidden figure could be worked back.
 */
export function publishable(indicator: Indicator, observation: Observation): Observation {
  if (observation.state !== 'value') return observation
  const { numerator, denominator, value } = observation
  const shown = suppressRate(
    { numerator: indicator.unit === 'count' ? value : numerator, denominator, value },
    hiddenUpTo(indicator),
    indicator.unit === 'percent',
  )
  if (!shown.isHidden) return observation
  const isCountOnly = indicator.unit === 'count' && indicator.denominator === null
  return {
    ...observation,
    numerator: null,
    denominator: isCountOnly ? null : shown.denominator,
    value: null,
    state: 'suppressed',
    reason: `Hidden, as a count of 1 to ${hiddenUpTo(indicator)} could be worked out.`,
  }
}

/** The rule in words, for 'how this is worked out' and for the notes of a table. */
export function smallNumbersRule(indicator: Indicator): string {
  const most = hiddenUpTo(indicator)
  const share = indicator.unit === 'percent' ? `, or when all but 1 to ${most} are counted` : ''
  const unchecked =
    indicator.unit === 'score' || indicator.unit === 'days'
      ? ' No counts are known behind a figure of this kind, so only counts that are given with it can be hidden.'
      : ''
  return `When it is published, a figure is hidden and marked [c] where 1 to ${most} are counted${share}; 0 is shown. Mean, limits and signals are then worked out without it.${unchecked}`
}
