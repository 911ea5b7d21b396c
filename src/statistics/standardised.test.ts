import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { byar, exactPoisson, rate } from './byar.ts'
import { directlyStandardised, directlyStandardisedRepeatEvents } from './directly-standardised.ts'
import { exactProportion } from './exact-proportion.ts'
import { indirectlyStandardisedRate, indirectlyStandardisedRatio } from './indirectly-standardised.ts'
import { meanInterval } from './mean-interval.ts'
import { proportion } from './wilson.ts'

function near(got: number | null, want: number | null, what = ''): void {
  if (got === null || want === null) assert.equal(got, want, what)
  else assert.ok(Math.abs(got - want) <= 1e-9 * Math.abs(want) + 1e-12, `${what}: ${got} for ${want}`)
}
const refuses = (act: () => unknown, message: string): void => assert.throws(act, { name: 'RangeError', message })

const band = fc.record({
  x: fc.integer({ min: 0, max: 500 }),
  n: fc.integer({ min: 1, max: 100_000 }),
  weight: fc.integer({ min: 1, max: 9000 }),
})
const bands = fc.array(band, { minLength: 1, maxLength: 19 })

test('a directly standardised rate of two bands, worked by hand', () => {
  const two = [
    { x: 5, n: 1000, weight: 2 },
    { x: 10, n: 500, weight: 1 },
  ]
  const got = directlyStandardised(two)
  assert.equal(got.method, 'Dobson')
  assert.deepEqual([got.totalCount, got.totalPopulation], [15, 1500])
  near(got.value, 1000)
  near(got.lower, 559.2842675476031)
  near(got.upper, 1649.4420895492842)
  const wide = directlyStandardised(two, 0.998, 1)
  near(wide.value, 0.01)
  near(wide.lower, 0.0038365063840487303)
  near(wide.upper, 0.02086209227656675)
})

test('with weights in proportion to the population it is the crude rate by Byar', () => {
  fc.assert(
    fc.property(bands, fc.constantFrom(0.9, 0.95, 0.998), (some, confidence) => {
      const own = some.map(({ x, n }) => ({ x, n, weight: n / 10 }))
      const [x, n] = [own.reduce((sum, one) => sum + one.x, 0), own.reduce((sum, one) => sum + one.n, 0)]
      const got = directlyStandardised(own, confidence)
      if (x < 10) return assert.deepEqual([got.value, got.lower, got.upper], [null, null, null])
      const crude = rate(x, n, confidence)
      near(got.value, crude.value)
      near(got.lower, crude.lower)
      near(got.upper, crude.upper)
    }),
  )
})

test('bands in another order, weights and multipliers of another size change nothing', () => {
  fc.assert(
    fc.property(bands, (some) => {
      const got = directlyStandardised(some)
      const other = directlyStandardised(
        some.toReversed().map((one) => ({ ...one, weight: one.weight * 7 })),
        0.95,
        1000,
      )
      for (const end of ['value', 'lower', 'upper'] as const) {
        const [a, b] = [got[end], other[end]]
        near(a, b === null ? null : b * 100)
      }
    }),
  )
})

test('under 10 events there is no rate, but the totals', () => {
  const blank = { totalCount: 9, totalPopulation: 50, value: null, lower: null, upper: null, method: 'Dobson' }
  assert.deepEqual(directlyStandardised([{ x: 9, n: 50, weight: 1 }]), blank)
  assert.deepEqual(directlyStandardised([{ x: 9.75, n: 50, weight: 1 }]).value, null)
  near(directlyStandardised([{ x: 10, n: 50, weight: 1 }]).value, 20_000)
  assert.deepEqual(directlyStandardised([{ x: null, n: 50, weight: 1 }]), { ...blank, totalCount: 0 })
})

test('a band of no weight counts in the totals only; a missing count is none', () => {
  const got = directlyStandardised([
    { x: 20, n: 100, weight: 0 },
    { x: 12, n: 400, weight: 3 },
    { x: null, n: 100, weight: 1 },
  ])
  assert.deepEqual([got.totalCount, got.totalPopulation], [32, 600])
  near(got.value, ((3 * 12) / 400 / 4) * 100_000)
  const none = directlyStandardised([
    { x: 20, n: 100, weight: 0 },
    { x: 0, n: 100, weight: 1 },
  ])
  assert.deepEqual([none.value, none.lower, none.upper], [0, 0, 0])
  near(directlyStandardised([{ x: 30, n: 20, weight: 1 }], 0.95, 1).value, 1.5)
})

