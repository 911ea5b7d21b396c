import { displayValue, type Course } from '#modules/indicators/public.ts'
import { chartPair } from '#platform/charts/chart-pair.ts'
import { courseChart } from '#platform/charts/course-chart.ts'
import { limitRuns, pointMarks, pointWords } from '#statistics/spc-course.ts'

/** The course of the indicator that a warning is about, wide and compact, with its limits and its special causes. */
export function courseDrawing(course: Course, partnership: string): string {
  const { indicator, points, spc, canSay } = course
  return chartPair('course', (id, compact) =>
    courseChart({
      id,
      compact,
      title: `${indicator.name}, ${partnership}`,
      label: partnership,
      periods: points.map((point) => point.label),
      values: points.map((point) => point.value),
      missing: points.map((point) => point.reason),
      format: (value) => displayValue(indicator, value, 'value'),
      ...(canSay.enough
        ? { limits: limitRuns(spc), marks: pointMarks(spc), markWords: pointWords(spc) }
        : { notes: [canSay.sentence] }),
      ...(indicator.unit === 'percent' ? { bounds: { min: 0, max: 100 } } : {}),
      ...(indicator.unit === 'count' ? { fromZero: true } : {}),
      ruleSet: spc.ruleSet,
      invented: course.isInvented,
    }),
  )
}
