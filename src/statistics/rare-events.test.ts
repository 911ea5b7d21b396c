import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { gapsBetween } from './event-gaps.ts'
import { G_CHART_FROM, gChart, geometricQuantile } from './g-chart.ts'
import { rareEvents } from './rare-events.ts'
import type { RareEvents } from './rare-events.ts'
import { T_CHART_FROM, tChart } from './t-chart.ts'
import { xmrLimits } from './xmr-limits.ts'

const says = (message: string): { name: string; message: string } => ({ name: 'RangeError', message })
const near = (got: number | null, want: number, what = ''): void =>
  assert.ok(got !== null && Math.abs(got - want) <= 1e-12 * Math.abs(want), `${what} ${got} for ${want}`)
/** A date so many days after 1 January 2020. */
const day = (days: number): string => new Date(Date.UTC(2020, 0, 1 + days)).toISOString().slice(0, 10)
/** Dates of events with these gaps between them, the first on 1 January 2020. */
function datesOf(gaps: readonly number[]): string[] {
  let at = 0
  return [day(0), ...gaps.map((gap) => day((at += gap)))]
}

test('gaps are whole days between events in date order, and the open stretch is apart', () => {
  const found = gapsBetween(['2026-03-01', '2026-01-01', '2026-03-01', '2026-02-27'], '2026-03-31')
  assert.deepEqual(found, {
    dates: ['2026-01-01', '2026-02-27', '2026-03-01', '2026-03-01'],
    gaps: [57, 2, 0],
    sameDay: 1,
    soFar: 30,
    words: '4 events, 1 of them on the day of the one before; at least 30 days so far since the last.',
  })
  // clocks go forward between the two
  assert.deepEqual(gapsBetween(['2026-03-28', '2026-03-30'], '2026-03-31').gaps, [2])
})

test('one event has no gap, none has nothing, and an event today is 0 days ago', () => {
  assert.deepEqual(gapsBetween(['2026-01-01'], '2026-01-01'), {
    dates: ['2026-01-01'],
    gaps: [],
    sameDay: 0,
    soFar: 0,
    words: '1 event; at least 0 days so far since the last.',
  })
  assert.deepEqual(gapsBetween([], '2026-01-01'), {
    dates: [],
    gaps: [],
    sameDay: 0,
    soFar: null,
    words: 'No event is recorded.',
  })
  assert.match(gapsBetween(['2026-01-01'], '2026-01-02').words, /at least 1 day so far/)
})

test('refuses dates that are none, and events after the date', () => {
  assert.throws(
    () => gapsBetween(['2026-02-29'], '2026-03-31'),
    says("dates: '2026-02-29' is not a date like 2026-09-30"),
  )
  assert.throws(() => gapsBetween([], 'today'), says("until: 'today' is not a date like 2026-09-30"))
  assert.throws(
    () => gapsBetween(['2026-04-01', '2026-01-01'], '2026-03-31'),
    says('until: 2026-03-31 is before the last event, 2026-04-01'),
  )
})

/** The same quantile by adding the probabilities up one by one. */
function summedQuantile(p: number, average: number): number {
  const chance = 1 / (1 + average)
  let k = 0
  for (let term = chance, below = chance; below < p; k++) below += term *= 1 - chance
  return k
}

test('geometric quantiles are those of the probabilities added up', () => {
  for (const average of [0.1, 0.5, 0.9, 2, 3.7, 10, 28.4, 90, 365, 5000]) {
    for (const p of [0.001349898031630095, 0.1, 0.5, 0.9, 1 - 0.001349898031630095]) {
      assert.equal(geometricQuantile(p, average), summedQuantile(p, average), `${p} of ${average}`)
    }
  }
})

test('a probability met exactly is met, and a gap of 0 throughout has quantiles of 0', () => {
  assert.deepEqual(
    [0.5, 0.75, 0.875, 0.876].map((p) => geometricQuantile(p, 1)),
    [0, 1, 2, 3],
  )
  assert.equal(geometricQuantile(0.5, 0), 0)
  assert.equal(geometricQuantile(0.001, 0.1), 0)
})