test('a directly standardised rate refuses what is no band', () => {
  refuses(() => directlyStandardised([{ x: -1, n: 5, weight: 1 }]), 'x: -1 is not a count of 0 or more')
  refuses(() => directlyStandardised([{ x: 1, n: 0, weight: 1 }]), 'n: 0 is not above 0')
  refuses(() => directlyStandardised([{ x: 1, n: 5, weight: -1 }]), 'stdpop: -1 is not a weight of 0 or more')
  refuses(() => directlyStandardised([{ x: 1, n: 5, weight: NaN }]), 'stdpop: NaN is not a weight of 0 or more')
  refuses(() => directlyStandardised([{ x: 1, n: 5, weight: 0 }]), 'stdpop: the weights add up to 0')
  refuses(() => directlyStandardised([]), 'stdpop: the weights add up to 0')
  refuses(
    () => directlyStandardised([{ x: 1, n: 5, weight: 1 }], 0.5),
    'confidence: 0.5 is not between 0.9 and 1, or 90 and 100',
  )
})

const repeats = [
  { band: 'young', frequency: 1, x: 4, n: 1000, weight: 2 },
  { band: 'old', frequency: 1, x: 3, n: 500, weight: 1 },
  { band: 'young', frequency: 3, x: 2, n: 1000, weight: 2 },
  { band: 'old', frequency: 3, x: 1, n: 500, weight: 1 },
]

test('repeat events count each, and widen the interval by the square of their number', () => {
  const got = directlyStandardisedRepeatEvents(repeats, 0.95, 1)
  assert.equal(got.method, 'Dobson, with confidence adjusted for non-independent events')
  assert.deepEqual([got.totalCount, got.totalPopulation], [16, 1500])
  near(got.value, 0.010666666666666666)
  near(got.lower, 0.003999467754832488)
  near(got.upper, 0.02036979646777121)
  near(directlyStandardisedRepeatEvents(repeats).value, 1066.6666666666667)
  assert.deepEqual(directlyStandardisedRepeatEvents(repeats.toReversed(), 0.95, 1), got)
})

test('repeat events of one frequency are the plain rate, its interval scaled', () => {
  fc.assert(
    fc.property(bands, (some) => {
      const plain = directlyStandardised(some)
      const once = directlyStandardisedRepeatEvents(some.map((one, i) => ({ ...one, band: i, frequency: 1 })))
      assert.deepEqual({ ...once, method: plain.method }, plain)
      const twice = directlyStandardisedRepeatEvents(some.map((one, i) => ({ ...one, band: i, frequency: 2 })))
      assert.equal(twice.totalCount, 2 * plain.totalCount)
      if (plain.value !== null) near(twice.value, 2 * plain.value)
    }),
  )
})

test('repeat events: missing counts are none, and fewer than 10 events have no rate', () => {
  const few = repeats.map((row) => ({ ...row, x: row.band === 'old' ? null : row.x }))
  const got = directlyStandardisedRepeatEvents(few)
  assert.deepEqual([got.totalCount, got.value], [10, got.value])
  near(got.value, (((2 * 10) / 1000) * 100_000) / 3)
  assert.equal(directlyStandardisedRepeatEvents(few.slice(0, 2)).value, null)
})

test('repeat events refuse rows that do not agree', () => {
  const [first, second, third] = repeats
  assert.ok(first && second && third)
  refuses(
    () => directlyStandardisedRepeatEvents([first, { ...third, n: 999 }]),
    'n: ageband young has both 1000 and 999',
  )
  refuses(
    () => directlyStandardisedRepeatEvents([first, { ...third, weight: 5 }]),
    'stdpop: ageband young has both 2 and 5',
  )
  refuses(() => directlyStandardisedRepeatEvents([first, first]), 'ageband: young is there twice for eventfreq 1')
  refuses(() => directlyStandardisedRepeatEvents([{ ...first, frequency: 0 }]), 'eventfreq: 0 is not above 0')
  refuses(() => directlyStandardisedRepeatEvents([{ ...first, x: -2 }]), 'x: -2 is not a count of 0 or more')
})

