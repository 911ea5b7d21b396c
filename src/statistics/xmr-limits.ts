import { mean, present } from './mean.ts'

/** Individuals chart constant 3 / d2 with d2 = 1.128, rounded as the NHS tools print it. */
const THREE_SIGMA = 2.66
const NEAR = 2 * (THREE_SIGMA / 3)
/** Upper limit of a moving range of two (D4), by which outlying ranges are screened once (Nelson 1982). */
const SCREEN = 3.267

/** Mean and limits of one group. Limits are `null` when no moving range is left to judge by: one point, or a flat baseline. */
export type XmrLimits =
  | { mean: number; lpl: number; upl: number; lowerNear: number; upperNear: number }
  | { mean: number | null; lpl: null; upl: null; lowerNear: null; upperNear: null }

/**
 * XmR limits of one group of values in date order: mean of the baseline plus and minus 2.66 average moving ranges, near limits at
 * two thirds of that. `fixAfter` takes the first so many rows as baseline, missing ones counted. With `screen`, ranges not strictly
 * below 3.267 times their average are left out once; the mean keeps every point. Not clamped at 0 or at 100 %.
 * Source: NHSRplotthedots 0.2.2, `ptd_spc_standard`.
 */
export function xmrLimits(values: readonly (number | null)[], fixAfter: number | null, screen: boolean): XmrLimits {
  const baseline = fixAfter === null ? values : values.slice(0, fixAfter)
  const centre = mean(present(baseline))
  const range = averageRange(baseline, screen)
  if (centre === null || range === null) return { mean: centre, lpl: null, upl: null, lowerNear: null, upperNear: null }
  return {
    mean: centre,
    lpl: centre - THREE_SIGMA * range,
    upl: centre + THREE_SIGMA * range,
    lowerNear: centre - NEAR * range,
    upperNear: centre + NEAR * range,
  }
}

/** Average moving range of neighbouring rows; a missing value takes away both ranges that touch it. */
function averageRange(values: readonly (number | null)[], screen: boolean): number | null {
  const ranges: number[] = []
  for (const [i, here] of values.entries()) {
    const before = values[i - 1] ?? null
    if (before !== null && here !== null) ranges.push(Math.abs(here - before))
  }
  const bound = screen ? SCREEN * (mean(ranges) ?? 0) : Infinity
  return mean(ranges.filter((range) => range < bound))
}
