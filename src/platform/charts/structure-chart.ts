import { drawBox, narrow } from './box.ts'
import { layoutIndented, layoutStructure } from './structure-layout.ts'
import type { StructureNode } from './structure-layout.ts'
import { drawing, element, ink, round } from './svg.ts'

export type { StructureNode } from './structure-layout.ts'

export type StructureOptions = {
  /** Unique on the page. */
  id: string
  title: string
  /** Indented list of boxes for narrow screens. */
  compact?: boolean
  /** Width to fill, in units; 960 when not given. */
  width?: number
}

/**
 * A structure drawn from the top down: boxes with wrapped text, lines between them, joint ownership said in words and by a double
 * outline, links where a node has an address. About 20 boxes on 4 levels stay readable; the page gives the same as a nested list.
 */
export function structureChart(
  root: StructureNode,
  { id, title, compact = false, width = 960 }: StructureOptions,
): string {
  const room = compact ? narrow.width : width
  const layout = compact ? layoutIndented(root, room - 4) : layoutStructure(root, room - 4, 168)
  const full = Math.max(room, layout.width + 4)
  const left = compact ? 1 : (full - layout.width) / 2
  const lines = layout.lines.map((points) => {
    const d = points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${round(x + left)},${round(y + 2)}`).join('')
    return element('path', { class: 'gt-chart__connector', d, stroke: ink.limit, 'stroke-width': 1.25, fill: 'none' })
  })
  const boxes = layout.boxes.map(({ box, x, y, height }, i) =>
    drawBox(box, x + left, y + 2, height, i === 0 ? 'strong' : 'plain'),
  )
  return drawing(
    {
      id,
      title,
      description: words(root),
      width: full,
      height: layout.height + 4,
      className: `gt-chart--structure${compact ? ' gt-chart--compact' : ''}`,
      fontSize: 14,
      hasLinks: layout.boxes.some(({ box }) => box.content.href !== undefined),
    },
    ...lines,
    ...boxes,
  )
}

const name = ({ label, badge }: StructureNode): string => (badge === undefined ? label : `${label} (${badge})`)

function words(root: StructureNode): string {
  const sentences: string[] = []
  const tell = (node: StructureNode): void => {
    if (node.children.length > 0) sentences.push(`Under ${node.label}: ${node.children.map(name).join('; ')}.`)
    node.children.forEach(tell)
  }
  tell(root)
  return sentences.length === 0 ? `${name(root)} alone.` : sentences.join(' ')
}
