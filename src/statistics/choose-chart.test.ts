import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { ALIKE_WITHIN, chooseChart, RARE_BELOW, RUN_CHART_FROM, XMR_FROM } from './choose-chart.ts'

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1)
const says = (message: string): { name: string; message: string } => ({ name: 'RangeError', message })
const dayOf = (i: number): string => new Date(Date.UTC(2020, 0, 1 + i * 10)).toISOString().slice(0, 10)
const events = (count: number): string[] => Array.from({ length: count }, (_, i) => dayOf(i))
const few = [0, 1, 0, 0, 1, 0, 1, 0, 0, 1]

test('the thresholds', () => {
  assert.deepEqual([RUN_CHART_FROM, XMR_FROM, RARE_BELOW, ALIKE_WITHIN], [5, 13, 1, 0.25])
})

test('by the number of points that are there: list, run chart, XmR chart', () => {
  const of = (values: (number | null)[]): unknown[] => Object.values(chooseChart({ values }))
  assert.deepEqual(of([]), [0, 'list', 'there are no points yet', null])
  assert.deepEqual(of([null, null]), [0, 'list', 'there are no points yet', null])
  assert.deepEqual(of([3, null]), [1, 'list', '1 point: list the figures, since a run chart needs 5', null])
  assert.deepEqual(of(upTo(4)), [4, 'list', '4 points: list the figures, since a run chart needs 5', null])
  assert.deepEqual(of([...upTo(5), null]), [
    5,
    'run',
    '5 points: a run chart with its median, since process limits need 13',
    null,
  ])
  assert.deepEqual(of(upTo(12)), [
    12,
    'run',
    '12 points: a run chart with its median, since process limits need 13',
    null,
  ])
  assert.deepEqual(of(upTo(13)), [13, 'xmr', '13 points: an XmR chart with process limits', null])
  assert.deepEqual(of([...upTo(12), ...upTo(12).map(() => null)])[1], 'run')
})

test('a flat series has no process limits', () => {
  const flat = chooseChart({ values: upTo(13).map(() => 7) })
  assert.deepEqual(
    [flat.chart, flat.reason],
    ['run', '13 points, all alike: a run chart, since process limits need figures that vary'],
  )
})

test('rare events with their dates are charted by the days between', () => {
  const of = (eventDates: string[]): unknown[] => Object.values(chooseChart({ values: few, counts: few, eventDates }))
  const why = 'the average count is 0.4 a quarter, so 6 of 10 quarters have none: '
  assert.deepEqual(of(events(14)), [10, null, 't', `${why}days between events say more, on a t chart`])
  assert.deepEqual(of(events(13)), [
    10,
    null,
    'g',
    `${why}days between events say more, on a g chart, since a t chart needs 14 events`,
  ])
  assert.deepEqual(of(events(11))[2], 'g')
  assert.deepEqual(of([...events(14), dayOf(3)]), [
    10,
    null,
    'g',
    `${why}days between events say more, on a g chart, since some are on one day`,
  ])
  assert.deepEqual(of(events(10)), [
    10,
    null,
    'list',
    `${why}10 events: list the dates, since days between events need 11`,
  ])
  assert.deepEqual(of(events(1))[3], `${why}1 event: list the dates, since days between events need 11`)
  assert.deepEqual(of([])[3], `${why}0 events: list the dates, since days between events need 11`)
})

test('events that are not rare are charted by their counts, though the dates are known', () => {
  const ones = upTo(13).map((i) => i % 3)
  assert.equal(chooseChart({ values: ones, counts: ones, eventDates: events(20) }).chart, 'xmr')
  assert.equal(chooseChart({ values: ones, eventDates: events(20) }).chart, 'xmr')
})

test('event dates without any figure by period are enough', () => {
  assert.deepEqual(chooseChart({ values: [], eventDates: events(20) }), {
    points: 0,
    caution: null,
    chart: 't',
    reason: 'days between events say more, on a t chart',
  })
})

