import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { runChart, runRuleSets } from './run-chart.ts'
import type { RunChart } from './run-chart.ts'
import { compare, sideRuns, trendRuns } from './run-rules.ts'
import type { ImprovementDirection } from './spc-types.ts'

const month = (i: number): string => `${2010 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}-01`
const chart = (values: (number | null)[], direction: ImprovementDirection = 'increase'): RunChart =>
  runChart({ dates: values.map((_, i) => month(i)), values, direction })
const rules = ({ signals }: RunChart): string[] => signals.map(({ rule }) => rule)
const leftToPeople = 'Whether a point lies so far off that anyone would call it unusual is for a person to say.'

test('the rule sets are named', () => {
  assert.deepEqual(runRuleSets, {
    nhs: 'NHS run chart rules (Perla, Provost and Murray 2011)',
    anhoej: 'Anhøj rules (Anhøj and Olesen 2014)',
  })
})

test('six points on one side of the median are a shift, points on the median passed over', () => {
  const shift = chart([1, 3, 2, 1, 4, 2, 5, 8, 7, 5, 9, 7, 8, 5])
  assert.equal(shift.median, 5)
  assert.deepEqual([shift.onMedian, shift.above, shift.below, shift.runs, shift.longestRun], [3, 5, 6, 2, 6])
  assert.deepEqual(
    shift.signals.filter(({ rule }) => rule === 'shift'),
    [
      {
        rule: 'shift',
        ruleSet: 'nhs',
        onsetIndex: 0,
        endIndex: 5,
        direction: 'down',
        pointType: 'special_cause_concern',
        words: '6 points in a row below the median',
      },
    ],
  )
  const over = chart([1, 4, 1, 9, 8, 5, 7, 5, 9, 8, 7, 2, 3])
  assert.equal(over.median, 5)
  const seen = over.signals.find(({ rule }) => rule === 'shift')
  assert.deepEqual([seen?.onsetIndex, seen?.endIndex, seen?.direction], [3, 10, 'up'])
  assert.equal(seen?.words, '6 points in a row above the median')
  assert.equal(seen?.pointType, 'special_cause_improvement')
})

test('five points on one side are no shift', () => {
  assert.deepEqual(
    rules(chart([1, 2, 1, 2, 1, 8, 9, 8, 9, 8])).filter((rule) => rule === 'shift'),
    [],
  )
})

test('five points one way are a trend; a repeated value neither adds nor breaks, a missing one is passed over', () => {
  const rise = chart([5, 1, 2, 2, 3, null, 4, 4, 5, 2, 4])
  assert.deepEqual(rise.signals, [
    {
      rule: 'trend',
      ruleSet: 'nhs',
      onsetIndex: 1,
      endIndex: 8,
      direction: 'up',
      pointType: 'special_cause_improvement',
      words: '5 points in a row, each higher than the one before',
    },
  ])
  const fall = chart([2, 9, 8, 7, 6, 5, 7], 'neutral')
  assert.deepEqual(
    fall.signals.map((signal) => [signal.onsetIndex, signal.endIndex, signal.direction, signal.pointType]),
    [[1, 5, 'down', 'special_cause_neutral_low']],
  )
  assert.deepEqual(rules(chart([3, 1, 2, 2, 3, 4, 1, 0])), [])
})

test('too few runs, an unusually long run and unusually few crossings', () => {
  const step = chart([1, 2, 1, 2, 1, 2, 1, 2, 8, 9, 8, 9, 8, 9, 8, 9], 'decrease')
  assert.deepEqual(step.runsLimits, { lower: 5, upper: 13 })
  assert.deepEqual(step.anhoejLimits, { longestRun: 7, crossings: 4 })
  assert.deepEqual([step.runs, step.crossings, step.longestRun], [2, 1, 8])
  assert.deepEqual(
    step.signals.map(({ rule, ruleSet, words }) => [rule, ruleSet, words]),
    [
      ['shift', 'nhs', '8 points in a row below the median'],
      ['long-run', 'anhoej', '8 points in a row below the median, where at most 7 would be usual'],
      ['shift', 'nhs', '8 points in a row above the median'],
      ['long-run', 'anhoej', '8 points in a row above the median, where at most 7 would be usual'],
      ['too-few-runs', 'nhs', '2 runs about the median, where at least 5 would be usual'],
      ['few-crossings', 'anhoej', 'the median is crossed once, where at least 4 would be usual'],
    ],
  )
  assert.deepEqual(
    step.signals.map(({ onsetIndex, endIndex, direction, pointType }) => [onsetIndex, endIndex, direction, pointType]),
    [
      [0, 7, 'down', 'special_cause_improvement'],
      [0, 7, 'down', 'special_cause_improvement'],
      [8, 15, 'up', 'special_cause_concern'],
      [8, 15, 'up', 'special_cause_concern'],
      [0, 15, null, null],
      [0, 15, null, null],
    ],
  )
  assert.equal(
    step.sentence,
    'Seen in 16 points: 8 points in a row below the median (NHS rule), 8 points in a row below the median, where at most 7 would be usual (Anhøj rule), 8 points in a row above the median (NHS rule), 8 points in a row above the median, where at most 7 would be usual (Anhøj rule), 2 runs about the median, where at least 5 would be usual (NHS rule) and the median is crossed once, where at least 4 would be usual (Anhøj rule). It does not say why. ' +
      leftToPeople,
  )
})

