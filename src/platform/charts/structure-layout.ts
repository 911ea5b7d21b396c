import { measureBox, narrow } from './box.ts'
import type { Letters, MeasuredBox } from './box.ts'

/** A node of a structure: a group, an organisation. `badge` says in words that it is jointly owned. */
export type StructureNode = {
  id: string
  label: string
  sublabel?: string
  badge?: string
  href?: string
  children: readonly StructureNode[]
}

/** A box in its place, and a line as points. */
export type PlacedBox = { box: MeasuredBox; x: number; y: number; height: number }
export type Layout = { boxes: PlacedBox[]; lines: [number, number][][]; width: number; height: number }

/** How the children of a node stand: side by side, or hanging from spines in so many columns. */
type Plan = {
  hung: Map<StructureNode, number>
  boxWidth: (depth: number) => number
  rowHeights: number[]
  letters?: Letters
}

const gap = { across: 20, below: 34, hungBelow: 14, indent: 22, columns: 26 }

/** Lays a structure out, top down, within `width` where it can: whole branches are hung from a spine, the deepest first, until it fits. */
export function layoutStructure(root: StructureNode, width: number, boxWidth: number): Layout {
  const plan: Plan = { hung: new Map(), boxWidth: (depth) => (depth === 0 ? boxWidth * 1.6 : boxWidth), rowHeights: [] }
  measureRows(root, plan, 0)
  const fits = (): boolean => place(root, plan, 0).width <= width
  while (!fits()) {
    const next = deepestToHang(root, plan)
    if (next === undefined) break
    plan.hung.set(next, 1)
  }
  // room that is left is used for more columns, from the top
  for (const node of [...plan.hung.keys()].reverse()) {
    for (let columns = 2; columns <= node.children.length; columns++) {
      const before = plan.hung.get(node) ?? 1
      plan.hung.set(node, columns)
      if (fits()) continue
      plan.hung.set(node, before)
      break
    }
  }
  return place(root, plan, 0)
}

/** Lays a structure out as an indented list of boxes, for narrow screens. */
export function layoutIndented(root: StructureNode, width: number): Layout {
  const plan: Plan = {
    hung: new Map(),
    boxWidth: (depth) => Math.max(120, width - depth * gap.indent),
    rowHeights: [],
    letters: narrow.letters,
  }
  const hang = (node: StructureNode): void => {
    if (node.children.length > 0) plan.hung.set(node, 1)
    node.children.forEach(hang)
  }
  hang(root)
  return place(root, plan, 0)
}

/** Boxes side by side on one level are as high as the highest of them. */
function measureRows(node: StructureNode, plan: Plan, depth: number): void {
  const { height } = measureBox(node, plan.boxWidth(depth), plan.letters)
  plan.rowHeights[depth] = Math.max(plan.rowHeights[depth] ?? 0, height)
  for (const child of node.children) measureRows(child, plan, depth + 1)
}

function deepestToHang(root: StructureNode, plan: Plan): StructureNode | undefined {
  let best: { node: StructureNode; depth: number } | undefined
  const look = (node: StructureNode, depth: number): void => {
    const ready = node.children.every((child) => child.children.length === 0 || plan.hung.has(child))
    const better =
      best === undefined ||
      depth > best.depth ||
      (depth === best.depth && node.children.length > best.node.children.length)
    if (node.children.length > 0 && ready && !plan.hung.has(node) && better) best = { node, depth }
    for (const child of node.children) look(child, depth + 1)
  }
  look(root, 0)
  return best?.node
}

function place(node: StructureNode, plan: Plan, depth: number, inColumn = false): Layout {
  const box = measureBox(node, plan.boxWidth(depth), plan.letters)
  const height = inColumn ? box.height : Math.max(box.height, plan.rowHeights[depth] ?? 0)
  if (node.children.length === 0) return { boxes: [{ box, x: 0, y: 0, height }], lines: [], width: box.width, height }
  const columns = plan.hung.get(node)
  if (columns === undefined) return across(node, plan, depth, box, height)
  return columns === 1 ? hanging(node, plan, depth, box, height) : inColumns(node, plan, depth, box, height, columns)
}

