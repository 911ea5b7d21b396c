import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refusalOf, refuse, shown, under } from './refusals.ts'

const caught = (work: () => unknown): unknown => {
  try {
    return work()
  } catch (error) {
    return error
  }
}

test('a value is shown on one line, text in quotes', () => {
  const table: [unknown, string][] = [
    ['2026', `'2026'`],
    [2026, '2026'],
    [null, 'null'],
    [undefined, 'nothing'],
    [true, 'true'],
    [{ a: [1] }, '{"a":[1]}'],
    ['a\tb\r\nc\u0000', `'a b  c '`],
    ['x'.repeat(60), `'${'x'.repeat(60)}'`],
    ['x'.repeat(61), `'${'x'.repeat(60)}…'`],
  ]
  for (const [value, words] of table) assert.equal(shown(value), words)
})

test('a refusal names its field, and can be taken apart again', () => {
  for (const [field, sentence] of [
    ['from', 'is missing'],
    ['anchors.aware', `'2026-02-30' is not a date`],
    ['anchors.notified or anchors.aware', 'is missing: both'],
  ] as const) {
    const error = caught(() => refuse(field, sentence))
    assert.ok(error instanceof RangeError)
    assert.equal(error.message, `${field}: ${sentence}`)
    assert.deepEqual(refusalOf(error), { field, sentence })
  }
})

test('what is no refusal of a field is not taken for one', () => {
  for (const error of [
    new RangeError('days must be a whole number, 1 or more'),
    new RangeError('from:'),
    new RangeError(': is missing'),
    new RangeError(`case 'A7': days: is missing`),
    new Error('from: is missing'),
    'from: is missing',
    undefined,
  ])
    assert.equal(refusalOf(error), undefined)
})

test('work under a field gives its value, puts the field before a refusal, and lets other errors through', () => {
  assert.equal(
    under('from', () => 5),
    5,
  )
  assert.deepEqual(refusalOf(caught(() => under('from', () => refuse('x', 'y')))), { field: 'from', sentence: 'x: y' })
  const other = new TypeError('broken')
  assert.equal(
    caught(() =>
      under('from', () => {
        throw other
      }),
    ),
    other,
  )
})
