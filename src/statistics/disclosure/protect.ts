import { repeatableChance } from '../repeatable-chance.ts'
import { isWide } from './is-wide.ts'
import { cycleFinder } from './cycles.ts'
import type { Aim } from './cycles.ts'
import { arcsByNode } from './network.ts'
import type { Network } from './network.ts'

/** Dearer than all other cells together: hidden only when nothing else helps. */
const LAST = 1e6
/** A total is hidden rather than a cell only when that saves a cell; a large cell rather than a small one likewise. */
const TOTAL = 1e-2
const SIZE = 1e-4
/** The search ends after so many rounds in a row of taking some cells back and mending that found nothing better; fewer for a large table. */
const MOST_IDLE_ROUNDS = 80
const FEWEST_IDLE_ROUNDS = 3
const WORK = 2e6

/** A choice of hidden cells, with what it costs. */
type Choice = { hidden: Uint8Array; last: number; count: number; narrow: number; loss: number }

/**
 * Which cells to hide so that no primary cell (1 to `threshold`) can be worked out: a few more ('secondary') cells, as few as a bounded
 * search finds. Every primary cell lies on a cycle of hidden cells along which it can move, which is necessary and sufficient in a
 * network (Castro 2012). The search begins with the cheapest cycle for one primary cell after another, takes back what is not needed,
 * then many times takes some cells away and mends what that broke. It is the same every time for the same table.
 *
 * Returns 1 for each hidden cell, in the order of the network's edges.
 */
export function protect(network: Network, threshold: number): Uint8Array {
  const { edges } = network
  const primary = edges.flatMap(({ value }, cell) => (value >= 1 && value <= threshold ? [cell] : []))
  const start = new Uint8Array(edges.length)
  for (const cell of primary) start[cell] = 1
  if (primary.length === 0) return start

  const arcs = arcsByNode(network)
  const cheapestCycle = cycleFinder(network, arcs, threshold)
  const chance = repeatableChance(edges.length * 31 + primary.length)
  const price = edges.map(
    ({ value, isLast, isTotal }) => 1 + (isLast ? LAST : 0) + (isTotal ? TOTAL : 0) + SIZE * Math.log2(1 + value),
  )
  const isPrimary = Uint8Array.from(start)
  const least = fewestPossible(network, primary)

  /** Hides what is still needed for each primary cell in turn, then takes back what is not. Prices are raised by chance up to the share `unrest`. */
  function mend(hidden: Uint8Array, aim: Aim, unrest: number): Uint8Array {
    const cost = Float64Array.from(price, (each, cell) => (hidden[cell] === 1 ? 0 : each * (1 + unrest * chance())))
    for (const cell of shuffled(primary, chance)) {
      const cycle = cheapestCycle(cell, aim, cost) ?? cheapestCycle(cell, 'exact', cost)
      for (const other of cycle?.cells ?? []) {
        hidden[other] = 1
        cost[other] = 0
      }
    }
    return takeBack(hidden, aim)
  }

  /** Shows again every secondary cell without which each primary cell is still protected as well as before. */
  function takeBack(hidden: Uint8Array, aim: Aim): Uint8Array {
    const cost = Float64Array.from(hidden, (each) => (each === 1 ? 0 : Infinity))
    const cycles = primary.map((cell) => cycleOf(cell, aim, cost))
    const secondary = secondaryOf(hidden)
    const order = shuffled(secondary, chance).toSorted((one, other) => (price[other] ?? 0) - (price[one] ?? 0))
    for (const cell of order) {
      cost[cell] = Infinity
      const moved = new Map<number, CycleOf>()
      const isStillSafe = cycles.every((held, at) => {
        if (!held.cells.has(cell)) return true
        const other = cycleOf(primary[at] ?? 0, held.aim, cost)
        if (other.aim !== held.aim) return false
        moved.set(at, other)
        return true
      })
      if (!isStillSafe) {
        cost[cell] = 0
        continue
      }
      hidden[cell] = 0
      for (const [at, other] of moved) cycles[at] = other
    }
    return hidden
  }

  type CycleOf = { aim: Aim | null; cells: ReadonlySet<number> }
  function cycleOf(cell: number, aim: Aim | null, cost: Float64Array): CycleOf {
    for (const each of aim === 'wide' ? (['wide', 'exact'] as const) : (['exact'] as const)) {
      const cycle = cheapestCycle(cell, each, cost)
      if (cycle !== null) return { aim: each, cells: new Set(cycle.cells) }
    }
    return { aim: null, cells: new Set() }
  }

  const secondaryOf = (hidden: Uint8Array): number[] =>
    edges.flatMap((_, cell) => (hidden[cell] === 1 && isPrimary[cell] === 0 ? [cell] : []))

  const narrowOf = (hidden: Uint8Array): number =>
    primary.filter((cell) => !isWide(network, arcs, hidden, cell, threshold)).length

  /** What a choice costs; null when it hides more than `than`, without looking further. */
  function weigh(hidden: Uint8Array, than: Choice | null): Choice | null {
    const secondary = secondaryOf(hidden)
    const last = secondary.filter((cell) => edges[cell]?.isLast === true).length
    if (than !== null && (last > than.last || (last === than.last && secondary.length > than.count))) return null
    const loss = secondary.reduce((sum, cell) => sum + (price[cell] ?? 0), 0)
    return { hidden, last, count: secondary.length, narrow: narrowOf(hidden), loss }
  }

  const first = mend(Uint8Array.from(start), 'wide', 0)
  let best = weigh(first, null)
  if (best === null) return first
  const idleRounds = Math.max(FEWEST_IDLE_ROUNDS, Math.min(MOST_IDLE_ROUNDS, WORK / (edges.length * primary.length)))
  let idle = 0
  for (let round = 0; idle < idleRounds && !isBest(best, least); round++) {
    const secondary = shuffled(secondaryOf(best.hidden), chance)
    const away = secondary.slice(0, 1 + Math.floor(chance() * Math.min(6, secondary.length)))
    const hidden = Uint8Array.from(round % 8 === 0 ? start : best.hidden)
    for (const cell of away) hidden[cell] = 0
    const other = weigh(mend(hidden, chance() < 0.5 ? 'wide' : 'exact', (round % 4) / 3), best)
    idle += 1
    if (other === null || compared(other, best) > 0) continue
    if (compared(other, best) < 0) idle = 0
    best = other
  }
  return best.hidden
}

