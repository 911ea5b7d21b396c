import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { autocorrelatedFit } from './autocorrelated-fit.ts'
import { studentQuantile } from './distributions.ts'
import { interruptedSeries, POINTS_EACH_SIDE } from './interrupted-series.ts'
import type { Effect, InterruptedSeries } from './interrupted-series.ts'
import { interruptedSentence } from './interrupted-words.ts'
import { leastSquares } from './least-squares.ts'
import { periodIndexes } from './period-index.ts'
import { repeatableChance } from './repeatable-chance.ts'
import { mixtureBelow } from './t-mixture.ts'
import type { Mixture } from './t-mixture.ts'

const says = (message: string): { name: string; message: string } => ({ name: 'RangeError', message })
const near = (got: number | null | undefined, want: number, within: number): void =>
  assert.ok(typeof got === 'number' && Math.abs(got - want) <= within, `${got} for ${want}`)
/** Ends of quarters from 31 March 2018 on. */
const quarter = (i: number): string =>
  `${2018 + Math.floor(i / 4)}-${['03-31', '06-30', '09-30', '12-31'][i % 4] ?? ''}`
const quarters = (count: number): string[] => Array.from({ length: count }, (_, i) => quarter(i))

/** Normal numbers by Box and Muller, the same in every run. */
function normals(seed: number): () => number {
  const chance = repeatableChance(seed)
  return () => Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance())
}

/** Autocorrelated numbers of variance 1. */
function related(count: number, rho: number, normal: () => number): number[] {
  const list: number[] = []
  for (let i = 0; i < count; i++) {
    list.push(i === 0 ? normal() : rho * (list[i - 1] ?? 0) + Math.sqrt(1 - rho * rho) * normal())
  }
  return list
}

/** Columns of the segmented regression for equal halves. */
function halves(count: number): number[][] {
  const t = Array.from({ length: count }, (_, i) => i)
  const isAfter = t.map((i) => Number(i >= count / 2))
  return [t.map(() => 1), t, isAfter, t.map((i) => (isAfter[i] ?? 0) * (i - count / 2))]
}

type Whole = { beta: number[]; logWeight: number; error: (j: number) => number }

/** Restricted likelihood and generalised least squares written out with the whole matrix of correlations, for one autocorrelation. */
function byMatrices(
  periods: readonly number[],
  columns: readonly number[][],
  y: readonly number[],
  rho: number,
): Whole {
  const correlations = periods.map((a) => periods.map((b) => rho ** Math.abs(a - b) / (1 - rho * rho)))
  const v = inverse(correlations)
  const times = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((sum, one, i) => sum + one * b.reduce((inner, other, j) => inner + (v.inverse[i]?.[j] ?? 0) * other, 0), 0)
  const information = inverse(columns.map((a) => columns.map((b) => times(a, b))))
  const against = columns.map((a) => times(a, y))
  const beta = information.inverse.map((row) => row.reduce((sum, one, i) => sum + one * (against[i] ?? 0), 0))
  const rest = y.map(
    (value, i) => value - columns.reduce((sum, column, j) => sum + (column[i] ?? 0) * (beta[j] ?? 0), 0),
  )
  const residual = times(rest, rest)
  const df = y.length - columns.length
  const logWeight = -(v.log + information.log + df * Math.log(residual)) / 2
  return { beta, logWeight, error: (j: number) => Math.sqrt(((information.inverse[j]?.[j] ?? 0) * residual) / df) }
}

/** Inverse and the logarithm of the determinant, by Gauss and Jordan with pivots. */
function inverse(matrix: readonly (readonly number[])[]): { inverse: number[][]; log: number } {
  const size = matrix.length
  const work = matrix.map((row, i) => [...row, ...row.map((_, j) => Number(i === j))])
  let log = 0
  for (let k = 0; k < size; k++) {
    const rest = work.slice(k).map((row) => Math.abs(row[k] ?? 0))
    const pivot = k + rest.indexOf(Math.max(...rest))
    const [upper, lower] = [work[k] ?? [], work[pivot] ?? []]
    work[k] = lower
    work[pivot] = upper
    log += Math.log(Math.abs(lower[k] ?? 0))
    const head = lower[k] ?? 1
    for (let j = 0; j < 2 * size; j++) lower[j] = (lower[j] ?? 0) / head
    for (const [i, row] of work.entries()) {
      if (i === k) continue
      const factor = row[k] ?? 0
      for (let j = 0; j < 2 * size; j++) row[j] = (row[j] ?? 0) - factor * (lower[j] ?? 0)
    }
  }
  return { inverse: work.map((row) => row.slice(size)), log }
}

