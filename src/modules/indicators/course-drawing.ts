import { chartPair } from '#platform/charts/chart-pair.ts'
import { courseChart } from '#platform/charts/course-chart.ts'
import type { CourseComparator, CourseSpec } from '#platform/charts/course-types.ts'
import { limitRuns, pointMarks, pointWords } from '#statistics/spc-course.ts'
import type { Course } from './course.ts'
import { boundsOf, shortValue, stateInWords, unitWords } from './display.ts'
import { comparableMedian, type Position } from './position.ts'

/** Published yearly figures stand beside quarters only where both are shares or rates of the same kind: a year’s count is four quarters’. */
export const isComparable = (
  { indicator }: Pick<Course, 'indicator'>,
  position: Position | null,
): position is Position =>
  position !== null &&
  (indicator.unit === 'percent' || indicator.unit.startsWith('rate-')) &&
  position.endsOn.endsWith('-03-31')

/** England and the neighbours’ median at each 31 March on which a quarter of the course ends. */
function comparatorsOf({ points }: Course, { history }: Position): CourseComparator[] {
  const years = new Map(history.map((year) => [year.endsOn, year]))
  const along = (read: (year: (typeof history)[number]) => number | null) =>
    points.map((point) => {
      const year = years.get(point.endsOn)
      return year === undefined ? null : read(year)
    })
  return [
    { label: 'England, yearly', values: along((year) => year.england.value), join: true },
    { label: 'Neighbours, yearly', values: along((year) => comparableMedian(year.neighbours)), join: true },
  ].filter(({ values }) => values.some((value) => value !== null))
}

/** Process limits with their rules, or on a run chart its median alone. */
function centreAndLimits({ points, spc, run }: Course): Pick<CourseSpec, 'limits' | 'centre' | 'ruleSet'> {
  if (run === null) return { limits: limitRuns(spc), ruleSet: spc.ruleSet }
  const median = { from: 0, to: points.length - 1, mean: run.median, lower: null, upper: null }
  return { limits: [median], centre: 'Median', ruleSet: 'run chart, NHS and Anhøj' }
}

function courseSpec(course: Course, areaName: string, position: Position | null): Omit<CourseSpec, 'id'> {
  const { indicator, points, spc, canSay, choice, run, target, annotations, isInvented } = course
  const unit = unitWords(indicator)
  return {
    title: `${indicator.name}, ${areaName}, ${points[0]?.label ?? ''} to ${points.at(-1)?.label ?? ''}`,
    label: areaName,
    ...(unit === '' ? {} : { unit }),
    periods: points.map((point) => point.label),
    values: points.map((point) => point.value),
    missing: points.map((point) =>
      point.value === null ? `${stateInWords(point.state)}${point.reason === null ? '' : `: ${point.reason}`}` : null,
    ),
    ...(canSay.enough ? { marks: pointMarks(spc), markWords: pointWords(spc) } : {}),
    ...centreAndLimits(course),
    ...(target === null ? {} : { target: { value: target, label: 'Target' } }),
    comparators: isComparable(course, position) ? comparatorsOf(course, position) : [],
    annotations: annotations.flatMap((note) => {
      const index = points.findIndex((point) => point.startsOn >= note.startsOn)
      return index < 1 ? [] : [{ index, label: note.text }]
    }),
    fromZero: indicator.unit === 'count',
    bounds: boundsOf(indicator.unit),
    notes: canSay.enough ? [] : [run === null ? canSay.sentence : `Chosen for ${choice.reason}.`],
    invented: isInvented,
    format: (value: number) => shortValue(indicator, value),
    formatTick: (value: number) =>
      shortValue({ ...indicator, decimals: Number.isInteger(value) ? 0 : indicator.decimals }, value),
  }
}

/** The chart of a course, wide and compact, as SVG, for a page that shows one course. */
export function drawCourse(course: Course, areaName: string, position: Position | null): string {
  const spec = courseSpec(course, areaName, position)
  return chartPair('course', (id, compact) => courseChart({ ...spec, id, compact }))
}

/** The chart of a course as one SVG, for a document; `id` is unique in it. */
export const courseSvg = (course: Course, { id, areaName = 'Our area' }: { id: string; areaName?: string }): string =>
  courseChart({ ...courseSpec(course, areaName, null), id })
