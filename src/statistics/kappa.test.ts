import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { kappaWeights } from './kappa-words.ts'
import type { KappaWeights } from './kappa-words.ts'
import { kappaOfPairs, kappaOfTable } from './kappa.ts'

const says = (message: string): { name: string; message: string } => ({ name: 'RangeError', message })
const near = (got: number | null, want: number, within: number): void =>
  assert.ok(got !== null && Math.abs(got - want) <= within, `${got} for ${want}`)
const methods = ['none', 'linear', 'quadratic'] as const

test('the skin condition table of the SAS handbook (PROC FREQ, agreement study)', () => {
  const skin = [
    [10, 4, 1, 0],
    [5, 10, 12, 2],
    [2, 4, 12, 5],
    [0, 2, 6, 13],
  ]
  for (const [weights, kappa, error, lower, upper] of [
    ['none', 0.3449, 0.0724, 0.203, 0.4868],
    ['linear', 0.5082, 0.0655, 0.3798, 0.6366],
  ] as const) {
    const found = kappaOfTable(skin, { weights })
    near(found.kappa, kappa, 0.00005)
    near(found.standardError, error, 0.00005)
    near(found.lower, lower, 0.00005)
    near(found.upper, upper, 0.00005)
    assert.deepEqual([found.used, found.same, found.leftOut, found.reason], [88, 45, 0, null])
    assert.equal(found.agreement, 45 / 88)
  }
})

test('the psychiatric table of Fleiss: 0.89 observed, 0.66 by chance, 0.676', () => {
  const found = kappaOfTable([
    [75, 1, 4],
    [5, 4, 1],
    [0, 0, 10],
  ])
  near(found.kappa, (0.89 - 0.66) / 0.34, 1e-12)
  near(found.standardError, 0.0877, 0.00005)
  assert.equal(found.weights, 'none')
  assert.equal(
    found.words,
    'The same grade in 89 of 100 pairs (89.0%). Kappa 0.68 (95% interval 0.50 to 0.85), no credit for grades that differ: 1 is full agreement, 0 what chance alone would give.',
  )
})

/** Variance of weighted kappa by the delta method, the derivatives taken by small differences. */
function varianceByDifferences(table: readonly (readonly number[])[], weights: KappaWeights): number {
  const used = table.flat().reduce((a, b) => a + b, 0)
  const shares = table.flat().map((count) => count / used)
  const size = table.length
  const credit = (cell: number): number => {
    const apart = Math.abs(Math.floor(cell / size) - (cell % size)) / (size - 1)
    return weights === 'none' ? Number(apart === 0) : 1 - (weights === 'linear' ? apart : apart ** 2)
  }
  const kappaAt = (p: readonly number[]): number => {
    const row = (i: number): number => p.filter((_, cell) => Math.floor(cell / size) === i).reduce((a, b) => a + b, 0)
    const column = (j: number): number => p.filter((_, cell) => cell % size === j).reduce((a, b) => a + b, 0)
    const found = p.reduce((sum, share, cell) => sum + share * credit(cell), 0)
    const chance = p.reduce(
      (sum, _, cell) => sum + row(Math.floor(cell / size)) * column(cell % size) * credit(cell),
      0,
    )
    return (found - chance) / (1 - chance)
  }
  const step = 1e-6
  const slopes = shares.map((_, cell) => {
    const moved = (by: number): number[] => shares.map((share, other) => (other === cell ? share + by : share))
    return (kappaAt(moved(step)) - kappaAt(moved(-step))) / (2 * step)
  })
  const middle = shares.reduce((sum, share, cell) => sum + share * (slopes[cell] ?? 0), 0)
  return shares.reduce((sum, share, cell) => sum + share * ((slopes[cell] ?? 0) - middle) ** 2, 0) / used
}

test('the standard error is that of the delta method, whatever the weights', () => {
  const table = [
    [12, 5, 1],
    [3, 20, 6],
    [2, 4, 17],
  ]
  for (const weights of methods) {
    near(kappaOfTable(table, { weights }).standardError, Math.sqrt(varianceByDifferences(table, weights)), 1e-8)
  }
})

