import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { byar, exactPoisson, rate } from './byar.ts'
import { normalWidth, studentBelow, studentQuantile } from './distributions.ts'
import { gammaQuantile, gammaTails } from './gamma.ts'
import { quantile } from './ranks.ts'
import { proportion } from './wilson.ts'

type Row = Record<string, number | string | null>
type CountCase = { x: number; n: number; confidence: number[]; multiplier: number }
type Case =
  | { id: string; kind: 'proportion' | 'rate'; input: CountCase; expected: Row[] }
  | {
      id: string
      kind: 'quantile'
      input: { values: (number | null)[]; nquantiles: number; invert: boolean }
      expected: { quantile: (number | null)[] }
    }
const cases = readFileSync(new URL('vectors/rates.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line): Case => JSON.parse(line))
  .filter(({ kind }) => ['proportion', 'rate', 'quantile'].includes(kind))
const near = (got: number | null, want: number | string | null | undefined, what: string): void => {
  if (got === null || typeof want !== 'number') assert.equal(got, want, what)
  else assert.ok(Math.abs(got - want) <= 1e-9 * Math.abs(want), `${what}: ${got} for ${want}`)
}

test('proportions and rates have the intervals of PHEindicatormethods 2.1.1', () => {
  let seen = 0
  for (const one of cases) {
    if (one.kind === 'quantile') continue
    const { id, kind, input, expected } = one
    const want = expected[0]
    for (const confidence of input.confidence) {
      const method = kind === 'proportion' ? proportion : rate
      const got = method(input.x, input.n, confidence, input.multiplier)
      const ends = input.confidence.length === 1 ? 'cl' : confidence === 0.95 ? '95_0cl' : '99_8cl'
      near(got.value, want?.['value'], `${id} value`)
      near(got.lower, want?.[`lower${ends}`], `${id} lower`)
      near(got.upper, want?.[`upper${ends}`], `${id} upper`)
      assert.equal(got.method, want?.['method'], id)
      seen++
    }
  }
  assert.ok(seen >= 15)
})

test('quantiles are those of PHEindicatormethods 2.1.1', () => {
  for (const one of cases) {
    if (one.kind !== 'quantile') continue
    const { input, expected } = one
    assert.deepEqual(
      quantile(input.values, input.nquantiles, input.invert ? 'high-to-low' : 'low-to-high'),
      expected.quantile,
    )
  }
})

test("known quantiles of the normal, Student's t and chi-square distributions", () => {
  near(studentQuantile(0.975, 10), 2.2281388519649385, 't, 10 degrees')
  near(studentBelow(2.2281388519649385, 10), 0.975, 'below it')
  near(normalWidth(0.95), 1.959963984540054, 'z 95 %')
  near(normalWidth(0.998), 3.090232306167814, 'z 99.8 %')
  near(2 * gammaQuantile(0.95, 1), 5.991464547107979, 'chi-square, 2 degrees')
  near(2 * gammaQuantile(0.025, 5), 3.2469727802368413, 'chi-square, 10 degrees')
})

/** Probability of at most so many events when so many are expected. */
function atMost(events: number, expected: number): number {
  let term = Math.exp(-expected)
  let sum = term
  for (let k = 1; k <= events; k++) sum += term *= expected / k
  return sum
}

test('an exact Poisson interval leaves half of the rest in each tail', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.constantFrom(0.95, 0.99, 0.998), (x, confidence) => {
      const { lower, upper } = exactPoisson(x, confidence)
      near(atMost(x, upper ?? NaN), (1 - confidence) / 2, 'upper tail')
      assert.ok(Math.abs(1 - atMost(x - 1, lower ?? NaN) - (1 - confidence) / 2) < 1e-12)
    }),
  )
})

test('the switch from exact to Byar makes the small jump that the package makes', () => {
  near(rate(10, 1000).lower && Math.round((rate(10, 1000).lower ?? 0) * 1000) / 1000, 478.745, 'Byar at 10')
  near(Math.round((rate(9.999, 1000).lower ?? 0) * 1000) / 1000, 479.47, 'exact at 9.999')
  assert.deepEqual([rate(10, 1000).method, rate(9.999, 1000).method], ['Byars', 'Exact'])
})

