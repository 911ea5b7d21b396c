import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import type { Bounds } from './attack-system.ts'
import { suppressTable } from './suppress-table.ts'
import type { SuppressedTable } from './suppress-table.ts'
import {
  assertSafe,
  attackTable,
  hiddenOf,
  hierarchy,
  isSmall,
  pinnedCells,
  shownCells,
  tables,
  trueCells,
} from './testing.ts'
import type { Counts } from './testing.ts'
import { suppressLinked } from './suppress-linked.ts'

const thresholds = fc.integer({ min: 1, max: 9 })

/** Everything promised of one table; gives what the attacker found. */
async function check(counts: Counts, threshold: number): Promise<SuppressedTable> {
  const table = suppressTable(counts, threshold, true)
  const truth = trueCells(counts)
  for (const [key, cell] of shownCells(table)) {
    const count = truth.get(key) ?? 0
    if (cell === 'c') assert.ok(count > 0, `${key} is 0 and hidden`)
    else {
      assert.equal(cell, count, `${key} is altered`)
      assert.ok(!isSmall(count, threshold), `${key} shows ${count}`)
    }
  }
  const small = [...truth].flatMap(([key, count]) => (isSmall(count, threshold) ? [key] : []))
  assert.deepEqual(await pinnedCells(table, small), new Map(), JSON.stringify(counts))
  return table
}

test('nobody can work out a count from 1 to the threshold, and nothing shown is altered', async () => {
  await fc.assert(
    fc.asyncProperty(tables(5), thresholds, async (counts, threshold) => void (await check(counts, threshold))),
    { numRuns: 60 },
  )
})

test('a table as large as a county’s: 13 districts by 9 ages', async () => {
  const counts = Array.from({ length: 13 }, (_, i) => Array.from({ length: 9 }, (_, j) => (i * 31 + j * 17) % 23))
  const table = await check(counts, 5)
  const primary = counts.flat().filter((count) => isSmall(count, 5)).length
  const secondary = hiddenOf(table).length - primary
  assert.ok(secondary <= 4, `${secondary} more are hidden for ${primary}`)
})

test('two ones beside each other give a total of two away, so it goes too', async () => {
  const table = await check([[1, 1, 9], [8, 7, 6], [9, 9, 9]], 1) // prettier-ignore
  assert.ok(hiddenOf(table).length > 2)
})

const allPossible = ({ lowest, highest }: Bounds, threshold: number): boolean =>
  lowest === 1 && (highest === null || highest >= threshold)

/** The fewest cells that must be hidden, by trying every set of up to `most` more; the grand total stays. Slow, and certain. */
async function fewest(
  counts: Counts,
  threshold: number,
  most: number,
): Promise<{ count: number; isWide: boolean } | null> {
  const truth = trueCells(counts)
  const small = [...truth].flatMap(([key, count]) => (isSmall(count, threshold) ? [key] : []))
  const candidates = [...truth].flatMap(([key, count]) => (count > threshold && key !== 'all' ? [key] : []))
  for (let size = 0; size <= most; size++) {
    let found = false
    for (const extra of choices(candidates, size)) {
      const hidden = new Set([...small, ...extra])
      const show = (key: string): number | 'c' => (hidden.has(key) ? 'c' : (truth.get(key) ?? 0))
      const table = {
        cells: counts.map((row, i) => row.map((_, j) => show(`r${i}c${j}`))),
        rowTotals: counts.map((_, i) => show(`r${i}`)),
        columnTotals: (counts[0] ?? []).map((_, j) => show(`c${j}`)),
        total: show('all'),
      }
      if ((await pinnedCells(table, small)).size > 0) continue
      found = true
      const bounds = await attackTable(table)
      if (small.every((key) => allPossible(bounds.get(key) ?? { lowest: 0, highest: 0 }, threshold))) {
        return { count: size, isWide: true }
      }
    }
    if (found) return { count: size, isWide: false }
  }
  return null
}

function* choices(keys: readonly string[], size: number, from = 0): Generator<string[]> {
  if (size === 0) return yield []
  for (let i = from; i <= keys.length - size; i++) {
    for (const rest of choices(keys, size - 1, i + 1)) yield [keys[i] ?? '', ...rest]
  }
}

test('no fewer cells would do, and all of 1 to the threshold stays possible where that costs no more', async () => {
  const few = fc.array(fc.array(fc.integer({ min: 0, max: 14 }), { minLength: 3, maxLength: 3 }), {
    minLength: 2,
    maxLength: 3,
  })
  let tried = 0
  await fc.assert(
    fc.asyncProperty(few, fc.integer({ min: 1, max: 5 }), async (counts, threshold) => {
      const least = await fewest(counts, threshold, 3)
      if (least === null) return
      tried++
      const table = suppressTable(counts, threshold, true)
      const truth = trueCells(counts)
      const secondary = hiddenOf(table).filter((key) => !isSmall(truth.get(key) ?? 0, threshold))
      assert.equal(secondary.length, least.count, JSON.stringify({ counts, threshold, table }))
      if (!least.isWide) return
      for (const [key, bounds] of await attackTable(table)) {
        if (isSmall(truth.get(key) ?? 0, threshold)) assert.ok(allPossible(bounds, threshold), key)
      }
    }),
    { numRuns: 6, seed: 20261125 },
  )
  assert.ok(tried >= 3)
})

test('hierarchies with any counts', async () => {
  const row = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 3, maxLength: 3 })
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 3, maxLength: 3 }), async (districts) => {
      const { figures, sums } = hierarchy(districts)
      const { exposed } = await suppressLinked(figures, sums, 4)
      if (exposed.length === 0) await assertSafe(figures, sums, 4)
    }),
    { numRuns: 2, seed: 7 },
  )
})
