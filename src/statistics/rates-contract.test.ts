import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { ratesCase } from './rates-contract.ts'

type Case = { id: string; kind: string; input: Record<string, unknown>; expected: unknown }
const cases = readFileSync(new URL('vectors/rates.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line): Case => JSON.parse(line))

/** Every value is the same: numbers within so much of each other, all else exactly, keys and their order too. */
function alike(got: unknown, want: unknown, within: number, path: string): void {
  if (typeof got === 'number' && typeof want === 'number') {
    assert.ok(got === want || Math.abs(got - want) <= within * Math.abs(want) + 1e-14, `${path}: ${got} for ${want}`)
  } else if (typeof want === 'object' && want !== null) {
    assert.ok(typeof got === 'object' && got !== null, path)
    assert.deepEqual(Object.keys(got), Object.keys(want), path)
    for (const [key, one] of Object.entries(want)) {
      alike((got as Record<string, unknown>)[key], one, within, `${path}.${key}`)
    }
  } else assert.deepEqual(got, want, path)
}

test('every case of the peers has their answer, words and all', () => {
  for (const { id, kind, input, expected } of cases) {
    alike(ratesCase({ id, kind, input }), expected, kind === 'funnel_overdispersion' ? 1e-6 : 1e-9, id)
  }
  assert.equal(cases.length, 37)
  assert.equal(new Set(cases.map(({ kind }) => kind)).size, 10)
})

const rows = (kind: string, input: object): Record<string, unknown>[] => {
  const result = ratesCase({ kind, input })
  assert.ok(Array.isArray(result))
  return result
}
const refuses = (kind: string, input: unknown, message: string): void =>
  assert.throws(() => ratesCase({ kind, input }), { name: 'RangeError', message })
const level = 'is not between 0.9 and 1, or 90 and 100'

test('a case that is none is refused, and the field named', () => {
  const all =
    'proportion, rate, dsr, dsr_repeat_events, israte, isratio, mean, quantile, funnel_significance, funnel_overdispersion'
  refuses('foo', {}, `kind: 'foo' is not one of ${all}`)
  refuses('toString', {}, `kind: 'toString' is not one of ${all}`)
  for (const [value, message] of [
    [null, 'case: null is not an object'],
    [[], 'case: a list is not an object'],
    ['x', "case: 'x' is not an object"],
    [{}, `kind: nothing is not one of ${all}`],
    [{ kind: { a: 1 } }, `kind: an object is not one of ${all}`],
    [{ kind: 'rate' }, 'input: nothing is not an object'],
    [{ kind: 'rate', input: 3 }, 'input: 3 is not an object'],
    [{ kind: 'rate', input: [3] }, 'input: a list is not an object'],
  ] as const) {
    assert.throws(() => ratesCase(value), { name: 'RangeError', message })
  }
})

test('confidence is one level or the pair, as shares or in per cent', () => {
  const columns = (confidence: unknown) => Object.keys(rows('proportion', { x: 1, n: 4, confidence })[0] ?? {})
  const one = ['value', 'lowercl', 'uppercl', 'confidence', 'statistic', 'method']
  for (const confidence of [undefined, null, 0.9, 90, [0.99], [99.8]]) assert.deepEqual(columns(confidence), one)
  const ends = ['lower95_0cl', 'upper95_0cl', 'lower99_8cl', 'upper99_8cl']
  for (const pair of [
    [0.95, 0.998],
    [95, 99.8],
  ]) {
    assert.deepEqual(columns(pair), ['value', ...ends, 'confidence', 'statistic', 'method'])
  }
  const words = (confidence: unknown) => rows('rate', { x: 1, n: 4, confidence })[0]?.['confidence']
  assert.deepEqual([undefined, 0.9, 99.8, 0.999, [95, 99.8]].map(words), ['95%', '90%', '99.8%', '99.9%', '95%, 99.8%'])
  assert.deepEqual(rows('rate', { x: 1, n: 4, confidence: 95 }), rows('rate', { x: 1, n: 4 }))
})

test('a confidence that is none is refused', () => {
  const given = (confidence: unknown, message: string): void => refuses('rate', { x: 1, n: 4, confidence }, message)
  given(0.5, `confidence: 0.5 ${level}`)
  given(1, `confidence: 1 ${level}`)
  given(100, `confidence: 100 ${level}`)
  given([0.95, 0.2], `confidence: 0.2 ${level}`)
  given('95%', "confidence: '95%' is not a number")
  given([null], 'confidence: null is not a number')
  given([], 'confidence: none is not one level or the pair 0.95, 0.998')
  given([0.998, 0.95], 'confidence: 0.998, 0.95 is not one level or the pair 0.95, 0.998')
  given([0.95, 0.99], 'confidence: 0.95, 0.99 is not one level or the pair 0.95, 0.998')
  given([0.9, 0.998], 'confidence: 0.9, 0.998 is not one level or the pair 0.95, 0.998')
  given([0.95, 0.998, 0.99], 'confidence: 0.95, 0.998, 0.99 is not one level or the pair 0.95, 0.998')
  refuses('mean', { values: [1], confidence: 2 }, `confidence: 2 ${level}`)
})

test('lists have a row for each pair, a missing figure a row without an answer', () => {
  const got = rows('rate', { x: [5, null, 12], n: [100, 100, null], multiplier: 100 })
  assert.deepEqual(got[0], rows('rate', { x: 5, n: 100, multiplier: 100 })[0])
  const words = { confidence: '95%', statistic: 'rate per 100', method: null }
  const blank = { value: null, lowercl: null, uppercl: null, ...words }
  assert.deepEqual(got.slice(1), [blank, blank])
  const share = { ...blank, statistic: 'percentage', method: 'Wilson' }
  assert.deepEqual(rows('proportion', { x: null, n: [5], multiplier: 100 }), [share])
  assert.deepEqual(rows('proportion', { x: [], n: [] }), [])
})

test('groups are added up where there is more than one', () => {
  const got = rows('proportion', { x: [1, 2, 3, null], n: [10, 20, 30, 40], group: ['b', 'a', 'b', 'c'] })
  assert.deepEqual(
    got.map((row) => [row['group'], row['value']]),
    [
      ['b', 0.1],
      ['a', 0.1],
      ['c', null],
    ],
  )
  assert.deepEqual(Object.keys(got[0] ?? {})[0], 'group')
  const one = rows('rate', { x: [1, 2], n: [10, 20], group: [7, 7], multiplier: 10 })
  assert.deepEqual(
    one.map((row) => [row['group'], row['value']]),
    [
      [7, 1],
      [7, 1],
    ],
  )
  assert.equal(rows('rate', { x: [1, 2], n: [10, 20], group: null })[0]?.['group'], undefined)
  refuses('rate', { x: [1, 2], n: [3, 4], group: ['a'] }, 'group: 1 value for 2 counts')
  refuses('rate', { x: [1], n: [3], group: 'a' }, "group: 'a' is not a list of names or numbers")
  refuses('rate', { x: [1], n: [3], group: [null] }, 'group: null is not a name or a number')
  refuses('rate', { x: [1], n: [3], group: [NaN] }, 'group: NaN is not a name or a number')
  refuses('rate', { x: [-1, 3], n: [3, 3], group: ['a', 'a'] }, 'x: -1 is not a count of 0 or more')
  refuses('rate', { x: [-1, 3, 1], n: [3, 3, 3], group: ['a', 'a', 'b'] }, 'x: -1 is not a count of 0 or more')
})

test('what is not given is as the peers have it', () => {
  const named = (kind: string, input: object) => rows(kind, input).map((row) => [row['value'], row['statistic']])
  assert.deepEqual(named('proportion', { x: 1, n: 4 }), [[0.25, 'proportion of 1']])
  assert.deepEqual(named('rate', { x: 1, n: 4 }), [[25_000, 'rate per 100000']])
  const bands = { x: [12], n: [400], stdpop: [3], x_ref: [10], n_ref: [1000] }
  assert.deepEqual(named('dsr', bands), [[3000, 'dsr per 100000']])
  assert.deepEqual(named('isratio', bands), [[3, 'indirectly standardised ratio x 1']])
  assert.deepEqual(named('israte', bands), [[3000, 'indirectly standardised rate per 100000']])
  assert.deepEqual(named('isratio', { ...bands, refvalue: 100 }), [[300, 'indirectly standardised ratio x 100']])
  assert.deepEqual(named('israte', { ...bands, multiplier: 1000 }), [[30, 'indirectly standardised rate per 1000']])
  assert.deepEqual(named('mean', { values: [1, 3] }), [[2, 'mean']])
  const values = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100]
  assert.deepEqual(ratesCase({ kind: 'quantile', input: { values } }), { quantile: [10, 9, 8, 7, 6, 5, 4, 3, 2, 1] })
  const low = { values, nquantiles: 2, invert: false }
  assert.deepEqual(ratesCase({ kind: 'quantile', input: low }), { quantile: [1, 1, 1, 1, 1, 2, 2, 2, 2, 2] })
})

test('counts that cannot be are refused', () => {
  refuses('proportion', { x: -1, n: 5 }, 'x: -1 is not a count of 0 or more')
  refuses('proportion', { x: 6, n: 5 }, 'x: 6 is more than n, 5')
  refuses('proportion', { x: [1, 2], n: [5, 0] }, 'n: 0 is not above 0')
  refuses('proportion', { x: null, n: 0 }, 'n: 0 is not above 0')
  refuses('proportion', { n: 5 }, 'x: nothing is not a number')
  refuses('proportion', { x: 'a'.repeat(50), n: 5 }, `x: '${'a'.repeat(40)}' is not a number`)
  refuses('proportion', { x: [true], n: 5 }, 'x: true is not a number')
  refuses('proportion', { x: 1 }, 'n: nothing is not a number')
  refuses('proportion', { x: [1, 2], n: 5 }, 'n: 1 value for 2 counts')
  refuses('proportion', { x: 1, n: [1, 2] }, 'n: 2 values for 1 count')
  refuses('proportion', { x: 1, n: Infinity }, 'n: Infinity is not a number')
  refuses('rate', { x: 1, n: 5, multiplier: 0 }, 'multiplier: 0 is not above 0')
  refuses('rate', { x: 1, n: 5, multiplier: '100' }, "multiplier: '100' is not a number")
  assert.equal(rows('rate', { x: 6, n: 5, multiplier: 1 })[0]?.['value'], 1.2)
})

test('a directly standardised rate of under 10 events says so', () => {
  const got = rows('dsr', { x: [4, null, 5], n: [10, 10, 10], stdpop: [1, 2, 3], confidence: [0.95, 0.998] })
  const ends = { lower95_0cl: null, upper95_0cl: null, lower99_8cl: null, upper99_8cl: null }
  const words = { confidence: '95%, 99.8%', statistic: 'dsr NA for total count < 10', method: 'Dobson' }
  assert.deepEqual(got, [{ total_count: 9, total_pop: 30, value: null, ...ends, ...words }])
})

test('lists beside the counts must be as long, and full where nothing may be missing', () => {
  const bands = { x: [1, 2], n: [10, 20], stdpop: [1, 1], x_ref: [5, 6], n_ref: [50, 60] }
  refuses('dsr', { ...bands, stdpop: [1] }, 'stdpop: 1 value for 2 counts')
  refuses('dsr', { ...bands, stdpop: Array(18).fill(1) }, 'stdpop: 18 values for 2 counts')
  refuses('dsr', { ...bands, n: [10, null] }, 'n: null is not a number')
  refuses('dsr', { ...bands, stdpop: [1, null] }, 'stdpop: null is not a number')
  refuses('dsr', { ...bands, x: 3 }, 'x: 3 is not a list of numbers')
  refuses('dsr', { ...bands, stdpop: undefined }, 'stdpop: nothing is not a list of numbers')
  refuses('dsr', { ...bands, multiplier: -1 }, 'multiplier: -1 is not above 0')
  refuses('israte', { ...bands, x_ref: [1] }, 'x_ref: 1 value for 2 counts')
  refuses('israte', { ...bands, n_ref: [1, null] }, 'n_ref: null is not a number')
  refuses('isratio', { ...bands, n: [1, 2, 3] }, 'n: 3 values for 2 counts')
  refuses('isratio', { ...bands, n_ref: [0, 5] }, 'n_ref: 0 is not above 0')
  refuses('isratio', { ...bands, refvalue: 0 }, 'refvalue: 0 is not above 0')
  refuses('mean', { values: 'none' }, "values: 'none' is not a list of numbers")
})

test('events that are not independent have a kind of their own', () => {
  const bands = { x: [10], n: [100], stdpop: [1], ageband: [1], eventfreq: [2] }
  assert.equal(rows('dsr', { ...bands, independent_events: true }).length, 1)
  assert.equal(rows('dsr_repeat_events', { ...bands, independent_events: false }).length, 1)
  assert.equal(rows('dsr_repeat_events', bands)[0]?.['total_count'], 20)
  refuses('dsr', { ...bands, independent_events: false }, 'independent_events: false is for the kind dsr_repeat_events')
  refuses('dsr_repeat_events', { ...bands, independent_events: true }, 'independent_events: true is for the kind dsr')
  refuses('dsr', { ...bands, independent_events: 'no' }, "independent_events: 'no' is not true or false")
  refuses('dsr_repeat_events', { ...bands, ageband: undefined }, 'ageband: nothing is not a list of names or numbers')
  refuses('dsr_repeat_events', { ...bands, ageband: [] }, 'ageband: 0 values for 1 count')
  refuses('dsr_repeat_events', { ...bands, eventfreq: [1, 2] }, 'eventfreq: 2 values for 1 count')
  refuses('dsr_repeat_events', { ...bands, eventfreq: [0] }, 'eventfreq: 0 is not above 0')
})

test('quantiles and means as far as there are values', () => {
  const quantiles = (input: object) => ratesCase({ kind: 'quantile', input })
  assert.deepEqual(quantiles({ values: [1, null, 2], nquantiles: 3 }), { quantile: [null, null, null] })
  assert.deepEqual(quantiles({ values: [1, null, 2], nquantiles: 1 }), { quantile: [1, null, 1] })
  refuses('quantile', { values: [1], nquantiles: 2.5 }, 'nquantiles: 2.5 is not a whole number')
  refuses('quantile', { values: [1], nquantiles: 0 }, 'nquantiles: 0 is not above 0')
  refuses('quantile', { values: [1], invert: 1 }, 'invert: 1 is not true or false')
  assert.deepEqual(rows('mean', { values: [null] })[0]?.['value'], null)
})

test('funnels: defaults, and fields that are not theirs', () => {
  const areas = { numerator: [100, 200, 4], denominator: [1000, 1000, 30], rate: [10_000, 20_000, 13_333] }
  const labels = (input: object) => ratesCase({ kind: 'funnel_significance', input: { ...areas, ...input } })
  assert.deepEqual(
    labels({ statistic: 'rate' }),
    labels({ statistic: 'rate', rate_type: 'crude', multiplier: 100_000 }),
  )
  assert.deepEqual(labels({ statistic: 'rate', rate_type: 'dsr' }), {
    significance: ['Low (0.001)', 'High (0.001)', 'Not applicable for events less than 10 for dsrs'],
  })
  assert.deepEqual(labels({ statistic: 'ratio', numerator: [1000, 1000, null] }), {
    significance: ['Not significant', 'Not significant', null],
  })
  const wrong = (input: object, message: string): void =>
    refuses('funnel_significance', { ...areas, ...input }, message)
  wrong({}, 'statistic: nothing is not one of proportion, ratio, rate')
  wrong({ statistic: 'rate', rate: undefined }, 'rate: nothing is not a list of numbers')
  wrong({ statistic: 'rate', rate: [1] }, 'rate: 1 value for 3 counts')
  wrong({ statistic: 'rate', rate: [0, 1, 1] }, 'rate: 0 is not above 0 beside a count of 100')
  wrong({ statistic: 'rate', rate_type: 'other' }, "rate_type: 'other' is not one of crude, dsr")
  wrong({ statistic: 'rate', multiplier: 0 }, 'multiplier: 0 is not above 0')
  wrong({ statistic: 'ratio', denominator: [1] }, 'denominator: 1 value for 3 counts')
  wrong({ statistic: 'proportion', numerator: [2000, 1, 1] }, 'numerator: 2000 is more than the denominator, 1000')
})

test('overdispersion: defaults, and fields that are not theirs', () => {
  const areas = { numerator: [30, 8, 20], denominator: [16, 16, 20] }
  const given = (input: object) => ratesCase({ kind: 'funnel_overdispersion', input: { ...areas, ...input } })
  const full = { data_type: 'SR', sr_method: 'SHMI', group: [1, 2, 3], limit: 99, trim_by: 0.1, multiplier: 1 }
  assert.deepEqual(given({}), given({ ...full, draw_adjusted: true }))
  for (const other of [{ data_type: 'RC' }, { sr_method: 'CQC' }, { multiplier: 100 }, { draw_adjusted: false }]) {
    assert.notDeepEqual(given(other), given({}))
  }
  assert.notDeepEqual(given({ limit: 95, draw_adjusted: false }), given({ draw_adjusted: false }))
  const wrong = (input: object, message: string): void =>
    refuses('funnel_overdispersion', { ...areas, ...input }, message)
  wrong({ data_type: 'X' }, "data_type: 'X' is not one of SR, PR, RC")
  wrong({ sr_method: 'X' }, "sr_method: 'X' is not one of SHMI, CQC")
  wrong({ limit: 90 }, 'limit: 90 is not one of 95, 99')
  wrong({ trim_by: 0.6 }, 'trim_by: 0.6 is not from 0 to below 0.5')
  wrong({ trim_by: 'x' }, "trim_by: 'x' is not a number")
  wrong({ draw_adjusted: 1 }, 'draw_adjusted: 1 is not true or false')
  wrong({ group: ['a'] }, 'group: 1 value for 3 counts')
  wrong({ multiplier: 0 }, 'multiplier: 0 is not above 0')
  wrong({ data_type: 'PR' }, 'numerator: 30 is more than the denominator, 16')
  wrong({ numerator: undefined }, 'numerator: nothing is not a list of numbers')
})

test('no figure that is NaN or infinite leaves, and nothing but a RangeError with a field is thrown', () => {
  const huge = ratesCase({ kind: 'rate', input: { x: 1e308, n: 1e-300, multiplier: 1e5 } })
  assert.deepEqual(huge, [
    { value: null, lowercl: null, uppercl: null, confidence: '95%', statistic: 'rate per 100000', method: 'Byars' },
  ])
  const scalar = fc.oneof(fc.double(), fc.integer({ min: -5, max: 200 }), fc.constantFrom(null, 'a', true, undefined))
  const any = fc.oneof(scalar, fc.array(scalar, { maxLength: 4 }), fc.array(fc.integer({ min: 0, max: 90 })))
  const fieldNames = [...new Set(cases.flatMap(({ input }) => Object.keys(input)))]
  fc.assert(
    fc.property(
      fc.constantFrom(...cases.filter(({ input }) => JSON.stringify(input).length < 1500)),
      fc.dictionary(fc.constantFrom(...fieldNames), any, { maxKeys: 3 }),
      ({ kind, input }, changes) => {
        let result: unknown
        try {
          result = ratesCase({ kind, input: { ...input, ...changes } })
        } catch (error) {
          assert.ok(error instanceof RangeError && /^[a-z_]+: ./.test(error.message), String(error))
          return
        }
        assert.deepEqual(JSON.parse(JSON.stringify(result)), result)
      },
    ),
    { numRuns: 400 },
  )
})
