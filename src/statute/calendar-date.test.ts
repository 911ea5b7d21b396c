import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  addCalendarDays,
  addCalendarMonths,
  calendarDaysBetween,
  dateInWords,
  dayInWords,
  isCalendarDate,
  isWeekend,
  monthName,
  nextYearlyDay,
  weekdayName,
  weekdaysBetween,
  yearOf,
} from './calendar-date.ts'

const anyDate = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9998-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

test('a day of the calendar is told from text that looks like one', () => {
  for (const real of ['2024-02-29', '2000-02-29', '2023-02-28', '0000-02-29', '9999-12-31', '2026-01-31', '2026-04-30'])
    assert.equal(isCalendarDate(real), true, real)
  for (const other of [
    '',
    '2023-02-29',
    '1900-02-29',
    '2100-02-29',
    '2026-02-30',
    '2024-02-30',
    '2026-04-31',
    '2026-06-31',
    '2026-09-31',
    '2026-11-31',
    '2026-01-32',
    '2026-00-10',
    '2026-13-01',
    '2026-12-00',
    '2026-1-01',
    '2026-01-1',
    '226-01-01',
    '02026-01-01',
    '2026-01-011',
    ' 2026-01-01',
    '2026-01-01\n',
    '2026-01-01T00:00:00Z',
    '01/01/2026',
    '2026/01/01',
    '20a6-01-01',
  ])
    assert.equal(isCalendarDate(other), false, other)
})

test('each month has its length', () => {
  const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  for (const [at, length] of lengths.entries()) {
    const month = `2026-${String(at + 1).padStart(2, '0')}`
    assert.equal(isCalendarDate(`${month}-${length}`), true, month)
    assert.equal(isCalendarDate(`${month}-${length + 1}`), false, month)
  }
})

