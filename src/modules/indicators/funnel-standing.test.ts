import assert from 'node:assert/strict'
import { test } from 'node:test'
import { repeatableChance } from '#statistics/repeatable-chance.ts'
import { funnelStanding } from './funnel-standing.ts'
import type { CountedShare } from './rank-interval.ts'

const share = (numerator: number, denominator: number): CountedShare => ({
  percent: Math.round((numerator / denominator) * 1000) / 10,
  numerator,
  denominator,
})
const chance = repeatableChance(5)
/** Areas of which each counts a fifth, give or take what chance makes of it times `spread`. */
const areas = (spread: number): CountedShare[] =>
  Array.from({ length: 40 }, () => {
    const n = 500 + Math.floor(chance() * 4000)
    const noise = (chance() + chance() + chance() - 1.5) * 2 * Math.sqrt(0.16 / n) * spread
    return share(Math.round(n * (0.2 + noise)), n)
  })

test('an area far off is beyond its limits, on its side; one in the middle is within', () => {
  const others = areas(1)
  assert.match(
    funnelStanding([...others, share(800, 2000)], 40) ?? '',
    /^Above the 99\.8% limits for its size \(1[\d.]+% to 2[\d.]+%\)/,
  )
  assert.match(funnelStanding([...others, share(100, 2000)], 40) ?? '', /^Below .*\. 1 of 41 areas lie beyond theirs\./)
  assert.match(funnelStanding([...others, share(400, 2000)], 40) ?? '', /^Within /)
})

test('where areas differ by more than chance the limits are widened, and it is said by how much', () => {
  assert.match(funnelStanding(areas(0.5), 0) ?? '', /, which chance alone would make\. 0 of 40/)
  const wide = /widened because areas differ ([\d.]+) times as much/.exec(funnelStanding(areas(5), 0) ?? '')
  assert.ok(Number(wide?.[1]) > 5)
})

test('nothing is said without the area’s own counts, with counts that make another percentage, or of few areas', () => {
  const others = areas(1)
  assert.equal(funnelStanding([...others, { percent: 20, numerator: null, denominator: null }], 40), null)
  assert.equal(funnelStanding([...others, { ...share(400, 2000), percent: 23 }], 40), null)
  assert.equal(funnelStanding(others.slice(0, 19), 0), null)
  assert.notEqual(funnelStanding(others.slice(0, 20), 0), null)
})
