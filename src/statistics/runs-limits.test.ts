import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anhoejLimits, RUNS_FROM, runsLimits, runsProbabilities } from './runs-limits.ts'

/** Number of orders of `above` ones and `below` noughts with so many runs, by going through all of them. */
function ordersByRuns(above: number, below: number): number[] {
  const length = above + below
  const orders: number[] = Array.from({ length: length + 1 }, () => 0)
  for (let bits = 0; bits < 2 ** length; bits++) {
    const order = bits.toString(2).padStart(length, '0')
    if (order.replaceAll('0', '').length !== above) continue
    const runs = order.match(/0+|1+/g)?.length ?? 0
    orders[runs] = (orders[runs] ?? 0) + 1
  }
  return orders
}

test('the chances of so many runs are those of all orders gone through one by one', () => {
  for (const [above, below] of [
    [1, 1],
    [1, 5],
    [2, 2],
    [3, 4],
    [5, 5],
    [6, 3],
    [7, 7],
  ] as const) {
    const orders = ordersByRuns(above, below)
    const all = orders.reduce((a, b) => a + b, 0)
    const chances = runsProbabilities(above, below)
    assert.equal(chances.length, above + below + 1)
    for (const [runs, count] of orders.entries()) {
      assert.ok(Math.abs((chances[runs] ?? NaN) - count / all) < 1e-13, `${above}, ${below}: ${runs} runs`)
    }
  }
})

test('chances add up to one, also where the number of orders is beyond a double', () => {
  for (const half of [10, 100, 700]) {
    const total = runsProbabilities(half, half).reduce((a, b) => a + b, 0)
    assert.ok(Math.abs(total - 1) < 1e-9, `${half}`)
  }
})

test('limits leave at most one in forty beyond either, and would leave more if they were any closer', () => {
  for (const [above, below] of [
    [5, 5],
    [5, 6],
    [7, 7],
    [4, 9],
    [8, 8],
  ] as const) {
    const orders = ordersByRuns(above, below)
    const all = orders.reduce((a, b) => a + b, 0)
    const share = (from: number, to: number): number => orders.slice(from, to).reduce((a, b) => a + b, 0) / all
    const limits = runsLimits(above, below)
    assert.ok(limits)
    assert.ok(share(0, limits.lower) <= 0.025 && share(0, limits.lower + 1) > 0.025)
    assert.ok(share(limits.upper + 1, all) <= 0.025 && share(limits.upper, all) > 0.025)
  }
})

test('the published limits for equal halves', () => {
  for (const [points, lower, upper] of [
    [10, 3, 9],
    [14, 4, 12],
    [16, 5, 13],
    [24, 8, 18],
    [30, 11, 21],
    [40, 15, 27],
    [50, 19, 33],
    [60, 24, 38],
  ] as const) {
    assert.deepEqual(runsLimits(points / 2, points / 2), { lower, upper })
  }
})

test('a chance of exactly one in forty is not more than that', () => {
  // one point above and 79 below: the two runs of the two ends have 2 of 80 orders
  assert.deepEqual(runsLimits(1, 79), { lower: 3, upper: 3 })
})

test('there are no limits under ten points, nor with nothing on one side', () => {
  assert.equal(RUNS_FROM, 10)
  assert.equal(runsLimits(4, 5), null)
  assert.equal(runsLimits(0, 12), null)
  assert.equal(runsLimits(12, 0), null)
  assert.equal(anhoejLimits(9), null)
})

test('the limits of the Anhøj rules are the rounded logarithm and the binomial quantile, counted in whole numbers', () => {
  for (let useful = 10; useful <= 300; useful++) {
    const steps = BigInt(useful - 1)
    let ways = 1n
    let below = 1n
    let crossings = 0n
    while (below * 20n < 1n << steps) {
      crossings++
      ways = (ways * (steps - crossings + 1n)) / crossings
      below += ways
    }
    assert.equal(anhoejLimits(useful)?.crossings, Number(crossings), `${useful} points`)
  }
})

test('the published table of the Anhøj rules', () => {
  const longest = { 10: 6, 11: 6, 12: 7, 22: 7, 23: 8, 45: 8, 46: 9, 90: 9, 91: 10, 100: 10 }
  for (const [useful, run] of Object.entries(longest)) assert.equal(anhoejLimits(Number(useful))?.longestRun, run)
  assert.deepEqual(
    [10, 12, 14, 20, 24, 40, 60].map((useful) => anhoejLimits(useful)?.crossings),
    [2, 3, 4, 6, 8, 14, 23],
  )
})