test('the fit, its errors and its weights are those of the whole matrix of correlations, gaps and all', () => {
  const periods = [0, 1, 2, 4, 5, 8, 9, 10, 11, 13, 14, 15]
  const normal = normals(7)
  const columns = [
    periods.map(() => 1),
    periods,
    periods.map((t) => Number(t >= 9)),
    periods.map((t) => Math.max(0, t - 9)),
  ]
  const y = periods.map((t) => t + normal())
  const fit = autocorrelatedFit(periods, columns, y)
  assert.ok(fit)
  const wholes = fit.autocorrelations.map(({ rho }) => byMatrices(periods, columns, y, rho))
  const most = Math.max(...wholes.map(({ logWeight }) => logWeight))
  const total = wholes.reduce((sum, { logWeight }) => sum + Math.exp(logWeight - most), 0)
  for (let j = 0; j < 4; j++) {
    const mixture: Mixture = fit.effectOf([0, 1, 2, 3].map((place) => Number(place === j)))
    assert.equal(mixture.df, 8)
    for (const [i, { weight, centre, scale }] of mixture.parts.entries()) {
      const whole = wholes[i]
      near(weight, Math.exp((whole?.logWeight ?? 0) - most) / total, 1e-9)
      near(centre, whole?.beta[j] ?? NaN, 1e-8)
      near(scale, whole?.error(j) ?? NaN, 1e-8)
    }
  }
})

test('autocorrelations are tried from -0.95 to 0.95 in even steps of the arc sine', () => {
  const columns = halves(16)
  const fit = autocorrelatedFit(columns[1] ?? [], columns, related(16, 0, normals(1)))
  const rhos = fit?.autocorrelations.map(({ rho }) => rho) ?? []
  assert.equal(rhos.length, 41)
  near(rhos[0], -0.95, 1e-12)
  near(rhos[20], 0, 1e-12)
  near(rhos[40], 0.95, 1e-12)
  const angles = rhos.map(Math.asin)
  for (const [i, angle] of angles.slice(1).entries()) near(angle - (angles[i] ?? 0), Math.asin(0.95) / 20, 1e-9)
  near(
    fit?.autocorrelations.reduce((sum, { weight }) => sum + weight, 0),
    1,
    1e-12,
  )
})

test('periods are months by their greatest common step, or rows', () => {
  assert.deepEqual(periodIndexes(quarters(5)), {
    indexes: [0, 1, 2, 3, 4],
    spacing: 'Time is counted in periods of 3 months, not in days.',
  })
  assert.deepEqual(periodIndexes(['2025-11-30', '2025-12-31', '2026-02-28']), {
    indexes: [0, 1, 3],
    spacing: 'Time is counted in periods of 1 month, not in days.',
  })
  assert.deepEqual(periodIndexes(['2020-03-31', '2024-03-31', '2026-03-31']).indexes, [0, 2, 3])
  const rows = { spacing: 'Time is counted in rows, not in days.' }
  assert.deepEqual(periodIndexes(['2026-01-05', '2026-01-12', '2026-02-02']), { indexes: [0, 1, 2], ...rows })
  assert.deepEqual(periodIndexes(['2026-01-05']), { indexes: [0], ...rows })
  assert.deepEqual(periodIndexes([]), { indexes: [], ...rows })
})

const noise = related(24, 0.3, normals(3))
/** 100, rising by a half a quarter, then 10 higher and rising by 2 from the 13th on. */
const figures = noise.map((one, i) => 100 + i / 2 + (i >= 12 ? 10 + 1.5 * (i - 12) : 0) + one)
const ask = (values: (number | null)[], more: { changeOn?: string; confidence?: number } = {}): InterruptedSeries =>
  interruptedSeries({ dates: quarters(values.length), values, changeOn: '2021-01-15', ...more })

