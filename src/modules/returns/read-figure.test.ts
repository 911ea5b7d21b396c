import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Indicator, Observation } from '#modules/indicators/public.ts'
import { blank, type Asked, type Typed } from './figure.ts'
import { readFigure } from './read-figure.ts'

const indicator = (more: Partial<Indicator>): Indicator => ({
  id: 'i',
  code: 'B5',
  slug: 's',
  position: 1,
  theme: 't',
  themeName: 'T',
  name: 'Referred again',
  question: '?',
  definition: '',
  numerator: 'Referred again',
  denominator: 'Referrals',
  unit: 'percent',
  multiplier: 100,
  isAnnualised: false,
  periodKind: 'quarter',
  decimals: 1,
  polarity: 'none',
  ownerKind: 'council',
  askedOf: 'council',
  frequency: 'quarterly',
  measureId: null,
  certainty: 'V',
  certaintyWords: '',
  priority: '',
  version: 1,
  seriesBreaks: [],
  minimumCount: 6,
  ...more,
})
const figureBefore = (value: number) => ({ value, state: 'value', startsOn: '2026-04-01' }) as Observation
const percent: Asked = { indicator: indicator({}), last: [figureBefore(80)] }
const small: Asked = { indicator: indicator({}), last: [figureBefore(0.6)] }
const count: Asked = { indicator: indicator({ unit: 'count', denominator: null, multiplier: null }), last: [] }
const rate: Asked = {
  indicator: indicator({ unit: 'rate-per-10000', multiplier: 40_000, isAnnualised: true }),
  last: [],
}
const days: Asked = { indicator: indicator({ unit: 'days', denominator: null, multiplier: null }), last: [] }

const read = (asked: Asked, typed: Partial<Typed>) => readFigure(asked, { ...blank, ...typed }, '2026-09-30')

const good: [what: string, asked: Asked, typed: Partial<Typed>, value: number | null, counts?: [number, number]][] = [
  ['a percentage from its counts', percent, { numerator: '120', denominator: '480' }, 25, [120, 480]],
  ['a rate brought to a year', rate, { numerator: '500', denominator: '344,800' }, 58.0046403712, [500, 344_800]],
  ['a true zero', percent, { numerator: '0', denominator: '12' }, 0, [0, 12]],
  ['a percentage alone with its sign', percent, { value: '85%' }, 85],
  ['a percentage alone in points', percent, { value: '85' }, 85],
  ['a small percentage with its sign', percent, { value: '0.85%' }, 0.85],
  ['a small percentage that always was small', small, { value: '0.85' }, 0.85],
  [
    'a percentage beside its counts, rounded',
    percent,
    { numerator: '1', denominator: '3', value: '33.3%' },
    33.3333333333,
    [1, 3],
  ],
  [
    'a percentage beside its counts, whole',
    percent,
    { numerator: '1', denominator: '3', value: '33%' },
    33.3333333333,
    [1, 3],
  ],
  ['a count', count, { value: '1,023' }, 1_023],
  ['a count in the first box', count, { numerator: '0' }, 0],
  ['days with decimals', days, { value: '12.5' }, 12.5],
  ['nothing at all', percent, {}, null],
]
for (const [what, asked, typed, value, counts] of good) {
  test(`reads ${what}`, () => {
    const { figure, problems } = read(asked, typed)
    assert.deepEqual(problems, [])
    assert.equal(figure?.value ?? null, value)
    assert.deepEqual(counts ?? [null, null], [figure?.numerator ?? null, figure?.denominator ?? null])
  })
}

test('reads why there is no figure, and a note', () => {
  const { figure } = read(percent, { state: 'Suppressed by us', reason: 'fewer than six', note: '- see below' })
  assert.deepEqual(figure, {
    numerator: null,
    denominator: null,
    value: null,
    state: 'suppressed',
    reason: 'fewer than six',
    note: '- see below',
  })
})