const reference = fc.array(
  fc.record({
    x: fc.integer({ min: 0, max: 50 }),
    n: fc.integer({ min: 1, max: 5000 }),
    referenceCount: fc.integer({ min: 1, max: 5000 }),
    referencePopulation: fc.integer({ min: 10_000, max: 900_000 }),
  }),
  { minLength: 1, maxLength: 19 },
)

test('an area that is the reference has a ratio of 1 and the reference rate', () => {
  fc.assert(
    fc.property(reference, (some) => {
      const same = some.map((one) => ({ ...one, x: one.referenceCount, n: one.referencePopulation }))
      near(indirectlyStandardisedRatio(same).value, 1)
      const got = indirectlyStandardisedRate(same)
      near(got.value, got.referenceRate)
      near(got.expected, got.observed)
    }),
  )
})

test('the rate is the ratio times the reference rate, and scales with the multiplier', () => {
  fc.assert(
    fc.property(reference, fc.constantFrom(0.95, 99.8), (some, confidence) => {
      const ratio = indirectlyStandardisedRatio(some, confidence)
      const got = indirectlyStandardisedRate(some, confidence, 1000)
      const percent = indirectlyStandardisedRatio(some.toReversed(), confidence, 100)
      for (const end of ['value', 'lower', 'upper'] as const) {
        near(got[end], (ratio[end] ?? NaN) * got.referenceRate)
        near(percent[end], (ratio[end] ?? NaN) * 100)
      }
    }),
  )
})

test('limits are exact below 10 events and by Byar from 10', () => {
  const with_ = (x: number) => [{ x, n: 200, referenceCount: 100, referencePopulation: 4000 }]
  const few = indirectlyStandardisedRatio(with_(4))
  assert.deepEqual([few.observed, few.expected, few.value, few.method], [4, 5, 0.8, 'Exact'])
  near(few.lower, 1.089865373626325 / 5)
  near(few.upper, 10.241588675403694 / 5)
  const many = indirectlyStandardisedRatio(with_(12))
  assert.deepEqual([many.value, many.method], [2.4, 'Byars'])
  near(many.lower, 6.1935098430790285 / 5)
  near(many.upper, 20.9628580536167 / 5)
  near(indirectlyStandardisedRatio(with_(10)).lower, (byar(10, 0.95).lower ?? NaN) / 5)
  assert.equal(indirectlyStandardisedRatio(with_(10)).method, 'Byars')
  near(indirectlyStandardisedRatio(with_(9.99)).upper, (exactPoisson(9.99, 0.95).upper ?? NaN) / 5)
  assert.equal(indirectlyStandardisedRatio(with_(0)).lower, 0)
  const rated = indirectlyStandardisedRate(with_(4))
  assert.deepEqual([rated.referenceRate, rated.value], [2500, 2000])
})

test('missing counts and people are none; a reference count that is missing leaves its people in the rate', () => {
  const got = indirectlyStandardisedRate([
    { x: 6, n: 100, referenceCount: 50, referencePopulation: 1000 },
    { x: null, n: 400, referenceCount: null, referencePopulation: 1000 },
    { x: 4, n: null, referenceCount: 30, referencePopulation: 2000 },
  ])
  assert.deepEqual([got.observed, got.expected, got.referenceRate], [10, 5, 2000])
  near(got.value, 4000)
})

test('nothing expected, no ratio', () => {
  const none = [{ x: 3, n: 0, referenceCount: 10, referencePopulation: 100 }]
  const blank = { observed: 3, expected: 0, value: null, lower: null, upper: null, method: 'Exact' }
  assert.deepEqual(indirectlyStandardisedRatio(none), blank)
  assert.deepEqual(indirectlyStandardisedRate(none), { ...blank, referenceRate: 10_000 })
})