test('level and slopes before and after a date, with what they are drawn from', () => {
  const found = ask(figures)
  assert.deepEqual(
    [found.before, found.after, found.missing, found.reason, found.spacing],
    [12, 12, 0, null, 'Time is counted in periods of 3 months, not in days.'],
  )
  assert.equal(
    found.method,
    'Segmented regression with AR(1) errors, over the restricted likelihood of their correlation (Zellner and Tiao 1964)',
  )
  const effects = found.effects
  assert.ok(effects)
  const holds = ({ value, lower, upper }: Effect, truth: number): void => {
    assert.ok(lower !== null && upper !== null && value !== null && lower < value && value < upper)
    assert.ok(lower < truth && truth < upper, `${truth} in ${lower} to ${upper}`)
  }
  holds(effects.levelChange, 10)
  holds(effects.slopeBefore, 0.5)
  holds(effects.slopeAfter, 2)
  holds(effects.slopeChange, 1.5)
  holds(effects.lastDifference, 10 + 1.5 * 11)
  near(effects.slopeChange.value, (effects.slopeAfter.value ?? 0) - (effects.slopeBefore.value ?? 0), 1e-9)
  near(effects.lastDifference.value, (effects.levelChange.value ?? 0) + 11 * (effects.slopeChange.value ?? 0), 1e-9)

  const { fitted, oldCourse } = effects
  assert.deepEqual(
    oldCourse.slice(0, 12),
    Array.from({ length: 12 }, () => null),
  )
  near((fitted[23] ?? 0) - (oldCourse[23] ?? 0), effects.lastDifference.value ?? NaN, 1e-9)
  near((fitted[12] ?? 0) - (oldCourse[12] ?? 0), effects.levelChange.value ?? NaN, 1e-9)
  near((fitted[11] ?? 0) - (fitted[0] ?? 0), 11 * (effects.slopeBefore.value ?? NaN), 1e-9)
  near((oldCourse[12] ?? 0) - (fitted[11] ?? 0), effects.slopeBefore.value ?? NaN, 1e-9)
  near(fitted[0], 100, 2)
  const { mean, lower, upper } = effects.autocorrelation
  assert.ok(-0.95 <= lower && lower < mean && mean < upper && upper <= 0.95)
})

test('the range of the autocorrelation holds all but a fortieth of the weight at either end', () => {
  const { effects } = ask(figures)
  const design = halves(24)
  const fit = autocorrelatedFit(design[1] ?? [], design, figures)
  const list = fit?.autocorrelations ?? []
  const below = (rho: number): number =>
    list.filter((one) => one.rho < rho - 1e-9).reduce((sum, { weight }) => sum + weight, 0)
  const at = (rho: number): number => list.find((one) => Math.abs(one.rho - rho) < 1e-9)?.weight ?? 0
  const { lower, upper, mean } = effects?.autocorrelation ?? { lower: 0, upper: 0, mean: 0 }
  assert.ok(below(lower) < 0.025 && below(lower) + at(lower) >= 0.025)
  assert.ok(below(upper) < 0.975 && below(upper) + at(upper) >= 0.975)
  near(
    mean,
    list.reduce((sum, { rho, weight }) => sum + rho * weight, 0),
    1e-9,
  )
})

test('the ends of an interval leave half of the rest of the weight beyond each', () => {
  const design = halves(24)
  const fit = autocorrelatedFit(design[1] ?? [], design, figures)
  assert.ok(fit)
  for (const confidence of [0.95, 0.998]) {
    const { effects } = ask(figures, { confidence })
    const found = [effects?.levelChange, effects?.slopeChange]
    for (const [i, contrast] of [
      [0, 0, 1, 0],
      [0, 0, 0, 1],
    ].entries()) {
      const mixture = fit.effectOf(contrast)
      near(mixtureBelow(mixture, found[i]?.lower ?? NaN), (1 - confidence) / 2, 1e-8)
      near(mixtureBelow(mixture, found[i]?.upper ?? NaN), (1 + confidence) / 2, 1e-8)
    }
  }
})

