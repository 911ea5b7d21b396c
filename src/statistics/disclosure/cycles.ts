import type { Arc, Network } from './network.ts'

/**
 * How a cell is to be protected. 'exact': another whole number of 1 or more must be possible for it. 'wide': every number from 1 to
 * the threshold must be.
 */
export type Aim = 'exact' | 'wide'

/** The highest number that must stay possible: two at least, since one alone would be known. */
export const topOf = (threshold: number): number => Math.max(threshold, 2)

/** The cells that move together with a primary cell when it moves, so that every sum still holds. */
export type Cycle = readonly number[]

/** Finds cycles through a cell in one network. `cost` of a cell is what hiding it costs; 0 once it is hidden. */
export function cycleFinder(network: Network, arcs: readonly (readonly Arc[])[], threshold: number) {
  const { edges, nodes } = network
  const distance = new Float64Array(nodes)
  const settled = new Uint8Array(nodes)
  const cameBy = new Int32Array(nodes)
  const cameFrom = new Int32Array(nodes)

  /**
   * Cheapest way from one node to another that leaves out `own`, where a cell may be lowered when it holds at least `lowered` and raised when
   * it holds at least `raised`; null when there is none, or none cheaper than `below`.
   */
  function way(own: number, start: number, end: number, need: Need, cost: Float64Array, below: number): Way | null {
    distance.fill(Infinity)
    settled.fill(0)
    distance[start] = 0
    for (;;) {
      let at = -1
      let nearest = below
      for (let node = 0; node < nodes; node++) {
        const far = distance[node] ?? Infinity
        if (settled[node] === 0 && far < nearest) {
          nearest = far
          at = node
        }
      }
      if (at === -1) return null
      if (at === end) return { cost: nearest, cells: cellsTo(start, end) }
      settled[at] = 1
      for (const { edge, to, isUp } of arcs[at] ?? []) {
        if (edge === own || settled[to] === 1) continue
        if ((edges[edge]?.value ?? 0) < (isUp ? need.raised : need.lowered)) continue
        const far = nearest + (cost[edge] ?? Infinity)
        if (far >= (distance[to] ?? 0)) continue
        distance[to] = far
        cameBy[to] = edge
        cameFrom[to] = at
      }
    }
  }

  function cellsTo(start: number, end: number): number[] {
    const cells: number[] = []
    for (let node = end; node !== start; node = cameFrom[node] ?? start) cells.push(cameBy[node] ?? 0)
    return cells
  }

  /** The cheapest cycle through a cell that protects it; null when no set of cells does. */
  return function cheapestCycle(cell: number, aim: Aim, cost: Float64Array): Way | null {
    const edge = edges[cell]
    if (edge === undefined) return null
    const { from, to, value } = edge
    if (aim === 'wide') {
      // one cycle both ways: raising by top - value lowers others by as much, lowering by value - 1 likewise
      const top = topOf(threshold)
      return way(cell, to, from, { raised: value, lowered: top - value + 1 }, cost, Infinity)
    }
    const up = way(cell, to, from, { raised: 1, lowered: 2 }, cost, Infinity)
    if (value < 2) return up
    return way(cell, from, to, { raised: 1, lowered: 2 }, cost, up?.cost ?? Infinity) ?? up
  }
}

/** The least that a cell must hold to be raised, or lowered, along a way. */
type Need = { readonly raised: number; readonly lowered: number }
export type Way = { readonly cost: number; readonly cells: Cycle }
