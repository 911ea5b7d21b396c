import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { suppressTable } from './suppress-table.ts'
import type { SuppressedTable } from './suppress-table.ts'
import { hiddenOf, isSmall, shownCells, tables, trueCells } from './testing.ts'

const thresholds = fc.integer({ min: 1, max: 9 })

type Vector = { id: string; counts: number[][]; threshold: number; shown: SuppressedTable }
const vectors = readFileSync(new URL('../vectors/suppress.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line): Vector => JSON.parse(line))

test('48 tables are suppressed as they were when the attacker found nothing in them', () => {
  assert.equal(vectors.length, 48)
  for (const { id, counts, threshold, shown } of vectors) {
    assert.deepEqual(suppressTable(counts, threshold, true), shown, id)
  }
})

test('one small count costs three more, large ones within the table rather than totals', () => {
  const counts = [
    [3, 12, 14],
    [20, 30, 40],
    [11, 22, 33],
  ]
  assert.deepEqual(suppressTable(counts, 5, true), {
    cells: [
      ['c', 'c', 14],
      [20, 30, 40],
      ['c', 'c', 33],
    ],
    rowTotals: [29, 90, 66],
    columnTotals: [34, 64, 87],
    total: 185,
  })
})

test('a total is hidden when it is small itself, or when that hides fewer', () => {
  assert.deepEqual(suppressTable([[3]], 5, true), { cells: [['c']], rowTotals: ['c'], columnTotals: ['c'], total: 'c' })
  const lonely = suppressTable([[3, 0], [0, 10]], 5, true) // prettier-ignore
  assert.deepEqual(lonely, { cells: [['c', 0], [0, 'c']], rowTotals: ['c', 'c'], columnTotals: ['c', 'c'], total: 13 }) // prettier-ignore
})

test('the grand total is hidden only when nothing else helps', () => {
  // two ones that make 2: whatever else is hidden, a shown 2 is 1 and 1
  assert.equal(suppressTable([[1, 0], [0, 1]], 1, true).total, 'c') // prettier-ignore
  assert.equal(suppressTable([[1, 0], [0, 2]], 1, true).total, 3) // prettier-ignore
  assert.equal(suppressTable([[2, 7]], 5, true).total, 9)
})

test('zeros are shown, and a table without small counts is shown whole', () => {
  const table = suppressTable([[0, 6], [7, 0]], 5, true) // prettier-ignore
  assert.deepEqual(table, { cells: [[0, 6], [7, 0]], rowTotals: [6, 7], columnTotals: [7, 6], total: 13 }) // prettier-ignore
  assert.deepEqual(suppressTable([], 5, true), { cells: [], rowTotals: [], columnTotals: [], total: 0 })
  assert.deepEqual(suppressTable([[]], 5, true), { cells: [[]], rowTotals: [0], columnTotals: [], total: 0 })
})

test('categories that overlap make no totals: only the small counts are hidden', () => {
  assert.deepEqual(
    suppressTable(
      [
        [0, 1, 5, 6],
        [9, 5, 0, 7],
      ],
      5,
      false,
    ),
    {
      cells: [[0, 'c', 'c', 6], [9, 'c', 0, 7]], // prettier-ignore
      rowTotals: null,
      columnTotals: null,
      total: null,
    },
  )
})

test('the same table is always suppressed in the same way', () => {
  fc.assert(
    fc.property(tables(6), thresholds, (counts, threshold) => {
      assert.deepEqual(suppressTable(counts, threshold, true), suppressTable(counts, threshold, true))
    }),
    { numRuns: 30 },
  )
})

test('a stricter threshold never shows more cells, nor a small one that was hidden', () => {
  fc.assert(
    fc.property(
      tables(4),
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 3 }),
      (counts, threshold, more) => {
        const loose = suppressTable(counts, threshold, true)
        const strict = suppressTable(counts, threshold + more, true)
        const truth = trueCells(counts)
        for (const key of hiddenOf(loose)) {
          if (isSmall(truth.get(key) ?? 0, threshold)) assert.equal(shownCells(strict).get(key), 'c')
        }
        // where the grand total had to go, fewer others may be hidden
        const isComparable = loose.total === 'c' || strict.total !== 'c'
        if (isComparable) assert.ok(hiddenOf(loose).length <= hiddenOf(strict).length)
      },
    ),
    { numRuns: 60 },
  )
})