test('a long series that hangs together closely has weights that are numbers', () => {
  const count = 600
  const design = halves(count)
  const fit = autocorrelatedFit(design[1] ?? [], design, related(count, 0.95, normals(5)))
  const weights = fit?.autocorrelations.map(({ weight }) => weight) ?? []
  near(
    weights.reduce((sum, weight) => sum + weight, 0),
    1,
    1e-9,
  )
})

test('a row on the date is after it, and a missing value is a gap like a row left out', () => {
  assert.deepEqual(
    [ask(figures, { changeOn: quarter(12) }).before, ask(figures, { changeOn: quarter(12) }).after],
    [12, 12],
  )
  assert.equal(ask(figures, { changeOn: '2021-04-01' }).before, 13)
  const holed = figures.map((value, i) => (i === 4 || i === 15 ? null : value))
  const missing = ask(holed)
  const leftOut = interruptedSeries({
    dates: quarters(24).filter((_, i) => i !== 4 && i !== 15),
    values: holed.filter((value) => value !== null),
    changeOn: '2021-01-15',
  })
  assert.deepEqual([missing.before, missing.after, missing.missing, leftOut.missing], [11, 11, 2, 0])
  assert.deepEqual(missing.effects?.levelChange, leftOut.effects?.levelChange)
  assert.deepEqual(missing.effects?.lastDifference, leftOut.effects?.lastDifference)
  assert.equal(missing.effects?.fitted.length, 24)
  assert.match(missing.sentence, / 2 dates without a figure left out\. /)
  // where the last row has no figure, the last point is the one before it
  const open = ask([...figures, null])
  near(open.effects?.lastDifference.value, ask(figures).effects?.lastDifference.value ?? NaN, 1e-9)
})

test('wider confidence is a wider interval about the same value', () => {
  const [usual, wide] = [ask(figures).effects?.levelChange, ask(figures, { confidence: 99.8 }).effects?.levelChange]
  assert.equal(wide?.value, usual?.value)
  assert.ok((wide?.lower ?? 0) < (usual?.lower ?? 0) && (wide?.upper ?? 0) > (usual?.upper ?? 0))
})

test('a sentence says what can be told and what must be checked, and no cause', () => {
  const found = ask(figures)
  const { levelChange, lastDifference } = found.effects ?? {}
  const three = (value: number | null | undefined): string => Number((value ?? 0).toPrecision(3)).toString()
  const checks =
    'This does not show a cause. To be checked: what else changed then, whether the figure is still counted in the same way, whether the date was chosen because of the figures, the time of year, and whether places without the change moved likewise.'
  assert.equal(
    found.sentence,
    `At the date the level moved by between ${three(levelChange?.lower)} and ${three(levelChange?.upper)}, and at the last point the line is between ${three(lastDifference?.lower)} and ${three(lastDifference?.upper)} away from the course before (95% intervals, 12 points before the date and 12 from it on). What can be told: the level rose at the date, and the last point is above the course before. ${checks}`,
  )
  assert.ok((found.effects?.autocorrelation.upper ?? 1) <= 0.9)
  assert.match(
    ask(figures.map((value) => -value)).sentence,
    /the level fell at the date, and the last point is below the course before\./,
  )
  assert.match(ask(noise).sentence, / No change can be told\. /)
  const step = noise.map((one, i) => one + (i >= 12 ? 6 - 0.55 * (i - 12) : 0))
  assert.match(ask(step).sentence, / What can be told: the level rose at the date\. /)
  const bend = noise.map((one, i) => one + (i >= 12 ? 1 * (i - 12) : 0))
  assert.match(ask(bend).sentence, / What can be told: the last point is above the course before\. /)
})

