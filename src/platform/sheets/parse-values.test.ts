import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { parseNumber, type NoNumber } from './parse-values.ts'
import type { Cell } from './table.ts'

const good: [typed: string, number: number, wasPercent?: boolean][] = [
  ['0', 0],
  ['-0', 0],
  ['1,234', 1234],
  ['1,234,567.5', 1234567.5],
  ['1 234 567', 1234567],
  [' 85% ', 85, true],
  ['7 %', 7, true],
  ['12.5 per cent', 12.5, true],
  ['0.85', 0.85],
  ['.5', 0.5],
  ['£1,200', 1200],
  ['-£1,200.50', -1200.5],
  ['£ -3', -3],
  ['−5', -5],
  ['–5', -5],
  ['+5', 5],
  ['\u00A042\u00A0', 42],
  ['４２', 42],
]

const bad: [typed: string, reason: NoNumber, sentence: RegExp][] = [
  ['', 'empty', /^there is no value$/],
  [' \u00A0 ', 'empty', /^there is no value$/],
  ['1.234,5', 'ambiguous', /^'1\.234,5' has a comma where we write the decimal point: write 1234\.5$/],
  ['1,5', 'ambiguous', /^the comma in '1,5' can be read in two ways: write 1\.5 or 15$/],
  ['12,34,567', 'ambiguous', /^'12,34,567' is not one number/],
  ['1 2', 'ambiguous', /^'1 2' is not one number/],
  ['1.2.3', 'not-a-number', /^'1\.2\.3' is not a number$/],
  [
    '12 (est)',
    'not-a-number',
    /^'12 \(est\)' is more than a number: write only 12 here and put the rest in the notes$/,
  ],
  ['~12', 'not-a-number', /write only 12 here/],
  ['approx. 1,200 cases', 'not-a-number', /write only 1,200 here/],
  ['(5)', 'not-a-number', /^'\(5\)' is not a number: write -5 if it is less than nothing$/],
  ['n/a', 'no-value', /^'n\/a' is not a number: leave it empty and give the reason$/],
  ['TBC', 'no-value', /leave it empty and give the reason/],
  ['c', 'no-value', /^'c' is not a number: leave it empty/],
  ['nil', 'no-value', /^'nil' is not a number: write 0 if there were none, or leave it empty and give the reason$/],
  ['-', 'no-value', /^'-' is not a number: write 0 if there were none/],
  ['–', 'no-value', /^'–' is not a number/],
  ['<5', 'range', /^'<5' is a range, not a number/],
  ['5-10', 'range', /is a range/],
  ['fewer than 5', 'range', /is a range/],
  ['five', 'not-a-number', /^'five' is not a number: write it in figures$/],
  ['twenty two', 'not-a-number', /write it in figures/],
  ['1e5', 'not-a-number', /^'1e5' is not a number$/],
  ['0x10', 'not-a-number', /is not a number/],
  ['Infinity', 'not-a-number', /is not a number/],
  ['9999999999999999', 'not-a-number', /is too large to be right/],
  ["=cmd|' /C calc'!A0", 'not-a-number', /A0' is not a number$/],
]

for (const [typed, number, wasPercent = false] of good) {
  test(`reads '${typed}' as ${number}`, () => assert.deepEqual(parseNumber(typed), { ok: true, number, wasPercent }))
}

for (const [typed, reason, sentence] of bad) {
  test(`says what is wrong with '${typed}'`, () => {
    const parsed = parseNumber(typed)
    assert.equal(parsed.ok ? 'ok' : parsed.reason, reason)
    assert.match(parsed.ok ? '' : parsed.problem, sentence)
  })
}

const cell = (kind: Cell['kind'], value: Cell['value'], raw: string, more: Partial<Cell> = {}): Cell => ({
  ref: 'C7',
  row: 7,
  column: 3,
  kind,
  value,
  raw,
  ...more,
})

test('a percentage is in points, or a fraction where that is asked for, typed or formatted', () => {
  const formatted = cell('number', 0.07, '7%', { percentFormat: true })
  assert.deepEqual(parseNumber(formatted), { ok: true, number: 7, wasPercent: true })
  assert.deepEqual(parseNumber(formatted, { percentAs: 'fraction' }), { ok: true, number: 0.07, wasPercent: true })
  assert.deepEqual(parseNumber('85%', { percentAs: 'fraction' }), { ok: true, number: 0.85, wasPercent: true })
  assert.deepEqual(parseNumber('0.85', { percentAs: 'fraction' }), { ok: true, number: 0.85, wasPercent: false })
})

test('a cell that is no number says what it is', () => {
  const problems = [
    cell('empty', null, ''),
    cell('formula', 12, '12', { formula: 'SUM(B1:B6)' }),
    cell('error', '#DIV/0!', '#DIV/0!'),
    cell('date', '2026-09-30', '30/09/2026'),
    cell('boolean', true, 'TRUE'),
  ].map((each) => parseNumber(each))
  assert.deepEqual(
    problems.map((each) => (each.ok ? '' : each.problem)),
    [
      'there is no value',
      'this cell holds a formula: paste the value in its place',
      'this cell shows #DIV/0!: write the number in its place',
      "'30/09/2026' is a date, not a number",
      "'TRUE' is not a number",
    ],
  )
})

test('any number that people write in the British way comes back', () => {
  fc.assert(
    fc.property(fc.integer({ min: -999_999_999, max: 999_999_999 }), (hundredths) => {
      const number = hundredths / 100
      const parsed = parseNumber(number.toLocaleString('en-GB', { minimumFractionDigits: 2 }))
      assert.deepEqual(parsed, { ok: true, number: number === 0 ? 0 : number, wasPercent: false })
    }),
  )
})

test('any text gives a finite number or a sentence, quickly', () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 300, unit: fc.constantFrom(...Array.from('0123456789.,-+%£ eE()<>~abc/')) }),
      (typed) => {
        const parsed = parseNumber(typed)
        assert.ok(parsed.ok ? Number.isFinite(parsed.number) : parsed.problem.length > 5)
      },
    ),
  )
})
