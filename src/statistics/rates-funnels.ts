import { proportionSignificance, rateSignificance, ratioSignificance } from './funnel-significance.ts'
import type { Significance } from './funnel-significance.ts'
import { overdispersion } from './overdispersion.ts'
import type { Overdispersion } from './overdispersion.ts'
import { booleanAt, listAt, listBeside, maybeNamesBeside, numberAt, oneOfAt, positiveAt } from './rates-input.ts'
import type { Fields } from './rates-input.ts'

/**
 * The verdict on each area's `numerator` and `denominator`, for the `statistic` proportion, ratio or rate; for a rate by its `rate`,
 * `rate_type` (crude) and `multiplier` (100,000). The years of the data have no part in it.
 */
export function funnelSignificance(input: Fields): { significance: (Significance | null)[] } {
  const statistic = oneOfAt(input, 'statistic', ['proportion', 'ratio', 'rate'])
  const numerators = listAt(input, 'numerator')
  const denominators = listBeside(input, 'denominator', numerators.length)
  if (statistic === 'proportion') return { significance: proportionSignificance(numerators, denominators) }
  if (statistic === 'ratio') return { significance: ratioSignificance(numerators, denominators) }
  const rates = listBeside(input, 'rate', numerators.length)
  const rateType = oneOfAt(input, 'rate_type', ['crude', 'dsr'], 'crude')
  const multiplier = positiveAt(input, 'multiplier', 100_000)
  return { significance: rateSignificance({ numerators, denominators, rates, rateType, multiplier }) }
}

/**
 * Overdispersion of the areas `group` (numbered when there is none), with the defaults of FunnelPlotR: `data_type` SR, `sr_method`
 * SHMI, `limit` 99, `trim_by` 0.1, `multiplier` 1, `draw_adjusted` true.
 */
export function funnelOverdispersion(input: Fields): Overdispersion {
  const numerators = listAt(input, 'numerator')
  return overdispersion({
    numerators,
    denominators: listBeside(input, 'denominator', numerators.length),
    groups: maybeNamesBeside(input, 'group', numerators.length) ?? numerators.map((_, i) => i + 1),
    dataType: oneOfAt(input, 'data_type', ['SR', 'PR', 'RC'], 'SR'),
    srMethod: oneOfAt(input, 'sr_method', ['SHMI', 'CQC'], 'SHMI'),
    trimBy: numberAt(input, 'trim_by', 0.1),
    multiplier: positiveAt(input, 'multiplier', 1),
    drawAdjusted: booleanAt(input, 'draw_adjusted', true),
    limit: oneOfAt(input, 'limit', [95, 99], 99),
  })
}
