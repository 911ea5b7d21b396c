import { drawBox, measureBox } from './box.ts'
import type { BoxLook, MeasuredBox } from './box.ts'
import { textWidth } from './lettering.ts'
import { arrowHead } from './marks.ts'
import { threadColumn } from './thread-column.ts'
import { threadPlaces, threadWords } from './thread-levels.ts'
import type { ThreadNode, ThreadPlace, ThreadSpec } from './thread-levels.ts'
import { drawing, element, ink, round, text } from './svg.ts'

export type { ThreadSpec } from './thread-levels.ts'

const [width, gapAcross, gapDown, small] = [960, 22, 62, 12.5]
/** As many boxes as stay readable side by side; the rest are counted in one box more. */
const mostInRow = 6

type Placed = { box: MeasuredBox; x: number; y: number; height: number; look: BoxLook; level: number }

/**
 * The golden thread around one record: what it serves above, what it rests on below, two steps each way, with words on the arrows and
 * dashed empty boxes where something is missing. Throws a RangeError when the middle is not among the nodes.
 */
export function threadChart(spec: ThreadSpec): string {
  const places = threadPlaces(spec)
  const drawn = spec.compact === true ? threadColumn(places) : threadRows(spec, places)
  return drawing(
    {
      id: spec.id,
      title: spec.title,
      description: threadWords(spec, places),
      width: drawn.width,
      height: drawn.height,
      className: `gt-chart--thread${spec.compact === true ? ' gt-chart--compact' : ''}`,
      fontSize: 14,
      hasLinks: places.some(({ node }) => node.href !== undefined),
    },
    drawn.body,
  )
}

const lookOf = (node: ThreadNode, level: number): BoxLook =>
  level === 0 ? 'strong' : node.gap === true ? 'gap' : 'plain'

function threadRows(spec: ThreadSpec, places: readonly ThreadPlace[]): { body: string; width: number; height: number } {
  const placed = new Map<string, Placed>()
  const more: string[] = []
  let y = 2
  for (const level of [2, 1, 0, -1, -2]) {
    const all = places.filter((place) => place.level === level)
    if (all.length === 0) continue
    const row = all.length > mostInRow ? all.slice(0, mostInRow - 1) : all
    const hidden = all.length - row.length
    const count = row.length + (hidden > 0 ? 1 : 0)
    const boxWidth = Math.min(level === 0 ? 260 : 210, (width - 4 - gapAcross * (count - 1)) / count)
    const boxes = row.map(({ node }) => measureBox(node, boxWidth))
    const height = Math.max(...boxes.map((box) => box.height))
    let x = (width - count * boxWidth - (count - 1) * gapAcross) / 2
    for (const [i, { node }] of row.entries()) {
      const box = boxes[i] ?? measureBox(node, boxWidth)
      placed.set(node.id, { box, x, y, height, look: lookOf(node, level), level })
      x += boxWidth + gapAcross
    }
    if (hidden > 0)
      more.push(
        text(x + boxWidth / 2, y + height / 2 + 5, `and ${hidden} more`, { 'text-anchor': 'middle', fill: ink.quiet }),
      )
    y += height + gapDown
  }
  const boxes = [...placed.values()].map((one) => drawBox(one.box, one.x, one.y, one.height, one.look))
  return { body: [...arrows(spec, placed), ...boxes, ...more].join(''), width, height: y - gapDown + 2 }
}

/** Arrows between neighbouring levels, their ends shared out along the edges of the boxes, words near the box that is further out. */
function arrows(spec: ThreadSpec, placed: ReadonlyMap<string, Placed>): string[] {
  const links = spec.edges.flatMap(({ from, to, word }) => {
    const [lower, upper] = [placed.get(from), placed.get(to)]
    return lower !== undefined && upper !== undefined && upper.level - lower.level === 1 ? [{ lower, upper, word }] : []
  })
  const middle = (one: Placed): number => one.x + one.box.width / 2
  const along = (one: Placed, others: readonly Placed[], other: Placed): number => {
    const order = [...others].sort((a, b) => middle(a) - middle(b))
    return one.x + (one.box.width * (order.indexOf(other) + 1)) / (order.length + 1)
  }
  const lines: string[] = []
  const words: string[] = []
  for (const { lower, upper, word } of links) {
    const uppers = links.filter((link) => link.lower === lower).map((link) => link.upper)
    const lowers = links.filter((link) => link.upper === upper).map((link) => link.lower)
    const [x1, y1] = [along(lower, uppers, upper), lower.y]
    const [x2, y2] = [along(upper, lowers, lower), upper.y + upper.height]
    const missing = lower.look === 'gap' || upper.look === 'gap'
    const stroke = {
      stroke: ink.limit,
      'stroke-width': 1.5,
      'stroke-dasharray': missing ? '4 4' : undefined,
      fill: 'none',
    }
    lines.push(
      element('path', {
        class: 'gt-chart__arrow',
        d: `M${round(x1)},${round(y1)}L${round(x2)},${round(y2)}`,
        ...stroke,
      }),
      element('path', { d: arrowHead(x2, y2, Math.atan2(y2 - y1, x2 - x1), 9), fill: ink.limit }),
    )
    const share = upper.level > 0 ? 0.62 : 0.38
    const [x, y] = [x1 + (x2 - x1) * share, y1 + (y2 - y1) * share]
    const wide = textWidth(word, small) + 8
    words.push(
      element('rect', { x: x - wide / 2, y: y - 10, width: wide, height: 19, fill: ink.paper }),
      text(x, y + small * 0.35, word, { 'font-size': small, 'text-anchor': 'middle' }),
    )
  }
  return [...lines, ...words]
}