test('with two categories all weights give the same', () => {
  const table = [
    [20, 5],
    [10, 15],
  ]
  const [none, linear, quadratic] = methods.map((weights) => kappaOfTable(table, { weights }))
  near(none?.kappa ?? null, 0.4, 1e-12)
  for (const other of [linear, quadratic]) {
    near(other?.kappa ?? null, none?.kappa ?? NaN, 1e-12)
    near(other?.upper ?? null, none?.upper ?? NaN, 1e-12)
  }
})

test('quadratic weights give the intraclass correlation of the two raters, means and spreads apart', () => {
  const table = [
    [12, 5, 1],
    [3, 20, 6],
    [2, 4, 17],
  ]
  const pairs = table.flatMap((row, i) =>
    row.flatMap((count, j) => Array.from({ length: count }, () => [i, j] as const)),
  )
  const n = pairs.length
  const mean = (of: (pair: readonly [number, number]) => number): number =>
    pairs.reduce((sum, pair) => sum + of(pair), 0) / n
  const [mi, mj] = [mean(([i]) => i), mean(([, j]) => j)]
  const together = mean(([i, j]) => (i - mi) * (j - mj))
  const spread = mean(([i]) => (i - mi) ** 2) + mean(([, j]) => (j - mj) ** 2)
  near(kappaOfTable(table, { weights: 'quadratic' }).kappa, (2 * together) / (spread + (mi - mj) ** 2), 1e-12)
})

test('full agreement is 1, without an interval since nothing varies', () => {
  for (const weights of methods) {
    const full = kappaOfTable(
      [
        [3, 0, 0],
        [0, 4, 0],
        [0, 0, 5],
      ],
      { weights },
    )
    near(full.kappa, 1, 1e-12)
    assert.deepEqual(
      [full.lower, full.upper, full.standardError, full.agreement, full.reason],
      [null, null, null, 1, 'the pairs do not vary enough for one'],
    )
    assert.equal(
      full.words,
      `The same grade in 12 of 12 pairs (100.0%). Kappa 1.00 (no interval: the pairs do not vary enough for one), ${kappaWeights[weights]}: 1 is full agreement, 0 what chance alone would give. With so few pairs the interval is rough.`,
    )
  }
})

test('one grade throughout, and no pair at all, have no kappa and say why', () => {
  const one = kappaOfTable([
    [7, 0],
    [0, 0],
  ])
  assert.deepEqual([one.kappa, one.lower, one.upper, one.agreement], [null, null, null, 1])
  assert.equal(one.reason, 'both raters gave one and the same grade throughout')
  assert.equal(
    one.words,
    'The same grade in 7 of 7 pairs (100.0%). Kappa cannot be worked out: both raters gave one and the same grade throughout.',
  )
  const none = kappaOfPairs([[null, 'good']], ['good', 'poor'])
  assert.deepEqual([none.kappa, none.agreement, none.used, none.leftOut], [null, null, 0, 1])
  assert.equal(
    none.words,
    'Kappa cannot be worked out: there is no pair with both grades. 1 pair without both grades left out.',
  )
  const apart = kappaOfTable([
    [0, 7],
    [0, 0],
  ])
  assert.deepEqual([apart.kappa, apart.lower, apart.reason], [0, null, 'the pairs do not vary enough for one'])
})