test('a series that goes to and fro has too many runs', () => {
  const zigzag = chart([1, 9, 2, 8, 1, 9, 2, 8, 1, 9, 2, 8])
  assert.deepEqual(zigzag.runsLimits, { lower: 4, upper: 10 })
  assert.deepEqual(zigzag.signals, [
    {
      rule: 'too-many-runs',
      ruleSet: 'nhs',
      onsetIndex: 0,
      endIndex: 11,
      direction: null,
      pointType: null,
      words: '12 runs about the median, where at most 10 would be usual',
    },
  ])
})

test('a signal of the whole chart goes from the first to the last point off the median', () => {
  const { median, signals } = chart([null, 5, 1, 2, 1, 2, 1, 2, 8, 9, 8, 9, 8, 9, 5, null])
  assert.equal(median, 5)
  const whole = signals.filter(({ direction }) => direction === null)
  assert.deepEqual(
    whole.map(({ rule, onsetIndex, endIndex }) => [rule, onsetIndex, endIndex]),
    [
      ['too-few-runs', 2, 13],
      ['few-crossings', 2, 13],
    ],
  )
})

test('numbers of runs and crossings on the limit are usual', () => {
  // runs of 2, 1, 1, 3 below and above in turn: 4 runs of 12 points, as few as is usual
  const few = chart([1, 1, 1, 9, 9, 9, 1, 1, 1, 9, 9, 9])
  assert.deepEqual([few.runs, few.runsLimits?.lower, few.crossings, few.anhoejLimits?.crossings], [4, 4, 3, 3])
  assert.deepEqual(few.signals, [])
  const many = chart([1, 9, 1, 9, 1, 9, 9, 1, 1, 9, 1, 9])
  assert.deepEqual([many.runs, many.runsLimits?.upper], [10, 10])
  assert.deepEqual(many.signals, [])
  const three = chart([1, 1, 9, 9, 9, 9, 1, 1, 1, 1, 1, 9, 9, 9, 1, 9], 'neutral')
  assert.deepEqual([three.crossings, three.anhoejLimits?.crossings, three.longestRun], [5, 4, 5])
})

test('a median crossed a few times is told in numbers', () => {
  const two = chart([1, 2, 1, 2, 8, 9, 8, 9, 8, 9, 8, 9, 1, 2, 1, 2])
  assert.equal(
    two.signals.find(({ rule }) => rule === 'few-crossings')?.words,
    'the median is crossed 2 times, where at least 4 would be usual',
  )
})

test('a run as long as the limit is not unusually long', () => {
  const seven = chart([1, 2, 1, 2, 1, 2, 1, 9, 1, 9, 8, 9, 8, 9, 8, 9])
  assert.deepEqual([seven.longestRun, seven.anhoejLimits?.longestRun], [7, 7])
  assert.ok(!rules(seven).includes('long-run'))
})

test('ties that empty one side silence the rules about sides, and that is said', () => {
  const zeros = chart([0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 1, 2, 1, 3, 2])
  assert.deepEqual([zeros.median, zeros.above, zeros.below, zeros.onMedian, zeros.sidesCanBeRead], [0, 7, 0, 8, false])
  assert.deepEqual(zeros.signals, [])
  assert.equal(
    zeros.sentence,
    `No signal by the NHS or the Anhøj rules in 15 points; that does not show that nothing changed. 8 of 15 points are on the median, with 7 above and 0 below it: too uneven for the rules about its sides. ${leftToPeople}`,
  )
  assert.equal(chart([1, 5, 5, 6, 6, 6, 5]).sidesCanBeRead, false)
  assert.equal(chart([1, 1, 5, 5, 6, 6, 6, 6, 5, 5]).sidesCanBeRead, true)
  assert.match(chart([5, 6, 7, 5, 1, 5, 6]).sentence, /3 of 7 points are on the median, with 3 above and 1 below it/)
})

test('one point is its own median', () => {
  assert.match(
    chart([7]).sentence,
    /^No signal by the NHS or the Anhøj rules in 1 point; .*Every point is on the median\./,
  )
})

test('every point alike: nothing is off the median', () => {
  const flat = chart([4, 4, 4, 4, 4, 4, 4, 4])
  assert.deepEqual(
    [flat.runs, flat.longestRun, flat.crossings, flat.runsLimits, flat.anhoejLimits],
    [0, 0, 0, null, null],
  )
  assert.deepEqual(flat.signals, [])
  assert.equal(
    flat.sentence,
    `No signal by the NHS or the Anhøj rules in 8 points; that does not show that nothing changed. Every point is on the median. ${leftToPeople}`,
  )
})

