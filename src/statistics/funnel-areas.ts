/** What a funnel shows of one area: a count of events or cases, and what it is out of (people, or events expected). */
export type FunnelArea = { numerator: number; denominator: number }

/**
 * The lists side by side; `null` for an area without one of the two. Throws a RangeError for a numerator that is not a count of 0 or
 * more and a denominator that is not above 0.
 */
export function funnelAreas(
  numerators: readonly (number | null)[],
  denominators: readonly (number | null)[],
): (FunnelArea | null)[] {
  return numerators.map((numerator, i) => {
    const denominator = denominators[i] ?? null
    if (numerator !== null && !(numerator >= 0)) {
      throw new RangeError(`numerator: ${numerator} is not a count of 0 or more`)
    }
    if (denominator !== null && !(denominator > 0)) throw new RangeError(`denominator: ${denominator} is not above 0`)
    return numerator === null || denominator === null ? null : { numerator, denominator }
  })
}

/** Throws a RangeError for an area whose numerator is more than its denominator, which no proportion has. */
export function checkProportions(areas: readonly (FunnelArea | null)[]): void {
  for (const area of areas) {
    if (area !== null && area.numerator > area.denominator) {
      throw new RangeError(`numerator: ${area.numerator} is more than the denominator, ${area.denominator}`)
    }
  }
}

/**
 * The line in the middle of a funnel: all numerators over all denominators, of the areas that have both. An area that is judged by the
 * line is among them. `null` when there is none. Source: as PHEindicatormethods 2.1.1 `calculate_funnel_limits`.
 */
export function funnelComparator(areas: readonly (FunnelArea | null)[]): number | null {
  let [events, size] = [0, 0]
  for (const area of areas) {
    events += area?.numerator ?? 0
    size += area?.denominator ?? 0
  }
  return size === 0 ? null : events / size
}
