import { spc, canSay } from '#statistics/spc.ts'
import type { SpcResult } from '#statistics/spc-types.ts'
import { courseSentence } from './course-sentence.ts'
import { directionOf, type Indicator } from './indicator.ts'
import { withGaps, type Observation } from './observation.ts'
import { signalsOf, type CourseSignal } from './signals.ts'

export type CourseNote = {
  startsOn: string
  text: string
  isRebase: boolean
  /** Why a person decided that new limits start here. */
  reason?: string | null
  author: string
}

/** The course of one indicator in one partnership: its quarters, what the limits say of them, and what may be said in words. */
export type Course = {
  indicator: Indicator
  /** Oldest first, with a gap for each quarter of which nothing was recorded. */
  points: readonly Observation[]
  spc: SpcResult
  canSay: { enough: boolean; points: number; sentence: string }
  /** None while there are too few points for limits. */
  signals: readonly CourseSignal[]
  target: number | null
  targetNote: string | null
  annotations: readonly CourseNote[]
  /** At least one figure was made up for the demonstration. */
  isInvented: boolean
  /** The newest quarter that has a figure. */
  latest: Observation | null
  /** What the figures say, with its caution. */
  sentence: string
}

export type CourseInput = {
  indicator: Indicator
  /** Oldest first. */
  observations: readonly Observation[]
  target: number | null
  targetNote: string | null
  annotations: readonly CourseNote[]
}

/** Rules of the pages: Making Data Count (NHS England) as of 2023, lengths of 7, moving ranges screened. */
const rules = { name: 'making-data-count-2023' } as const

/** Reads a course out of its figures. */
export function readCourse({ indicator, observations, target, targetNote, annotations }: CourseInput): Course {
  const points = withGaps(observations)
  const rebases = annotations
    .filter((note) => note.isRebase)
    .flatMap((note) => points.find((point) => point.startsOn >= note.startsOn)?.endsOn ?? [])
  const result = spc({
    dates: points.map((point) => point.endsOn),
    values: points.map((point) => point.value),
    improvement_direction: directionOf(indicator.polarity),
    target,
    rebase_dates: rebases,
    fix_after_n_points: null,
    screen_outliers: true,
    rules,
  })
  const said = canSay(result)
  const course = {
    indicator,
    points,
    spc: result,
    canSay: said,
    signals: said.enough ? signalsOf(points, result) : [],
    target,
    targetNote,
    annotations,
    isInvented: points.some((point) => point.isInvented),
    latest: points.findLast((point) => point.value !== null) ?? null,
  }
  return { ...course, sentence: courseSentence(course) }
}