test('eight points: trend and shift are read, runs are not counted yet; missing ones are told', () => {
  const eight = chart([1, null, 8, 3, 6, 2, 9, 4, null, 7])
  assert.deepEqual([eight.points, eight.missing, eight.runsLimits, eight.anhoejLimits], [8, 2, null, null])
  assert.equal(
    eight.sentence,
    `No signal by the NHS or the Anhøj rules in 8 points; that does not show that nothing changed. Runs are counted from 10 points off the median; 8 are there so far. 2 dates without a figure left out. ${leftToPeople}`,
  )
  assert.doesNotMatch(chart([1, 9, 1, 9, 9, 1, 9, 9, 1, 1]).sentence, /Runs are counted/)
  assert.match(chart([1, 2]).sentence, /2 are there so far/)
})

test('nothing and only missing values say that nothing can be said', () => {
  for (const values of [[], [null, null]]) {
    const nothing = chart(values)
    assert.equal(nothing.sentence, 'There are no points yet, so nothing can be said.')
    assert.deepEqual([nothing.median, nothing.points, nothing.missing], [null, 0, values.length])
    assert.deepEqual([nothing.signals, nothing.sidesCanBeRead], [[], false])
  }
})

test('the middle of two huge figures is a number', () => {
  assert.equal(chart([-1.7e308, 1.7e308, -1.7e308, 1.7e308]).median, 0)
  assert.equal(chart([1.7e308, 1.7e308]).median, 1.7e308)
})

test('the order of the rows does not matter, and adding a number or a factor changes nothing but the median', () => {
  const figures = fc.array(fc.option(fc.integer({ min: -20, max: 20 })), { maxLength: 30 })
  fc.assert(
    fc.property(figures, fc.integer({ min: -50, max: 50 }), (values, more) => {
      const plain = chart(values)
      const rows = values.map((value, i) => ({ date: month(i), value })).reverse()
      const turned = runChart({
        dates: rows.map(({ date }) => date),
        values: rows.map(({ value }) => value),
        direction: 'increase',
      })
      assert.deepEqual(turned, plain)
      const moved = chart(values.map((value) => (value === null ? null : value * 4 + more)))
      assert.deepEqual(moved.signals, plain.signals)
      assert.equal(moved.median, plain.median === null ? null : plain.median * 4 + more)
    }),
  )
})

test('upside down, what went up goes down and better is worse', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 10, maxLength: 40 }), (values) => {
      const plain = chart(values, 'increase')
      const turned = chart(
        values.map((value) => -value),
        'decrease',
      )
      assert.deepEqual(
        turned.signals.map(({ rule, onsetIndex, endIndex, pointType }) => [rule, onsetIndex, endIndex, pointType]),
        plain.signals.map(({ rule, onsetIndex, endIndex, pointType }) => [rule, onsetIndex, endIndex, pointType]),
      )
      for (const [i, { direction }] of plain.signals.entries()) {
        const other = turned.signals[i]?.direction
        assert.equal(other, direction === null ? null : direction === 'up' ? 'down' : 'up')
      }
      assert.equal(plain.above + plain.below + plain.onMedian, plain.points)
    }),
  )
})

test('runs of signs, and of steps', () => {
  assert.deepEqual([compare(1, 2), compare(2, 2), compare(3, 2)], [-1, 0, 1])
  const signs = [0, 1, 1, 0, 1, -1, -1, -1, 0] as const
  assert.deepEqual(sideRuns(signs.map((sign, index) => ({ index, sign }))), [
    { sign: 1, first: 1, last: 2, count: 2 },
    { sign: 1, first: 4, last: 4, count: 1 },
    { sign: -1, first: 5, last: 7, count: 3 },
  ])
  assert.deepEqual(trendRuns([null, 3, 3, 4, null, 5, 1, 1]), [
    { sign: 1, first: 1, last: 5, count: 3 },
    { sign: -1, first: 5, last: 6, count: 2 },
  ])
  assert.deepEqual(trendRuns([null, 4, 4]), [])
})

test('refuses what is no series, naming the field', () => {
  const ask =
    (dates: string[], values: (number | null)[]): (() => RunChart) =>
    () =>
      runChart({ dates, values, direction: 'neutral' })
  const says = (message: string): { name: string; message: string } => ({ name: 'RangeError', message })
  assert.throws(ask(['2026-01-01'], []), says('values: 0 values for 1 dates'))
  assert.throws(ask(['2026-02-30'], [1]), says("dates: '2026-02-30' is not a date like 2026-09-30"))
  assert.throws(ask(['1 May 2026'], [1]), says("dates: '1 May 2026' is not a date like 2026-09-30"))
  assert.throws(ask(['x2026-01-01'], [1]), says("dates: 'x2026-01-01' is not a date like 2026-09-30"))
  assert.throws(ask(['2026-01-01x'], [1]), says("dates: '2026-01-01x' is not a date like 2026-09-30"))
  assert.throws(ask(['2026-13-01'], [1]), says("dates: '2026-13-01' is not a date like 2026-09-30"))
  assert.throws(ask(['2026-05-01', '2026-04-01', '2026-05-01'], [1, 2, 3]), says('dates: 2026-05-01 is there twice'))
  assert.throws(ask(['2026-05-01'], [NaN]), says('values: NaN is not a finite number'))
  assert.throws(ask(['2026-05-01'], [Infinity]), says('values: Infinity is not a finite number'))
})