test('no events: the exact lower end is zero, and Byar has none', () => {
  assert.deepEqual([rate(0, 50).value, rate(0, 50).lower], [0, 0])
  assert.equal(byar(0, 0.95).lower, null)
})

test('intervals hold the estimate, and shrink as counts grow', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 1, max: 5000 }), (a, b) => {
      const [x, n] = [Math.min(a, b), Math.max(a, b)]
      const share = proportion(x, n)
      assert.ok((share.lower ?? NaN) <= share.value + 1e-12 && share.value <= (share.upper ?? NaN) + 1e-12)
      const per = rate(x, n)
      assert.ok((per.lower ?? 0) <= per.value && per.value <= (per.upper ?? NaN))
      const wide = (share.upper ?? 0) - (share.lower ?? 0)
      const ten = proportion(x * 10, n * 10)
      assert.ok((ten.upper ?? 0) - (ten.lower ?? 0) < wide)
    }),
  )
})

test('tails of the gamma distribution add up to one, within four standard deviations of the mean and far out', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.1, max: 400, noNaN: true }),
      fc.oneof(fc.double({ min: -4, max: 4, noNaN: true }), fc.double({ min: -20, max: 20, noNaN: true })),
      (shape, deviations) => {
        const { lower, upper } = gammaTails(shape, Math.max(0, shape + deviations * Math.sqrt(shape)))
        assert.ok(Math.abs(lower + upper - 1) < 1e-12 && lower >= -1e-12 && upper >= -1e-12)
      },
    ),
  )
})

test('tails of the gamma distribution where they are known', () => {
  for (const x of [0, 0.01, 0.5, 1, 1.9, 2, 2.1, 3, 9, 60]) {
    // a count of events that come at the rate 1: none by x, at most one by x
    near(gammaTails(1, x).upper, Math.exp(-x), `none by ${x}`)
    near(gammaTails(2, x).upper, Math.exp(-x) * (1 + x), `at most one by ${x}`)
    near(gammaTails(1, x).lower, -Math.expm1(-x), `one or more by ${x}`)
  }
  // for a shape near 0 it is 1 less the shape times the exponential integral: E1(1) as in Abramowitz and Stegun, table 5.1
  for (const shape of [1e-9, 1e-8]) {
    assert.ok(Math.abs(gammaTails(shape, 1).lower - (1 - shape * 0.2193839344)) < 1e-14, `shape ${shape}`)
  }
  assert.deepEqual(gammaTails(7, 0), { lower: 0, upper: 1 })
})

test('a gamma quantile has its share below it, at every size and share', () => {
  const share = fc.oneof(
    fc.constantFrom(0.001, 0.025, 0.5, 0.975, 0.999),
    fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }),
  )
  fc.assert(
    fc.property(fc.double({ min: 0.2, max: 5000, noNaN: true }), share, (shape, p) => {
      const { lower, upper } = gammaTails(shape, gammaQuantile(p, shape))
      if (p < 0.5) near(lower, p, `below, shape ${shape}`)
      else near(upper, 1 - p, `above, shape ${shape}`)
    }),
  )
  // each tail is met as itself, not as 1 less the other, which has no digits left for so rare a thing
  const rare = 2 ** -40
  for (const shape of [1, 7, 60]) {
    near(gammaTails(shape, gammaQuantile(rare, shape)).lower, rare, `rarely below, shape ${shape}`)
    near(gammaTails(shape, gammaQuantile(1 - rare, shape)).upper, rare, `rarely above, shape ${shape}`)
  }
  near(gammaQuantile(rare, 1), -Math.log1p(-rare), 'exponential, rarely below')
  near(gammaQuantile(1 - rare, 1), 40 * Math.LN2, 'exponential, rarely above')
  assert.deepEqual([gammaQuantile(0, 3), gammaQuantile(1, 3)], [0, Infinity])
})

test('refuses counts that cannot be, and names the field', () => {
  assert.throws(() => proportion(-1, 5), /x: -1/)
  assert.throws(() => proportion(6, 5), /x: 6 is more than n, 5/)
  assert.throws(() => rate(3, 0), /n: 0 is not above 0/)
  assert.throws(() => rate(3, 10, 0.5), /confidence: 0.5/)
  assert.equal(rate(12, 10, 95, 1).value, 1.2)
})