test('rare events without their dates have a run chart and never limits', () => {
  const counts = [...few, 0, 1, 0]
  assert.deepEqual(chooseChart({ values: counts, counts, period: 'month' }), {
    chart: 'run',
    points: 13,
    reason:
      'the average count is 0.38 a month, so 8 of 13 months have none, and the dates of the events are not known: a run chart with its median, since limits would mislead',
    caution: 'Days between events would say more.',
  })
  assert.equal(chooseChart({ values: [0, 1, 0, 0], counts: [0, 1, 0, 0] }).chart, 'list')
  assert.equal(chooseChart({ values: [0, 1, 0, 0, 0], counts: [0, 1, 0, 0, 0] }).chart, 'run')
})

test('an average just under one is not written as one, and a tiny one not as none', () => {
  const of = (counts: (number | null)[]): string => chooseChart({ values: counts, counts, eventDates: [] }).reason
  const nearly = upTo(300).map((i) => (i === 1 ? 0 : 1))
  assert.match(of(nearly), /^the average count is 0\.99 a quarter, so 1 of 300 quarters has none/)
  const hardly = upTo(300).map((i) => (i === 1 ? 1 : 0))
  assert.match(of(hardly), /^the average count is under 0\.01 a quarter, so 299 of 300 quarters have none/)
  assert.match(of([0, null]), /^the average count is 0 a quarter, so 1 of 1 quarter has none/)
  assert.match(of(upTo(100).map((i) => (i === 1 ? 1 : 0))), /^the average count is 0\.01 a quarter/)
})

test('denominators more than a quarter from their average earn a caution where there is a chart', () => {
  const of = (denominators: (number | null)[], values = upTo(denominators.length)): string | null =>
    chooseChart({ values, denominators }).caution
  assert.equal(of([100, 75, 125, 100, 100]), null)
  assert.equal(of([100, 74, 125, 100, 101]), 'Denominators go from 74 to 125: the chart takes every quarter as alike.')
  assert.equal(
    of([1000, 1000, 1000, 1000, 2000]),
    'Denominators go from 1,000 to 2,000: the chart takes every quarter as alike.',
  )
  assert.equal(of([100, 75, 126, 100, 99, null])?.slice(0, 28), 'Denominators go from 75 to 1')
  assert.equal(of([1, 2, 3, 400]), null)
  assert.equal(of([null, null, null, null, null]), null)
})

test('refuses lists that do not fit and figures that cannot be', () => {
  const values = [1, 2]
  assert.throws(() => chooseChart({ values: [NaN] }), says('values: NaN is not a finite number'))
  assert.throws(() => chooseChart({ values, counts: [1] }), says('counts: 1 counts for 2 values'))
  assert.throws(() => chooseChart({ values, denominators: [] }), says('denominators: 0 denominators for 2 values'))
  assert.throws(() => chooseChart({ values, counts: [1, -1] }), says('counts: -1 is not a number of 0 or more'))
  assert.throws(
    () => chooseChart({ values, denominators: [Infinity, 1] }),
    says('denominators: Infinity is not a number of 0 or more'),
  )
  assert.equal(chooseChart({ values, counts: [0, null], denominators: [0, null] }).chart, 'list')
})

test('the order of the rows does not matter', () => {
  const rows = fc.array(fc.tuple(fc.option(fc.integer({ min: 0, max: 3 })), fc.nat(200)), { maxLength: 20 })
  fc.assert(
    fc.property(rows, fc.boolean(), (list, withDates) => {
      const ask = (all: typeof list): unknown =>
        chooseChart({
          values: all.map(([value]) => value),
          counts: all.map(([value]) => value),
          denominators: all.map(([, denominator]) => denominator),
          eventDates: withDates ? events(list.length) : undefined,
        })
      assert.deepEqual(ask(list.toReversed()), ask(list))
    }),
  )
})