test('a g chart has the median and the outer quantiles of the geometric distribution', () => {
  // mean 10, so a chance of 1 in 11 a day: median 7 as 1 - (10/11)^8 = 0.533, and (10/11)^70 = 0.00127
  const gaps = [10, 4, 16, 3, 17, 10, 12, 8, 1, 19]
  assert.deepEqual(gChart(gaps, 'decrease'), {
    chart: 'g',
    points: gaps,
    centre: 7,
    lower: 0,
    upper: 69,
    enough: true,
    signals: [],
    reason: null,
    method: 'g chart: median and 0.135% and 99.865% quantiles of the geometric distribution (Benneyan 2001)',
  })
  assert.equal(gChart(gaps.slice(1), 'decrease').enough, false)
  assert.equal(G_CHART_FROM, 10)
})

test('the lower limit of a g chart is above 0 only when events are very rare', () => {
  const rare = gChart([1000, 1000, 1000, 1000], 'neutral')
  assert.deepEqual([rare.lower, rare.centre, rare.upper], [1, 693, 6611])
  assert.equal(gChart([700, 700], 'neutral').lower, 0)
  const short = gChart([2000, 2000, 0], 'decrease')
  assert.equal(short.lower, 1)
  assert.deepEqual(short.signals, [
    {
      rule: 'outside',
      onsetIndex: 2,
      endIndex: 2,
      gaps: 'shorter',
      pointType: 'special_cause_concern',
      words: 'a gap below the lower limit, so more events',
    },
  ])
})

test('a gap above the upper limit is fewer events: better where fewer are', () => {
  const gaps = [3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 100, 120, 3, 200]
  const chart = gChart(gaps, 'decrease')
  assert.equal(chart.upper, geometricQuantile(1 - 0.001349898031630095, 459 / 16))
  const long = gChart([...Array.from({ length: 40 }, () => 3), 70, 80, 3, 90], 'decrease')
  assert.deepEqual(
    long.signals
      .filter(({ rule }) => rule === 'outside')
      .map(({ onsetIndex, endIndex, gaps, words }) => [onsetIndex, endIndex, gaps, words]),
    [
      [40, 41, 'longer', '2 gaps in a row above the upper limit, so fewer events'],
      [43, 43, 'longer', 'a gap above the upper limit, so fewer events'],
    ],
  )
  assert.ok(
    long.signals
      .filter(({ gaps }) => gaps === 'longer')
      .every(({ pointType }) => pointType === 'special_cause_improvement'),
  )
  const wanted = gChart([...Array.from({ length: 40 }, () => 3), 70], 'increase').signals.find(
    ({ gaps }) => gaps === 'longer',
  )
  assert.equal(wanted?.pointType, 'special_cause_concern')
  const neither = gChart([...Array.from({ length: 40 }, () => 3), 70], 'neutral').signals.find(
    ({ gaps }) => gaps === 'longer',
  )
  assert.equal(neither?.pointType, 'special_cause_neutral_low')
})

test('a gap on a limit is inside', () => {
  // the last gap is the limit that it leads to itself
  const gaps = Array.from({ length: 30 }, () => 2)
  for (let last = 3; last < 60; last++) {
    const { upper, signals } = gChart([...gaps, last], 'neutral')
    const isOut = signals.some(({ rule }) => rule === 'outside')
    assert.equal(isOut, last > (upper ?? 0), `${last} with ${upper}`)
  }
})

test('seven gaps in a row on one side of the centre are a shift, and one on the centre ends it', () => {
  const gaps = [1, 2, 1, 2, 1, 2, 1, 20, 21, 22, 23, 24, 25, 26]
  const chart = gChart(gaps, 'decrease')
  assert.equal(chart.centre, 8)
  assert.deepEqual(
    chart.signals.map(({ rule, onsetIndex, endIndex, gaps: way, pointType, words }) => [
      rule,
      onsetIndex,
      endIndex,
      way,
      pointType,
      words,
    ]),
    [
      ['shift', 0, 6, 'shorter', 'special_cause_concern', '7 gaps in a row below the centre, so more events'],
      ['shift', 7, 13, 'longer', 'special_cause_improvement', '7 gaps in a row above the centre, so fewer events'],
    ],
  )
  assert.deepEqual(gChart([1, 2, 1, 8, 2, 1, 2, 1, 20, 21, 22, 8, 23, 24, 25, 26], 'decrease').signals, [])
  assert.deepEqual(gChart([1, 2, 1, 2, 1, 2, 20, 21, 22, 23, 24, 25], 'decrease').signals, [])
})

