import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { rank } from '#statistics/ranks.ts'
import { rankInterval, type CountedShare } from './rank-interval.ts'

const share = (numerator: number, denominator: number): CountedShare => ({
  percent: Math.round((numerator / denominator) * 1000) / 10,
  numerator,
  denominator,
})

test('large areas keep their rank, small ones may stand anywhere', () => {
  const large = [share(1_000, 10_000), share(2_000, 10_000), share(3_000, 10_000)]
  assert.deepEqual(rankInterval(large, 1, 'low-to-high'), { best: 2, worst: 2 })
  assert.deepEqual(rankInterval(large, 0, 'high-to-low'), { best: 3, worst: 3 })
  const small = [share(1, 10), share(2, 10), share(3, 10)]
  assert.deepEqual(rankInterval(small, 1, 'low-to-high'), { best: 1, worst: 3 })
})

test('an area without its counts has no interval, and another one may stand on either side', () => {
  const [one, two] = [share(1_000, 10_000), share(2_000, 10_000)]
  const unknown = { percent: 90, numerator: null, denominator: null }
  assert.equal(rankInterval([one, unknown], 1, 'low-to-high'), null)
  assert.deepEqual(rankInterval([one, two, unknown], 1, 'low-to-high'), { best: 2, worst: 3 })
})

test('counts that do not make the published percentage are not those of it', () => {
  const wrong = { ...share(1_000, 10_000), percent: 12.4 }
  assert.equal(rankInterval([wrong, share(2_000, 10_000)], 0, 'low-to-high'), null)
  assert.equal(rankInterval([{ percent: 100, numerator: 5, denominator: 4 }], 0, 'low-to-high'), null)
})

test('the rank itself always lies within', () => {
  const counted = fc.integer({ min: 1, max: 5_000 }).chain((n) => fc.nat({ max: n }).map((x) => share(x, n)))
  fc.assert(
    fc.property(fc.array(counted, { minLength: 1, maxLength: 30 }), (shares) => {
      const exact = shares.map(({ numerator, denominator }) => (numerator ?? 0) / (denominator ?? 1))
      for (const order of ['low-to-high', 'high-to-low'] as const) {
        const { ranks } = rank(exact, order)
        for (const at of shares.keys()) {
          const found = rankInterval(shares, at, order)
          const position = ranks[at] ?? 0
          assert.ok(found && found.best <= position && position <= found.worst && found.worst <= shares.length)
        }
      }
    }),
  )
})
