import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCell } from './cell.ts'

test('a number that no register could hold, and a word that only looks like a symbol, are not read', () => {
  for (const printed of [
    '1e400',
    '-1e400',
    '1e300',
    'Infinity',
    'NaN',
    'constructor',
    '__proto__',
    '[toString]',
    'banana',
  ])
    assert.equal(readCell(printed), undefined, printed)
})

test('numbers and symbols are read as they are printed', () => {
  assert.deepEqual(readCell('7.0000000000000007E-2'), { value: 0.07, state: 'value' })
  assert.deepEqual(readCell('1,234'), { value: 1234, state: 'value' })
  assert.deepEqual(readCell('[low]'), { value: null, state: 'k' })
})
