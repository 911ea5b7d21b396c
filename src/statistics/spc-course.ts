import type { PointType, SpcResult } from './spc-types.ts'

/** Limits over a stretch of points, for drawing: places in date order, both ends included. */
export type LimitRun = { from: number; to: number; mean: number | null; lower: number | null; upper: number | null }

/** The limits of each group with the points that they span. */
export function limitRuns(result: SpcResult): LimitRun[] {
  let from = 0
  return result.limits.map(({ n, mean, lpl, upl }) => {
    const run = { from, to: from + n - 1, mean, lower: lpl, upper: upl }
    from += n
    return run
  })
}

/** What a point means in one word; `null` for common cause. */
export type PointMark = 'improvement' | 'concern' | 'change'

const marks: Record<PointType, PointMark | null> = {
  common_cause: null,
  special_cause_improvement: 'improvement',
  special_cause_concern: 'concern',
  special_cause_neutral_high: 'change',
  special_cause_neutral_low: 'change',
}

/** One mark a point, in date order. */
export const pointMarks = (result: SpcResult): (PointMark | null)[] => result.point_type.map((type) => marks[type])

/** For each point, the words of the signal that names it by precedence; `null` for common cause. */
export function pointWords(result: SpcResult): (string | null)[] {
  return result.rulesFired.map((rules, i) => {
    // runs by one rule overlap in a turning point at most, so the latest that has begun is the one
    const signal = result.signals.findLast((one) => one.rule === rules[0] && one.onsetIndex <= i)
    return signal?.words ?? null
  })
}
