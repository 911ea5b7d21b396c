import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { limitRuns, pointMarks, pointWords } from './spc-course.ts'
import type { RuleSetName, SpcContractResult, SpcInput } from './spc-types.ts'
import { canSay, contractResult, spc } from './spc.ts'

type Vector = { id: string; input: SpcInput; expected: SpcContractResult }
const vectors = readFileSync(new URL('vectors/spc.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line): Vector => JSON.parse(line))

/** A quarterly series from 2010, better when it goes up. */
function series(values: (number | null)[], more: Partial<SpcInput> = {}): SpcInput {
  const dates = values.map((_, i) => `${2010 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}-01`)
  return {
    dates,
    values,
    improvement_direction: 'increase',
    target: null,
    rebase_dates: [],
    fix_after_n_points: null,
    screen_outliers: true,
    ...more,
  }
}
const mdc = { rules: { name: 'making-data-count-2023' as RuleSetName } }
const close = (a: number | null, b: number | null): boolean =>
  a === b || (a !== null && b !== null && Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b)))

test('gives the answers of NHSRplotthedots 0.2.2 for the 40 reference series', () => {
  assert.equal(vectors.length, 40)
  for (const { id, input, expected } of vectors) {
    const { limits, ...words } = contractResult(spc(input))
    const { limits: expectedLimits, ...expectedWords } = expected
    assert.deepEqual(words, expectedWords, id)
    assert.equal(limits.length, expectedLimits.length, id)
    for (const [i, want] of expectedLimits.entries()) {
      const got = limits[i]
      assert.ok(got)
      assert.deepEqual(
        [got.rebase_group, got.n, got.short_group_warning],
        [want.rebase_group, want.n, want.short_group_warning],
      )
      for (const field of ['mean', 'lpl', 'upl'] as const) assert.ok(close(got[field], want[field]), `${id} ${field}`)
    }
  }
})

test('the order of the rows does not matter', () => {
  for (const { id, input } of vectors) {
    const shuffled = { ...input, dates: [...input.dates].reverse(), values: [...input.values].reverse() }
    assert.deepEqual(spc(shuffled), spc(input), id)
  }
})

test('a mean of twelve equal values is that value, so a flat series is no shift', () => {
  const result = spc(series(Array.from({ length: 12 }, () => 0.1)))
  assert.deepEqual(result.limits[0], {
    rebase_group: 0,
    n: 12,
    mean: 0.1,
    lpl: null,
    upl: null,
    short_group_warning: true,
  })
  assert.deepEqual(result.signals, [])
  assert.deepEqual(new Set(result.outside_limits), new Set([null]))
})

test('nothing, one point and only missing values have an answer without limits', () => {
  const nothing = spc(series([]))
  assert.deepEqual([nothing.limits, nothing.variation_icon, nothing.assurance_type], [[], 'common_cause', null])
  assert.equal(spc(series([4])).limits[0]?.upl, null)
  const missing = spc(series([null, null], { target: 3 }))
  assert.deepEqual([missing.limits[0]?.mean, missing.assurance_icon], [null, 'inconsistent'])
})

test('a flat fixed baseline followed by a jump is found by the shift rule only, as in the package', () => {
  const flat = Array.from({ length: 12 }, () => 5)
  const result = spc(series([...flat, 9, 9, 9, 9, 9, 9, 9], { fix_after_n_points: 12 }))
  assert.deepEqual(result.rulesFired.at(-1), ['shift'])
  assert.equal(result.special_cause_type.at(-1), '7 Points Above CL')
})

test('a missing value breaks a trend and a shift and stops nothing', () => {
  const rising = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]
  assert.ok(spc(series(rising)).signals.some(({ rule }) => rule === 'trend'))
  const broken = spc(series([1, 2, 3, 4, 5, 6, null, 8, 9, 10, 11, 12, 13, null]))
  assert.ok(!broken.signals.some(({ rule }) => rule === 'trend' || rule === 'shift'))
})

test('two in three counts a point beyond three sigma since 2023, and does not in the package', () => {
  // mean 10, average range 1: limits 7.34 and 12.66, near limits from 11.77
  const base = [9.5, 10.5, 9.5, 10.5, 9.5, 10.5, 9.5, 10.5, 9.5, 10.5, 9.5, 10.5]
  const values = [...base, 12, 13, 10.4]
  const input = series(values, { fix_after_n_points: 12 })
  const old = spc(input)
  const now = spc({ ...input, ...mdc })
  assert.deepEqual(old.special_cause_type.slice(12), ['Common Cause', 'Above UCL', 'Common Cause'])
  assert.deepEqual(now.special_cause_type.slice(12), ['2 in 3 Above CL', 'Above UCL', 'Common Cause'])
  assert.deepEqual(now.rulesFired[13], ['outside', 'two-in-three'])
  assert.deepEqual(now.close_to_limits.slice(12), [true, false, false])
  assert.deepEqual([old.ruleSet, now.ruleSet], ['NHSRplotthedots 0.2.2', 'Making Data Count 2023'])
})

test('a rise joined to a rise by a tie stays a rise since 2023; the package calls its seventh point falling', () => {
  const values = [1, 2, 3, 4, 5, 6, 7, 7, 8, 9, 10, 11, 12, 13]
  const wide = { screen_outliers: false, fix_after_n_points: null }
  const old = spc(series(values, wide))
  const now = spc(series(values, { ...wide, ...mdc }))
  const trendAt = (result: typeof old): string[] => result.special_cause_type.filter((words) => words.includes('Trend'))
  assert.ok(now.signals.filter(({ rule }) => rule === 'trend').every(({ direction }) => direction === 'up'))
  assert.ok(trendAt(now).every((words) => words === '7 Point Trend (Increasing)'))
  assert.ok(trendAt(old).includes('7 Point Trend (Decreasing)'))
})

