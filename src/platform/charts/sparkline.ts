import { scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'
import type { CourseMark } from './course-types.ts'
import { plainNumber } from './lettering.ts'
import { pointMark } from './marks.ts'
import { drawing, element, ink } from './svg.ts'

export type SparklineOptions = {
  /** Unique on the page. */
  id: string
  /** What is drawn: 'Re-referrals, Kent'. */
  title: string
  /** What the latest point means; its shape is drawn. */
  mark?: CourseMark | null
  format?: (value: number) => string
  /** First and last period, for the words. */
  from?: string
  to?: string
}

/** A tiny course for a table's cell, 120 by 28 units: gaps where nothing is known, the latest figure marked, and the same in words. */
export function sparkline(values: readonly (number | null)[], options: SparklineOptions): string {
  const { id, title, mark = null, format = plainNumber } = options
  const [width, height] = [120, 28]
  const there = values.filter((value) => value !== null)
  const frame = { id, title, width, height, className: 'gt-chart--sparkline', fontSize: 12 }
  if (there.length === 0) return drawing({ ...frame, description: 'No figures.' })
  const x = scaleLinear([0, Math.max(values.length - 1, 1)], [6, width - 8])
  const y = scaleLinear([Math.min(...there), Math.max(...there)], [height - 6, 6])
  const at = (value: number): number => (y.domain()[0] === y.domain()[1] ? height / 2 : y(value))
  const path = line<number | null>()
    .digits(2)
    .defined((value) => value !== null)
    .x((_, i) => x(i))
    .y((value) => at(value ?? 0))
  const last = values.findLastIndex((value) => value !== null)
  const alone = values.flatMap((value, i) =>
    value !== null && i !== last && (values[i - 1] ?? null) === null && (values[i + 1] ?? null) === null
      ? [element('circle', { cx: x(i), cy: at(value), r: 1.3, fill: ink.data })]
      : [],
  )
  return drawing(
    { ...frame, description: words(values, there, format, options) },
    element('path', {
      class: 'gt-chart__line',
      d: path(values) ?? '',
      stroke: ink.data,
      'stroke-width': 1.5,
      fill: 'none',
    }),
    ...alone,
    pointMark(x(last), at(values[last] ?? 0), mark, 2.4),
  )
}

const inPeriod = (period: string | undefined): string => (period === undefined ? '' : ` in ${period}`)

function words(
  values: readonly (number | null)[],
  there: readonly number[],
  format: (value: number) => string,
  { mark, from, to }: SparklineOptions,
): string {
  const [first = 0, last = 0] = [there[0], there.at(-1)]
  const gaps = values.length - there.length
  const course =
    there.length === 1
      ? `One figure: ${format(last)}${inPeriod(to)}`
      : `From ${format(first)}${inPeriod(from)} to ${format(last)}${inPeriod(to)}`
  const missing = gaps === 0 ? '' : `; ${gaps} of ${values.length} missing`
  return `${course}${mark === undefined || mark === null ? '' : `, ${mark}`}${missing}.`
}
