import assert from 'node:assert/strict'
import { test } from 'node:test'
import { figureInWords, movement, targetStanding, valueInWords, type Figure } from './measure.ts'

const figure = (trueOn: string, value: number | null, more: Partial<Figure> = {}): Figure => ({
  trueOn,
  value,
  numerator: null,
  denominator: null,
  unknownReason: value === null ? 'the register is missing' : null,
  source: 'Audit',
  isInvented: false,
  ...more,
})

test('a figure is written with its unit and what it was counted from; unknown is never 0', () => {
  assert.equal(valueInWords(62.5, 'per cent'), '62.5%')
  assert.equal(valueInWords(1204, 'children'), '1,204 children')
  assert.equal(valueInWords(0, null), '0')
  assert.equal(
    figureInWords(figure('2026-09-30', 62, { numerator: 31, denominator: 50 }), 'per cent'),
    '62% (31 of 50)',
  )
  assert.equal(figureInWords(figure('2026-09-30', null), 'per cent'), 'not known: the register is missing')
})

test('movement compares the two newest known figures and leaves out what is not known', () => {
  const figures = [figure('2026-06-30', 50), figure('2026-12-31', null), figure('2026-09-30', 62)]
  assert.deepEqual(movement(figures, 'higher-better'), {
    words: 'Higher than the one before, which is better',
    colour: 'green',
  })
  assert.deepEqual(movement(figures, 'lower-better'), {
    words: 'Higher than the one before, which is worse',
    colour: 'red',
  })
  assert.deepEqual(movement(figures, 'none'), { words: 'Higher than the one before', colour: 'grey' })
  assert.equal(movement([], 'none').words, 'No figure yet')
  assert.equal(movement([figure('2026-06-30', 0)], 'none').words, 'One figure only')
  assert.equal(movement([figure('2026-06-30', 0), figure('2026-09-30', 0)], 'none').words, 'Same as the one before')
})

test('a target is met at its very value, in the better direction', () => {
  assert.equal(targetStanding(90, 90, 'higher-better'), 'met')
  assert.equal(targetStanding(89.9, 90, 'higher-better'), 'not met')
  assert.equal(targetStanding(90, 90, 'lower-better'), 'met')
  assert.equal(targetStanding(91, 90, 'lower-better'), 'not met')
  assert.equal(targetStanding(null, 90, 'lower-better'), 'not known')
  assert.equal(targetStanding(1, null, 'lower-better'), null)
  assert.equal(targetStanding(1, 1, 'none'), null)
})
