import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { spcCase } from './spc-contract.ts'

type Input = Record<string, unknown>

/** Monthly values from January 2020, better when they go up. */
function aCase(values: unknown[], more: Input = {}): { id: string; input: Input } {
  const dates = values.map((_, i) => `${2020 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}-01`)
  return { id: 'x', input: { dates, values, improvement_direction: 'increase', ...more } }
}

const answer = (values: unknown[], more?: Input) => spcCase(aCase(values, more))
const refused = (value: unknown, message: string | RegExp): void =>
  assert.throws(() => spcCase(value), { name: 'RangeError', message })

test('answers the reference series with exactly the fields of the contract', () => {
  const lines = readFileSync(new URL('vectors/spc.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n')
  for (const line of lines) {
    const vector = JSON.parse(line)
    const { limits, ...words } = spcCase(vector)
    const { limits: _limits, ...expected } = vector.expected
    assert.deepEqual(words, expected, vector.id)
    assert.deepEqual(
      limits.map((group) => Object.keys(group)),
      vector.expected.limits.map((group: object) => Object.keys(group)),
    )
  }
})

test('what may be absent may be null, and extra fields do not matter', () => {
  const values = [3, 4, 3, 4, 3, 4, 3, 4, 3, 30]
  const plain = answer(values)
  const none = { target: null, rebase_dates: null, fix_after_n_points: null, screen_outliers: null, rules: null }
  assert.deepEqual(answer(values, { ...none, title: 'Re-referrals' }), plain)
  assert.deepEqual(answer(values, { screen_outliers: true, rules: { name: null, trend: null } }), plain)
  assert.deepEqual(answer(values, { rules: { name: 'nhsrplotthedots-0.2.2' } }), plain)
  assert.notDeepEqual(answer(values, { screen_outliers: false }), plain)
})

test('reads the rule set and its lengths, each set in its own way', () => {
  const rising = [5, 6, 5, 6, 5, 6, 5, 6, 7, 8, 9, 10, 11, 5, 6]
  const words = (rules?: Input): string[] => answer(rising, { rules }).special_cause_type
  for (const name of ['nhsrplotthedots-0.2.2', 'making-data-count-2023']) {
    assert.ok(words({ name, trend: 6, shift: 8 }).includes('6 Point Trend (Increasing)'), name)
    assert.ok(!words({ name, trend: 8 }).some((each) => each.includes('Trend')), name)
    assert.ok(
      words({ name, shift: 2, trend: 20 }).some((each) => each.startsWith('2 Points')),
      name,
    )
  }
  assert.ok(words({ trend: 6 }).includes('6 Point Trend (Increasing)'))
})

test('the name chooses the reading, and lengths without a name are those of the package', () => {
  const values = [9.5, 10.5, 9.5, 10.5, 9.5, 10.5, 9.5, 10.5, 9.5, 10.5, 9.5, 10.5, 12, 13, 10.4]
  const words = (rules?: Input): string[] =>
    answer(values, { fix_after_n_points: 12, rules }).special_cause_type.slice(12)
  const inPackage = ['Common Cause', 'Above UCL', 'Common Cause']
  assert.deepEqual(words(), inPackage)
  assert.deepEqual(words({ trend: 7 }), inPackage)
  assert.deepEqual(words({ name: 'nhsrplotthedots-0.2.2' }), inPackage)
  assert.deepEqual(words({ name: 'making-data-count-2023' }), ['2 in 3 Above CL', 'Above UCL', 'Common Cause'])
})

test('a missing value breaks the windows of trend and shift, where the package stops', () => {
  const broken = answer([1, 2, 3, 4, null, 6, 7, 8, 9, null])
  assert.ok(!broken.special_cause_type.some((words) => words.includes('Trend') || words.includes('Points')))
  assert.equal(broken.relative_to_mean[4], null)
})

test('refuses what has not the shape and names the field', () => {
  refused({}, 'input: must be an object; it is missing')
  refused({ input: [1] }, 'input: must be an object; it is a list')
  refused(null, 'input: must be an object; it is missing')
  refused(aCase([1, 2], { dates: undefined }), 'dates: must be a list of dates like 2026-09-30; it is missing')
  refused(aCase([1, 2], { dates: ['2020-01-01', 5] }), 'dates: must be dates like 2026-09-30; item 2 is 5')
  refused(aCase([1, 'n/a']), "values: must be numbers, and null where one is missing; item 2 is 'n/a'")
  refused(aCase([1], { values: 'none' }), /^values: must be a list of numbers, with null .*; it is 'none'$/)
  refused(
    aCase([1], { improvement_direction: 'up' }),
    "improvement_direction: must be 'increase', 'decrease' or 'neutral'; it is 'up'",
  )
  refused(aCase([1], { improvement_direction: undefined }), /^improvement_direction: .*; it is missing$/)
  refused(aCase([1], { target: '12' }), "target: must be a number or null; it is '12'")
  refused(aCase([1], { rebase_dates: '2020-01-01' }), /^rebase_dates: must be a list/)
  refused(aCase([1], { rebase_dates: ['2020-01-01', 5] }), 'rebase_dates: must be dates like 2026-09-30; item 2 is 5')
  refused(
    aCase([1], { fix_after_n_points: [12] }),
    'fix_after_n_points: must be a whole number of 12 or more, or null; it is a list',
  )
  refused(aCase([1], { screen_outliers: 'yes' }), "screen_outliers: must be true or false; it is 'yes'")
  refused(
    aCase([1], { rules: { name: 'nelson' } }),
    "rules.name: must be 'nhsrplotthedots-0.2.2' or 'making-data-count-2023'; it is 'nelson'",
  )
  refused(aCase([1], { rules: 'nelson' }), /^rules: must be an object with the name of a rule set; it is 'nelson'$/)
  refused(aCase([1], { rules: { trend: '7' } }), "rules.trend: must be a whole number of points; it is '7'")
})

test('refuses what is no series and names the field', () => {
  refused(aCase([1, 2, 3], { values: [1, 2] }), 'values: 2 values for 3 dates')
  refused(aCase([1], { dates: ['2024-02-30'] }), "dates: '2024-02-30' is not a date of the calendar")
  refused(aCase([1], { dates: ['2023-02-29'] }), "dates: '2023-02-29' is not a date of the calendar")
  refused(aCase([1], { dates: ['2100-02-29'] }), /^dates: '2100-02-29'/)
  refused(aCase([1], { dates: ['2024-13-01'] }), /^dates: '2024-13-01' is not a date of the calendar$/)
  refused(aCase([1], { dates: ['2024-1-5'] }), "dates: '2024-1-5' is not a date like 2026-09-30")
  for (const date of ['12024-01-01', '2024-01-011', '2024-01-01T00:00', ' 2024-02-30', '2024-02-30 ']) {
    refused(aCase([1], { dates: [date] }), `dates: '${date}' is not a date like 2026-09-30`)
  }
  refused(aCase([1], { rebase_dates: ['2024-04-31'] }), "rebase_dates: '2024-04-31' is not a date of the calendar")
  refused(aCase([1, 2], { dates: ['2024-01-01', '2024-01-01'] }), 'dates: 2024-01-01 is there twice')
  refused(aCase([1], { fix_after_n_points: 12.5 }), 'fix_after_n_points: 12.5 is not a whole number of 12 or more')
  refused(aCase([1], { fix_after_n_points: 11 }), /^fix_after_n_points: 11/)
  refused(aCase([1], { rules: { shift: 6.5 } }), /^rules.shift: 6.5 is not a whole number/)
  assert.equal(answer([1], { dates: ['2024-02-29'] }).dates[0], '2024-02-29')
  assert.equal(answer([1], { dates: ['2000-02-29'] }).dates[0], '2000-02-29')
})

test('a rebase date that is none of the dates does nothing', () => {
  const values = [3, 5, 4, 9, 3, 5]
  assert.deepEqual(answer(values, { rebase_dates: ['2019-01-01', '2020-01-02'] }), answer(values))
})

test('numbers at the edges: refused, or answered without NaN and without a negative zero', () => {
  refused(aCase([1, 1e308]), 'values: 1e+308 is too large to reckon with')
  refused(aCase([1, Number.POSITIVE_INFINITY]), /^values: .*item 2 is a number too large to hold$/)
  refused(aCase([1], { target: -1e308 }), /^target: -1e\+308 is too large/)
  const beyond = answer([2 ** 53 + 2, 2 ** 53 + 6, 2 ** 53 - 1, 2 ** 60])
  assert.ok(beyond.limits.every(({ mean, lpl, upl }) => [mean, lpl, upl].every(Number.isFinite)))
  const zeros = answer([-0, 0, -0, 0, -1, 1, -0, 0])
  assert.ok(!zeros.relative_to_mean.some((side) => Object.is(side, -0)))
  assert.ok(!zeros.limits.some(({ mean }) => Object.is(mean, -0)))
})

test('whatever finite numbers come, the answer has no NaN, no infinity and no negative zero', () => {
  const number = fc.oneof(
    fc.double({ noNaN: true, min: -1e300, max: 1e300 }),
    fc.constantFrom(0, -0, 1e300, -1e300, 5e-324, -5e-324),
  )
  fc.assert(
    fc.property(fc.array(fc.option(number), { maxLength: 40 }), fc.boolean(), (values, screen_outliers) => {
      const result = answer(values, { screen_outliers, target: 3 })
      const numbers = result.limits.flatMap(({ mean, lpl, upl }) => [mean, lpl, upl])
      for (const each of [...numbers, ...result.relative_to_mean])
        assert.ok(each === null || (Number.isFinite(each) && !Object.is(each, -0)), String(each))
    }),
  )
})

test('anything at all is answered or refused in the contract’s words', () => {
  const junk = fc.oneof(fc.jsonValue(), fc.record({ input: fc.jsonValue() }), fc.record({ input: fc.record({
    dates: fc.jsonValue(), values: fc.jsonValue(), improvement_direction: fc.jsonValue(), target: fc.jsonValue(),
  }) })) // prettier-ignore
  fc.assert(
    fc.property(junk, (value) => {
      try {
        spcCase(value)
      } catch (error) {
        assert.ok(error instanceof RangeError)
        assert.match(error.message, /^[a-z_.]+: ./)
      }
    }),
  )
})
