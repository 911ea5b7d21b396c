/**
 * A table as a network. Every published cell is an edge; every sum ('these cells make that total') is a node at which what flows in
 * flows out. Raising a cell by one sends one unit along its edge, so the tables that fit what is shown differ by circulations of
 * whole numbers, and what an attacker can work out is a question of which circulations are left. One-way tables, two-way tables with
 * their totals, and two-way tables whose rows stand in a hierarchy are networks; tables linked by anything else are not.
 */
export type Network = {
  readonly nodes: number
  readonly edges: readonly NetworkEdge[]
}

/** One published cell. `value` is a whole number of 0 or more; `isLast` marks a cell that is hidden only when nothing else helps. */
export type NetworkEdge = {
  readonly from: number
  readonly to: number
  readonly value: number
  readonly isLast: boolean
  /** A total, which readers miss more than a cell inside the table. */
  readonly isTotal: boolean
}

/** A way along a hidden cell: `up` raises it (from its `from` to its `to`), otherwise it is lowered. */
export type Arc = { readonly edge: number; readonly to: number; readonly isUp: boolean }

/** The arcs that leave each node, over all cells that are not 0: a shown zero can never move. */
export function arcsByNode({ nodes, edges }: Network): readonly (readonly Arc[])[] {
  const arcs: Arc[][] = Array.from({ length: nodes }, () => [])
  for (const [edge, { from, to, value }] of edges.entries()) {
    if (value === 0) continue
    arcs[from]?.push({ edge, to, isUp: true })
    arcs[to]?.push({ edge, to: from, isUp: false })
  }
  return arcs
}
