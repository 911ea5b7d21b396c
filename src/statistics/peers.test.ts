import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { mean } from './mean.ts'
import { compareWithPeers, median, percentChange } from './peers.ts'
import { quartile, rank, rankRange } from './ranks.ts'

test('the median leaves missing values out and says how many it used', () => {
  assert.deepEqual(median([5, null, 1, 3]), { median: 3, used: 3, of: 4 })
  assert.deepEqual(median([1, 2, 3, 4]), { median: 2.5, used: 4, of: 4 })
  assert.deepEqual(median([null, null]), { median: null, used: 0, of: 2 })
})

test('ties share a rank and the next one is skipped', () => {
  assert.deepEqual(rank([10, 20, null, 20, 5], 'high-to-low'), { ranks: [3, 1, null, 1, 4], of: 4 })
  assert.deepEqual(rank([10, 20, null, 20, 5], 'low-to-high'), { ranks: [2, 3, null, 3, 1], of: 4 })
})

test('a rank has a range, by the intervals that lie wholly ahead and wholly behind', () => {
  const intervals = [
    { lower: 10, upper: 12 },
    { lower: 11, upper: 14 },
    { lower: 1, upper: 2 },
    null,
    { lower: 20, upper: 25 },
  ]
  assert.deepEqual(rankRange(intervals, 0, 'high-to-low'), { best: 2, worst: 3, of: 4 })
  assert.deepEqual(rankRange(intervals, 0, 'low-to-high'), { best: 2, worst: 3, of: 4 })
  assert.deepEqual(rankRange(intervals, 2, 'high-to-low'), { best: 4, worst: 4, of: 4 })
  assert.deepEqual(rankRange(intervals, 2, 'low-to-high'), { best: 1, worst: 1, of: 4 })
  assert.equal(rankRange(intervals, 3, 'high-to-low'), null)
  assert.equal(rankRange(intervals, 5, 'high-to-low'), null)
  // intervals that meet in one number are not wholly apart
  const meeting = [intervals[0], { lower: 12, upper: 13 }].map((interval) => interval ?? null)
  assert.deepEqual(rankRange(meeting, 0, 'high-to-low'), { best: 1, worst: 2, of: 2 })
  assert.deepEqual(rankRange(meeting, 1, 'high-to-low'), { best: 1, worst: 2, of: 2 })
})

test('fewer values than quarters have no quarter', () => {
  assert.deepEqual(quartile([3, null, 1, 2]), [null, null, null, null])
  assert.deepEqual(quartile([4, 3, 2, 1]), [1, 2, 3, 4])
  assert.deepEqual(quartile([4, 3, 2, 1], 'low-to-high'), [4, 3, 2, 1])
  assert.deepEqual(quartile([8, 7, null, 6, 5, 4, 3, 2, 1]), [1, 1, null, 2, 2, 3, 3, 4, 4])
})

test('better and worse are said only when it is known which way is better', () => {
  const peers = [20, 22, 24, null]
  const words = (own: number | null, polarity: 'increase' | 'decrease' | 'neutral'): string =>
    compareWithPeers({ own, peers, polarity }).words
  assert.equal(words(30, 'decrease'), 'higher than peers, which is worse')
  assert.equal(words(30, 'increase'), 'higher than peers, which is better')
  assert.equal(words(10, 'neutral'), 'lower than peers')
  assert.equal(words(22.5, 'decrease'), 'about the same as peers')
  assert.equal(words(null, 'decrease'), 'no figure for this area')
  assert.equal(compareWithPeers({ own: 3, peers: [null], polarity: 'increase' }).words, 'no figures for peers')
  assert.equal(words(10, 'decrease'), 'lower than peers, which is better')
  assert.equal(words(10, 'increase'), 'lower than peers, which is worse')
  // exactly as far as counts as the same, and a hair further
  const far = (own: number): string => compareWithPeers({ own, peers: [20], polarity: 'neutral' }).words
  assert.deepEqual([far(21), far(19)], ['about the same as peers', 'about the same as peers'])
  assert.deepEqual([far(21.001), far(18.999)], ['higher than peers', 'lower than peers'])
})

test('with an interval, about the same means that it holds the median', () => {
  const around = { own: 30, peers: [20, 22, 24], polarity: 'decrease' as const }
  assert.equal(compareWithPeers({ ...around, interval: { lower: 21, upper: 39 } }).standing, 'same')
  assert.equal(compareWithPeers({ ...around, interval: { lower: 28, upper: 32 } }).standing, 'worse')
  assert.equal(compareWithPeers({ ...around, own: 15, interval: { lower: 14, upper: 16 } }).standing, 'better')
  assert.equal(compareWithPeers({ ...around, interval: { lower: 22, upper: 38 } }).standing, 'same')
  assert.equal(compareWithPeers({ ...around, own: 15, interval: { lower: 8, upper: 22 } }).standing, 'same')
  const { difference: far, ratio: none } = compareWithPeers({ ...around, peers: [0] })
  assert.deepEqual([far, none], [30, null])
  const { median: middle, used, of, difference, ratio } = compareWithPeers({ ...around, own: 33 })
  assert.deepEqual([middle, used, of, difference, ratio], [22, 3, 3, 11, 1.5])
})

test('percent change has no answer from zero or from nothing', () => {
  assert.equal(percentChange(40, 50), 25)
  assert.equal(percentChange(-40, -50), -25)
  assert.deepEqual([percentChange(0, 5), percentChange(null, 5), percentChange(5, null)], [null, null, null])
})

test('a mean does not drift', () => {
  assert.equal(mean(Array.from({ length: 12 }, () => 0.1)), 0.1)
  assert.equal(mean([]), null)
})

const some = fc.array(fc.option(fc.integer({ min: -50, max: 50 })), { maxLength: 40 })

test('ranks keep the order of the values, and quarters keep the order of the ranks', () => {
  fc.assert(
    fc.property(some, (values) => {
      const { ranks, of } = rank(values, 'high-to-low')
      const quarters = quartile(values)
      assert.equal(of, values.filter((value) => value !== null).length)
      for (const [i, a] of values.entries()) {
        for (const [j, b] of values.entries()) {
          if (a === null || b === null) continue
          const [ri, rj] = [ranks[i] ?? 0, ranks[j] ?? 0]
          assert.equal(Math.sign(ri - rj), Math.sign(b - a) || 0)
          if (of >= 4 && ri <= rj) assert.ok((quarters[i] ?? 0) <= (quarters[j] ?? 0))
        }
      }
      for (const quarter of quarters) assert.ok(quarter === null ? true : quarter >= 1 && quarter <= 4)
    }),
  )
})

test('as many values lie above the median as below it', () => {
  fc.assert(
    fc.property(some, (values) => {
      const { median: middle } = median(values)
      if (middle === null) return
      const above = values.filter((value) => value !== null && value > middle).length
      const below = values.filter((value) => value !== null && value < middle).length
      assert.ok(Math.abs(above - below) <= values.filter((value) => value === middle).length)
    }),
  )
})
