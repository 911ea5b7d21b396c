import { line } from 'd3-shape'
import type { CourseFrame } from './course-frame.ts'
import { pointMark } from './marks.ts'
import { pointTitle } from './course-words.ts'
import type { CourseComparator, CourseSpec } from './course-types.ts'
import { element, ink, round, tooltip } from './svg.ts'

/** Dashes by which comparators are told apart besides their labels. */
const dashes = ['none', '7 3', '2 3', '9 3 2 3'] as const

const path = line<readonly [number, number | null]>()
  .digits(2)
  .defined(([, value]) => value !== null)

/** Path of a line over values; a gap interrupts it. */
function linePath(frame: CourseFrame, values: readonly (number | null)[], join = false): string {
  const points = values.map((value, i) => [i, value] as const)
  return (
    path.x(([i]) => frame.x(i)).y(([, value]) => frame.y(value ?? 0))(
      join ? points.filter(([, value]) => value !== null) : points,
    ) ?? ''
  )
}

/** Mean and process limits: a pale band with its edges and the mean, one step a group. */
export function limitLines(spec: CourseSpec, frame: CourseFrame): string {
  const [low = 0, high = 0] = frame.y.domain()
  const inside = (value: number | null): value is number => value !== null && value >= low && value <= high
  const half = frame.step / 2
  const parts: string[] = []
  for (const { from, to, mean, lower, upper } of spec.limits ?? []) {
    const start = Math.max(frame.left, frame.x(from) - half)
    const end = Math.min(frame.right, frame.x(to) + half)
    if (lower !== null && upper !== null && upper > lower) {
      const top = frame.y(Math.min(upper, high))
      const height = frame.y(Math.max(lower, low)) - top
      parts.push(
        element('rect', { class: 'gt-chart__band', x: start, y: top, width: end - start, height, fill: ink.band }),
      )
    }
    const across = (value: number, dash: string | undefined): string =>
      element('path', {
        class: 'gt-chart__limit',
        d: `M${round(start)},${round(frame.y(value))}H${round(end)}`,
        stroke: ink.limit,
        'stroke-width': 1,
        'stroke-dasharray': dash,
        fill: 'none',
      })
    for (const limit of [lower, upper]) if (inside(limit)) parts.push(across(limit, '4 3'))
    if (inside(mean)) parts.push(across(mean, undefined))
  }
  return parts.join('')
}

/** The target: a heavier line of long dashes right across. */
export function targetLine(spec: CourseSpec, frame: CourseFrame): string {
  if (spec.target === undefined) return ''
  const y = frame.y(spec.target.value)
  return element('path', {
    class: 'gt-chart__target',
    d: `M${round(frame.left)},${round(y)}H${round(frame.right)}`,
    stroke: ink.data,
    'stroke-width': 1.5,
    'stroke-dasharray': '12 4',
    fill: 'none',
  })
}

/** One comparator as a quiet line; a figure with a gap on both sides is a small dot. */
export function comparatorLine(comparator: CourseComparator, place: number, frame: CourseFrame): string {
  const { values, join } = comparator
  const dash = dashes[place % dashes.length] ?? 'none'
  const dots = values.flatMap((value, i) =>
    value !== null && join !== true && (values[i - 1] ?? null) === null && (values[i + 1] ?? null) === null
      ? [element('circle', { cx: frame.x(i), cy: frame.y(value), r: 1.8, fill: ink.quiet })]
      : [],
  )
  return (
    element('path', {
      class: 'gt-chart__comparator',
      d: linePath(frame, values, join),
      stroke: ink.quiet,
      'stroke-width': 1.4,
      'stroke-dasharray': dash === 'none' ? undefined : dash,
      fill: 'none',
    }) + dots.join('')
  )
}

/** The data: line, points with their shapes and tooltips, and a faint line where a figure is missing. */
export function dataLine(spec: CourseSpec, frame: CourseFrame): string {
  const radius = frame.step > 0 && frame.step < 9 ? frame.size.radius * 0.75 : frame.size.radius
  const gaps: string[] = []
  const points: string[] = []
  for (const [i, value] of spec.values.entries()) {
    const title = tooltip(pointTitle(spec, i))
    if (value !== null) points.push(pointMark(frame.x(i), frame.y(value), spec.marks?.[i] ?? null, radius, title))
    else {
      const d = `M${round(frame.x(i))},${round(frame.top)}V${round(frame.bottom)}`
      gaps.push(
        element(
          'path',
          { class: 'gt-chart__gap', d, stroke: ink.limit, 'stroke-width': 1, 'stroke-dasharray': '1 5', fill: 'none' },
          title,
        ),
      )
    }
  }
  const stroke = { stroke: ink.data, 'stroke-width': 2, 'stroke-linejoin': 'round', fill: 'none' }
  return [
    ...gaps,
    element('path', { class: 'gt-chart__line', d: linePath(frame, spec.values), ...stroke }),
    ...points,
  ].join('')
}
