import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { compareProportions, compareRates } from './compare-two.ts'
import type { Comparison, Measure, Rate, Share } from './compare-two.ts'
import { koopmanRatio } from './koopman.ts'

const share = (x: number, n: number, name = 'Kent'): Share => ({ name, x, n })
const rate = (events: number, exposure: number, name = 'Kent'): Rate => ({ name, events, exposure })
const says = (message: string): { name: string; message: string } => ({ name: 'RangeError', message })
const near = (got: number | null, want: number, within: number, what = ''): void =>
  assert.ok(got !== null && Math.abs(got - want) <= within, `${what}: ${got} for ${want}`)
const isNearly = (got: number | null, want: number | null): void => {
  if (got === null || want === null) assert.equal(got, want)
  else assert.ok(Math.abs(got - want) <= 1e-9 * Math.max(1, Math.abs(want)), `${got} for ${want}`)
}

test("the examples of Newcombe's paper, table II, method 10", () => {
  for (const [x1, n1, x2, n2, lower, upper] of [
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [0, 10, 0, 10, -0.2775, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
    [10, 10, 0, 10, 0.6075, 1],
  ] as const) {
    const { difference } = compareProportions(share(x1, n1), share(x2, n2))
    near(difference.value, x1 / n1 - x2 / n2, 1e-12)
    near(difference.lower, lower, 0.00005, `${x1}/${n1} - ${x2}/${n2} lower`)
    near(difference.upper, upper, 0.00005, `${x1}/${n1} - ${x2}/${n2} upper`)
    assert.equal(difference.method, 'Newcombe hybrid score (1998, method 10)')
  }
})

test("the example of Koopman's paper, and one of Fagerland, Lydersen and Laake", () => {
  const { ratio } = compareProportions(share(36, 40), share(16, 80))
  near(ratio.value, 4.5, 1e-12)
  near(ratio.lower, 2.94, 0.005)
  near(ratio.upper, 7.15, 0.005)
  assert.equal(ratio.method, 'Koopman score (1984)')
  const small = compareProportions(share(7, 34), share(1, 34)).ratio
  near(small.lower, 1.22, 0.005)
  near(small.upper, 42.6, 0.05)
})

/** Score statistic at a ratio, the likelihood there being made greatest by search and not by formula. */
function scoreBySearch(x1: number, n1: number, x2: number, n2: number, ratio: number): number {
  const part = (x: number, p: number): number => (x === 0 ? 0 : x * Math.log(p))
  const likelihood = (p2: number): number =>
    part(x1, ratio * p2) + part(n1 - x1, 1 - ratio * p2) + part(x2, p2) + part(n2 - x2, 1 - p2)
  let low = 0
  let high = Math.min(1, 1 / ratio)
  for (let step = 0; step < 200; step++) {
    const [a, b] = [low + (high - low) / 3, high - (high - low) / 3]
    if (likelihood(a) < likelihood(b)) low = a
    else high = b
  }
  const p2 = (low + high) / 2
  const p1 = ratio * p2
  return (x1 / n1 - (ratio * x2) / n2) / Math.sqrt((p1 * (1 - p1)) / n1 + (ratio * ratio * p2 * (1 - p2)) / n2)
}

test('at the ends of the ratio the score test would just refuse', () => {
  for (const [x1, n1, x2, n2] of [
    [36, 40, 16, 80],
    [7, 34, 1, 34],
    [3, 12, 5, 9],
    [40, 400, 8, 400],
    [9, 9, 5, 8],
  ] as const) {
    const { lower, upper } = koopmanRatio(x1, n1, x2, n2, 1.96)
    near(scoreBySearch(x1, n1, x2, n2, lower ?? NaN), 1.96, 1e-5, 'lower')
    near(scoreBySearch(x1, n1, x2, n2, upper ?? NaN), -1.96, 1e-5, 'upper')
  }
  const none = koopmanRatio(0, 20, 6, 30, 1.96)
  assert.equal(none.lower, 0)
  near(scoreBySearch(0, 20, 6, 30, none.upper ?? NaN), -1.96, 1e-5)
  const other = koopmanRatio(6, 30, 0, 20, 1.96)
  assert.equal(other.upper, null)
  near(scoreBySearch(6, 30, 0, 20, other.lower ?? NaN), 1.96, 1e-5)
})

test('all of both is a ratio of one, with an interval about it', () => {
  const { lower, upper } = koopmanRatio(10, 10, 10, 10, 1.96)
  isNearly(lower, 1 / (upper ?? NaN))
  near(lower, 1 / (1 + 1.96 ** 2 / 10), 1e-9)
})

test('no cases: the ratio has no value, the difference has an interval, and no end is infinite', () => {
  const none = compareProportions(share(0, 10), share(0, 20, 'Medway'))
  assert.deepEqual([none.ratio.value, none.ratio.lower, none.ratio.upper, none.higher], [null, 0, null, null])
  const first = compareProportions(share(0, 40), share(20, 40, 'Medway'))
  assert.deepEqual([first.ratio.value, first.ratio.lower, first.higher], [0, 0, 'second'])
  const second = compareProportions(share(20, 40), share(0, 40, 'Medway'))
  assert.deepEqual([second.ratio.value, second.ratio.upper, second.higher], [null, null, 'first'])
})

test('a sentence on two proportions gives the interval, which is higher if that can be told, and no cause', () => {
  assert.equal(
    compareProportions(share(56, 70), share(48, 80, 'Medway')).words,
    'Kent 80.0%, Medway 60.0%: the difference is between 5.2 and 33.4 percentage points (95% interval): Kent is higher. It does not say why.',
  )
  assert.equal(
    compareProportions(share(48, 80), share(56, 70, 'Medway')).words,
    'Kent 60.0%, Medway 80.0%: the difference is between −33.4 and −5.2 percentage points (95% interval): Medway is higher. It does not say why.',
  )
  const told = compareProportions(share(56, 70), share(48, 80, 'Medway'), 99.8)
  assert.equal(told.higher, null)
  assert.match(
    told.words,
    /between −3\.3 and 40\.2 percentage points \(99\.8% interval\): no difference can be told\.$/,
  )
})

test('an interval that ends at 0 leaves doubt', () => {
  const equal = compareProportions(share(5, 10), share(5, 10))
  assert.equal(equal.higher, null)
  isNearly(equal.difference.lower, -(equal.difference.upper ?? NaN))
})

const flipped = (measure: Measure, flip: (end: number) => number | null): (number | null)[] =>
  [measure.value, measure.upper, measure.lower].map((end) => (end === null ? null : flip(end)))
const endsOf = ({ value, lower, upper }: Measure): (number | null)[] => [value, lower, upper]

function mirrors(one: Comparison, other: Comparison): void {
  for (const [i, end] of endsOf(other.difference).entries())
    isNearly(end, flipped(one.difference, (difference) => -difference)[i] ?? null)
  if ([...endsOf(one.ratio), ...endsOf(other.ratio)].every((end) => end !== null && end !== 0)) {
    for (const [i, end] of endsOf(other.ratio).entries())
      isNearly(end, flipped(one.ratio, (ratio) => 1 / ratio)[i] ?? null)
  }
  const swapped = { first: 'second', second: 'first' } as const
  assert.equal(other.higher, one.higher === null ? null : swapped[one.higher])
  for (const { words } of [one, other]) assert.doesNotMatch(words, /NaN|Infinity|null|undefined|significant/)
}

const group = fc.tuple(fc.nat(60), fc.nat(60)).map(([a, b]) => ({ x: Math.min(a, b), n: Math.max(a, b, 1) }))

test('swapping two proportions mirrors the answer, and intervals hold their value', () => {
  fc.assert(
    fc.property(group, group, (a, b) => {
      const [one, two] = [share(a.x, a.n), share(b.x, b.n, 'Medway')]
      const compared = compareProportions(one, two)
      mirrors(compared, compareProportions(two, one))
      for (const { value, lower, upper } of [compared.difference, compared.ratio]) {
        if (value !== null) assert.ok((lower ?? -1) <= value + 1e-9 && value <= (upper ?? Infinity) + 1e-9)
      }
      assert.ok((compared.difference.lower ?? -9) >= -1 && (compared.difference.upper ?? 9) <= 1)
    }),
  )
})

/** Probability of at least (or at most) so many of n with chance p, added up. */
function binomialTail(n: number, p: number, from: number, to: number): number {
  let sum = 0
  let choose = 1
  for (let k = 0; k <= n; k++) {
    if (k >= from && k <= to) sum += choose * p ** k * (1 - p) ** (n - k)
    choose = (choose * (n - k)) / (k + 1)
  }
  return sum
}

test('the ends of the ratio of two rates leave half of the rest in each binomial tail', () => {
  for (const [a, s, b, t] of [
    [12, 1000, 5, 1200],
    [3, 10, 9, 40],
    [20, 7, 1, 3],
  ] as const) {
    const { ratio } = compareRates(rate(a, s), rate(b, t))
    near(ratio.value, a / s / (b / t), 1e-12)
    const chance = (end: number | null): number => {
      const odds = ((end ?? NaN) * s) / t
      return odds / (1 + odds)
    }
    near(binomialTail(a + b, chance(ratio.lower), a, a + b), 0.025, 1e-9, 'lower')
    near(binomialTail(a + b, chance(ratio.upper), 0, a), 0.025, 1e-9, 'upper')
    assert.equal(ratio.method, 'Exact conditional (Clopper and Pearson 1934)')
  }
})

/** Probability of at most so many events when so many are expected. */
function atMost(events: number, expected: number): number {
  let term = Math.exp(-expected)
  let sum = term
  for (let k = 1; k <= events; k++) sum += term *= expected / k
  return sum
}

function poissonEnd(miss: (expected: number) => number): number {
  let [low, high] = [0, 1000]
  for (let step = 0; step < 100; step++) {
    const middle = (low + high) / 2
    if (miss(middle) > 0) high = middle
    else low = middle
  }
  return low
}

test('the difference of two rates is made from the exact limits of each', () => {
  const { difference } = compareRates(rate(12, 1000), rate(5, 1200), { per: 1000 })
  const lowerOf = (x: number): number => poissonEnd((expected) => 1 - atMost(x - 1, expected) - 0.025)
  const upperOf = (x: number): number => poissonEnd((expected) => 0.025 - atMost(x, expected))
  const [r1, l1, u1] = [12, lowerOf(12), upperOf(12)]
  const [r2, l2, u2] = [5 / 1.2, lowerOf(5) / 1.2, upperOf(5) / 1.2]
  near(difference.value, r1 - r2, 1e-9)
  near(difference.lower, r1 - r2 - Math.sqrt((r1 - l1) ** 2 + (u2 - r2) ** 2), 1e-9)
  near(difference.upper, r1 - r2 + Math.sqrt((u1 - r1) ** 2 + (r2 - l2) ** 2), 1e-9)
  assert.equal(difference.method, 'MOVER from exact Poisson intervals (Donner and Zou 2012)')
})

test('no events: ratios without an end have none, and nothing is infinite', () => {
  const none = compareRates(rate(0, 10), rate(0, 20, 'Medway'))
  assert.deepEqual(endsOf(none.ratio), [null, null, null])
  near(none.difference.lower, (-10_000 * Math.log(40)) / 20, 1e-6)
  near(none.difference.upper, (10_000 * Math.log(40)) / 10, 1e-6)
  assert.equal(none.words, 'Kent 0, Medway 0 per 10,000: no difference can be told.')
  const first = compareRates(rate(0, 10), rate(9, 10, 'Medway'))
  assert.deepEqual([first.ratio.value, first.ratio.lower, first.higher], [0, 0, 'second'])
  const second = compareRates(rate(9, 10), rate(0, 10, 'Medway'))
  assert.deepEqual([second.ratio.value, second.ratio.upper, second.higher], [null, null, 'first'])
})

test('a sentence on two rates gives the interval of their ratio', () => {
  assert.equal(
    compareRates(rate(12, 1000), rate(5, 1200, 'Medway')).words,
    'Kent 120, Medway 41.7 per 10,000: the first is between 0.944 and 10.4 times the second (95% interval): no difference can be told.',
  )
  assert.equal(
    compareRates(rate(0, 10), rate(9, 10, 'Medway'), { per: 1 }).words,
    'Kent 0, Medway 0.9 per 1: the first is at most 0.507 times the second (95% interval): Medway is higher. It does not say why.',
  )
  assert.equal(
    compareRates(rate(9, 10), rate(0, 10, 'Medway'), { per: 1, confidence: 0.9 }).words,
    'Kent 0.9, Medway 0 per 1: the first is at least 2.53 times the second (90% interval): Kent is higher. It does not say why.',
  )
})

test('swapping two rates mirrors the answer', () => {
  const events = fc.tuple(fc.nat(40), fc.integer({ min: 1, max: 5000 }))
  fc.assert(
    fc.property(events, events, ([a, s], [b, t]) => {
      const [one, two] = [rate(a, s), rate(b, t, 'Medway')]
      mirrors(compareRates(one, two), compareRates(two, one))
    }),
  )
})

test('rates beyond every number are none', () => {
  const huge = compareRates(rate(5, 1e-308), rate(5, 1e300))
  assert.deepEqual([huge.difference.value, huge.difference.upper, huge.ratio.value], [null, null, null])
})

test('refuses counts that cannot be, naming the group and the field', () => {
  const good = share(1, 2)
  assert.throws(() => compareProportions(share(-1, 5), good), says('first.x: -1 is not a count of 0 or more'))
  assert.throws(() => compareProportions(good, share(NaN, 5)), says('second.x: NaN is not a count of 0 or more'))
  assert.throws(() => compareProportions(good, share(0, 0)), says('second.n: 0 is not above 0'))
  assert.throws(() => compareProportions(share(1, Infinity), good), says('first.n: Infinity is not above 0'))
  assert.throws(() => compareProportions(share(3, 2), good), says('first.x: 3 is more than n, 2'))
  assert.throws(
    () => compareProportions(good, good, 0.5),
    says('confidence: 0.5 is not between 0.9 and 1, or 90 and 100'),
  )
  const fine = rate(1, 2)
  assert.throws(() => compareRates(rate(1.5, 2), fine), says('first.events: 1.5 is not a whole number of 0 or more'))
  assert.throws(() => compareRates(fine, rate(-1, 2)), says('second.events: -1 is not a whole number of 0 or more'))
  assert.throws(() => compareRates(fine, rate(1, 0)), says('second.exposure: 0 is not above 0'))
  assert.throws(() => compareRates(rate(1, Infinity), fine), says('first.exposure: Infinity is not above 0'))
  assert.throws(
    () => compareRates(fine, fine, { confidence: 1 }),
    says('confidence: 1 is not between 0.9 and 1, or 90 and 100'),
  )
})
