import { drawBox, measureBox, narrow } from './box.ts'
import type { BoxLook } from './box.ts'
import { arrowHead } from './marks.ts'
import type { ThreadPlace } from './thread-levels.ts'
import { element, ink, round, text } from './svg.ts'

const { width, letters } = narrow
const [indent, wordHeight, gap] = [20, 26, 12]

/**
 * The thread in one column for narrow screens: what the record serves above it, what it rests on below, each box led to the one nearer
 * the middle by a line at the left, its word above the box. A box linked to several is led to the first.
 */
export function threadColumn(places: readonly ThreadPlace[]): { body: string; width: number; height: number } {
  const below = (id: string): ThreadPlace[] => places.filter(({ parent, level }) => parent === id && level < 0)
  const above = (id: string): ThreadPlace[] => places.filter(({ parent, level }) => parent === id && level > 0)
  const order: ThreadPlace[] = []
  const climb = (id: string): void => above(id).forEach((place) => (climb(place.node.id), order.push(place)))
  const descend = (id: string): void => below(id).forEach((place) => (order.push(place), descend(place.node.id)))
  const centre = places[0]
  if (centre === undefined) return { body: '', width, height: 0 }
  climb(centre.node.id)
  order.push(centre)
  descend(centre.node.id)

  const at = new Map<string, { x: number; y: number; height: number }>()
  const boxes: string[] = []
  const words: string[] = []
  let y = 2
  for (const { node, level, word } of order) {
    const x = 2 + Math.abs(level) * indent
    const box = measureBox(node, width - x - 2, letters)
    if (level !== 0) {
      const arrow = level > 0 ? `${word} ↑` : `↑ ${word}`
      words.push(text(x + 4, level > 0 ? y + box.height + 18 : y + 18, arrow, { 'font-size': letters.small }))
    }
    const top = level < 0 ? y + wordHeight : y
    at.set(node.id, { x, y: top, height: box.height })
    const look: BoxLook = level === 0 ? 'strong' : node.gap === true ? 'gap' : 'plain'
    boxes.push(drawBox(box, x, top, box.height, look))
    y = top + box.height + (level > 0 ? wordHeight + 4 : gap)
  }
  const rails = places.flatMap(({ node, parent, level }) => {
    const [far, near] = [at.get(node.id), at.get(parent ?? '')]
    return far === undefined || near === undefined ? [] : [rail(far, near, level > 0)]
  })
  return { body: [...rails, ...boxes, ...words].join(''), width, height: y }
}

type At = { x: number; y: number; height: number }

/** From the left side of the outer box to the inner one; the arrow's head is at whichever stands above. */
function rail(far: At, near: At, up: boolean): string {
  const x = near.x + indent / 2
  const middle = far.y + far.height / 2
  const end = up ? near.y : near.y + near.height
  const d = `M${round(far.x)},${round(middle)}H${round(x)}V${round(end)}`
  const head = up ? arrowHead(far.x, middle, 0, 8) : arrowHead(x, end, -Math.PI / 2, 8)
  return (
    element('path', { class: 'gt-chart__arrow', d, stroke: ink.limit, 'stroke-width': 1.5, fill: 'none' }) +
    element('path', { d: head, fill: ink.limit })
  )
}
