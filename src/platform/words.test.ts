import assert from 'node:assert/strict'
import { test } from 'node:test'
import { list, money, number, plural } from './words.ts'

test('a number keeps its decimals, whichever were asked for before', () => {
  assert.deepEqual(
    [number(1234.567, 1), number(1234.567), number(1234.567, 2), number(0.05, 1), number(-3, 1), number(1e6)],
    ['1,234.6', '1,235', '1,234.57', '0.1', '-3.0', '1,000,000'],
  )
})

test('money is in pounds from pence, plurals and lists read as they are said', () => {
  assert.equal(money(3_611_574), '£36,115.74')
  assert.deepEqual(
    [plural(1, 'point'), plural(3, 'point'), plural(0, 'child', 'children')],
    ['1 point', '3 points', '0 children'],
  )
  assert.deepEqual([list([]), list(['a']), list(['a', 'b', 'c'])], ['', 'a', 'a, b and c'])
})
