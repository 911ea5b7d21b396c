import assert from 'node:assert/strict'
import { test } from 'node:test'
import { figure, finite, percentOf, threeFigures } from './wording.ts'

test('figures have so many decimals and a real minus sign, and none but nothing reads as 0', () => {
  assert.deepEqual(
    [0, -0, 1, -1.25, 1234.56, 0.05, 0.049, -0.0012, 1e-9].map((value) => figure(value)),
    ['0.0', '0.0', '1.0', '−1.3', '1,234.6', '0.1', '0.05', '−0.001', '0.000000001'],
  )
  assert.deepEqual([figure(0.5, 0), figure(0.4, 0), figure(74.6, 0), figure(0.996, 2)], ['1', '0.4', '75', '1.00'])
})

test('three figures that count', () => {
  assert.deepEqual(
    [0, 12_345, 4.567, -0.012345, 100].map((value) => threeFigures(value)),
    ['0', '12,300', '4.57', '−0.0123', '100'],
  )
})

test('shares in per cent, and numbers that can be shown', () => {
  assert.deepEqual([0.95, 0.998, 0.9, 0.99999].map(percentOf), ['95%', '99.8%', '90%', '99.999%'])
  assert.deepEqual([1, NaN, Infinity, -Infinity].map(finite), [1, null, null, null])
})
