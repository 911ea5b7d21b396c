import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { assurance } from './assurance.ts'
import { standing } from './special-causes.ts'
import { limitRuns, pointMarks, pointWords } from './spc-course.ts'
import type { RuleSetName, SpcContractResult, SpcInput, SpcResult } from './spc-types.ts'
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

/** Mean 10 and average range 1, so limits 7.34 and 12.66 and near limits 8.23 and 11.77; the last point is above the mean. */
const steady = [9.5, 10.5, 9.5, 10.5, 9.5, 10.5, 9.5, 10.5, 9.5, 10.5, 9.5, 10.5]
/** What follows the steady points as places 12 onwards, judged by their limits. */
const after = (values: (number | null)[], more: Partial<SpcInput> = {}): SpcResult =>
  spc(series([...steady, ...values], { fix_after_n_points: 12, ...more }))
const told = (result: SpcResult): unknown[] =>
  result.signals.map(({ rule, onsetIndex, endIndex, direction }) => [rule, onsetIndex, endIndex, direction])

test('a point on a limit is not outside, and one on a near limit is not close', () => {
  const limits = { mean: 10, lpl: 7, upl: 13, lowerNear: 8, upperNear: 12 }
  const values = [null, 10, 13, 13.5, 12, 12.5, 7, 6.5, 8, 7.5, 9]
  assert.deepEqual(standing(values, limits), {
    side: [null, 0, 1, 1, 1, 1, -1, -1, -1, -1, -1],
    outside: [null, false, false, true, false, false, false, true, false, false, false],
    close: [null, false, true, false, false, true, true, false, false, true, false],
  })
})

test('where limits are missing only the side of the mean is known, and without a mean nothing is', () => {
  const none = { lpl: null, upl: null, lowerNear: null, upperNear: null }
  assert.deepEqual(standing([4, -4, null], { mean: 1, ...none }), {
    side: [1, -1, null],
    outside: [null, null, null],
    close: [null, null, null],
  })
  const unknown = spc(series([...steady.map(() => null), 3, 4], { fix_after_n_points: 12 }))
  assert.deepEqual(unknown.limits[0]?.mean, null)
  assert.deepEqual(new Set(unknown.relative_to_mean), new Set([null]))
  assert.deepEqual(unknown.signals, [])
})

test('signals stand in the order of their onset, and those with one onset in the order of precedence', () => {
  const both = after([13, 9.9, 9.8, 9.7, 9.6, 9.5, 9.4, 9.3])
  assert.deepEqual(told(both), [
    ['outside', 12, 12, 'up'],
    ['trend', 12, 19, 'down'],
    ['shift', 13, 19, 'down'],
  ])
  assert.deepEqual(
    both.signals.map(({ pointType, words }) => [pointType, words]),
    [
      ['special_cause_improvement', 'a point above the upper process limit'],
      ['special_cause_concern', '8 points in a row, each lower than the one before'],
      ['special_cause_concern', '7 points in a row below the mean'],
    ],
  )
  assert.deepEqual(both.rulesFired.slice(11, 14), [[], ['outside', 'trend'], ['trend', 'shift']])
  assert.deepEqual(told(after([9.9, 9.9, 9.9, 9.9, 9.9, 9.9, 9.9, 13])), [
    ['shift', 12, 18, 'down'],
    ['outside', 19, 19, 'up'],
  ])
})

test('each point has the words of its own signal, the first by precedence and the latest that has begun', () => {
  const both = after([13, 9.9, 9.8, 9.7, 9.6, 9.5, 9.4, 9.3, 10])
  const trend = '8 points in a row, each lower than the one before'
  assert.deepEqual(pointWords(both).slice(11), [
    null,
    'a point above the upper process limit',
    ...Array.from({ length: 7 }, () => trend),
    null,
  ])
  const [below, above] = ['7 points in a row below the mean', '7 points in a row above the mean']
  const down = [9.9, 9.9, 9.9, 9.9, 9.9, 9.9, 9.9]
  const up = [10.1, 10.1, 10.1, 10.1, 10.1, 10.1, 10.1]
  assert.deepEqual(pointWords(after([...down, ...up])).slice(11), [
    null,
    ...down.map(() => below),
    ...up.map(() => above),
  ])
})