test('the lengths of trend and shift can be chosen and are named', () => {
  const values = [5, 6, 5, 6, 5, 6, 5, 6, 7, 8, 9, 10, 11, 5, 6]
  const result = spc(series(values, { rules: { name: 'making-data-count-2023', trend: 6, shift: 6 } }))
  assert.ok(result.special_cause_type.includes('6 Point Trend (Increasing)'))
})

test('a signal keeps its onset while it grows', () => {
  const base = [9, 11, 9, 11, 9, 11, 9, 11, 9, 11, 9, 11]
  const at = (n: number): ReturnType<typeof spc> =>
    spc(
      series([...base, ...Array.from({ length: n }, () => 11.5)], {
        fix_after_n_points: 12,
        improvement_direction: 'decrease',
      }),
    )
  const [seven] = at(7).signals
  const [nine] = at(9).signals
  assert.deepEqual(seven, {
    rule: 'shift',
    onsetIndex: 11,
    endIndex: 18,
    direction: 'up',
    pointType: 'special_cause_concern',
    words: '8 points in a row above the mean',
  })
  assert.deepEqual([nine?.onsetIndex, nine?.words], [11, '10 points in a row above the mean'])
  assert.deepEqual(pointMarks(at(7)).slice(10, 13), [null, 'concern', 'concern'])
  assert.deepEqual(pointWords(at(7)).slice(10, 12), [null, '8 points in a row above the mean'])
})

test('limits for drawing span their group', () => {
  const input = series([1, 2, 1, 2, 1, 2, 8, 9, 8, 9], { rebase_dates: ['2010-07-01'] })
  assert.deepEqual(
    limitRuns(spc(input)).map(({ from, to, mean }) => [from, to, mean]),
    [
      [0, 5, 1.5],
      [6, 9, 8.5],
    ],
  )
})

test('says when there are too few points, of the present group and not counting missing ones', () => {
  const twelve = canSay(spc(series([...Array.from({ length: 12 }, (_, i) => i % 3), null])))
  assert.deepEqual([twelve.enough, twelve.points], [false, 12])
  assert.match(twelve.sentence, /^12 points are too few to say: limits are provisional/)
  assert.ok(canSay(spc(series(Array.from({ length: 13 }, (_, i) => i % 3)))).enough)
  assert.match(canSay(spc(series([]))).sentence, /no points yet/)
  const rebased = canSay(
    spc(
      series(
        Array.from({ length: 20 }, (_, i) => i % 3),
        { rebase_dates: ['2011-08-01'] },
      ),
    ),
  )
  assert.deepEqual([rebased.points, rebased.sentence.startsWith('1 point is too few to say since')], [1, true])
})

test('refuses what is no series and names the field', () => {
  assert.throws(() => spc({ ...series([1, 2]), values: [1] }), /^RangeError: values: 1 values for 2 dates/)
  assert.throws(
    () => spc({ ...series([1, 2]), dates: ['2024-01-01', '2024-01-01'] }),
    /dates: 2024-01-01 is there twice/,
  )
  assert.throws(() => spc({ ...series([1]), dates: ['1/4/2024'] }), /dates: '1\/4\/2024' is not a date/)
  assert.throws(() => spc(series([Number.POSITIVE_INFINITY])), /values: Infinity/)
  assert.throws(() => spc(series([1], { fix_after_n_points: 11 })), /fix_after_n_points: 11/)
  assert.throws(() => spc(series([1], { rules: { name: 'making-data-count-2023', trend: 1 } })), /rules.trend: 1/)
})

const someValues = fc.array(fc.option(fc.integer({ min: -1000, max: 1000 }), { freq: 8 }), { maxLength: 60 })
const someRules = fc.constantFrom<RuleSetName>('nhsrplotthedots-0.2.2', 'making-data-count-2023')

test('never stops, and the limits bracket the mean', () => {
  fc.assert(
    fc.property(someValues, someRules, fc.boolean(), (values, name, screen) => {
      const result = spc(series(values, { rules: { name }, screen_outliers: screen, target: 3 }))
      assert.equal(result.point_type.length, values.length)
      for (const { mean, lpl, upl } of result.limits) {
        if (mean !== null && lpl !== null && upl !== null) assert.ok(lpl <= mean && mean <= upl)
      }
      for (const [i, rules] of result.rulesFired.entries()) {
        assert.equal(rules.length === 0, result.point_type[i] === 'common_cause')
        if (values[i] === null) assert.deepEqual(rules, [])
      }
    }),
  )
})

// multiples of powers of two, so that shifting and scaling are exact and a point on a limit stays on it
test('adding a constant moves the limits by it; doubling doubles them and changes no signal', () => {
  fc.assert(
    fc.property(someValues, someRules, (values, name) => {
      const plain = spc(series(values, { rules: { name } }))
      const doubled = spc(series(values.map((v) => v && v * 2), { rules: { name } })) // prettier-ignore
      assert.deepEqual(doubled.special_cause_type, plain.special_cause_type)
      const moved = spc(series(values.map((v) => (v === null ? null : v + 512)), { rules: { name } })) // prettier-ignore
      for (const [i, { mean, lpl, upl }] of plain.limits.entries()) {
        assert.ok(close(doubled.limits[i]?.mean ?? null, mean && mean * 2))
        if (mean === null || lpl === null || upl === null) continue
        assert.ok(Math.abs((moved.limits[i]?.mean ?? 0) - mean - 512) < 1e-9)
        assert.ok(Math.abs((moved.limits[i]?.upl ?? 0) - upl - 512) < 1e-9)
        assert.ok(Math.abs((moved.limits[i]?.lpl ?? 0) - lpl - 512) < 1e-9)
      }
    }),
  )
})
