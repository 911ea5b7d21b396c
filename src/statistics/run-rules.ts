/** A point that a rule looks at: its place in the series and which side of the centre it is on, or which way it went. */
export type Side = { index: number; sign: -1 | 0 | 1 }

/** Neighbouring points of one sign: places of the first and the last, and how many there are. */
export type SideRun = { sign: 1 | -1; first: number; last: number; count: number }

/** -1, 0 or 1 as `a` is below, at or above `b`. */
export function compare(a: number, b: number): -1 | 0 | 1 {
  if (a > b) return 1
  return a < b ? -1 : 0
}

/** The runs of one sign, in order. A point of sign 0 is in none and ends one: leave it out beforehand where a rule passes over it. */
export function sideRuns(points: readonly Side[]): SideRun[] {
  const runs: SideRun[] = []
  let before: Side['sign'] = 0
  for (const { index, sign } of points) {
    const run = runs.at(-1)
    if (run?.sign === sign && before === sign) {
      run.last = index
      run.count++
    } else if (sign !== 0) runs.push({ sign, first: index, last: index, count: 1 })
    before = sign
  }
  return runs
}

/**
 * Rises and falls as runs of points, the one before the first step counted in. A value like the one before neither adds to a run nor
 * ends it, and a missing one is passed over.
 */
export function trendRuns(values: readonly (number | null)[]): SideRun[] {
  const kept: { index: number; value: number }[] = []
  for (const [index, value] of values.entries()) {
    if (value !== null && value !== kept.at(-1)?.value) kept.push({ index, value })
  }
  const placeOf = (step: number): number => kept[step]?.index ?? 0
  const steps = kept.slice(1).map(({ value }, i) => ({ index: i, sign: compare(value, kept[i]?.value ?? value) }))
  return sideRuns(steps).map(({ sign, first, last, count }) => ({
    sign,
    first: placeOf(first),
    last: placeOf(last + 1),
    count: count + 1,
  }))
}