function across(node: StructureNode, plan: Plan, depth: number, box: MeasuredBox, height: number): Layout {
  const parts = node.children.map((child) => place(child, plan, depth + 1))
  const span = parts.reduce((sum, part) => sum + part.width, gap.across * (parts.length - 1))
  const width = Math.max(box.width, span)
  const layout: Layout = { boxes: [], lines: [], width, height: 0 }
  const top = height + gap.below
  let x = (width - span) / 2
  const heads: number[] = []
  for (const part of parts) {
    add(layout, part, x, top)
    const head = part.boxes[0]
    heads.push(x + (head?.x ?? 0) + (head?.box.width ?? 0) / 2)
    x += part.width + gap.across
  }
  const middle = ((heads[0] ?? 0) + (heads.at(-1) ?? 0)) / 2
  layout.boxes.unshift({ box, x: middle - box.width / 2, y: 0, height })
  for (const head of heads) layout.lines.push([[middle, height], [middle, height + gap.below / 2], [head, height + gap.below / 2], [head, top]]) // prettier-ignore
  return layout
}

function hanging(node: StructureNode, plan: Plan, depth: number, box: MeasuredBox, height: number): Layout {
  const layout: Layout = { boxes: [{ box, x: 0, y: 0, height }], lines: [], width: box.width, height }
  stack(layout, node.children, plan, depth, 0, height)
  return layout
}

/** Hangs children one under another from a spine at `x`, beginning at `y`. */
function stack(
  layout: Layout,
  children: readonly StructureNode[],
  plan: Plan,
  depth: number,
  x: number,
  y: number,
): void {
  const spine = x + gap.indent / 2
  let at = y
  for (const child of children) {
    at += gap.hungBelow
    const part = place(child, plan, depth + 1, true)
    add(layout, part, x + gap.indent, at)
    const middle = at + (part.boxes[0]?.height ?? 0) / 2
    layout.lines.push([[spine, y], [spine, middle], [x + gap.indent + (part.boxes[0]?.x ?? 0), middle]]) // prettier-ignore
    at += part.height
  }
}

function inColumns(
  node: StructureNode,
  plan: Plan,
  depth: number,
  box: MeasuredBox,
  height: number,
  columns: number,
): Layout {
  const layout: Layout = { boxes: [], lines: [], width: 0, height }
  const bus = height + gap.below / 2
  const spines: number[] = []
  let x = 0
  for (const children of evenColumns(node.children, plan, depth, columns)) {
    const column: Layout = { boxes: [], lines: [], width: 0, height: 0 }
    stack(column, children, plan, depth, 0, 0)
    add(layout, column, x, bus)
    spines.push(x + gap.indent / 2)
    x += column.width + gap.columns
  }
  layout.width = Math.max(box.width, x - gap.columns)
  const middle = layout.width / 2
  layout.boxes.unshift({ box, x: middle - box.width / 2, y: 0, height })
  for (const spine of spines) layout.lines.push([[middle, height], [middle, bus], [spine, bus]]) // prettier-ignore
  return layout
}

/** Cuts the children, kept in order, into at most so many columns of which the highest is as low as it can be. */
function evenColumns(
  children: readonly StructureNode[],
  plan: Plan,
  depth: number,
  columns: number,
): StructureNode[][] {
  const heights = children.map((child) => place(child, plan, depth + 1, true).height + gap.hungBelow)
  const cut = (most: number): StructureNode[][] => {
    const cuts: StructureNode[][] = []
    let height = Infinity
    for (const [i, child] of children.entries()) {
      const own = heights[i] ?? 0
      if (height + own > most) {
        cuts.push([])
        height = 0
      }
      cuts.at(-1)?.push(child)
      height += own
    }
    return cuts
  }
  let most = Math.max(...heights)
  while (cut(most).length > columns) most += 8
  return cut(most)
}

/** Adds a part to a layout, moved to a place; the layout grows to hold it. */
function add(layout: Layout, part: Layout, x: number, y: number): void {
  for (const one of part.boxes) layout.boxes.push({ ...one, x: one.x + x, y: one.y + y })
  for (const line of part.lines) layout.lines.push(line.map(([px, py]) => [px + x, py + y]))
  layout.width = Math.max(layout.width, x + part.width)
  layout.height = Math.max(layout.height, y + part.height)
}