test('a g chart of nothing, and of events that are all on one day', () => {
  const nothing = gChart([], 'neutral')
  assert.deepEqual(
    [nothing.centre, nothing.lower, nothing.upper, nothing.reason],
    [null, null, null, 'there is no gap yet'],
  )
  const oneDay = gChart([0, 0, 0], 'neutral')
  assert.deepEqual([oneDay.centre, oneDay.lower, oneDay.upper, oneDay.reason], [0, null, null, 'every gap is 0'])
  assert.deepEqual(oneDay.signals, [])
})

test('a t chart is an XmR chart of the gaps to the power of 1 / 3.6', () => {
  const gaps = [12, 40, 3, 25, 61, 18, 9, 33, 47, 5, 28, 14, 52]
  const chart = tChart(gaps, 'decrease')
  const limits = xmrLimits(
    gaps.map((gap) => Math.exp(Math.log(gap) / 3.6)),
    null,
    true,
  )
  near(chart.centre, Math.exp(3.6 * Math.log(limits.mean ?? NaN)), 'centre')
  near(chart.upper, Math.exp(3.6 * Math.log(limits.upl ?? NaN)), 'upper')
  near(chart.lower, Math.exp(3.6 * Math.log(limits.lpl ?? NaN)), 'lower')
  assert.deepEqual([chart.chart, chart.enough, chart.reason, chart.signals], ['t', true, null, []])
  assert.equal(chart.method, 't chart: XmR limits of the gaps to the power of 1 / 3.6 (Nelson 1994)')
  assert.deepEqual(chart.points, gaps)
  assert.deepEqual([T_CHART_FROM, tChart(gaps.slice(1), 'decrease').enough], [13, false])
})

test('the lower limit of a t chart is never below 0', () => {
  const wild = tChart([1, 300, 2, 250, 1, 400], 'neutral')
  assert.equal(wild.lower, 0)
  assert.ok((wild.upper ?? 0) > 400)
})

test('times between events in other units give the same chart in those units', () => {
  const gaps = [12.5, 40, 3, 25.25, 61, 18, 9, 33, 47, 5, 28, 14, 2000]
  const days = tChart(gaps, 'decrease')
  const hours = tChart(
    gaps.map((gap) => gap * 24),
    'decrease',
  )
  near(hours.upper, (days.upper ?? NaN) * 24)
  assert.deepEqual(hours.signals, days.signals)
  assert.deepEqual(
    days.signals.map(({ rule, onsetIndex, gaps: way }) => [rule, onsetIndex, way]),
    [['outside', 12, 'longer']],
  )
})

test('a t chart has no limits, and says why, for no gap, one gap, gaps of 0 and gaps that hardly vary', () => {
  const of = (gaps: number[]): (string | number | null)[] => {
    const { lower, upper, reason, signals } = tChart(gaps, 'neutral')
    assert.deepEqual([lower, upper, signals], [null, null, []])
    return [reason]
  }
  assert.deepEqual(of([]), ['there is no gap yet'])
  assert.deepEqual(of([5]), ['there is only one gap'])
  assert.deepEqual(of([5, 0, 7, 0]), ['2 gaps of 0, for which the g chart is made'])
  assert.deepEqual(of([5, 0, 7]), ['1 gap of 0, for which the g chart is made'])
  assert.deepEqual(of([5, 5, 5]), ['the gaps hardly vary'])
  assert.deepEqual(of([5, 5, 5, 5, 5, 9]), ['the gaps hardly vary'])
  near(tChart([5], 'neutral').centre, 5)
  assert.equal(tChart([], 'neutral').centre, null)
})

