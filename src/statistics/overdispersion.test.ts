import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { averageRanks, interpolatedQuantile, truncated, winsorised } from './extremes.ts'
import { sumsByGroup } from './groups.ts'
import { overdispersionLimits } from './overdispersion-limits.ts'
import { scales, scoreOf } from './overdispersion-scales.ts'
import { overdispersion } from './overdispersion.ts'
import type { OverdispersionInput } from './overdispersion.ts'
import { roundToHundredths } from './rounding.ts'

function near(got: number | null | undefined, want: number | null, what = ''): void {
  if (typeof got !== 'number' || want === null) assert.equal(got, want, what)
  else assert.ok(Math.abs(got - want) <= 1e-9 * Math.abs(want) + 1e-13, `${what}: ${got} for ${want}`)
}
const refuses = (act: () => unknown, message: string): void => assert.throws(act, { name: 'RangeError', message })

const defaults = { srMethod: 'SHMI', trimBy: 0.1, multiplier: 1, drawAdjusted: true, limit: 99 } as const
type Change = Partial<OverdispersionInput>
const run = (numerators: (number | null)[], denominators: (number | null)[], change: Change = {}) =>
  overdispersion({
    ...defaults,
    dataType: 'SR',
    groups: numerators.map((_, i) => i + 1),
    numerators,
    denominators,
    ...change,
  })

test('two places as R rounds: the nearer double, and the even digit of two equally near', () => {
  assert.deepEqual(
    [91.095, 62.235, 0.125, 0.375, 2.5, 3, 0.004, 0.996, 1.005].map(roundToHundredths),
    [91.1, 62.24, 0.12, 0.38, 2.5, 3, 0, 1, 1],
  )
  assert.deepEqual([1.234, 1.236, 0, 778.756].map(roundToHundredths), [1.23, 1.24, 0, 778.76])
})

test('ties share the average of their ranks', () => {
  assert.deepEqual(averageRanks([3, 1, 2, 2, 9, 9, 9]), [4, 1, 2.5, 2.5, 6, 6, 6])
  assert.deepEqual(averageRanks([-Infinity, 5, -Infinity]), [1.5, 3, 1.5])
  assert.deepEqual(averageRanks([]), [])
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 })), (values) => {
      const byCounting = values.map(
        (one) => values.filter((v) => v < one).length + (values.filter((v) => v === one).length + 1) / 2,
      )
      assert.deepEqual(averageRanks(values), byCounting)
    }),
  )
})

test('quantiles lie on a straight line between neighbours', () => {
  assert.equal(interpolatedQuantile([1, 2, 4, 8, 16], 0.1), 1.4)
  assert.equal(interpolatedQuantile([1, 2, 4, 8, 16], 0.75), 8)
  assert.equal(interpolatedQuantile([1, 2, 4, 8, 16], 1), 16)
  assert.equal(interpolatedQuantile([7], 0.3), 7)
  assert.equal(interpolatedQuantile([Infinity, Infinity], 0.3), Infinity)
  assert.ok(Number.isNaN(interpolatedQuantile([], 0.5)))
})

const scores = (...zs: number[]): { z: number }[] => zs.map((z) => ({ z }))

