import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { rate } from './byar.ts'
import { normalQuantile } from './distributions.ts'
import { checkProportions, funnelAreas, funnelComparator } from './funnel-areas.ts'
import { derivedDenominators } from './funnel-denominators.ts'
import { proportionLimits, rateLimits, ratioLimits } from './funnel-limits.ts'
import { proportionSignificance, rateSignificance, ratioSignificance } from './funnel-significance.ts'
import { gammaQuantile } from './gamma.ts'

function near(got: number, want: number, what = '', within = 1e-9): void {
  assert.ok(Math.abs(got - want) <= within * Math.abs(want), `${what}: ${got} for ${want}`)
}
const refuses = (act: () => unknown, message: string): void => assert.throws(act, { name: 'RangeError', message })
const rates = { rates: [], rateType: 'crude', multiplier: 100_000 } as const

test('areas without one of their figures are no areas; the line is that of the others', () => {
  const areas = funnelAreas([1, null, 3, 0], [10, 20, null, 30])
  assert.deepEqual(areas, [{ numerator: 1, denominator: 10 }, null, null, { numerator: 0, denominator: 30 }])
  assert.equal(funnelComparator(areas), 1 / 40)
  assert.equal(funnelComparator([null]), null)
  assert.deepEqual(funnelAreas([1], []), [null])
})

test('areas refuse what is no count', () => {
  refuses(() => funnelAreas([-1], [null]), 'numerator: -1 is not a count of 0 or more')
  refuses(() => funnelAreas([null], [0]), 'denominator: 0 is not above 0')
  refuses(() => funnelAreas([NaN], [1]), 'numerator: NaN is not a count of 0 or more')
  refuses(
    () => checkProportions([null, { numerator: 6, denominator: 5 }]),
    'numerator: 6 is more than the denominator, 5',
  )
  checkProportions([{ numerator: 5, denominator: 5 }, null])
})

test('a rate implies its denominator', () => {
  const given = { numerators: [20, 0, null, 4, 5], denominators: [1, 700, 2, 3, 4], rates: [50, 0, 9, null, 2.5] }
  const crude = derivedDenominators({ ...given, rateType: 'crude', multiplier: 100_000 })
  assert.deepEqual(crude, [40_000, 700, null, null, 200_000])
  const standardised = derivedDenominators({ ...given, rateType: 'dsr', multiplier: 1000 })
  assert.deepEqual(standardised, [400, null, null, null, 2000])
  assert.deepEqual(derivedDenominators({ ...rates, numerators: [0, 3], denominators: [] }), [null, null])
  assert.deepEqual(derivedDenominators({ ...rates, numerators: [3], denominators: [9], rates: [0.5] }), [600_000])
  refuses(
    () => derivedDenominators({ ...rates, numerators: [3], denominators: [9], rates: [0] }),
    'rate: 0 is not above 0 beside a count of 3',
  )
})

test('limits of a proportion, worked by hand and kept within bounds', () => {
  const limits = proportionLimits(0.2, 100)
  near(limits.lower3, 0.07639070775328748)
  near(limits.lower2, 0.12160144061839785)
  near(limits.upper2, 0.2783985593816022)
  near(limits.upper3, 0.3236092922467125)
  const percent = proportionLimits(0.2, 4, 100)
  assert.deepEqual([percent.lower3, percent.lower2], [0, 0])
  assert.deepEqual([proportionLimits(0.9, 4, 1000).upper2, proportionLimits(0.9, 4).upper3], [1000, 1])
  assert.deepEqual(proportionLimits(1, 7, 100), { lower3: 100, lower2: 100, upper2: 100, upper3: 100 })
  assert.deepEqual(proportionLimits(0, 7), { lower3: 0, lower2: 0, upper2: 0, upper3: 0 })
})

test('the lines of a ratio pass through the points at which a whole count is exactly on them', () => {
  for (const count of [1, 2, 3, 9, 10, 57, 400, 5000]) {
    for (const [p, sigma] of [
      [0.025, 2],
      [0.001, 3],
    ] as const) {
      const below = gammaQuantile(p, count)
      near(ratioLimits(below)[`upper${sigma}`], count / below, `upper ${sigma} at ${count}`)
      const above = gammaQuantile(1 - p, count + 1)
      near(ratioLimits(above, 100)[`lower${sigma}`], (100 * count) / above, `lower ${sigma} at ${count}`)
    }
  }
})

