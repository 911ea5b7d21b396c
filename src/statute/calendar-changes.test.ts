import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type CalendarChange, extendCalendar } from './calendar-changes.ts'
import { shipped, shippedHolidays } from './testing.ts'
import { workingDayCalendar } from './working-day-calendar.ts'
import { addWorkingDays, isWorkingDay } from './working-days.ts'

/** The eight days that 2029 will have, by the rules of every year. */
const days2029 = [
  { date: '2029-01-01', name: 'New Year’s Day' },
  { date: '2029-03-30', name: 'Good Friday' },
  { date: '2029-04-02', name: 'Easter Monday' },
  { date: '2029-05-07', name: 'Early May bank holiday' },
  { date: '2029-05-28', name: 'Spring bank holiday' },
  { date: '2029-08-27', name: 'Summer bank holiday' },
  { date: '2029-12-25', name: 'Christmas Day' },
  { date: '2029-12-26', name: 'Boxing Day' },
]
const year2029: CalendarChange = { kind: 'year', year: 2029, holidays: days2029 }
const oneOff: CalendarChange = { kind: 'day', holiday: { date: '2027-06-04', name: 'Jubilee' } }
const refused = (message: string) => ({ name: 'RangeError', message })

test('the next year moves the end of the calendar', () => {
  const longer = extendCalendar(shipped, [year2029])
  assert.equal(longer.firstDay, '2012-01-01')
  assert.equal(longer.lastDay, '2029-12-31')
  assert.equal(longer.holidays.size, 148)
  assert.equal(longer.holidays.get('2029-03-30'), 'Good Friday')
  assert.equal(longer.workingDays.length, shipped.workingDays.length + 261 - 8)
  assert.equal(addWorkingDays(longer, '2028-12-29', 1), '2029-01-02')
  assert.equal(shipped.lastDay, '2028-12-31')
  assert.equal(shipped.holidays.size, 140)
})

test('years follow one another, in one go or in two', () => {
  const next: CalendarChange = {
    kind: 'year',
    year: 2030,
    holidays: ['01-01', '04-19', '04-22', '05-06', '05-27', '08-26', '12-25', '12-26'].map((day) => ({
      date: `2030-${day}`,
      name: 'Bank holiday',
    })),
  }
  const both = extendCalendar(shipped, [year2029, next])
  assert.equal(both.lastDay, '2030-12-31')
  assert.deepEqual(extendCalendar(extendCalendar(shipped, [year2029]), [next]), both)
  assert.throws(
    () => extendCalendar(shipped, [next, year2029]),
    refused('the calendar ends with 2028, so the next year to add is 2029, not 2030'),
  )
})

test('a one-off day is taken out of the working days, wherever it lies', () => {
  const changed = extendCalendar(shipped, [oneOff])
  assert.equal(isWorkingDay(shipped, '2027-06-04'), true)
  assert.equal(isWorkingDay(changed, '2027-06-04'), false)
  assert.equal(changed.holidays.get('2027-06-04'), 'Jubilee')
  assert.equal(changed.lastDay, '2028-12-31')
  assert.equal(changed.workingDays.length, shipped.workingDays.length - 1)
  const dates = [...changed.holidays.keys()]
  assert.deepEqual(dates, dates.toSorted())
  for (const date of ['2012-01-03', '2028-12-29'])
    assert.equal(isWorkingDay(extendCalendar(shipped, [{ kind: 'day', holiday: { date, name: 'x' } }]), date), false)
})

test('the first and the last day of a calendar are inside it', () => {
  const year = workingDayCalendar(shippedHolidays.filter(({ date }) => date.startsWith('2026')))
  const day = (date: string): CalendarChange => ({ kind: 'day', holiday: { date, name: 'One-off' } })
  assert.equal(extendCalendar(year, [day('2026-12-31')]).holidays.get('2026-12-31'), 'One-off')
  assert.throws(
    () => extendCalendar(year, [day('2026-01-01')]),
    refused('1 January 2026 is a bank holiday already: New Year’s Day'),
  )
})

