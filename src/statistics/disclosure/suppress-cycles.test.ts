import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { cycleFinder } from './cycles.ts'
import { isWide } from './is-wide.ts'
import { arcsByNode } from './network.ts'
import type { Network } from './network.ts'

/** Networks small enough for every number of every cell to be tried; some cells hold 0. */
const networks = fc
  .array(fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 3 }), fc.nat(4)), { minLength: 2, maxLength: 5 })
  .map((cells): Network => {
    const edges = cells.map(([from, step, value]) => ({ from, to: (from + step) % 4, value, isLast: false, isTotal: false })) // prettier-ignore
    return { nodes: 4, edges }
  })
/** No cell of 4 or less is ever moved by more than 3 when one is moved by 3 at most. */
const MOST = 7

/** Every number that a cell may hold, seeing that the hidden ones hold at least 1 and that each node's sum is as it was. */
function possible({ nodes, edges }: Network, hidden: readonly boolean[], cell: number): Set<number> {
  const found = new Set<number>()
  const held = edges.map(({ value }) => value)
  const change = Array.from({ length: nodes }, () => 0)
  const tryFrom = (at: number): void => {
    const edge = edges[at]
    if (edge === undefined) {
      if (change.every((each) => each === 0)) found.add(held[cell] ?? NaN)
      return
    }
    if (hidden[at] !== true) return tryFrom(at + 1)
    for (let number = 1; number <= MOST; number++) {
      held[at] = number
      change[edge.from] = (change[edge.from] ?? 0) - (number - edge.value)
      change[edge.to] = (change[edge.to] ?? 0) + (number - edge.value)
      tryFrom(at + 1)
      change[edge.from] = (change[edge.from] ?? 0) + (number - edge.value)
      change[edge.to] = (change[edge.to] ?? 0) - (number - edge.value)
    }
    held[at] = edge.value
  }
  tryFrom(0)
  return found
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i)

test('a cell is wide exactly when every number up to the threshold, and two at least, may stand in it', () => {
  const masks = fc.array(fc.boolean(), { minLength: 5, maxLength: 5 })
  fc.assert(
    fc.property(networks, masks, fc.integer({ min: 1, max: 3 }), (network, mask, threshold) => {
      const hidden = network.edges.map(({ value }, i) => i === 0 || (value > 0 && mask[i] === true))
      const [own] = network.edges
      // a cell is wide or not only where it is small itself
      if (own === undefined || own.value < 1 || own.value > threshold) return
      const numbers = possible(network, hidden, 0)
      const wanted = upTo(Math.max(threshold, 2)).map((i) => i + 1)
      const flags = Uint8Array.from(hidden, Number)
      assert.equal(
        isWide(network, arcsByNode(network), flags, 0, threshold),
        wanted.every((number) => numbers.has(number)),
      )
    }),
    { numRuns: 400 },
  )
})

test('the cheapest cycle costs what the cheapest cells cost beside which another number is possible', () => {
  const prices = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 5, maxLength: 5 })
  fc.assert(
    fc.property(networks, prices, (network, all) => {
      const { edges } = network
      if ((edges[0]?.value ?? 0) === 0) return
      const cost = Float64Array.from(edges, (_, i) => all[i] ?? 0)
      let least: number | null = null
      for (const choice of upTo(2 ** edges.length)) {
        const hidden = edges.map(({ value }, i) => i === 0 || (value > 0 && ((choice >> i) & 1) === 1))
        const price = hidden.reduce((sum, isHidden, i) => sum + (isHidden && i > 0 ? (cost[i] ?? 0) : 0), 0)
        if ((least === null || price < least) && possible(network, hidden, 0).size > 1) least = price
      }
      const cycle = cycleFinder(network, arcsByNode(network), 3)(0, 'exact', cost)
      assert.equal(cycle?.cost ?? null, least)
      if (cycle === null) return
      assert.equal(
        cycle.cells.reduce((sum, cell) => sum + (cost[cell] ?? 0), 0),
        least,
      )
      assert.ok(possible(network, edges.map((_, i) => i === 0 || cycle.cells.includes(i)), 0).size > 1) // prettier-ignore
    }),
    { numRuns: 100 },
  )
})

test('a wide cycle makes every number up to the threshold possible', () => {
  let found = 0
  fc.assert(
    fc.property(networks, fc.integer({ min: 1, max: 3 }), (network, threshold) => {
      const { edges } = network
      const own = edges[0]?.value ?? 0
      if (own < 1 || own > threshold) return
      const cycle = cycleFinder(network, arcsByNode(network), threshold)(0, 'wide', new Float64Array(edges.length))
      if (cycle === null) return
      found++
      const numbers = possible(network, edges.map((_, i) => i === 0 || cycle.cells.includes(i)), 0) // prettier-ignore
      for (const i of upTo(Math.max(threshold, 2))) assert.ok(numbers.has(i + 1), `${i + 1}`)
    }),
    { numRuns: 400 },
  )
  assert.ok(found > 0)
})

test('a wide cycle is found where there are counts enough to lower, and a cell dearer than any price is in none', () => {
  const edge = (from: number, to: number, value: number) => ({ from, to, value, isLast: false, isTotal: false })
  // 2 can be 1 to 4 if what is raised or lowered with it can spare two
  const ring = (beside: number): Network => ({ nodes: 2, edges: [edge(0, 1, 2), edge(0, 1, beside)] })
  const cycle = (network: Network, cost = [0, 1]) =>
    cycleFinder(network, arcsByNode(network), 4)(0, 'wide', Float64Array.from(cost))
  assert.deepEqual(cycle(ring(3)), { cost: 1, cells: [1] })
  assert.equal(cycle(ring(2)), null)
  // raised with it, not against it: only lowered by one when it is lowered by one
  const same: Network = { nodes: 2, edges: [edge(0, 1, 2), edge(1, 0, 2)] }
  assert.deepEqual(cycle(same), { cost: 1, cells: [1] })
  assert.equal(cycle({ nodes: 2, edges: [edge(0, 1, 2), edge(1, 0, 1)] }), null)
  assert.equal(cycle(same, [0, Infinity]), null)
})
