import type { CourseFrame } from './course-frame.ts'
import type { CourseMark, CourseSpec } from './course-types.ts'
import { gapWords } from './course-words.ts'
import { labelEvery, plainNumber, spreadLabels, textWidth, wrap } from './lettering.ts'
import { pointMark } from './marks.ts'
import { element, ink, round, text } from './svg.ts'

/** The band that says that figures are invented, across the top. */
export function inventedBand(spec: CourseSpec, width: number): string {
  if (spec.invented !== true) return ''
  const box = {
    x: 0.5,
    y: 0.5,
    width: width - 1,
    height: 23,
    fill: ink.paper,
    stroke: ink.text,
    'stroke-dasharray': '5 3',
  }
  return element(
    'g',
    { class: 'gt-chart__invented' },
    element('rect', box),
    text(width / 2, 17, 'Invented demonstration figures', { 'text-anchor': 'middle', 'font-weight': 'bold' }),
  )
}

/** Grid, values on the left, periods below (as many as have room, the last always), and the unit over the axis. */
export function courseAxes(spec: CourseSpec, frame: CourseFrame, band: number): string {
  const { size, left, right, bottom } = frame
  const formatTick = spec.formatTick ?? plainNumber
  const small = { 'font-size': size.small, fill: ink.quiet }
  const parts: string[] = []
  if (spec.unit !== undefined) parts.push(text(0, band + 13, spec.unit, small))
  for (const tick of frame.ticks) {
    const y = round(frame.y(tick))
    const base = tick === 0
    parts.push(
      element('path', {
        class: 'gt-chart__grid',
        d: `M${round(left)},${y}H${round(right)}`,
        stroke: base ? ink.quiet : ink.grid,
      }),
      text(left - 6, y + size.small * 0.35, formatTick(tick), { ...small, 'text-anchor': 'end' }),
    )
  }
  const widest = Math.max(0, ...spec.periods.map((period) => textWidth(period, size.small)))
  const every = labelEvery(widest + 10, frame.step)
  const last = spec.periods.length - 1
  for (let i = last; i >= 0; i -= every) {
    const x = frame.x(i)
    const period = spec.periods[i] ?? ''
    const width = textWidth(period, size.small)
    const middle = Math.min(Math.max(x, width / 2), size.width - width / 2)
    parts.push(
      element('path', { d: `M${round(x)},${round(bottom)}v5`, stroke: ink.quiet }),
      text(middle, bottom + 18, period, { ...small, 'text-anchor': 'middle' }),
    )
  }
  return element('g', { class: 'gt-chart__axes' }, ...parts)
}

/** Annotations in rows above the plot, so that no two labels meet. */
export type PlacedAnnotations = {
  height: number
  rows: { index: number; lines: string[]; row: number }[]
  rowHeight: number
}

/** Wraps the labels of annotations and says how much room they need above the plot. */
export function placeAnnotations(spec: CourseSpec): PlacedAnnotations {
  const size = spec.compact === true ? 12 : 12.5
  const room = spec.compact === true ? 190 : 240
  const annotations = [...(spec.annotations ?? [])].sort((a, b) => a.index - b.index)
  const rows = annotations.map(({ index, label }, row) => ({ index, lines: wrap(label, room, size, 2), row }))
  const rowHeight = Math.max(0, ...rows.map(({ lines }) => lines.length)) * size * 1.2 + 3
  return { height: rows.length * rowHeight, rows, rowHeight: rows.length === 0 ? 0 : rowHeight }
}

/** A vertical line before the period of each change, with its label above the plot. */
export function courseAnnotations(placed: PlacedAnnotations, frame: CourseFrame, from: number): string {
  const { size, lineHeight } = frame
  const parts = placed.rows.map(({ index, lines, row }) => {
    const x = Math.max(frame.left, frame.x(index) - frame.step / 2)
    const top = from + row * placed.rowHeight
    const width = Math.max(...lines.map((one) => textWidth(one, size.small)))
    const rightwards = x + 5 + width <= size.width
    const at = rightwards ? x + 5 : x - 5
    const words = lines.map((one, k) =>
      text(at, top + size.small + k * lineHeight, one, {
        'font-size': size.small,
        fill: ink.quiet,
        'text-anchor': rightwards ? 'start' : 'end',
      }),
    )
    const d = `M${round(x)},${round(top + 2)}V${round(frame.bottom)}`
    return element('path', { class: 'gt-chart__annotation', d, stroke: ink.quiet, 'stroke-width': 1 }) + words.join('')
  })
  return parts.join('')
}

