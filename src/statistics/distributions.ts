import betaQuantileOf from '@stdlib/stats-base-dists-beta-quantile'
import normalQuantileOf from '@stdlib/stats-base-dists-normal-quantile'
import studentCdf from '@stdlib/stats-base-dists-t-cdf'
import studentQuantileOf from '@stdlib/stats-base-dists-t-quantile'

/** Value below which a standard normal variable lies with probability `p`, 0 < p < 1. */
export const normalQuantile = (p: number): number => normalQuantileOf(p, 0, 1)

/** Value below which Student's t with `df` > 0 degrees of freedom (fractions allowed) lies with probability `p`. */
export const studentQuantile = (p: number, df: number): number => studentQuantileOf(p, df)

/** Probability that Student's t with `df` > 0 degrees of freedom lies below `t`. */
export const studentBelow = (t: number, df: number): number => studentCdf(t, df)

/** Value below which a beta variable with shapes `a` and `b` lies with probability `p`. */
export const betaQuantile = (p: number, a: number, b: number): number => betaQuantileOf(p, a, b)

/** Half-widths already worked out: a page asks for the same one or two a hundred times over. */
const widths = new Map<number, number>()

/** Half-width of a two-sided normal interval in standard deviations: 1.96 for a confidence of 0.95, 3.09 for 0.998. */
export function normalWidth(confidence: number): number {
  const known = widths.get(confidence)
  if (known !== undefined) return known
  const width = normalQuantile(confidence + (1 - confidence) / 2)
  if (widths.size < 100) widths.set(confidence, width)
  return width
}
