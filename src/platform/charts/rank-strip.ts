import { scaleLinear } from 'd3-scale'
import { dodge } from './dodge.ts'
import { plainNumber, textWidth, wrap } from './lettering.ts'
import { diamond } from './marks.ts'
import { footWords, stripWords } from './rank-words.ts'
import type { RankStripSpec } from './rank-words.ts'
import { drawing, element, halo, ink, round, text, tooltip } from './svg.ts'

export type { RankStripSpec } from './rank-words.ts'

/** One dot an area along an axis of values, the own area a labelled diamond, references as labelled lines, ticks at the quartiles. */
export function rankStrip(spec: RankStripSpec): string {
  const format = spec.format ?? plainNumber
  const compact = spec.compact === true
  const width = compact ? 320 : 720
  const small = compact ? 12 : 12.5
  const there = spec.areas.flatMap(({ label, value }) => (value === null ? [] : [{ label, value }]))
  const references = (spec.references ?? []).flatMap(({ label, value }) => (value === null ? [] : [{ label, value }]))
  const all = [...there, ...references].map(({ value }) => value)
  const frame = {
    id: spec.id,
    title: spec.title,
    description: stripWords(spec, format),
    className: 'gt-chart--strip',
    fontSize: compact ? 13 : 14,
  }
  if (all.length === 0)
    return drawing({ ...frame, width, height: 24 }, text(0, 16, 'No figures to draw.', { fill: ink.quiet }))

  const x = scaleLinear([Math.min(...all), Math.max(...all)], [10, width - 10]).nice(compact ? 4 : 8)
  const radius = compact ? 2.6 : 3.4
  const dots = dodge(
    there.map(({ value }) => x(value)),
    radius * 2 + 0.4,
  )
  const half = Math.max(14, ...dots.map(Math.abs)) + radius
  const own = there.find(({ label }) => label === spec.own)
  const labels = [
    ...(own === undefined ? [] : [{ ...own, own: true }]),
    ...references.map((one) => ({ ...one, own: false })),
  ]
  const rows = placeRows(labels, (value) => x(value), format, small, width)
  const rowHeight = small * 1.35
  const unitHeight = spec.unit === undefined ? 0 : 20
  const top = unitHeight + (Math.max(-1, ...rows.map(({ row }) => row)) + 1) * rowHeight + 4
  const middle = top + half + 4
  const bottom = middle + half + 4
  const grey = { 'font-size': small, fill: ink.quiet }

  const drawnDots = there.map(({ label, value }, i) =>
    label === spec.own
      ? ''
      : element(
          'circle',
          {
            class: 'gt-chart__dot',
            cx: x(value),
            cy: middle + (dots[i] ?? 0),
            r: radius,
            fill: ink.paper,
            stroke: ink.limit,
          },
          tooltip(`${label}: ${format(value)}`),
        ),
  )
  const drawnLines = rows.map(({ value, own: isOwn, row }) => {
    const y = unitHeight + row * rowHeight + 2
    const end = isOwn ? middle - 9 : bottom
    return element('path', {
      class: 'gt-chart__reference',
      d: `M${round(x(value))},${round(y)}V${round(end)}`,
      stroke: isOwn ? ink.data : ink.quiet,
      'stroke-width': 1.4,
      'stroke-dasharray': isOwn ? undefined : '4 3',
      fill: 'none',
    })
  })
  const drawnLabels = rows.map(({ own: isOwn, row, at, anchor, words }) =>
    text(at, unitHeight + row * rowHeight + small, words, {
      'font-size': small,
      'text-anchor': anchor,
      fill: isOwn ? ink.data : ink.quiet,
      'font-weight': isOwn ? 'bold' : undefined,
      ...halo,
    }),
  )
  const drawnOwn =
    own === undefined
      ? ''
      : element(
          'path',
          {
            class: 'gt-chart__own',
            d: diamond(x(own.value), middle, 8.5),
            fill: ink.data,
            stroke: ink.paper,
            'stroke-width': 1.5,
          },
          tooltip(`${own.label}: ${format(own.value)}`),
        )
  const ticks = x.ticks(compact ? 4 : 8).map((tick) => {
    const word = (spec.formatTick ?? format)(tick)
    const at = Math.min(Math.max(x(tick), textWidth(word, small) / 2), width - textWidth(word, small) / 2)
    return (
      element('path', { d: `M${round(x(tick))},${round(bottom)}v5`, stroke: ink.quiet }) +
      text(at, bottom + 18, word, { ...grey, 'text-anchor': 'middle' })
    )
  })
  const quarters = (spec.quartiles ?? []).map((value, i) => {
    const d = `M${round(x(value))},${round(bottom - 7)}v14`
    return element('path', { class: 'gt-chart__quartile', d, stroke: ink.text, 'stroke-width': i === 1 ? 3 : 1.75 })
  })
  const foot = wrap(footWords(spec), width, small)
  const drawnFoot = foot.map((line, i) => text(0, bottom + 40 + i * small * 1.2, line, grey))
  return drawing(
    { ...frame, width, height: bottom + 40 + (foot.length - 1) * small * 1.2 + 8 },
    spec.unit === undefined ? '' : text(0, 13, spec.unit, grey),
    element('path', { d: `M0,${round(bottom)}H${width}`, stroke: ink.quiet }),
    ...ticks,
    ...quarters,
    ...drawnDots,
    ...drawnLines,
    drawnOwn,
    ...drawnLabels,
    ...drawnFoot,
  )
}

type Label = { label: string; value: number; own: boolean }
type Row = Label & { row: number; at: number; anchor: 'start' | 'end'; words: string }

/**
 * Labels above the strip as two flights of stairs that rise towards the middle: those of the lower values stand left of their lines, the
 * others right of theirs, so that no line runs through a label.
 */
function placeRows(
  labels: readonly Label[],
  x: (value: number) => number,
  format: (value: number) => string,
  size: number,
  width: number,
): Row[] {
  const sorted = [...labels].sort((a, b) => a.value - b.value)
  const place = (one: Label, row: number, anchor: 'start' | 'end'): Row => {
    const words = `${one.label} ${format(one.value)}`
    const wide = textWidth(words, one.own ? size * 1.08 : size)
    const at = anchor === 'end' ? Math.max(x(one.value) - 5, wide) : Math.min(x(one.value) + 5, width - wide)
    return { ...one, row, at, anchor, words }
  }
  const wide = (one: Label): number => textWidth(`${one.label} ${format(one.value)}`, size * 1.08) + 5
  const half = Math.floor(sorted.length / 2)
  const splits = sorted.map((_, i) => i).sort((a, b) => Math.abs(a - half) - Math.abs(b - half))
  const split =
    splits.find((at) =>
      sorted.every((one, i) => (i < at ? x(one.value) >= wide(one) : x(one.value) + wide(one) <= width)),
    ) ?? half
  return sorted.map((one, i) => (i < split ? place(one, split - 1 - i, 'end') : place(one, i - split, 'start')))
}