test('an interval that ends at 0 leaves doubt, one without a bound does not if it lies on one side', () => {
  const { effects } = ask(figures)
  assert.ok(effects)
  const sentence = (levelChange: Effect, lastDifference: Effect, upper = 0.5): string => {
    const autocorrelation = { mean: 0, lower: -0.5, upper }
    return interruptedSentence(
      { before: 9, after: 9, missing: 0 },
      { ...effects, levelChange, lastDifference, autocorrelation },
      null,
      0.95,
    )
  }
  const above = { value: 2, lower: 0, upper: 4 }
  const below = { value: -2, lower: -4, upper: 0 }
  assert.match(sentence(above, below), /^At the date the level moved by between 0 and 4, and /)
  assert.match(sentence(above, below), / No change can be told\. This does not/)
  assert.match(sentence(below, above), / No change can be told\. This does not/)
  const [rise, fall] = [
    { value: 9, lower: 1, upper: null },
    { value: -9, lower: null, upper: -1 },
  ]
  assert.match(
    sentence(rise, fall),
    /moved by more than can be shown, and at the last point the line is more than can be shown away/,
  )
  assert.match(sentence(rise, fall), / the level rose at the date, and the last point is below the course before\. /)
  assert.match(sentence(fall, rise), / the level fell at the date, and the last point is above the course before\. /)
  const open = { value: 0, lower: null, upper: null }
  assert.match(sentence(open, open), / No change can be told\. /)
  assert.doesNotMatch(sentence(above, below, 0.9), /too narrow/)
  assert.match(sentence(above, below, 0.901), /too narrow/)
})

test('figures that hang together closely earn a warning', () => {
  const wander = related(24, 0.97, normals(11)).map((one) => one * 10)
  const found = ask(wander)
  assert.ok((found.effects?.autocorrelation.upper ?? 0) > 0.9)
  assert.match(
    found.sentence,
    / Neighbouring figures may hang together so closely that the intervals are too narrow\. /,
  )
})

test('fewer than eight points on either side: nothing is said, and why', () => {
  assert.equal(POINTS_EACH_SIDE, 8)
  const few = ask(figures.slice(0, 19))
  assert.deepEqual([few.before, few.after, few.effects], [12, 7, null])
  assert.equal(few.reason, '12 before the date and 7 from it on, where 8 are needed on either side')
  assert.equal(few.sentence, `Nothing can be said: ${few.reason}.`)
  assert.notEqual(ask(figures.slice(0, 20)).effects, null)
  assert.equal(ask(figures, { changeOn: '2019-12-01' }).effects, null)
  assert.notEqual(ask(figures, { changeOn: '2020-01-01' }).effects, null)
  const nothing = ask([])
  assert.deepEqual([nothing.before, nothing.after, nothing.effects, nothing.missing], [0, 0, null, 0])
  assert.equal(ask([null, null]).missing, 2)
})

test('figures on straight lines without scatter have no interval to give', () => {
  for (const values of [figures.map(() => 7), figures.map(() => 0), figures.map((_, i) => i + (i >= 12 ? 4 : 0))]) {
    const flat = ask(values)
    assert.deepEqual([flat.effects, flat.reason], [null, 'the figures lie on straight lines without any scatter'])
    assert.equal(flat.sentence, 'Nothing can be said: the figures lie on straight lines without any scatter.')
  }
})

test('a number added shifts the lines only, and a factor stretches everything', () => {
  const plain = ask(figures).effects
  assert.ok(plain)
  const moved = ask(figures.map((value) => 1e6 - 3 * value)).effects
  assert.ok(moved)
  for (const field of ['levelChange', 'slopeBefore', 'slopeAfter', 'slopeChange', 'lastDifference'] as const) {
    near(moved[field].value, -3 * (plain[field].value ?? NaN), 1e-6)
    near(moved[field].lower, -3 * (plain[field].upper ?? NaN), 1e-6)
    near(moved[field].upper, -3 * (plain[field].lower ?? NaN), 1e-6)
  }
  for (const [i, line] of plain.fitted.entries()) near(moved.fitted[i], 1e6 - 3 * (line ?? NaN), 1e-6)
  near(moved.autocorrelation.mean, plain.autocorrelation.mean, 1e-7)
})

