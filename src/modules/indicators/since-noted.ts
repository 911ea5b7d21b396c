import { inWords } from '#platform/dates.ts'
import { interruptedSeries } from '#statistics/interrupted-series.ts'
import type { Course } from './course.ts'

/** A change that somebody noted on a chart, and what the figures did around it. */
export type SinceNoted = { what: string; sentence: string; method: string }

/**
 * For each change noted on a course the figures before and from its day on, newest first. Where new limits begin something else was
 * counted or people judged it changed already, so nothing is worked out across them.
 */
export function sinceNoted({ points, annotations }: Pick<Course, 'points' | 'annotations'>): SinceNoted[] {
  return annotations
    .filter(({ isRebase }) => !isRebase)
    .toSorted((one, other) => other.startsOn.localeCompare(one.startsOn))
    .map(({ startsOn, text }) => {
      const { sentence, method } = interruptedSeries({
        dates: points.map((point) => point.endsOn),
        values: points.map((point) => point.value),
        changeOn: startsOn,
      })
      return { what: `${inWords(startsOn)}: ${text}`, sentence, method }
    })
}