test('pairs are counted into the table, and those with a missing grade left out and told', () => {
  const categories = ['inadequate', 'requires improvement', 'good']
  const pairs = [
    ['good', 'good'],
    ['good', 'requires improvement'],
    ['inadequate', 'inadequate'],
    ['requires improvement', 'good'],
    ['requires improvement', 'requires improvement'],
    [null, 'good'],
    ['good', null],
    [null, null],
  ] as const
  const found = kappaOfPairs(pairs, categories, { weights: 'linear', confidence: 99 })
  const same = kappaOfTable(
    [
      [1, 0, 0],
      [0, 1, 1],
      [0, 1, 1],
    ],
    { weights: 'linear', confidence: 0.99 },
  )
  assert.deepEqual({ ...found, leftOut: 0, words: '' }, { ...same, words: '' })
  assert.equal(found.leftOut, 3)
  const twice = kappaOfPairs([...pairs, ...pairs], categories)
  assert.deepEqual([twice.used, twice.same, twice.leftOut], [10, 6, 6])
  assert.match(
    found.words,
    /^The same grade in 3 of 5 pairs \(60\.0%\)\. Kappa 0\.50 \(99% interval −0\.37 to 1\.00\), linear weights: /,
  )
  assert.match(found.words, /With so few pairs the interval is rough\. 3 pairs without both grades left out\.$/)
})

test('the interval is called rough under twice the categories squared, and never leaves -1 to 1', () => {
  assert.match(
    kappaOfTable([
      [3, 1],
      [1, 2],
    ]).words,
    /rough/,
  )
  assert.doesNotMatch(
    kappaOfTable([
      [3, 1],
      [1, 3],
    ]).words,
    /rough/,
  )
  assert.equal(
    kappaOfTable([
      [3, 0],
      [1, 3],
    ]).upper,
    1,
  )
  assert.equal(
    kappaOfTable([
      [0, 3],
      [3, 1],
    ]).lower,
    -1,
  )
})

test('turning the order round, or changing the raters about, changes nothing', () => {
  const table = fc.array(fc.array(fc.nat(9), { minLength: 4, maxLength: 4 }), { minLength: 4, maxLength: 4 })
  fc.assert(
    fc.property(table, fc.constantFrom(...methods), (cells, weights) => {
      const plain = kappaOfTable(cells, { weights })
      const turned = kappaOfTable(cells.map((row) => row.toReversed()).reverse(), { weights })
      const swapped = kappaOfTable(
        cells.map((_, i) => cells.map((row) => row[i] ?? 0)),
        { weights },
      )
      for (const other of [turned, swapped]) {
        assert.equal(other.reason, plain.reason)
        for (const field of ['kappa', 'lower', 'upper', 'agreement'] as const) {
          const [got, want] = [other[field], plain[field]]
          if (got === null || want === null) assert.equal(got, want)
          else near(got, want, 1e-9)
        }
      }
      assert.doesNotMatch(plain.words, /NaN|Infinity|null|undefined/)
      if (plain.kappa !== null) assert.ok(plain.kappa >= -1 - 1e-9 && plain.kappa <= 1 + 1e-9)
    }),
  )
})

test('refuses what is no table and what are no grades', () => {
  assert.throws(() => kappaOfPairs([], ['good']), says('categories: 1 is too few, 2 or more are needed'))
  assert.throws(() => kappaOfTable([]), says('categories: 0 is too few, 2 or more are needed'))
  assert.throws(() => kappaOfPairs([], ['a', 'b', 'a']), says("categories: 'a' is there twice"))
  assert.throws(() => kappaOfPairs([['a', 'c']], ['a', 'b']), says("pairs: 'c' is none of the categories"))
  assert.throws(() => kappaOfPairs([['c', null]], ['a', 'b']), says("pairs: 'c' is none of the categories"))
  assert.throws(() => kappaOfTable([[1, 2], [3]]), says('table: a row of 1 in a table of 2 rows'))
  assert.throws(
    () =>
      kappaOfTable([
        [1, 2],
        [3, 0.5],
      ]),
    says('table: 0.5 is not a whole number of 0 or more'),
  )
  assert.throws(
    () =>
      kappaOfTable([
        [1, -2],
        [3, 4],
      ]),
    says('table: -2 is not a whole number of 0 or more'),
  )
  assert.throws(
    () =>
      kappaOfTable(
        [
          [1, 2],
          [3, 4],
        ],
        { confidence: 0.5 },
      ),
    says('confidence: 0.5 is not between 0.9 and 1, or 90 and 100'),
  )
})
