import { rankRange, type RankOrder } from '#statistics/ranks.ts'
import { proportion } from '#statistics/wilson.ts'

/** A published percentage of one area with the counts that it was made of; null where they are not published. */
export type CountedShare = { percent: number; numerator: number | null; denominator: number | null }

/** The ranks that an area may really have. */
export type RankInterval = { best: number; worst: number }

/** Published percentages are rounded to a decimal, a half either way. */
const rounding = 0.051

/** The counts that a published percentage was made of; null where they are not known, or do not make it. */
export function countsOfShare({ percent, numerator, denominator }: CountedShare): { x: number; n: number } | null {
  if (numerator === null || denominator === null || denominator <= 0 || numerator > denominator) return null
  return Math.abs((100 * numerator) / denominator - percent) > rounding ? null : { x: numerator, n: denominator }
}

/** Wilson's 95% interval of a share; null where its counts are not known. */
function intervalOf(share: CountedShare): { lower: number; upper: number } | null {
  const counts = countsOfShare(share)
  const { lower = null, upper = null } = counts === null ? {} : proportion(counts.x, counts.n, 0.95, 100)
  return lower === null || upper === null ? null : { lower, upper }
}

/** An area whose counts are not known may stand anywhere. */
const anywhere = { lower: -Infinity, upper: Infinity }

/**
 * Where an area may stand among others, seeing that a share of few cases moves by chance: areas whose 95% intervals lie wholly on one side
 * of its own are surely ahead or behind. null when the area's own counts are not known.
 */
export function rankInterval(shares: readonly CountedShare[], own: number, order: RankOrder): RankInterval | null {
  const intervals = shares.map(intervalOf)
  if (!intervals[own]) return null
  const range = rankRange(
    intervals.map((interval) => interval ?? anywhere),
    own,
    order,
  )
  return range && { best: range.best, worst: range.worst }
}