test('a million millions added hide no change, nor the scatter', () => {
  const [plain, moved] = [ask(figures).effects, ask(figures.map((value) => 1e12 + value)).effects]
  near(moved?.levelChange.value, plain?.levelChange.value ?? NaN, 0.01)
  near(moved?.levelChange.lower, plain?.levelChange.lower ?? NaN, 0.01)
  near(moved?.levelChange.upper, plain?.levelChange.upper ?? NaN, 0.01)
})

test('huge figures give numbers or nothing, never infinity', () => {
  const huge = ask(noise.map((one) => (one > 0 ? 1.7e308 : -1.7e308)))
  for (const value of JSON.stringify(huge).match(/NaN|Infinity/g) ?? []) assert.fail(value)
  assert.ok(huge.effects)
  assert.equal(huge.effects.lastDifference.lower, null)
  assert.match(huge.sentence, /more than can be shown/)
  assert.doesNotMatch(huge.sentence, /NaN|∞|null/)
})

test('the order of the rows does not matter', () => {
  const dates = quarters(24)
  const turned = interruptedSeries({ dates: dates.toReversed(), values: figures.toReversed(), changeOn: '2021-01-15' })
  assert.deepEqual(turned, ask(figures))
})

test('any series has an answer or a reason', () => {
  fc.assert(
    fc.property(
      fc.array(fc.option(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { freq: 6 }), { maxLength: 30 }),
      fc.nat(30),
      (values, at) => {
        const found = ask(values, { changeOn: quarter(at) })
        assert.equal(found.effects === null, found.reason !== null)
        assert.equal(found.before + found.after + found.missing, values.length)
        assert.doesNotMatch(found.sentence, /NaN|Infinity|null|undefined|significant/)
      },
    ),
    { numRuns: 40 },
  )
})

test('refuses what is no series, naming the field', () => {
  const of =
    (dates: string[], values: number[], changeOn: string, confidence = 0.95): (() => InterruptedSeries) =>
    () =>
      interruptedSeries({ dates, values, changeOn, confidence })
  assert.throws(of([], [], '2026'), says("changeOn: '2026' is not a date like 2026-09-30"))
  assert.throws(of(['2026-01-01', '2026-01-01'], [1, 2], '2026-01-01'), says('dates: 2026-01-01 is there twice'))
  assert.throws(of(['2026-01-01'], [], '2026-01-01'), says('values: 0 values for 1 dates'))
  assert.throws(of(['2026-01-01'], [NaN], '2026-01-01'), says('values: NaN is not a finite number'))
  assert.throws(of([], [], '2026-01-01', 0.5), says('confidence: 0.5 is not between 0.9 and 1, or 90 and 100'))
})

// what takes longest comes last, so that a fault is seen soon
test('the 95% interval of the level change holds the truth about as often as it says, and that of plain regression does not', () => {
  const series = 300
  for (const [count, rho, naiveAtMost] of [
    [24, 0, 1],
    [24, 0.3, 0.93],
    [24, 0.6, 0.85],
    [40, 0, 1],
    [40, 0.3, 0.93],
    [40, 0.6, 0.82],
  ] as const) {
    const columns = halves(count)
    const periods = columns[1] ?? []
    const normal = normals(count * 10 + rho * 10)
    let covered = 0
    let covers = 0
    for (let i = 0; i < series; i++) {
      const y = related(count, rho, normal).map((noise, place) => noise + (place >= count / 2 ? 5 : 0))
      const below = mixtureBelow(
        autocorrelatedFit(periods, columns, y)?.effectOf([0, 0, 1, 0]) ?? { parts: [], df: 1 },
        5,
      )
      if (below >= 0.025 && below <= 0.975) covered++
      const plain = leastSquares(columns, y)
      const error = plain.spreadOf([0, 0, 1, 0]) * Math.sqrt(plain.residual / (count - 4))
      if (Math.abs((plain.coefficients[2] ?? 0) - 5) <= error * studentQuantile(0.975, count - 4)) covers++
    }
    assert.ok(covered / series >= 0.92 && covered / series <= 0.99, `${count}, ${rho}: ${covered / series}`)
    assert.ok(covers / series <= naiveAtMost, `${count}, ${rho}: plain ${covers / series}`)
  }
})