test('a point is marked as improvement, as concern, or as a change where neither way is better', () => {
  const down = [9.9, 9.9, 9.9, 9.9, 9.9, 9.9, 9.9]
  const up = [10.1, 10.1, 10.1, 10.1, 10.1, 10.1, 10.1]
  const marked = (improvement_direction: SpcInput['improvement_direction']): unknown[] =>
    pointMarks(after([...down, ...up], { improvement_direction })).slice(11)
  assert.deepEqual(marked('increase'), [null, ...down.map(() => 'concern'), ...up.map(() => 'improvement')])
  assert.deepEqual(marked('decrease'), [null, ...down.map(() => 'improvement'), ...up.map(() => 'concern')])
  assert.deepEqual(marked('neutral'), [null, ...down.map(() => 'change'), ...up.map(() => 'change')])
  assert.deepEqual(told(after([...down, ...up])), [
    ['shift', 12, 18, 'down'],
    ['shift', 19, 25, 'up'],
  ])
})

test('a trend of seven is one to its last point, at the end of the series and before a turn; six are none', () => {
  const rising = [9.4, 9.6, 9.8, 10, 10.2, 10.4, 10.6]
  const increasing = rising.map(() => '7 Point Trend (Increasing)')
  for (const rules of [undefined, mdc.rules]) {
    assert.deepEqual(after(rising, { rules }).special_cause_type.slice(11), ['Common Cause', ...increasing])
    assert.deepEqual(after([...rising, 9.5], { rules }).special_cause_type.slice(12), [...increasing, 'Common Cause'])
    assert.deepEqual(told(after(rising.slice(0, 6), { rules })), [])
  }
  const falling = [10.5, 10.4, 10.2, 10, 9.8, 9.6, 9.4]
  const decreasing = falling.map(() => '7 Point Trend (Decreasing)')
  assert.deepEqual(after(falling.slice(1)).special_cause_type.slice(10), ['Common Cause', ...decreasing])
  assert.deepEqual(spc(series([...falling, ...steady])).special_cause_type.slice(0, 8), [...decreasing, 'Common Cause'])
})

test('the turning point of a rise and a fall belongs to both, and the later names it', () => {
  const result = after([9.4, 9.6, 9.8, 10, 10.2, 10.4, 10.6, 10.4, 10.2, 10, 9.8, 9.6, 9.4], mdc)
  assert.deepEqual(told(result), [
    ['trend', 12, 18, 'up'],
    ['trend', 18, 24, 'down'],
  ])
  assert.deepEqual(result.special_cause_type.slice(17, 19), [
    '7 Point Trend (Increasing)',
    '7 Point Trend (Decreasing)',
  ])
  assert.equal(pointWords(result)[18], '7 points in a row, each lower than the one before')
})

test('a missing value is no step down after a fall and no step up before a rise', () => {
  assert.deepEqual(told(after([10.4, 10.2, 9.9, 9.7, 9.5, null])), [])
  assert.deepEqual(told(after([null, 9.4, 9.6, 9.8, 10, 10.2, 10.4])), [])
})

test('two in three marks the two and not the third; windows that share a point are one signal', () => {
  const near = (values: (number | null)[]): unknown[] =>
    told(after(values)).filter((each) => String(each).startsWith('two'))
  const one = after([12, 10.4, 12, 10.4, 12, 9.9])
  assert.deepEqual(told(one), [['two-in-three', 12, 16, 'up']])
  assert.deepEqual(one.special_cause_type.slice(11), [
    'Common Cause',
    '2 in 3 Above CL',
    'Common Cause',
    '2 in 3 Above CL',
    'Common Cause',
    '2 in 3 Above CL',
    'Common Cause',
  ])
  assert.deepEqual(near([12, 10.4, 10.4, 12]), [])
  assert.deepEqual(near([12, 12, 10.4, 10.4, 12, 12]), [
    ['two-in-three', 12, 13, 'up'],
    ['two-in-three', 16, 17, 'up'],
  ])
  assert.deepEqual(near([8, 8, 9.6]), [['two-in-three', 12, 13, 'down']])
  assert.deepEqual(near([9.9, 12, 10.4, 12]), [['two-in-three', 13, 15, 'up']])
})

test('two in three needs a window of three on one side, inside one group', () => {
  assert.deepEqual(told(after([9.9, 12, 12])), [])
  assert.deepEqual(told(after([9.9, 12, 12, 10])), [])
  assert.deepEqual(told(after([9.9, 12, 12, null, 12])), [])
  assert.deepEqual(told(after([12, 8, 12, 8])), [])
  assert.deepEqual(told(after([9.9, 12, 12, 10.4])), [['two-in-three', 13, 14, 'up']])
})

