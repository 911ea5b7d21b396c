import { rate } from './byar.ts'
import { checkProportions, funnelAreas, funnelComparator } from './funnel-areas.ts'
import type { FunnelArea } from './funnel-areas.ts'
import { derivedDenominators } from './funnel-denominators.ts'
import type { RateAreas } from './funnel-denominators.ts'
import { proportionLimits } from './funnel-limits.ts'

/** Verdict on one area, in the peer's words; the number is the share of areas that chance alone puts so far out on that side. */
export type Significance =
  | 'Low (0.001)'
  | 'Low (0.025)'
  | 'Not significant'
  | 'High (0.025)'
  | 'High (0.001)'
  | 'Not applicable for events less than 10 for dsrs'

/**
 * Each area's proportion against the limits at its own denominator around the proportion of all areas together, itself among them. An
 * area on a limit is not outside it. `null` for an area without a figure, which is left out of the whole too.
 * Throws a RangeError for a numerator below 0 or above its denominator, and for a denominator that is not above 0.
 * Source: Spiegelhalter 2005; as PHEindicatormethods 2.1.1 `assign_funnel_significance`.
 */
export function proportionSignificance(
  numerators: readonly (number | null)[],
  denominators: readonly (number | null)[],
): (Significance | null)[] {
  const areas = funnelAreas(numerators, denominators)
  checkProportions(areas)
  const comparator = funnelComparator(areas)
  return areas.map((area) => {
    if (area === null || comparator === null) return null
    const limits = proportionLimits(comparator, area.denominator)
    const share = area.numerator / area.denominator
    if (share < limits.lower3) return 'Low (0.001)'
    if (share < limits.lower2) return 'Low (0.025)'
    if (share > limits.upper3) return 'High (0.001)'
    if (share > limits.upper2) return 'High (0.025)'
    return 'Not significant'
  })
}

/**
 * Each area's ratio of observed to expected events against 1: significant when 1 is outside the ratio's own interval (exact Poisson
 * below 10 events, Byar from 10) at 99.8 or at 95 per cent. `null` for an area without a figure. Throws a RangeError for an observed
 * count below 0 and an expected one that is not above 0. Source: as PHEindicatormethods 2.1.1 `assign_funnel_significance`.
 */
export function ratioSignificance(
  observed: readonly (number | null)[],
  expected: readonly (number | null)[],
): (Significance | null)[] {
  return funnelAreas(observed, expected).map((area) => (area === null ? null : countSignificance(area, 1)))
}

/**
 * Each area's rate against that of all areas together, by the interval of its count over its derived denominator. Directly
 * standardised rates of fewer than 10 events are not judged, but count in the whole. `null` for an area without a figure, which does
 * not. Throws a RangeError as `ratioSignificance` and `derivedDenominators`.
 * Source: as PHEindicatormethods 2.1.1 `assign_funnel_significance`.
 */
export function rateSignificance(rates: RateAreas): (Significance | null)[] {
  const areas = funnelAreas(rates.numerators, derivedDenominators(rates))
  const comparator = funnelComparator(areas)
  return areas.map((area, i) => {
    const events = rates.numerators[i] ?? null
    if (rates.rateType === 'dsr' && events !== null && events < 10) {
      return 'Not applicable for events less than 10 for dsrs'
    }
    return area === null || comparator === null ? null : countSignificance(area, comparator)
  })
}

function countSignificance({ numerator, denominator }: FunnelArea, comparator: number): Significance {
  const at3 = rate(numerator, denominator, 0.998, 1)
  if (comparator < (at3.lower ?? 0)) return 'High (0.001)'
  if (comparator > (at3.upper ?? Infinity)) return 'Low (0.001)'
  const at2 = rate(numerator, denominator, 0.95, 1)
  if (comparator < (at2.lower ?? 0)) return 'High (0.025)'
  if (comparator > (at2.upper ?? Infinity)) return 'Low (0.025)'
  return 'Not significant'
}