test('a limit beyond every number is none, and no gap is above it', () => {
  const huge = tChart([1e300, 1.7e308, 1e290, 1.6e308], 'neutral')
  assert.equal(huge.upper, null)
  assert.deepEqual(huge.signals, [])
})

test('refuses gaps that cannot be', () => {
  assert.throws(() => gChart([1, 2.5], 'neutral'), says('gaps: 2.5 is not a whole number of 0 or more'))
  assert.throws(() => gChart([-1], 'neutral'), says('gaps: -1 is not a whole number of 0 or more'))
  assert.throws(() => gChart([NaN], 'neutral'), says('gaps: NaN is not a whole number of 0 or more'))
  assert.throws(() => tChart([-0.5], 'neutral'), says('gaps: -0.5 is not a time of 0 or more'))
  assert.throws(() => tChart([Infinity], 'neutral'), says('gaps: Infinity is not a time of 0 or more'))
})

const rare = (gaps: readonly number[], since: number, chart: 'g' | 't' = 'g'): RareEvents => {
  const dates = datesOf(gaps)
  return rareEvents({
    dates,
    until: day(gaps.reduce((a, b) => a + b, 0) + since),
    chart,
    direction: 'decrease',
  })
}
const usual = [10, 4, 16, 3, 17, 10, 12, 8, 1, 19]

test('rare events say what was seen, and tell the open stretch apart', () => {
  const quiet = rare(usual, 69)
  assert.deepEqual(quiet.chart, gChart(usual, 'decrease'))
  assert.deepEqual([quiet.soFar, quiet.soFarIsLong], [69, false])
  assert.equal(
    quiet.sentence,
    '11 events; at least 69 days so far since the last. No signal in 10 gaps; that does not show that nothing changed.',
  )
  const late = rare(usual, 70)
  assert.equal(late.soFarIsLong, true)
  assert.equal(
    late.sentence,
    '11 events; at least 70 days so far since the last. No signal in 10 gaps; that does not show that nothing changed. The time since the last event is already above the upper limit.',
  )
  assert.equal(
    rare([1, 2, 1, 2, 1, 2, 1, 20, 21, 22, 23, 24, 25, 26], 500).sentence,
    '15 events; at least 500 days so far since the last. Seen in 14 gaps: 7 gaps in a row below the centre, so more events and 7 gaps in a row above the centre, so fewer events. It does not say why. The time since the last event is already above the upper limit.',
  )
})

test('rare events on a t chart, with few events, with none, and on one day', () => {
  assert.deepEqual(rare([12, 40, 3, 25], 1, 't').chart, tChart([12, 40, 3, 25], 'decrease'))
  assert.equal(
    rare([12, 40, 3, 25], 900, 't').sentence,
    '5 events; at least 900 days so far since the last. 4 gaps between events: too few for limits that can be trusted.',
  )
  const none = rareEvents({ dates: [], until: '2026-01-01', chart: 't', direction: 'decrease' })
  assert.equal(none.sentence, 'No event is recorded. No limits: there is no gap yet.')
  assert.equal(none.soFarIsLong, false)
  assert.equal(
    rare([0, 5, 6], 2, 't').sentence,
    '4 events, 1 of them on the day of the one before; at least 2 days so far since the last. No limits: 1 gap of 0, for which the g chart is made.',
  )
})

test('the order of the dates does not matter, and no number is missing its meaning', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 25 }),
      fc.constantFrom('g', 't'),
      (gaps, chart) => {
        const dates = datesOf(gaps)
        const until = day(20_000)
        const plain = rareEvents({ dates, until, chart, direction: 'decrease' })
        assert.deepEqual(rareEvents({ dates: dates.toReversed(), until, chart, direction: 'decrease' }), plain)
        assert.deepEqual(plain.gaps, gaps)
        const { lower, centre, upper } = plain.chart
        if (lower !== null && centre !== null && upper !== null) {
          assert.ok(0 <= lower && lower <= centre && centre <= upper && Number.isFinite(upper))
        }
        assert.doesNotMatch(plain.sentence, /NaN|Infinity|null|undefined/)
      },
    ),
  )
})