/** Nothing can be better: no cell of the last resort, no more cells than every choice needs, every number possible. */
const isBest = (choice: Choice, least: number): boolean =>
  choice.last === 0 && choice.count <= least && choice.narrow === 0

/** Below 0 when `one` is the better choice: fewest of the last resort, fewest cells, most numbers possible, least lost. */
const compared = (one: Choice, other: Choice): number =>
  one.last - other.last || one.count - other.count || one.narrow - other.narrow || one.loss - other.loss

/** A sum in which exactly one cell is hidden gives it away, so each such sum needs another; one cell stands in two sums. */
function fewestPossible({ nodes, edges }: Network, primary: readonly number[]): number {
  const hiddenAt = new Uint32Array(nodes)
  for (const cell of primary) {
    const { from = 0, to = 0 } = edges[cell] ?? {}
    hiddenAt[from] = (hiddenAt[from] ?? 0) + 1
    hiddenAt[to] = (hiddenAt[to] ?? 0) + 1
  }
  return Math.ceil(hiddenAt.filter((count) => count === 1).length / 2)
}

/** A copy in chance order (Fisher and Yates). */
function shuffled(cells: readonly number[], chance: () => number): number[] {
  const mixed = cells.slice()
  for (let i = mixed.length - 1; i > 0; i--) {
    const j = Math.floor(chance() * (i + 1))
    const [one, other] = [mixed[i] ?? 0, mixed[j] ?? 0]
    mixed[i] = other
    mixed[j] = one
  }
  return mixed
}