test('between whole counts they are the quantiles of chi-square with an odd number of degrees', () => {
  // of one degree: the square of a normal variable
  for (const [p, sigma] of [
    [0.025, 2],
    [0.001, 3],
  ] as const) {
    const expected = normalQuantile((1 + p) / 2) ** 2 / 2
    near(ratioLimits(expected)[`upper${sigma}`], 0.5 / expected, `upper ${sigma}`)
  }
  // of three, from tables: 9.3484 is passed by one in forty, 16.2662 by one in a thousand
  near(ratioLimits(9.348403604496148 / 2).lower2, 1 / 9.348403604496148)
  near(ratioLimits(16.26623619623813 / 2).lower3, 1 / 16.26623619623813)
})

test('hardly anything expected: part of one event is out of the ordinary already', () => {
  // for the tiniest e and o, P(X >= o) is e to the o
  const few = 1e-300
  near(ratioLimits(few).upper2 * few, Math.log(0.025) / Math.log(few), 'upper 2', 0.01)
  near(ratioLimits(few).upper3 * few, Math.log(0.001) / Math.log(few), 'upper 3', 0.01)
})

test('they are the lines of PHEindicatormethods 2.1.1, to the 1e-4 that it works to', () => {
  const count = (sigma: 2 | 3, side: 'lower' | 'upper', expected: number, limit: number): void =>
    near(ratioLimits(expected)[`${side}${sigma}`] - 1, limit, '', 1e-4)
  count(2, 'lower', 5.5716445854321845, -0.8205197792740343)
  count(2, 'upper', 0.24220946667110713, 7.2573155685767325)
  count(3, 'lower', 13.06224506944637, -0.7703304459493538)
  count(3, 'upper', 0.19053330574982, 14.745278696519096)
  const per = rateLimits(149.39885506077655e-5, 3729.3756924479767)
  near(per.lower2, 26.81413948251473, '', 1e-4)
  near(rateLimits(149.39885506077655e-5, 414.1075273621298).upper2, 724.4495213863988, '', 1e-4)
})

/** Probability of at most so many events when so many are expected. */
function atMost(events: number, expected: number): number {
  let term = Math.exp(-expected)
  let sum = term
  for (let k = 1; k <= events; k++) sum += term *= expected / k
  return sum
}

test('a whole count is outside a line of the ratio exactly when chance puts so few so far out', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.05, max: 300, noNaN: true }), (expected) => {
      const limits = ratioLimits(expected)
      for (const [p, sigma] of [
        [0.025, 2],
        [0.001, 3],
      ] as const) {
        const low = limits[`lower${sigma}`] * expected
        assert.ok(low === 0 ? atMost(0, expected) >= p : atMost(Math.ceil(low), expected) >= p * (1 - 1e-9))
        assert.ok(low < 1 || atMost(Math.floor(low - 1e-9), expected) <= p)
        const high = limits[`upper${sigma}`] * expected
        assert.ok(1 - atMost(Math.ceil(high + 1e-9) - 1, expected) <= p + 1e-12)
        assert.ok(1 - atMost(Math.floor(high) - 1, expected) >= p - 1e-12)
      }
    }),
  )
})

test('no lower line where even no events at all is likely enough', () => {
  const edge = -Math.log(0.025)
  assert.equal(ratioLimits(edge - 1e-9).lower2, 0)
  assert.ok(ratioLimits(edge + 1e-3).lower2 > 0)
  assert.equal(ratioLimits(-Math.log(0.001) - 1e-9).lower3, 0)
  assert.ok(ratioLimits(7).lower3 > 0)
})

test('limits hold the comparator, the outer hold the inner, and all narrow as areas grow', () => {
  const size = fc.double({ min: 0.01, max: 1e6, noNaN: true })
  const ordered = (a: number, limits: ReturnType<typeof ratioLimits>): void =>
    assert.ok(
      limits.lower3 <= limits.lower2 && limits.lower2 <= a && a <= limits.upper2 && limits.upper2 <= limits.upper3,
    )
  fc.assert(
    fc.property(size, fc.double({ min: 0.001, max: 0.999, noNaN: true }), (n, share) => {
      ordered(share, proportionLimits(share, n))
      ordered(100, ratioLimits(n, 100))
      ordered(share * 1000, rateLimits(share, n, 1000))
      const [small, large] = [ratioLimits(n), ratioLimits(n * 2)]
      assert.ok(large.upper2 < small.upper2 && large.upper3 < small.upper3)
      assert.ok(large.lower2 >= small.lower2 && large.lower3 >= small.lower3)
    }),
  )
})

