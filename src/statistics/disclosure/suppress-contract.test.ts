import assert from 'node:assert/strict'
import { test } from 'node:test'
import { suppressCase } from './suppress-contract.ts'
import { suppressRate } from './suppress-rate.ts'

test('a table comes back with its totals, additive unless it says otherwise', () => {
  const shown = { cells: [[6, 7]], rowTotals: [13], columnTotals: [6, 7], total: 13 }
  assert.deepEqual(suppressCase({ id: 't', counts: [[6, 7]], threshold: 5, additive: true }), shown)
  assert.deepEqual(suppressCase({ counts: [[6, 7]], threshold: 5 }), shown)
  assert.deepEqual(suppressCase({ counts: [[1, 7]], threshold: 1, additive: false }).cells, [['c', 7]])
})

test('what is no table is refused, and the sentence says where', () => {
  const table = { counts: [[6, 7]], threshold: 5, additive: true }
  const refused: [unknown, string][] = [
    [null, 'table: it is not an object with counts, threshold and additive'],
    [[[1]], 'table: it is not an object with counts, threshold and additive'],
    [{ ...table, threshold: 0 }, 'threshold: 0 is not a whole number of 1 or more'],
    [{ ...table, threshold: 2.5 }, 'threshold: 2.5 is not a whole number of 1 or more'],
    [{ ...table, threshold: '5' }, 'threshold: "5" is not a whole number of 1 or more'],
    [{ counts: [[1]] }, 'threshold: nothing is not a whole number of 1 or more'],
    [{ ...table, additive: 'yes' }, 'additive: "yes" is not true or false'],
    [{ ...table, counts: 4 }, 'counts: 4 is not a list of rows'],
    [{ ...table, counts: 'x'.repeat(60) }, `counts: "${'x'.repeat(39)}… is not a list of rows`],
    [{ ...table, counts: [[1], 2] }, 'counts: row 2 is not a list of counts'],
    [{ ...table, counts: [[1, 2], [3, null]] }, 'counts: row 2, column 2: null is not a whole number of 0 or more'], // prettier-ignore
    [{ ...table, counts: [[-1]] }, 'counts: row 1, column 1: -1 is not a whole number of 0 or more'],
    [{ ...table, counts: [[1.5]] }, 'counts: row 1, column 1: 1.5 is not a whole number of 0 or more'],
    [{ ...table, counts: [[1, 2], [3]] }, 'counts: row 2 has 1 columns and row 1 has 2'],
    [{ ...table, counts: [[2 ** 53 - 1, 1]] }, 'counts: together they are too large to be added exactly'],
  ]
  for (const [value, message] of refused) assert.throws(() => suppressCase(value), { name: 'RangeError', message })
})

test('a rate goes with its small count, with its small remainder, and with its small denominator', () => {
  const table: [[number | null, number | null, number | null], boolean, (number | null)[]][] = [
    [[6, 100, 6], true, [6, 100, 6]],
    [[5, 100, 5], true, [null, 100, null]],
    [[1, 100, 1], false, [null, 100, null]],
    [[0, 100, 0], true, [0, 100, 0]],
    [[95, 100, 95], true, [null, 100, null]],
    [[95, 100, 95], false, [95, 100, 95]],
    [[94, 100, 94], true, [94, 100, 94]],
    [[100, 100, 100], true, [100, 100, 100]],
    [[0, 4, 0], true, [null, null, null]],
    [[9, 4, 2.25], false, [null, null, null]],
    [[null, 4, null], true, [null, null, null]],
    [[3, null, 3], false, [null, null, null]],
    [[null, null, 17.5], true, [null, null, 17.5]],
  ]
  for (const [[numerator, denominator, value], isShare, want] of table) {
    const shown = suppressRate({ numerator, denominator, value }, 5, isShare)
    assert.deepEqual([shown.numerator, shown.denominator, shown.value], want, `${numerator} of ${denominator}`)
    const isWhole = want.every((each, i) => each === [numerator, denominator, value][i])
    if (numerator !== null) assert.equal(shown.isHidden, !isWhole)
  }
})
