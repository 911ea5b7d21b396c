import { topOf } from './cycles.ts'
import type { Arc, Network } from './network.ts'

/**
 * How far a hidden cell can be moved one way, seeing that every shown cell stays and every hidden one is a whole number of at least 1;
 * it looks no further than `limit`. A maximal flow of whole numbers (Ford and Fulkerson 1956), so the answer is exact, not a bound.
 */
function mostMoved(
  network: Network,
  arcs: readonly (readonly Arc[])[],
  hidden: Uint8Array,
  cell: number,
  isUp: boolean,
  limit: number,
): number {
  const own = network.edges[cell]
  if (own === undefined) return 0
  const [start, end] = isUp ? [own.to, own.from] : [own.from, own.to]
  const values = Float64Array.from(network.edges, (edge) => edge.value)
  let moved = 0
  while (moved < limit) {
    const way = openWay(arcs, hidden, values, cell, start, end)
    if (way === null) return moved
    const room = way.reduce(
      (least, { edge, isUp: up }) => Math.min(least, up ? Infinity : (values[edge] ?? 1) - 1),
      Infinity,
    )
    const step = Math.min(room, limit - moved)
    for (const { edge, isUp: up } of way) values[edge] = (values[edge] ?? 0) + (up ? step : -step)
    moved += step
  }
  return moved
}

/** A way of hidden cells along which something can still move, breadth first; null when there is none. */
function openWay(
  arcs: readonly (readonly Arc[])[],
  hidden: Uint8Array,
  values: Float64Array,
  own: number,
  start: number,
  end: number,
): Arc[] | null {
  const cameBy = new Map<number, { arc: Arc; from: number }>()
  const queue = [start]
  for (const at of queue) {
    for (const arc of arcs[at] ?? []) {
      if (arc.edge === own || hidden[arc.edge] === 0 || arc.to === start || cameBy.has(arc.to)) continue
      if (!arc.isUp && (values[arc.edge] ?? 0) < 2) continue
      cameBy.set(arc.to, { arc, from: at })
      if (arc.to !== end) {
        queue.push(arc.to)
        continue
      }
      const way: Arc[] = []
      for (let step = cameBy.get(end); step !== undefined; step = cameBy.get(step.from)) way.push(step.arc)
      return way
    }
  }
  return null
}

/** Whether an attacker must allow every number from 1 to `threshold` for a hidden cell. */
export function isWide(
  network: Network,
  arcs: readonly (readonly Arc[])[],
  hidden: Uint8Array,
  cell: number,
  threshold: number,
): boolean {
  const value = network.edges[cell]?.value ?? 0
  const above = topOf(threshold) - value
  return (
    mostMoved(network, arcs, hidden, cell, true, above) >= above &&
    mostMoved(network, arcs, hidden, cell, false, value - 1) >= value - 1
  )
}