test('a mean that rounds to nothing from below is 0', () => {
  assert.equal(spc(series([-5e-324, 0])).limits[0]?.mean, 0)
})

test('twelve rows are a short group and thirteen are not', () => {
  const short = (n: number): unknown =>
    spc(series(Array.from({ length: n }, (_, i) => i % 3))).limits[0]?.short_group_warning
  assert.deepEqual([short(12), short(13)], [true, false])
})

test('rows in any order are put in order with their values', () => {
  const dates = ['2024-03-01', '2024-01-01', '2024-04-01', '2024-02-01']
  const result = spc({ ...series([3, 1, null, 2]), dates })
  assert.deepEqual(result.dates, ['2024-01-01', '2024-02-01', '2024-03-01', '2024-04-01'])
  assert.deepEqual(result.values, [1, 2, 3, null])
})

test('a target beyond a limit is always met or never; one on a limit, or without limits, is neither', () => {
  const limits = { lpl: 7, upl: 13 }
  const of = (direction: 'increase' | 'decrease', targets: number[]): unknown[] =>
    targets.map((target) => assurance(target, direction, limits).type)
  const targets = [6.9, 7, 10, 13, 13.1]
  const within = ['inconsistent', 'inconsistent', 'inconsistent']
  assert.deepEqual(of('increase', targets), ['consistent_pass', ...within, 'consistent_fail'])
  assert.deepEqual(of('decrease', targets), ['consistent_fail', ...within, 'consistent_pass'])
  assert.deepEqual(assurance(6, 'decrease', limits), { type: 'consistent_fail', icon: 'fail' })
  assert.deepEqual(assurance(6, 'increase', limits), { type: 'consistent_pass', icon: 'pass' })
  assert.deepEqual(assurance(10, 'increase', limits), { type: 'inconsistent', icon: 'inconsistent' })
  for (const last of [undefined, { lpl: null, upl: null }]) {
    assert.equal(assurance(5, 'increase', last).type, 'inconsistent')
    assert.equal(assurance(-5, 'increase', last).type, 'inconsistent')
  }
  assert.deepEqual(assurance(6, 'neutral', limits), { type: null, icon: null })
  assert.deepEqual(assurance(null, 'increase', limits), { type: null, icon: null })
})

test('says in whole sentences how many points there are', () => {
  const points = (n: number): number[] => Array.from({ length: n }, (_, i) => i % 3)
  assert.deepEqual(canSay(spc(series([]))), {
    enough: false,
    points: 0,
    sentence: 'There are no points yet, so nothing can be said.',
  })
  assert.equal(
    canSay(spc(series([4]))).sentence,
    '1 point is too few to say: limits are provisional and signals are shown from 13 points.',
  )
  assert.deepEqual(canSay(spc(series(points(12)))), {
    enough: false,
    points: 12,
    sentence: '12 points are too few to say: limits are provisional and signals are shown from 13 points.',
  })
  assert.equal(
    canSay(spc(series(points(14), { rebase_dates: ['2011-01-01'] }))).sentence,
    '2 points are too few to say since the limits were last reset: limits are provisional and signals are shown from 13 points.',
  )
  assert.deepEqual(canSay(spc(series(points(13)))), {
    enough: true,
    points: 13,
    sentence: '13 points are enough for process limits.',
  })
})

test('refuses what is no series and names the field', () => {
  assert.throws(() => spc({ ...series([1, 2]), values: [1] }), /^RangeError: values: 1 values for 2 dates/)
  assert.throws(
    () => spc({ ...series([1, 2]), dates: ['2024-01-01', '2024-01-01'] }),
    /dates: 2024-01-01 is there twice/,
  )
  assert.throws(() => spc({ ...series([1]), dates: ['1/4/2024'] }), /dates: '1\/4\/2024' is not a date/)
  assert.throws(() => spc(series([Number.POSITIVE_INFINITY])), /values: Infinity is not a finite number$/)
  assert.throws(() => spc(series([1, Number.NaN])), /values: NaN is not a finite number$/)
  assert.throws(() => spc(series([1], { target: Number.NaN })), /target: NaN is not a finite number$/)
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