/** Names at the right ends of the lines, moved apart, each led to its line where it had to move. */
export function courseEndLabels(frame: CourseFrame): string {
  const { endLabels, lineHeight, right, size } = frame
  const wanted = endLabels.map(({ value, lines }) => ({ y: frame.y(value), height: lines.length * lineHeight + 2 }))
  const middles = spreadLabels(wanted, frame.top - 8, frame.bottom + 8)
  const parts = endLabels.map(({ index, lines, ink: which, bold }, i) => {
    const y = wanted[i]?.y ?? 0
    const middle = middles[i] ?? y
    const from = frame.x(index)
    const leader = element('path', {
      class: 'gt-chart__leader',
      d: `M${round(Math.min(from + 5, right))},${round(y)}H${round(right)}L${round(right + 11)},${round(middle)}`,
      stroke: ink[which],
      'stroke-width': 0.75,
      'stroke-dasharray': '1 2',
      fill: 'none',
    })
    const first = middle - ((lines.length - 1) * lineHeight) / 2 + size.small * 0.35
    const weight = bold ? { 'font-weight': 'bold' } : {}
    const words = lines.map((one, k) =>
      text(right + 14, first + k * lineHeight, one, { 'font-size': size.small, fill: ink[which], ...weight }),
    )
    return leader + words.join('')
  })
  return element('g', { class: 'gt-chart__labels' }, ...parts)
}

/** Under the plot: the shapes that are used with their words, then points, rule set and cautions. */
export function courseFoot(spec: CourseSpec, frame: CourseFrame): { drawn: string; bottom: number } {
  const { size, lineHeight } = frame
  const small = { 'font-size': size.small, fill: ink.quiet }
  const parts: string[] = []
  let y = frame.bottom + 42
  const used = (['concern', 'improvement', 'change'] as const).filter((mark) => spec.marks?.includes(mark) === true)
  let x = 6
  for (const mark of used) {
    const word = keyWords[mark]
    const width = 12 + textWidth(word, size.small) + 16
    if (x > 6 && x + width > size.width) {
      x = 6
      y += lineHeight + 4
    }
    parts.push(pointMark(x, y - size.small * 0.35, mark, 3), text(x + 11, y, word, { ...small, fill: ink.text }))
    x += width
  }
  if (used.length > 0) y += lineHeight + 5
  for (const line of wrap(footNote(spec, frame), size.width, size.small)) {
    parts.push(text(0, y, line, small))
    y += lineHeight
  }
  return { drawn: element('g', { class: 'gt-chart__foot' }, ...parts), bottom: y - lineHeight + 8 }
}

const keyWords: Record<CourseMark, string> = {
  concern: 'concern',
  improvement: 'improvement',
  change: 'change, neither better nor worse',
}

function footNote(spec: CourseSpec, frame: CourseFrame): string {
  const points = spec.values.filter((value) => value !== null).length
  const rules = spec.ruleSet === undefined ? '' : `, rules: ${spec.ruleSet}`
  const sentences = [`${points} ${points === 1 ? 'point' : 'points'}${rules}.`]
  const gaps = spec.periods.length - points
  if (gaps > 0) sentences.push(`${gapWords(gaps)} (dotted).`)
  const hasLimits = (spec.limits ?? []).some(({ lower, upper }) => lower !== null && upper !== null)
  if (spec.compact === true && hasLimits) sentences.push('Shaded: process limits around the mean.')
  if (spec.compact === true && spec.centre !== undefined) sentences.push(`Line across: ${spec.centre.toLowerCase()}.`)
  if (!frame.fromZero && points > 0) sentences.push('The axis does not start at zero.')
  return [...sentences, ...(spec.notes ?? [])].join(' ')
}