test('indirect standardisation refuses what is no band, and names the field', () => {
  const good = { x: 1, n: 10, referenceCount: 5, referencePopulation: 50 }
  const ratio = (change: Partial<typeof good>) => () => indirectlyStandardisedRatio([{ ...good, ...change }])
  refuses(ratio({ x: -1 }), 'x: -1 is not a count of 0 or more')
  refuses(ratio({ n: -2 }), 'n: -2 is not a count of 0 or more')
  refuses(ratio({ referenceCount: -3 }), 'x_ref: -3 is not a count of 0 or more')
  refuses(ratio({ referencePopulation: 0 }), 'n_ref: 0 is not above 0')
  near(ratio({ referencePopulation: 0.5 })().value, 0.01)
  refuses(ratio({ x: NaN }), 'x: NaN is not a count of 0 or more')
})

test('the mean of four values with its t interval', () => {
  const got = meanInterval([2, 4, null, 9, 5])
  assert.deepEqual([got.sum, got.count, got.value, got.method], [20, 4, 5, "Student's t-distribution"])
  near(got.sd, 2.943920288775949)
  near(got.lower, 0.31556587696761795)
  near(got.upper, 9.684434123032382)
  const wide = meanInterval([9, 5, 4, 2], 99.8)
  near(wide.lower, -10.035383780325136)
  near(wide.upper, 20.035383780325134)
})

test('one value has a mean and no interval, none has neither', () => {
  const blank = { sum: 7, count: 1, sd: null, value: 7, lower: null, upper: null, method: "Student's t-distribution" }
  assert.deepEqual(meanInterval([7, null]), blank)
  assert.deepEqual(meanInterval([null]), { ...blank, sum: 0, count: 0, value: null })
  assert.deepEqual(meanInterval([]), { ...blank, sum: 0, count: 0, value: null })
  assert.deepEqual(meanInterval([3, 3]), { ...blank, sum: 6, count: 2, sd: 0, value: 3, lower: 3, upper: 3 })
  refuses(() => meanInterval([], 0.8), 'confidence: 0.8 is not between 0.9 and 1, or 90 and 100')
})

/** Probability of x or more of n when each is likely with p, term by term. */
function atLeast(x: number, n: number, p: number): number {
  let [term, sum] = [(1 - p) ** n, 0]
  for (let k = 0; k <= n; k++) {
    if (k >= x) sum += term
    term *= ((n - k) / (k + 1)) * (p / (1 - p))
  }
  return sum
}

test('an exact proportion leaves half of the rest in each binomial tail', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 60 }),
      fc.integer({ min: 1, max: 59 }),
      fc.constantFrom(0.95, 0.99, 0.998),
      (n, x, confidence) => {
        fc.pre(x < n)
        const { lower, upper, value, method } = exactProportion(x, n, confidence)
        const tail = (1 - confidence) / 2
        assert.ok(Math.abs(atLeast(x, n, lower ?? NaN) - tail) < 1e-9)
        assert.ok(Math.abs(1 - atLeast(x + 1, n, upper ?? NaN) - tail) < 1e-9)
        assert.deepEqual([value, method], [x / n, 'Exact'])
      },
    ),
  )
})

test('an exact proportion of none or all, of large counts, and in per cent', () => {
  assert.equal(exactProportion(0, 10).lower, 0)
  near(exactProportion(0, 10).upper, 0.3084971078187607)
  near(exactProportion(10, 10, 0.95, 100).lower, 69.15028921812392)
  assert.equal(exactProportion(10, 10, 0.95, 100).upper, 100)
  assert.equal(exactProportion(3, 10, 0.95, 100).value, 30)
  near(exactProportion(417, 1000, 99.8).lower, 0.3690078047592227)
  near(exactProportion(2, 250_000, 0.99).upper, 3.709462871619118e-5)
  const wilson = proportion(3, 10)
  assert.ok((exactProportion(3, 10).lower ?? NaN) < (wilson.lower ?? NaN))
})

test('an exact proportion refuses what is no whole count', () => {
  refuses(() => exactProportion(-1, 5), 'x: -1 is not a count of 0 or more')
  refuses(() => exactProportion(1, 0), 'n: 0 is not above 0')
  refuses(() => exactProportion(6, 5), 'x: 6 is more than n, 5')
  refuses(() => exactProportion(1.5, 5), 'x: 1.5 is not a whole number')
  refuses(() => exactProportion(1, 5.5), 'n: 5.5 is not a whole number')
  refuses(() => exactProportion(1, 5, 0.89), 'confidence: 0.89 is not between 0.9 and 1, or 90 and 100')
})
