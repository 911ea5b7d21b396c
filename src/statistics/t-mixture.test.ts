import assert from 'node:assert/strict'
import { test } from 'node:test'
import { studentBelow, studentQuantile } from './distributions.ts'
import { leastSquares } from './least-squares.ts'
import { mixtureBelow, mixtureMean, mixtureQuantile } from './t-mixture.ts'

const near = (got: number | undefined, want: number, within = 1e-9): void =>
  assert.ok(got !== undefined && Math.abs(got - want) <= within, `${got} for ${want}`)

test('a mixture of one part is that part', () => {
  const one = { parts: [{ weight: 1, centre: 3, scale: 2 }], df: 5 }
  near(mixtureMean(one), 3)
  near(mixtureBelow(one, 4), studentBelow(0.5, 5))
  near(mixtureQuantile(one, 0.975), 3 + 2 * studentQuantile(0.975, 5))
  near(mixtureQuantile(one, 0.025), 3 - 2 * studentQuantile(0.975, 5))
})

test('a quantile is where the mixture has its probability below', () => {
  const parts = [
    { weight: 0.5, centre: -4, scale: 0.1 },
    { weight: 0.3, centre: 0, scale: 3 },
    { weight: 0.2, centre: 50, scale: 1 },
  ]
  near(mixtureMean({ parts, df: 8 }), -2 + 10)
  for (const df of [2, 8, 36]) {
    for (const p of [0.001, 0.025, 0.3, 0.5, 0.79, 0.975, 0.999]) {
      near(mixtureBelow({ parts, df }, mixtureQuantile({ parts, df }, p)), p, 2e-10)
    }
  }
})

test('the quantiles of a mixture that is even on both sides lie evenly', () => {
  const parts = [
    { weight: 0.5, centre: -1, scale: 1 },
    { weight: 0.5, centre: 1, scale: 1 },
  ]
  near(mixtureQuantile({ parts, df: 12 }, 0.5), 0, 1e-8)
  near(mixtureQuantile({ parts, df: 12 }, 0.975), -mixtureQuantile({ parts, df: 12 }, 0.025), 1e-8)
})

test('least squares of a line: the formulas of the textbook', () => {
  const x = [1, 2, 4, 7, 11]
  const y = [2.1, 3.9, 8.2, 13.7, 22.4]
  const mean = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0) / list.length
  const sxx = x.reduce((sum, one) => sum + (one - mean(x)) ** 2, 0)
  const sxy = x.reduce((sum, one, i) => sum + (one - mean(x)) * ((y[i] ?? 0) - mean(y)), 0)
  const slope = sxy / sxx
  const start = mean(y) - slope * mean(x)
  const fit = leastSquares([x.map(() => 1), x], y)
  near(fit.coefficients[0], start)
  near(fit.coefficients[1], slope)
  near(
    fit.residual,
    x.reduce((sum, one, i) => sum + ((y[i] ?? 0) - start - slope * one) ** 2, 0),
  )
  near(fit.logDeterminant, Math.log(x.length * sxx) / 2)
  near(fit.spreadOf([0, 1]), 1 / Math.sqrt(sxx))
  near(fit.spreadOf([1, 9]), Math.sqrt(1 / 5 + (9 - mean(x)) ** 2 / sxx))
  assert.deepEqual(x, [1, 2, 4, 7, 11])
})

test('least squares find coefficients that are there exactly, signs and all', () => {
  const columns = [
    [-1, -1, -1, -1, -1, -1],
    [0, 1, 2, 3, 4, 5],
    [0, 0, 0, 1, 1, 1],
  ]
  const y = [0, 1, 2, 3, 4, 5].map((t) => 5 - 2 * t + (t >= 3 ? 7 : 0))
  const { coefficients, residual } = leastSquares(columns, y)
  for (const [i, want] of [-5, -2, 7].entries()) near(coefficients[i], want, 1e-12)
  near(residual, 0, 1e-24)
  assert.equal(coefficients.length, 3)
})

test('least squares keep their digits where nearly all of a column is in its first row', () => {
  for (const sign of [1, -1]) {
    const { coefficients, spreadOf } = leastSquares([[sign, sign * 1e-9]], [0, 1e9])
    near(coefficients[0], sign)
    near(spreadOf([1]), 1)
  }
})