const bad: [what: string, asked: Asked, typed: Partial<Typed>, part: string, text: RegExp][] = [
  ['words for a number', count, { value: 'about 50' }, 'value', /'about 50' is more than a number/],
  [
    'no value as a word',
    percent,
    { numerator: 'n/a', denominator: '4' },
    'numerator',
    /leave it empty and give the reason/,
  ],
  ['a range', count, { value: '<5' }, 'value', /is a range/],
  ['a negative count', count, { value: '-3' }, 'value', /'-3' is less than 0/],
  ['half a child', percent, { numerator: '1.5', denominator: '4' }, 'numerator', /not a whole number/],
  ['a date', count, { value: '11/22/2026' }, 'value', /'11\/22\/2026' is a date, not a number/],
  ['a percentage as a count', count, { value: '85%' }, 'value', /is a percentage: write how many/],
  ['a percentage as days', days, { value: '85%' }, 'value', /is a percentage: write the number of days/],
  [
    'a fraction that could be two things',
    percent,
    { value: '0.85' },
    'value',
    /could mean 85% or 0.85% \(the last figure was 80.0%\)/,
  ],
  ['more than all', percent, { value: '120%' }, 'value', /more than 100%/],
  [
    'a part larger than the whole',
    percent,
    { numerator: '120', denominator: '100' },
    'numerator',
    /120 is more than 100/,
  ],
  ['nothing to divide by', percent, { numerator: '0', denominator: '0' }, 'denominator', /choose not applicable/],
  ['half of the counts', percent, { numerator: '12' }, 'denominator', /enter the denominator too/],
  ['the other half', percent, { denominator: '12' }, 'numerator', /enter the numerator too/],
  [
    'counts and another figure',
    percent,
    { numerator: '120', denominator: '480', value: '30%' },
    'value',
    /120 of 480 is 25.0%, not 30.0%/,
  ],
  ['a gap without a reason', percent, { state: 'missing' }, 'reason', /give the reason why this figure is missing/],
  ['a reason without a choice', percent, { reason: 'the system was down' }, 'state', /choose why/],
  ['a reason beside a figure', count, { value: '5', reason: 'low' }, 'reason', /write this in the note/],
  ['a figure and a gap', count, { value: '5', state: 'missing', reason: 'x' }, 'state', /take one of them out/],
  ['a choice that is none', count, { state: 'lost', reason: 'x' }, 'state', /'lost' is not one of the choices/],
  ['a note alone', count, { note: 'low' }, 'value', /a note and no figure/],
  ['a denominator that is not asked for', count, { value: '5', denominator: '7' }, 'denominator', /no denominator/],
  [
    'a command in a note',
    count,
    { value: '5', note: "=cmd|' /C calc'!A0" },
    'note',
    /begins like a formula: write it in words/,
  ],
  ['a command behind a dash', count, { value: '5', note: "-2+3+cmd|' /C calc'!A0" }, 'note', /begins like a formula/],
  [
    'a child in a reason',
    count,
    { state: 'missing', reason: 'NHS 943 476 5919' },
    'reason',
    /looks like an NHS number/,
  ],
  [
    'a birthday in a note',
    count,
    { value: '5', note: 'the twins, born 3/4/2024' },
    'note',
    /looks like a date of birth/,
  ],
  [
    'a very long reason',
    count,
    { state: 'missing', reason: 'x'.repeat(501) },
    'reason',
    /501 characters: write 500 or fewer/,
  ],
]
for (const [what, asked, typed, part, text] of bad) {
  test(`says what is wrong with ${what}`, () => {
    const { figure, problems } = read(asked, typed)
    assert.equal(figure, null)
    const own = problems.find((problem) => problem.part === part)
    assert.match(own?.text ?? JSON.stringify(problems), text)
  })
}

test('tells everything that is wrong with a figure at once', () => {
  const { problems } = read(percent, { numerator: 'x', denominator: '-1', note: '=1+1' })
  assert.deepEqual(
    problems.map(({ part }) => part),
    ['numerator', 'denominator', 'note'],
  )
})
