import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bankHolidayProblem, fewestBankHolidays, readBankHolidays, yearProblem } from './bank-holidays.ts'
import { shippedHolidays } from './testing.ts'

const year2026 = shippedHolidays.filter(({ date }) => date.startsWith('2026'))

test('the list of GOV.UK is read, with what it notes in the name', () => {
  assert.deepEqual(
    readBankHolidays([
      { date: '2026-12-25', title: 'Christmas Day', notes: '', bunting: true },
      { date: '2026-12-28', title: 'Boxing Day', notes: 'Substitute day' },
      { date: '2012-06-05', title: 'Queen’s Diamond Jubilee', notes: 'Extra bank holiday' },
      { date: '2027-01-01', title: 'New Year’s Day' },
    ]),
    [
      { date: '2026-12-25', name: 'Christmas Day' },
      { date: '2026-12-28', name: 'Boxing Day (substitute day)' },
      { date: '2012-06-05', name: 'Queen’s Diamond Jubilee (extra bank holiday)' },
      { date: '2027-01-01', name: 'New Year’s Day' },
    ],
  )
  assert.deepEqual(readBankHolidays([]), [])
})

test('what is no such list is refused with the place of the entry', () => {
  for (const list of [null, undefined, {}, 'text', 5])
    assert.throws(() => readBankHolidays(list), { name: 'RangeError', message: 'the bank holidays are not a list' })
  const good = { date: '2026-12-25', title: 'Christmas Day' }
  for (const entry of [
    null,
    5,
    'text',
    {},
    { date: '2026-12-28' },
    { title: 'x' },
    { date: 5, title: 'x' },
    { date: '2026-12-28', title: null },
    Object.create(good),
  ])
    assert.throws(() => readBankHolidays([good, entry]), {
      name: 'RangeError',
      message: 'bank holiday 2 of the list lacks its date or its title',
    })
})

test('the shipped list holds 140 days of 2012 to 2028', () => {
  assert.equal(shippedHolidays.length, 140)
  assert.deepEqual(shippedHolidays[0], { date: '2012-01-02', name: 'New Year’s Day (substitute day)' })
  assert.deepEqual(shippedHolidays.at(-1), { date: '2028-12-26', name: 'Boxing Day' })
})

test('a bank holiday is a named weekday', () => {
  const table: [string, string, string | undefined][] = [
    ['2026-12-28', 'Boxing Day', undefined],
    ['2026-02-30', 'Nothing', `'2026-02-30' is not a date`],
    ['2026-12-28', '', 'the bank holiday on 28 December 2026 has no name'],
    ['2026-12-28', ' \t', 'the bank holiday on 28 December 2026 has no name'],
    ['2026-12-26', 'Boxing Day', '26 December 2026 is a Saturday: give the weekday that is taken in its place'],
    ['2026-12-27', 'Boxing Day', '27 December 2026 is a Sunday: give the weekday that is taken in its place'],
  ]
  for (const [date, name, problem] of table) assert.equal(bankHolidayProblem({ date, name }), problem)
})

test('a whole year has eight days or more, all of them its own and none twice', () => {
  assert.equal(fewestBankHolidays, 8)
  assert.equal(year2026.length, 8)
  assert.equal(yearProblem(2026, year2026), undefined)
  assert.equal(yearProblem(2026, [...year2026, { date: '2026-06-01', name: 'One-off' }]), undefined)
  assert.equal(
    yearProblem(2026, year2026.slice(1)),
    '2026 has 7 bank holidays here; every year has 8 or more in England and Wales',
  )
  assert.equal(yearProblem(2026, []), '2026 has 0 bank holidays here; every year has 8 or more in England and Wales')
  assert.equal(yearProblem(2026, [...year2026, ...year2026.slice(-1)]), '28 December 2026 is given twice')
  assert.equal(
    yearProblem(2026, [...year2026, { date: '2027-01-01', name: 'New Year’s Day' }]),
    '1 January 2027 is not in 2026',
  )
  assert.equal(
    yearProblem(2026, [...year2026, { date: '2026-12-26', name: 'Boxing Day' }]),
    '26 December 2026 is a Saturday: give the weekday that is taken in its place',
  )
})
