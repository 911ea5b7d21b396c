import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ImprovementDirection, PointType, Rule } from './spc-types.ts'
import { pointTypeOf, ruleWords, specialCauseWords, variationIconOf } from './spc-words.ts'

const rules: readonly Rule[] = ['outside', 'trend', 'two-in-three', 'shift']
const directions: readonly ImprovementDirection[] = ['increase', 'decrease', 'neutral']

test('every special cause has the name that the package gives it, with the lengths in use', () => {
  assert.deepEqual(
    rules.map((rule) => specialCauseWords(rule, 1, 6, 8)),
    ['Above UCL', '6 Point Trend (Increasing)', '2 in 3 Above CL', '8 Points Above CL'],
  )
  assert.deepEqual(
    rules.map((rule) => specialCauseWords(rule, -1, 6, 8)),
    ['Below LCL', '6 Point Trend (Decreasing)', '2 in 3 Below CL', '8 Points Below CL'],
  )
})

test('a run is told in plain words, up and down', () => {
  assert.deepEqual(
    rules.map((rule) => ruleWords(rule, 1, 7)),
    [
      '7 points in a row above the upper process limit',
      '7 points in a row, each higher than the one before',
      '2 of every 3 points near or beyond the upper process limit',
      '7 points in a row above the mean',
    ],
  )
  assert.deepEqual(
    rules.map((rule) => ruleWords(rule, -1, 8)),
    [
      '8 points in a row below the lower process limit',
      '8 points in a row, each lower than the one before',
      '2 of every 3 points near or beyond the lower process limit',
      '8 points in a row below the mean',
    ],
  )
})

test('one point outside is a point, two are points in a row', () => {
  assert.equal(ruleWords('outside', 1, 1), 'a point above the upper process limit')
  assert.equal(ruleWords('outside', -1, 1), 'a point below the lower process limit')
  assert.equal(ruleWords('outside', -1, 2), '2 points in a row below the lower process limit')
})

test('the way that is better says whether a change is good, and none says so where neither is', () => {
  assert.deepEqual(
    directions.map((direction) => pointTypeOf(1, direction)),
    ['special_cause_improvement', 'special_cause_concern', 'special_cause_neutral_high'],
  )
  assert.deepEqual(
    directions.map((direction) => pointTypeOf(-1, direction)),
    ['special_cause_concern', 'special_cause_improvement', 'special_cause_neutral_low'],
  )
})

test('the icon of an improvement follows the better direction, that of a concern goes against it', () => {
  const icons = (direction: ImprovementDirection, latest: readonly PointType[]): string[] =>
    latest.map((type) => variationIconOf(type, direction))
  const judged: PointType[] = ['common_cause', 'special_cause_improvement', 'special_cause_concern']
  assert.deepEqual(icons('increase', judged), ['common_cause', 'improvement_high', 'concern_low'])
  assert.deepEqual(icons('decrease', judged), ['common_cause', 'improvement_low', 'concern_high'])
  assert.deepEqual(icons('neutral', ['common_cause', 'special_cause_neutral_high', 'special_cause_neutral_low']), [
    'common_cause',
    'neutral_high',
    'neutral_low',
  ])
})