test('a bank holiday is moved to another day', () => {
  const move: CalendarChange = {
    kind: 'move',
    from: '2027-05-03',
    holiday: { date: '2027-05-07', name: 'Early May bank holiday (moved)' },
  }
  const changed = extendCalendar(shipped, [move])
  assert.equal(isWorkingDay(changed, '2027-05-03'), true)
  assert.equal(isWorkingDay(changed, '2027-05-07'), false)
  assert.equal(changed.holidays.size, 140)
  assert.equal(changed.holidays.get('2027-05-07'), 'Early May bank holiday (moved)')
  assert.deepEqual(
    extendCalendar(changed, [
      { kind: 'move', from: '2027-05-07', holiday: { date: '2027-05-03', name: 'Early May bank holiday' } },
    ]),
    shipped,
  )
})

test('a day of a year just added can be changed in the same go', () => {
  const changed = extendCalendar(shipped, [year2029, { kind: 'day', holiday: { date: '2029-06-01', name: 'One-off' } }])
  assert.equal(changed.holidays.get('2029-06-01'), 'One-off')
})

test('no change gives the same calendar', () => assert.deepEqual(extendCalendar(shipped, []), shipped))

test('a change that does not fit is refused, and says why', () => {
  const day = (date: string, name = 'One-off'): CalendarChange => ({ kind: 'day', holiday: { date, name } })
  const move = (from: string, date: string): CalendarChange => ({
    kind: 'move',
    from,
    holiday: { date, name: 'Moved' },
  })
  const year = (number: number, holidays = days2029): CalendarChange => ({ kind: 'year', year: number, holidays })
  const table: [CalendarChange, string][] = [
    [year(2028), 'the calendar ends with 2028, so the next year to add is 2029, not 2028'],
    [year(2030), 'the calendar ends with 2028, so the next year to add is 2029, not 2030'],
    [year(2011), 'the calendar ends with 2028, so the next year to add is 2029, not 2011'],
    [year(2029, days2029.slice(1)), '2029 has 7 bank holidays here; every year has 8 or more in England and Wales'],
    [year(2029, [...days2029, ...days2029.slice(0, 1)]), '1 January 2029 is given twice'],
    [year(2029, [...days2029, { date: '2028-12-29', name: 'x' }]), '29 December 2028 is not in 2029'],
    [year(2029, [...days2029, { date: '2029-02-29', name: 'x' }]), `'2029-02-29' is not a date`],
    [day('2027-02-30'), `'2027-02-30' is not a date`],
    [day('2027-06-04', ' '), 'the bank holiday on 4 June 2027 has no name'],
    [day('2027-06-05'), '5 June 2027 is a Saturday: give the weekday that is taken in its place'],
    [day('2027-05-03'), '3 May 2027 is a bank holiday already: Early May bank holiday'],
    [
      day('2029-01-02'),
      '2 January 2029 is outside the calendar, which reaches from 1 January 2012 to 31 December 2028',
    ],
    [
      day('2011-12-30'),
      '30 December 2011 is outside the calendar, which reaches from 1 January 2012 to 31 December 2028',
    ],
    [move('2027-05-04', '2027-05-05'), '4 May 2027 is not a bank holiday'],
    [move('2027-02-30', '2027-05-05'), `'2027-02-30' is not a date`],
    [move('2027-05-03', '2027-05-03'), '3 May 2027 is a bank holiday already: Early May bank holiday'],
    [move('2027-05-03', '2027-05-31'), '31 May 2027 is a bank holiday already: Spring bank holiday'],
    [move('2027-05-03', '2027-05-08'), '8 May 2027 is a Saturday: give the weekday that is taken in its place'],
    [
      move('2027-05-03', '2029-05-04'),
      '4 May 2029 is outside the calendar, which reaches from 1 January 2012 to 31 December 2028',
    ],
  ]
  for (const [change, message] of table) assert.throws(() => extendCalendar(shipped, [change]), refused(message))
  assert.throws(
    () => extendCalendar(shipped, [oneOff, oneOff]),
    refused('4 June 2027 is a bank holiday already: Jubilee'),
  )
})

test('a year put in as a change is the same as one that was in the data', () => {
  assert.deepEqual(extendCalendar(shipped, [year2029]), workingDayCalendar([...shippedHolidays, ...days2029]))
})
