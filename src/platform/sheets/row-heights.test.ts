import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { linesIn, rowHeight } from './row-heights.ts'

test('a text takes as many lines as its words need', () => {
  assert.equal(linesIn({ text: '', width: 10 }), 1)
  assert.equal(linesIn({ text: 'Unit', width: 16 }), 1)
  assert.equal(linesIn({ text: 'one\n\nthree', width: 16 }), 3)
  assert.equal(linesIn({ text: '1234567 1234567', width: 10 }), 2)
  // A word that is longer than its column is broken where the column ends.
  assert.equal(linesIn({ text: '1'.repeat(25), width: 11 }), 3)
  // Narrow letters take less room than wide ones, bold ones more than plain ones.
  assert.equal(linesIn({ text: 'illi illi illi', width: 10 }), 1)
  assert.equal(linesIn({ text: 'MWMW MWMW MWMW', width: 10 }), 3)
  assert.equal(linesIn({ text: '1234567890', width: 11.2, bold: true }), 2)
})

test('a row is as high as its cell with the most lines, within what programs can show', () => {
  const one = rowHeight([{ text: 'B1', width: 8 }])
  assert.equal(rowHeight([]), one)
  const two = rowHeight([
    { text: 'B1', width: 8 },
    { text: 'How many contacts reach the front door?', width: 30 },
  ])
  assert.ok(two > one && two < 2 * one)
  assert.equal(rowHeight([{ text: 'word '.repeat(1_000), width: 20 }]), 409)
})

test('a wider column never needs more lines', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), fc.integer({ min: 2, max: 60 }), (text, width) => {
      assert.ok(linesIn({ text, width: width + 5 }) <= linesIn({ text, width }))
    }),
  )
})