test('days are added over month ends, leap days and years', () => {
  const table: [string, number, string][] = [
    ['2024-02-28', 1, '2024-02-29'],
    ['2023-02-28', 1, '2023-03-01'],
    ['2024-03-01', -1, '2024-02-29'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2027-01-01', -1, '2026-12-31'],
    ['2026-03-29', 1, '2026-03-30'],
    ['2026-10-25', 1, '2026-10-26'],
    ['2026-05-05', 0, '2026-05-05'],
    ['0000-12-31', 1, '0001-01-01'],
    ['0999-12-31', 1, '1000-01-01'],
  ]
  for (const [date, days, expected] of table) assert.equal(addCalendarDays(date, days), expected, date)
})

test('months are added to the same day, or to the last day of a shorter month', () => {
  const table: [string, number, string][] = [
    ['2026-08-31', 6, '2027-02-28'],
    ['2027-08-31', 6, '2028-02-29'],
    ['2026-08-30', 6, '2027-02-28'],
    ['2026-08-28', 6, '2027-02-28'],
    ['2026-08-29', 6, '2027-02-28'],
    ['2027-08-29', 6, '2028-02-29'],
    ['2026-03-31', 6, '2026-09-30'],
    ['2026-05-31', 1, '2026-06-30'],
    ['2026-10-31', 1, '2026-11-30'],
    ['2026-12-31', 6, '2027-06-30'],
    ['2026-06-30', 6, '2026-12-30'],
    ['2026-12-15', 12, '2027-12-15'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-11-30', 1, '2026-12-30'],
    ['2026-12-01', 1, '2027-01-01'],
    ['2026-01-31', 3, '2026-04-30'],
    ['2026-02-28', 6, '2026-08-28'],
    ['2026-01-01', 0, '2026-01-01'],
    ['2026-01-31', -2, '2025-11-30'],
  ]
  for (const [date, months, expected] of table) assert.equal(addCalendarMonths(date, months), expected, date)
})

test('a day that cannot be written is refused', () => {
  const message = 'a day outside the years 0 to 9999 cannot be written'
  assert.throws(() => addCalendarDays('9999-12-31', 1), { name: 'RangeError', message })
  assert.throws(() => addCalendarDays('0000-01-01', -1), { name: 'RangeError', message })
  assert.throws(() => addCalendarMonths('9999-07-01', 6), { name: 'RangeError', message })
  assert.throws(() => addCalendarMonths('0000-01-01', -1), { name: 'RangeError', message })
  assert.throws(() => nextYearlyDay('9999-09-30', 9, 30), { name: 'RangeError', message })
  assert.equal(addCalendarMonths('9999-06-30', 6), '9999-12-30')
  assert.equal(addCalendarDays('0000-01-02', -1), '0000-01-01')
})

test('text that is no date is refused wherever a day is asked for', () => {
  const wrong = { name: 'RangeError', message: `'2026-02-30' is not a date` }
  for (const ask of [
    () => yearOf('2026-02-30'),
    () => addCalendarDays('2026-02-30', 1),
    () => addCalendarMonths('2026-02-30', 1),
    () => calendarDaysBetween('2026-02-30', '2026-03-01'),
    () => calendarDaysBetween('2026-03-01', '2026-02-30'),
    () => nextYearlyDay('2026-02-30', 9, 30),
    () => weekdayName('2026-02-30'),
    () => isWeekend('2026-02-30'),
    () => weekdaysBetween('2026-02-30', '2026-03-02'),
    () => weekdaysBetween('2026-03-02', '2026-02-30'),
    () => dateInWords('2026-02-30'),
    () => dayInWords('2026-02-30'),
  ])
    assert.throws(ask, wrong)
})

test('the year of a day is a number', () => {
  assert.equal(yearOf('2026-07-01'), 2026)
  assert.equal(yearOf('0007-07-01'), 7)
})

test('the next such day of the year is strictly after', () => {
  const table: [string, string][] = [
    ['2026-09-29', '2026-09-30'],
    ['2026-09-30', '2027-09-30'],
    ['2026-10-01', '2027-09-30'],
    ['2026-03-31', '2026-09-30'],
  ]
  for (const [date, expected] of table) assert.equal(nextYearlyDay(date, 9, 30), expected, date)
  assert.equal(nextYearlyDay('2026-01-05', 1, 5), '2027-01-05')
})

test('weekdays have their names, and two of them are the weekend', () => {
  const week = ['2026-08-02', '2026-08-03', '2026-08-04', '2026-08-05', '2026-08-06', '2026-08-07', '2026-08-08']
  assert.deepEqual(week.map(weekdayName), [
    'Sunday',
    'Monday',
    'Tuesday',
    'Wednesday',
    'Thursday',
    'Friday',
    'Saturday',
  ])
  assert.deepEqual(week.map(isWeekend), [true, false, false, false, false, false, true])
  assert.deepEqual(weekdaysBetween('2026-08-02', '2026-08-11'), [
    '2026-08-03',
    '2026-08-04',
    '2026-08-05',
    '2026-08-06',
    '2026-08-07',
    '2026-08-10',
    '2026-08-11',
  ])
  assert.deepEqual(weekdaysBetween('2026-08-07', '2026-08-07'), ['2026-08-07'])
  assert.deepEqual(weekdaysBetween('2026-08-08', '2026-08-09'), [])
  assert.deepEqual(weekdaysBetween('2026-08-10', '2026-08-07'), [])
})

test('days are written out in words', () => {
  assert.equal(dateInWords('2026-08-07'), '7 August 2026')
  assert.equal(dayInWords('2026-08-07'), 'Friday 7 August 2026')
  const months = Array.from({ length: 12 }, (_each, at) => monthName(at + 1))
  assert.equal(
    months.join(' '),
    'January February March April May June July August September October November December',
  )
  assert.equal(dateInWords('2028-12-31'), '31 December 2028')
})

test('the days between two days are counted with their sign', () => {
  assert.equal(calendarDaysBetween('2024-02-28', '2024-03-01'), 2)
  assert.equal(calendarDaysBetween('2026-03-01', '2026-02-27'), -2)
  assert.equal(calendarDaysBetween('2026-03-01', '2026-03-01'), 0)
})

test('adding days and counting them agree, and go back', () => {
  fc.assert(
    fc.property(anyDate, fc.integer({ min: -300, max: 300 }), (date, days) => {
      const moved = addCalendarDays(date, days)
      assert.equal(calendarDaysBetween(date, moved), days)
      assert.equal(addCalendarDays(moved, -days), date)
    }),
  )
})

test('months never skip a month, and a later day never gives an earlier one', () => {
  fc.assert(
    fc.property(anyDate, anyDate, fc.integer({ min: 0, max: 11 }), (one, other, months) => {
      const moved = addCalendarMonths(one, months)
      const monthOf = (date: string) => yearOf(date) * 12 + Number(date.slice(5, 7))
      assert.equal(monthOf(moved) - monthOf(one), months)
      const [earlier, later] = one <= other ? [one, other] : [other, one]
      assert.ok(addCalendarMonths(earlier, months) <= addCalendarMonths(later, months))
    }),
  )
})