test('limits of a rate are those of the ratio at the events expected', () => {
  const [ratio, per] = [ratioLimits(30), rateLimits(0.002, 15_000)]
  for (const line of ['lower3', 'lower2', 'upper2', 'upper3'] as const) near(per[line], ratio[line] * 200, line)
  assert.deepEqual(rateLimits(0, 15_000), { lower3: 0, lower2: 0, upper2: 0, upper3: 0 })
  refuses(() => ratioLimits(0), 'expected: 0 is not above 0')
  refuses(() => ratioLimits(NaN), 'expected: NaN is not above 0')
})

test('proportions are judged by their own limits around the whole, an area on a limit being inside', () => {
  assert.deepEqual(proportionSignificance([50, 500, 70, 30, 38, 62], [100, 1000, 100, 100, 100, 100]), [
    'Not significant',
    'Not significant',
    'High (0.001)',
    'Low (0.001)',
    'Low (0.025)',
    'High (0.025)',
  ])
  assert.deepEqual(proportionSignificance([0, 0], [5, 900]), ['Not significant', 'Not significant'])
  assert.deepEqual(proportionSignificance([5, 900], [5, 900]), ['Not significant', 'Not significant'])
  assert.deepEqual(proportionSignificance([null, 3], [5, null]), [null, null])
  assert.deepEqual(proportionSignificance([null, 50, 500], [5, 100, 1000])[0], null)
  refuses(() => proportionSignificance([6], [5]), 'numerator: 6 is more than the denominator, 5')
  refuses(() => proportionSignificance([1], [0]), 'denominator: 0 is not above 0')
})

test('ratios are judged by their own interval, and 1 at its very end is inside', () => {
  for (const count of [3, 9, 10, 40]) {
    const [wide, narrow] = [rate(count, 1, 0.998, 1), rate(count, 1, 0.95, 1)]
    const expected = [wide.lower, wide.upper, narrow.lower, narrow.upper].map((end) => end ?? NaN)
    const label = ratioSignificance([count, count, count, count], expected)
    assert.deepEqual(label, ['High (0.025)', 'Low (0.025)', 'Not significant', 'Not significant'], `${count}`)
    const beyond = expected.map((end, i) => end * (i % 2 === 0 ? 1 - 1e-9 : 1 + 1e-9))
    assert.deepEqual(ratioSignificance([count, count, count, count], beyond), [
      'High (0.001)',
      'Low (0.001)',
      'High (0.025)',
      'Low (0.025)',
    ])
  }
  assert.deepEqual(ratioSignificance([0, 0, null, 2], [2, 7, 4, null]), ['Not significant', 'Low (0.001)', null, null])
  refuses(() => ratioSignificance([-1], [2]), 'numerator: -1 is not a count of 0 or more')
})

test('crude rates are judged against all areas; one without events by its given population', () => {
  const numerators = [100, 200, 0, 9, null]
  const denominators = [1000, 1000, 100, 100, 50]
  const given = { ...rates, numerators, denominators, rates: [10, 20, 0, 9, 3], multiplier: 100 }
  assert.deepEqual(rateSignificance(given), ['Low (0.001)', 'High (0.001)', 'Low (0.001)', 'Not significant', null])
  assert.deepEqual(rateSignificance({ ...given, multiplier: 1000, rates: given.rates.map((one) => one * 10) }), [
    'Low (0.001)',
    'High (0.001)',
    'Low (0.001)',
    'Not significant',
    null,
  ])
})

test('directly standardised rates of under 10 events are not judged but count in the whole', () => {
  const few = 'Not applicable for events less than 10 for dsrs'
  const given = { ...rates, rateType: 'dsr', denominators: [], multiplier: 1000 } as const
  const numerators = [100, 10, 9, 0, null, 12]
  assert.deepEqual(rateSignificance({ ...given, numerators, rates: [100, 100, 1, 0, 5, null] }), [
    'High (0.001)',
    'High (0.001)',
    few,
    few,
    null,
    null,
  ])
  assert.deepEqual(rateSignificance({ ...given, numerators, rates: [100, 100, 100, 0, 5, null] }).slice(0, 3), [
    'Not significant',
    'Not significant',
    few,
  ])
  assert.deepEqual(rateSignificance({ ...given, numerators: [9], rates: [null] }), [few])
})

test('the order of areas changes no verdict', () => {
  const area = fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 300, max: 2000 }))
  fc.assert(
    fc.property(fc.array(area, { minLength: 1, maxLength: 40 }), (areas) => {
      const of = (some: typeof areas) => [some.map(([x]) => x), some.map(([, n]) => n)] as const
      for (const verdict of [proportionSignificance, ratioSignificance]) {
        assert.deepEqual(verdict(...of(areas.toReversed())).reverse(), verdict(...of(areas)))
      }
    }),
  )
})