test('truncation drops the first slice of the ranks and the last', () => {
  const twelve = truncated(scores(12, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), 0.1)
  assert.deepEqual(
    twelve.map(({ slice }) => slice),
    [9, 0, 1, 2, 3, 3, 4, 5, 6, 6, 7, 8],
  )
  assert.deepEqual(
    twelve.map(({ kept }) => kept),
    [null, null, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
  )
  assert.deepEqual(twelve[0], { z: 12, kept: null, extreme: true, rank: 12, slice: 9 })
  assert.deepEqual(twelve[2], { z: 2, kept: 2, extreme: false, rank: 2, slice: 1 })
  const nine = truncated(scores(1, 2, 3, 4, 5, 6, 7, 8, 9), 0.1)
  assert.deepEqual([nine[0]?.kept, nine[8]?.kept], [1, null])
  assert.deepEqual(
    truncated(scores(5, 1), 0).map(({ kept }) => kept),
    [5, 1],
  )
})

test('winsorisation pulls extremes in to the quantiles; one on a quantile is called extreme and stays', () => {
  const pulled = winsorised(scores(-100, 1, 2, 3, 4, 5, 6, 7, 8, 9, 50), 0.1)
  assert.deepEqual(
    pulled.map(({ kept }) => kept),
    [1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9],
  )
  assert.deepEqual(
    pulled.map(({ extreme }) => extreme),
    [true, true, false, false, false, false, false, false, false, true, true],
  )
  assert.deepEqual(
    winsorised(scores(3, 1, 2), 0.25).map(({ z, kept }) => [z, kept]),
    [
      [3, 2.5],
      [1, 1.5],
      [2, 2],
    ],
  )
})

test('rows of a group are added up, a missing figure making its sum missing', () => {
  assert.deepEqual(sumsByGroup(['b', 'a', 'b', 1, 'a'], [1, 2, 3, 4, null], [10, 20, 30, null, 50]), [
    { group: 'b', x: 4, n: 40 },
    { group: 'a', x: null, n: 70 },
    { group: 1, x: 4, n: null },
  ])
})

test('scores on each scale, worked by hand', () => {
  near(scoreOf(scales.SHMI, 20, 16, 1).z, 4 * Math.log(1.25))
  near(scoreOf(scales.CQC, 25, 16, 1).z, (1.25 - 1) * 8)
  near(scoreOf(scales.PR, 4, 16, 0.75).z, (Math.PI / 6 - Math.PI / 3) * 8)
  const counts = scoreOf(scales.RC, 12, 8, 2)
  near(counts.value, Math.log(12.5 / 8.5))
  near(counts.error, Math.sqrt(12 / 12.5 ** 2 + 8 / 8.5 ** 2))
  near(counts.z, (Math.log(12.5 / 8.5) - Math.log(2)) / counts.error)
  assert.equal(scoreOf(scales.SHMI, 0, 16, 1).z, -Infinity)
})

test('limits without overdispersion: exact Poisson for standardised ratios, else the scale alone', () => {
  const exact = overdispersionLimits({ scale: scales.CQC, whole: 1, tau2: 0.5, multiplier: 10, exact: true }, 4)
  near(exact.LCL95, 2.724663434065812)
  near(exact.UCL95, 25.60397168850924)
  near(exact.LCL99, 1.071381034071058)
  near(exact.UCL99, 36.98537305634303)
  near(exact.OD95LCL, 10 * (1 - 1.959964 * Math.sqrt(1 / 16 + 0.5)))
  near(exact.OD95UCL, 10 * (1 + 1.959964 * Math.sqrt(1 / 16 + 0.5)))
  near(exact.OD99LCL, 10 * (1 - 3.090232 * Math.sqrt(1 / 16 + 0.5)))
  near(exact.OD99UCL, 10 * (1 + 3.090232 * Math.sqrt(1 / 16 + 0.5)))
  const counts = overdispersionLimits({ scale: scales.RC, whole: 2, tau2: 0.25, multiplier: 1, exact: false }, 25)
  near(counts.LCL95, 2 * Math.exp(-0.1959964))
  near(counts.UCL95, 2 * Math.exp(0.1959964))
  near(counts.LCL99, 2 * Math.exp(-0.3090232))
  near(counts.UCL99, 2 * Math.exp(0.3090232))
  near(counts.OD95UCL, 2 * Math.exp(1.959964 * Math.sqrt(0.01 + 0.25)))
  const logs = overdispersionLimits({ scale: scales.SHMI, whole: 1, tau2: 0, multiplier: 1, exact: true }, 4)
  near(logs.OD99LCL, Math.exp(-3.090232 / 2))
})

test('limits of a proportion stay between none and all', () => {
  const half = { scale: scales.PR, whole: 0.5, tau2: 0, multiplier: 100, exact: false }
  near(overdispersionLimits(half, 100).UCL95, 100 * Math.sin(Math.PI / 4 + 0.0979982) ** 2)
  const few = overdispersionLimits(half, 1)
  assert.deepEqual([few.LCL95, few.LCL99, few.UCL95, few.UCL99], [0, 0, 100, 100])
})

test('phi, tau2 and outliers of three standardised ratios, worked by hand', () => {
  const [o, e] = [
    [40, 8, 20],
    [16, 16.004, 20],
  ]
  const got = run(o, e)
  const zs = [4 * Math.log(40 / 16), 4 * Math.log(0.5), 0]
  const phi = (zs[0]! ** 2 + zs[1]! ** 2) / 3
  near(got.phi, phi)
  near(got.tau2, (3 * phi - 2) / (52 - (256 + 256 + 400) / 52))
  assert.deepEqual([got.draw_adjusted, got.draw_unadjusted], [true, false])
  assert.deepEqual(
    got.rows.map(({ denominator, numerator, group, outlier }) => [denominator, numerator, group, outlier]),
    [
      [16, 40, 1, 0],
      [16, 8, 2, 0],
      [20, 20, 3, 0],
    ],
  )
  near(got.rows[1]?.rr, 8 / 16.004)
  near(got.rows[0]?.s, 0.25)
  near(got.rows[0]?.OD99UCL, Math.exp(3.090232 * Math.sqrt(1 / 16 + (got.tau2 ?? NaN))))
  const plain = run(o, e, { drawAdjusted: false })
  assert.deepEqual([plain.phi, plain.tau2, plain.draw_adjusted, plain.draw_unadjusted], [0, 0, false, true])
  assert.deepEqual(
    plain.rows.map(({ outlier }) => outlier),
    [1, 0, 0],
  )
  assert.deepEqual(
    run(o, e, { drawAdjusted: false, limit: 95 }).rows.map(({ outlier }) => outlier),
    [1, 1, 0],
  )
})

test('outliers are told by the limits chosen, and by the widened ones where they count', () => {
  const [o, e] = [
    [60, 150, 100, 160, 50],
    [100, 100, 100, 100, 100],
  ]
  const outliers = (change: Change) => run(o, e, { srMethod: 'CQC', trimBy: 0, ...change }).rows.map((r) => r.outlier)
  assert.deepEqual(outliers({ limit: 99 }), [0, 0, 0, 0, 0])
  assert.deepEqual(outliers({ limit: 99, drawAdjusted: false }), [1, 1, 0, 1, 1])
  const { tau2 } = run(o, e, { srMethod: 'CQC', trimBy: 0 })
  const half = 1.959964 * Math.sqrt(1 / 400 + (tau2 ?? NaN))
  const beyond = [0.6, 1.5, 1, 1.6, 0.5].map((rr) => Number(Math.abs(rr - 1) > half))
  assert.deepEqual(outliers({ limit: 95, multiplier: 100 }), beyond)
})

test('an area on a limit is no outlier', () => {
  const all = run([5, 5], [5, 5], { dataType: 'PR' })
  assert.deepEqual(
    all.rows.map(({ rr, UCL99, outlier }) => [rr, UCL99, outlier]),
    [
      [1, 1, 0],
      [1, 1, 0],
    ],
  )
  const none = run([0, 0], [5, 900], { dataType: 'PR', multiplier: 100 })
  assert.deepEqual(
    none.rows.map(({ rr, LCL99, Uzscore, outlier }) => [rr, LCL99, Uzscore, outlier]),
    [
      [0, 0, 0, 0],
      [0, 0, 0, 0],
    ],
  )
  assert.deepEqual([all.phi, all.tau2, none.phi, none.draw_adjusted], [0, 0, 0, false])
})

test('phi of exactly 1 is no overdispersion', () => {
  const got = run([Math.E, 1 / Math.E], [1, 1])
  assert.deepEqual([got.phi, got.draw_adjusted, got.draw_unadjusted], [1, false, true])
  near(got.tau2, 1)
  near(got.rows[0]?.OD95UCL, Math.exp(1.959964 * Math.SQRT2))
})

test('no events under SHMI has no score and is not in phi, dropped or not', () => {
  const got = run([0, 30, 8, 20], [5, 16, 16, 20])
  const without = run([30, 8, 20], [16, 16, 20])
  assert.deepEqual([got.phi, got.tau2], [without.phi, without.tau2])
  const { Y, Uzscore, Wuzscore, rk, outlier, rr } = got.rows[0] ?? {}
  assert.deepEqual([Y, Uzscore, Wuzscore, rk, outlier, rr], [null, null, null, 1, 1, 0])
  assert.equal(run([0, 10, 12], [400, 10, 12], { srMethod: 'CQC' }).rows[0]?.Y, 0)
  const none = run([0, 0], [5, 8], { dataType: 'RC' })
  assert.deepEqual([none.phi, none.tau2, none.draw_adjusted, none.rows[0]?.outlier], [null, null, false, 0])
  assert.deepEqual([none.rows[0]?.Uzscore, none.rows[0]?.UCL99], [null, 0])
})

test('fewer than two areas have limits and no phi', () => {
  const one = run([40], [16])
  assert.deepEqual([one.phi, one.tau2, one.draw_adjusted], [null, null, false])
  near(one.rows[0]?.OD95UCL, Math.exp(1.959964 / 4))
  assert.equal(one.rows[0]?.outlier, 1)
  assert.deepEqual(run([], []), { phi: null, tau2: null, draw_adjusted: false, draw_unadjusted: true, rows: [] })
  assert.notEqual(run([30, 8], [16, 16]).phi, null)
})

test('an area without a figure has a blank row and is not in phi', () => {
  const got = run([30, null, 8, 20, 7], [16, 9, 16, 20, null], { dataType: 'RC' })
  const without = run([30, 8, 20], [16, 16, 20], { dataType: 'RC' })
  assert.deepEqual([got.phi, got.tau2], [without.phi, without.tau2])
  const blank = { rr: null, target_transformed: null, Y: null, Uzscore: null, Wuzscore: null, s: null, outlier: null }
  const limits = { LCL95: null, UCL95: null, LCL99: null, UCL99: null }
  const widened = { OD95LCL: null, OD95UCL: null, OD99LCL: null, OD99UCL: null }
  assert.deepEqual(got.rows[1], { denominator: 9, group: 2, numerator: null, ...blank, ...limits, ...widened })
  assert.deepEqual([got.rows[4]?.numerator, got.rows[4]?.denominator, got.rows[4]?.group], [7, null, 5])
  assert.deepEqual(
    got.rows.filter(({ rr }) => rr !== null),
    without.rows.map((row, i) => ({ ...row, group: [1, 3, 4][i] })),
  )
})

test('rows of one group are one area', () => {
  const got = run([10, 8, 20, 20], [10, 16, 6, 20], { groups: ['a', 'b', 'a', 'c'] })
  const added = run([30, 8, 20], [16, 16, 20], { groups: ['a', 'b', 'c'] })
  assert.deepEqual(got, added)
})

const area = fc.record({ o: fc.integer({ min: 1, max: 400 }), e: fc.integer({ min: 400, max: 900 }) })
const many = fc.array(area, { minLength: 3, maxLength: 40 })
const kinds = [{ srMethod: 'SHMI' }, { srMethod: 'CQC' }, { dataType: 'PR' }, { dataType: 'RC' }] as const

test('the order of areas changes nothing, the multiplier only the limits', () => {
  fc.assert(
    fc.property(many, fc.constantFrom(...kinds), (areas, kind) => {
      const of = (some: typeof areas, change: Change) =>
        run(
          some.map(({ o }) => o),
          some.map(({ e }) => e),
          { ...kind, ...change },
        )
      const got = of(areas, {})
      const turned = of(areas.toReversed(), {})
      near(turned.phi, got.phi)
      near(turned.tau2, got.tau2)
      const large = of(areas, { multiplier: 100 })
      assert.deepEqual([large.phi, large.tau2], [got.phi, got.tau2])
      for (const [i, row] of got.rows.entries()) {
        const back = turned.rows.at(-1 - i)
        for (const column of ['LCL95', 'UCL99', 'OD95LCL', 'OD99UCL'] as const) {
          near(back?.[column], row[column], column)
          near(large.rows[i]?.[column], (row[column] ?? NaN) * 100, column)
        }
        assert.equal(large.rows[i]?.rr, row.rr)
      }
    }),
  )
})

/** Knuth's Poisson counts from a seeded generator (mulberry32). */
function poissonCounts(seed: number): (expected: number) => number {
  let state = seed
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  return (expected) => {
    let count = 0
    for (let product = next(); product > Math.exp(-expected); product *= next()) count++
    return count
  }
}

test('counts that differ by chance alone have a phi about 1, truly different ones far above', () => {
  const draw = poissonCounts(2027)
  const expected = Array.from({ length: 1000 }, (_, i) => 40 + (i % 200))
  const chance = expected.map(draw)
  for (const [srMethod, trimBy] of [
    ['CQC', 0],
    ['SHMI', 0],
  ] as const) {
    const { phi } = run(chance, expected, { srMethod, trimBy })
    assert.ok(phi !== null && phi > 0.9 && phi < 1.1, `${srMethod} ${phi}`)
  }
  const spreadOut = expected.map((e, i) => draw(e * (i % 2 === 0 ? 0.7 : 1.3)))
  const { phi, tau2 } = run(spreadOut, expected, { srMethod: 'SHMI', trimBy: 0 })
  assert.ok(phi !== null && phi > 5)
  assert.ok(tau2 !== null && Math.abs(tau2 - 0.1) < 0.02, `${tau2}`)
})

test('refuses what is no area, and names the field', () => {
  refuses(() => run([-1], [5]), 'numerator: -1 is not a count of 0 or more')
  refuses(() => run([1], [0]), 'denominator: 0 is not above 0')
  refuses(() => run([1, -1], [5, 5], { groups: ['a', 'a'] }), 'numerator: -1 is not a count of 0 or more')
  refuses(() => run([1], [0.004]), 'denominator: 0.004 is 0 to two places')
  assert.equal(run([1], [0.004], { srMethod: 'CQC' }).rows.length, 1)
  refuses(() => run([6], [5], { dataType: 'PR' }), 'numerator: 6 is more than the denominator, 5')
  refuses(() => run([1], [5], { trimBy: 0.5 }), 'trim_by: 0.5 is not from 0 to below 0.5')
  refuses(() => run([1], [5], { trimBy: -0.1 }), 'trim_by: -0.1 is not from 0 to below 0.5')
})
