import { present } from './mean.ts'

/** Which value is first: 1 for the highest, or 1 for the lowest. */
export type RankOrder = 'high-to-low' | 'low-to-high'

/** Competition ranks (1, 2, 2, 4): ties share the smallest. Missing values have no rank and are not among `of`. */
export function rank(values: readonly (number | null)[], order: RankOrder): { ranks: (number | null)[]; of: number } {
  const sorted = present(values).sort((a, b) => (order === 'high-to-low' ? b - a : a - b))
  const first = new Map<number, number>()
  for (const [i, value] of sorted.entries()) if (!first.has(value)) first.set(value, i + 1)
  return { ranks: values.map((value) => (value === null ? null : (first.get(value) ?? null))), of: sorted.length }
}

/**
 * The ranks that an area may really have, seeing that each figure has an interval: best is one more than the number of areas wholly
 * ahead of it, worst is the number of areas less those wholly behind it. Areas without an interval are not counted; `null` when the
 * area itself has none. Source: Klein, Wright and Wieczorek 2020, with intervals taken as given (not widened for their number).
 */
export function rankRange(
  intervals: readonly ({ lower: number; upper: number } | null)[],
  index: number,
  order: RankOrder,
): { best: number; worst: number; of: number } | null {
  const own = intervals[index]
  if (own === undefined || own === null) return null
  const known = intervals.filter((interval) => interval !== null)
  const above = known.filter((interval) => interval.lower > own.upper).length
  const below = known.filter((interval) => interval.upper < own.lower).length
  const [ahead, behind] = order === 'high-to-low' ? [above, below] : [below, above]
  return { best: ahead + 1, worst: known.length - behind, of: known.length }
}

/**
 * Quantile of each value (quartiles when `groups` is 4): with r the rank in which ties share the smallest, m values and Q groups,
 * `floor((Q + 1) - ceil((m + 1 - r) / (m / Q)))`, and 1 where that is 0. With 'high-to-low' the highest values are in quantile 1.
 * Missing stays missing; fewer values than groups gives all `null`. Source: PHEindicatormethods 2.1.1 `phe_quantile`.
 */
export function quantile(values: readonly (number | null)[], groups: number, order: RankOrder): (number | null)[] {
  const { ranks, of } = rank(values, order)
  if (of < groups) return values.map(() => null)
  return ranks.map((r) =>
    r === null ? null : Math.max(1, Math.floor(groups + 1 - Math.ceil((of + 1 - r) / (of / groups)))),
  )
}

/** Quarter of each value, 1 to 4; see `quantile`. */
export const quartile = (values: readonly (number | null)[], order: RankOrder = 'high-to-low'): (number | null)[] =>
  quantile(values, 4, order)
