import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dodge } from './dodge.ts'

/** What the drawing means, each dot against every earlier one: slow, and plain to read. */
function byDefinition(places: readonly number[], apart: number): number[] {
  const order = places.map((_, i) => i).sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0))
  const offsets = places.map(() => 0)
  const done: number[] = []
  for (const i of order) {
    const isFree = (offset: number): boolean =>
      done.every((j) => Math.hypot((places[i] ?? 0) - (places[j] ?? 0), offset - (offsets[j] ?? 0)) >= apart - 0.01)
    const offsetAt = (step: number): number => (Math.ceil(step / 2) * apart * (step % 2 === 1 ? -1 : 1)) / 2
    let step = 0
    while (!isFree(offsetAt(step)) && step < 400) step++
    offsets[i] = offsetAt(step)
    done.push(i)
  }
  return offsets
}

test('places every dot where the definition does', () => {
  const apart = fc.constantFrom(5.6, 7.2, 1, 0.005)
  const spread = fc.array(fc.double({ min: 0, max: 60, noNaN: true }), { maxLength: 40 })
  const tied = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 40 })
  fc.assert(
    fc.property(fc.oneof(spread, tied), apart, (places, distance) => {
      assert.deepEqual(dodge(places, distance), byDefinition(places, distance))
    }),
    { numRuns: 400 },
  )
})

test('a column that is full stays at its end', () => {
  const places = Array.from({ length: 250 }, () => 3)
  assert.deepEqual(dodge(places, 7.2), byDefinition(places, 7.2))
})

test('no dot covers another', () => {
  const places = Array.from({ length: 153 }, (_, i) => 100 + 60 * Math.sin(i * 1.7))
  const offsets = dodge(places, 7.2)
  for (const [i, place] of places.entries()) {
    for (let j = 0; j < i; j++) {
      const distance = Math.hypot(place - (places[j] ?? 0), (offsets[i] ?? 0) - (offsets[j] ?? 0))
      assert.ok(distance >= 7.19, `${i} and ${j} are ${distance} apart`)
    }
  }
})
