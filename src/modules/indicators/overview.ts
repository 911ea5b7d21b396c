import type { CourseState } from './course-state.ts'
import { courseStates, stateOf } from './course-state.ts'
import type { SuppliedCourse } from './course-store.ts'
import type { Indicator } from './indicator.ts'
import type { Position } from './position.ts'

/** What the overview says of an indicator: the state of its course, or that only published figures exist. */
export type OverviewState = CourseState | 'published'

export const overviewStates = {
  ...courseStates,
  published: { words: 'Published only', colour: 'grey' },
} as const satisfies Record<OverviewState, { words: string; colour: string }>

/** One line of the overview. */
export type OverviewLine = {
  indicator: Indicator
  course: SuppliedCourse | null
  position: Position | null
  state: OverviewState
}

/** Every indicator with its course and its published position, in the catalogue’s order. */
export function readOverview(
  indicators: readonly Indicator[],
  courses: readonly SuppliedCourse[],
  positions: ReadonlyMap<string, Position>,
): OverviewLine[] {
  const byIndicator = new Map(courses.map((course) => [course.indicator.id, course]))
  return indicators.map((indicator) => {
    const course = byIndicator.get(indicator.id) ?? null
    const position = positions.get(indicator.id) ?? null
    const state = course && course.points.length > 0 ? stateOf(course) : position ? 'published' : 'none'
    return { indicator, course, position, state }
  })
}
