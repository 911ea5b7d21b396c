import { scaleLinear } from 'd3-scale'
import type { ScaleLinear } from 'd3-scale'
import type { CourseSpec } from './course-types.ts'
import { plainNumber, textWidth, wrap } from './lettering.ts'

/** A label at the right end of a line: where the line ends, what is written and how. */
export type EndLabel = { index: number; value: number; lines: string[]; ink: 'data' | 'quiet' | 'limit'; bold: boolean }

/** Sizes of the two drawings of a chart, in units of the viewBox. */
const sizes = {
  wide: { width: 720, plotHeight: 270, font: 14, small: 12.5, labelWidth: 150, ticks: 6, radius: 3.2 },
  compact: { width: 320, plotHeight: 230, font: 13, small: 12, labelWidth: 84, ticks: 5, radius: 2.8 },
} as const

/** Everything about where things go. */
export type CourseFrame = {
  size: (typeof sizes)['wide' | 'compact']
  lineHeight: number
  left: number
  right: number
  top: number
  bottom: number
  y: ScaleLinear<number, number>
  x: (index: number) => number
  step: number
  ticks: number[]
  fromZero: boolean
  endLabels: EndLabel[]
}

/** Lays out a chart: axis, plot and room for the labels at the end. `above` is the height taken by what stands over the plot. */
export function courseFrame(spec: CourseSpec, above: number): CourseFrame {
  const size = spec.compact === true ? sizes.compact : sizes.wide
  const lineHeight = size.small * 1.2
  const { domain, fromZero } = valueDomain(spec)
  const y = scaleLinear().domain(domain).nice(size.ticks)
  // nice() may go past a bound that no figure can pass
  const [low, high] = y.domain()
  y.domain([Math.max(low ?? 0, spec.bounds?.min ?? -Infinity), Math.min(high ?? 1, spec.bounds?.max ?? Infinity)])
  const ticks = y.ticks(size.ticks)
  const formatTick = spec.formatTick ?? plainNumber
  const left = Math.max(...ticks.map((tick) => textWidth(formatTick(tick), size.small))) + 12

  const endLabels = endLabelsOf(spec, size.labelWidth, size.small)
  const labelRoom = Math.max(0, ...endLabels.flatMap(({ lines }) => lines.map((line) => textWidth(line, size.small))))
  const right = size.width - labelRoom - 18
  const labelHeight = endLabels.reduce((sum, { lines }) => sum + lines.length * lineHeight + 2, 0)
  const top = above
  const bottom = top + Math.max(size.plotHeight, labelHeight)
  y.range([bottom, top])
  const inset = 8
  const count = spec.periods.length
  const step = count > 1 ? (right - left - 2 * inset) / (count - 1) : 0
  const x = (index: number): number => (count > 1 ? left + inset + index * step : (left + right) / 2)
  return { size, lineHeight, left, right, top, bottom, y, x, step, ticks, fromZero, endLabels }
}

/** Lowest and highest of all that is drawn; from zero for counts and wherever zero is near enough to cost little room. */
function valueDomain(spec: CourseSpec): { domain: [number, number]; fromZero: boolean } {
  const all: number[] = []
  const add = (value: number | null | undefined): void => {
    if (value === null || value === undefined) return
    all.push(Math.min(Math.max(value, spec.bounds?.min ?? -Infinity), spec.bounds?.max ?? Infinity))
  }
  for (const value of spec.values) add(value)
  for (const { mean, lower, upper } of spec.limits ?? []) [mean, lower, upper].forEach(add)
  for (const { values } of spec.comparators ?? []) values.forEach(add)
  add(spec.target?.value)
  if (all.length === 0) return { domain: [0, 1], fromZero: true }
  let low = Math.min(...all)
  let high = Math.max(...all)
  const fromZero = spec.fromZero === true || (low >= 0 && low <= 0.35 * high)
  if (fromZero) {
    low = Math.min(0, spec.fromZero === true ? Math.min(0, ...present(spec.values)) : low)
    high = Math.max(0, high)
  }
  if (low === high) {
    high += Math.abs(high) * 0.1 || 1
    if (!fromZero) low -= Math.abs(low) * 0.1
  }
  return { domain: [low, high], fromZero: fromZero || low === 0 }
}

const present = (values: readonly (number | null)[]): number[] => values.filter((value) => value !== null)

function endLabelsOf(spec: CourseSpec, room: number, size: number): EndLabel[] {
  const format = spec.format ?? plainNumber
  const labels: EndLabel[] = []
  const add = (values: readonly (number | null)[], label: string, ink: EndLabel['ink'], bold: boolean): void => {
    const index = values.findLastIndex((value) => value !== null)
    const value = values[index] ?? null
    if (value !== null) labels.push({ index, value, lines: wrap(`${label} ${format(value)}`, room, size), ink, bold })
  }
  const atEnd = (value: number | null, label: string, ink: EndLabel['ink']): void => {
    if (value === null || value < (spec.bounds?.min ?? -Infinity) || value > (spec.bounds?.max ?? Infinity)) return
    if (spec.fromZero === true && value < 0) return
    labels.push({ index: spec.periods.length - 1, value, lines: wrap(label, room, size), ink, bold: false })
  }
  add(spec.values, spec.label, 'data', true)
  for (const { label, values } of spec.comparators ?? []) add(values, label, 'quiet', false)
  if (spec.target !== undefined) {
    atEnd(spec.target.value, `${spec.target.label ?? 'Target'} ${format(spec.target.value)}`, 'data')
  }
  const limits = spec.limits?.at(-1)
  if (limits !== undefined && spec.compact !== true) {
    if (limits.mean !== null) atEnd(limits.mean, `${spec.centre ?? 'Mean'} ${format(limits.mean)}`, 'limit')
    atEnd(limits.upper, 'Upper limit', 'limit')
    atEnd(limits.lower, 'Lower limit', 'limit')
  }
  return labels
}
