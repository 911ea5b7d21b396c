import type { CourseMark } from './course-types.ts'
import { element, ink, round } from './svg.ts'

/**
 * The shape of a point: a dot for common cause, a triangle for concern, a ring for improvement, a diamond for a change of which nobody
 * can say whether it is good. Told apart without colour.
 */
export function pointMark(x: number, y: number, mark: CourseMark | null, radius: number, inside = ''): string {
  const children = inside === '' ? [] : [inside]
  switch (mark) {
    case null:
      return element('circle', { class: 'gt-chart__point', cx: x, cy: y, r: radius, fill: ink.data }, ...children)
    case 'improvement':
      return element(
        'circle',
        {
          class: 'gt-chart__point gt-chart__point--improvement',
          cx: x,
          cy: y,
          r: radius * 1.6,
          fill: ink.paper,
          stroke: ink.accent,
          'stroke-width': radius * 0.9,
        },
        ...children,
      )
    case 'concern':
      return shape('concern', triangle(x, y, radius * 2.3), children)
    case 'change':
      return shape('change', diamond(x, y, radius * 2.1), children)
  }
}

const shape = (name: CourseMark, d: string, children: readonly string[]): string =>
  element(
    'path',
    { class: `gt-chart__point gt-chart__point--${name}`, d, fill: ink.accent, stroke: ink.paper, 'stroke-width': 0.75 },
    ...children,
  )

/** Path of an upright triangle around a point. */
export const triangle = (x: number, y: number, size: number): string =>
  `M${round(x)},${round(y - size)}L${round(x + size)},${round(y + size * 0.75)}H${round(x - size)}Z`

/** Path of a diamond around a point. */
export const diamond = (x: number, y: number, size: number): string =>
  `M${round(x)},${round(y - size)}L${round(x + size)},${round(y)}L${round(x)},${round(y + size)}L${round(x - size)},${round(y)}Z`

/** Path of an arrow's head with its tip at a point, looking along the angle in radians (0 is to the right). */
export function arrowHead(x: number, y: number, angle: number, size: number): string {
  const corner = (turn: number): string =>
    `${round(x - size * Math.cos(angle + turn))},${round(y - size * Math.sin(angle + turn))}`
  return `M${round(x)},${round(y)}L${corner(0.45)}L${corner(-0.45)}Z`
}
