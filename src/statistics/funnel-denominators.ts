/** Areas of a funnel of rates, in lists that stand beside each other; `null` where there is no figure. */
export type RateAreas = {
  numerators: readonly (number | null)[]
  /** Populations as published; a directly standardised rate is judged by its derived denominator instead. */
  denominators: readonly (number | null)[]
  rates: readonly (number | null)[]
  rateType: 'crude' | 'dsr'
  /** What the rates are per: 100,000. */
  multiplier: number
}

/**
 * The denominator that a count and its rate imply, `multiplier x / rate`: for a directly standardised rate, the population that would
 * have it as a crude rate. With no events: the given denominator for a crude rate, none for a standardised one.
 * Throws a RangeError for a rate that is not above 0 beside a count that is. Source: as PHEindicatormethods 2.1.1 `calculate_funnel_points`.
 */
export function derivedDenominators(areas: RateAreas): (number | null)[] {
  return areas.numerators.map((x, i) => {
    const rate = areas.rates[i] ?? null
    if (x === 0) return areas.rateType === 'crude' ? (areas.denominators[i] ?? null) : null
    if (x === null || rate === null) return null
    if (!(rate > 0)) throw new RangeError(`rate: ${rate} is not above 0 beside a count of ${x}`)
    return (areas.multiplier * x) / rate
  })
}
