import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dateOfSerial, parseDate } from './parse-date.ts'
import type { Cell } from './table.ts'

const good: [typed: string, date: string, note?: string][] = [
  ['30/9/2026', '2026-09-30'],
  ['30-09-2026', '2026-09-30'],
  ['30.9.2026', '2026-09-30'],
  ['13/2/2026', '2026-02-13'],
  ['2/3/2026', '2026-03-02', "'2/3/2026' was read as 2 March 2026"],
  ['3/3/2026', '2026-03-03'],
  ['2026-09-30', '2026-09-30'],
  ['2026-09-30T00:00:00', '2026-09-30'],
  ['30 September 2026', '2026-09-30'],
  ['30th Sept. 2026', '2026-09-30'],
  ['30-Sep-2026', '2026-09-30'],
  ['Wednesday 30 September 2026', '2026-09-30'],
  ['September 30, 2026', '2026-09-30'],
  ['46295', '2026-09-30', "'46295' was read as 30 September 2026"],
]

const wrong: [typed: string, sentence: string][] = [
  ['09/30/2026', "'09/30/2026' is not a date we can read: write 30 September 2026 or 30/9/2026"],
  ['31/2/2026', "'31/2/2026' is not a real date: write it like 30 September 2026 or 30/9/2026"],
  ['2026-02-31', "'2026-02-31' is not a real date: write it like 30 September 2026 or 30/9/2026"],
  ['30/9/26', "'30/9/26' has only two figures for the year: write it like 30 September 2026 or 30/9/2026"],
  ['30 Sebtember 2026', "'30 Sebtember 2026' is not a date we can read: write it like 30 September 2026 or 30/9/2026"],
  ['end of Q2', "'end of Q2' is not a date we can read: write it like 30 September 2026 or 30/9/2026"],
  ['12', "'12' is not a date we can read: write it like 30 September 2026 or 30/9/2026"],
  ['', 'there is no date'],
]

for (const [typed, date, note] of good) {
  test(`reads '${typed}' as ${date}`, () =>
    assert.deepEqual(parseDate(typed), note === undefined ? { ok: true, date } : { ok: true, date, note }))
}

for (const [typed, sentence] of wrong) {
  test(`says what is wrong with '${typed}' as a date`, () => {
    const parsed = parseDate(typed)
    assert.equal(parsed.ok ? '' : parsed.problem, sentence)
  })
}

const cell = (kind: Cell['kind'], value: Cell['value'], raw: string): Cell => ({
  ref: 'C7',
  row: 7,
  column: 3,
  kind,
  value,
  raw,
})

test('reads a date cell, with or without a time, and a number that a date became', () => {
  assert.deepEqual(parseDate(cell('date', '2026-09-30T12:00', '30/09/2026')), { ok: true, date: '2026-09-30' })
  assert.deepEqual(parseDate(cell('number', 46295, '46295')), {
    ok: true,
    date: '2026-09-30',
    note: "'46295' was read as 30 September 2026",
  })
})

test('a formula in place of a date says so', () => {
  const parsed = parseDate(cell('formula', '2026-09-30', '30/09/2026'))
  assert.equal(parsed.ok ? '' : parsed.problem, 'this cell holds a formula: paste the date in its place')
})

test('serial numbers count from 1900, its false leap day included', () => {
  assert.deepEqual(
    [dateOfSerial(61), dateOfSerial(18_264), dateOfSerial(46_295.75)],
    ['1900-03-01', '1950-01-01', '2026-09-30'],
  )
})
