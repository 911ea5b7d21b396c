import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shipped, shippedHolidays } from './testing.ts'
import { checkCovered, workingDayCalendar } from './working-day-calendar.ts'

const ofYear = (year: string) => shippedHolidays.filter(({ date }) => date.startsWith(year))

test('the shipped calendar reaches from 2012 to 2028, as its data do', () => {
  assert.equal(shipped.firstDay, '2012-01-01')
  assert.equal(shipped.lastDay, '2028-12-31')
  assert.equal(shipped.holidays.size, 140)
  assert.equal(shipped.workingDays.length, 4295)
  assert.equal(shipped.workingDays[0], '2012-01-03')
  assert.equal(shipped.workingDays.at(-1), '2028-12-29')
  assert.equal(shipped.holidays.get('2022-09-19'), 'Bank Holiday for the State Funeral of Queen Elizabeth II')
})

test('the end follows the data, in whatever order they come', () => {
  const calendar = workingDayCalendar([...ofYear('2027').toReversed(), ...ofYear('2026')])
  assert.equal(calendar.firstDay, '2026-01-01')
  assert.equal(calendar.lastDay, '2027-12-31')
  assert.deepEqual(
    [...calendar.holidays.keys()],
    [...ofYear('2026'), ...ofYear('2027')].map(({ date }) => date),
  )
  const days = calendar.workingDays
  assert.deepEqual(days, [...days].toSorted())
  assert.equal(days.length, 261 + 261 - 16)
})

test('a list that is no whole calendar is refused', () => {
  const table: [{ date: string; name: string }[], string][] = [
    [[], 'a calendar needs the bank holidays of at least one year'],
    [[...ofYear('2026'), { date: '2026-02-30', name: 'x' }], `'2026-02-30' is not a date`],
    [
      [...ofYear('2026'), ...ofYear('2028')],
      '2027 has 0 bank holidays here; every year has 8 or more in England and Wales',
    ],
    [ofYear('2026').slice(0, 7), '2026 has 7 bank holidays here; every year has 8 or more in England and Wales'],
    [
      [...ofYear('2026'), ...ofYear('2027').slice(1)],
      '2027 has 7 bank holidays here; every year has 8 or more in England and Wales',
    ],
    [[...ofYear('2026'), ...ofYear('2026')], '1 January 2026 is given twice'],
    [
      [...ofYear('2026'), { date: '2026-12-26', name: 'x' }],
      '26 December 2026 is a Saturday: give the weekday that is taken in its place',
    ],
  ]
  for (const [list, message] of table) assert.throws(() => workingDayCalendar(list), { name: 'RangeError', message })
})

test('a day outside the calendar is refused with the day on which it begins or ends', () => {
  for (const day of ['2012-01-01', '2020-02-29', '2028-12-31']) assert.doesNotThrow(() => checkCovered(shipped, day))
  assert.throws(() => checkCovered(shipped, '2011-12-31'), {
    name: 'RangeError',
    message: 'the calendar of working days begins on 1 January 2012; a day before it is not guessed',
  })
  assert.throws(() => checkCovered(shipped, '2029-01-01'), {
    name: 'RangeError',
    message: 'the calendar of working days ends on 31 December 2028; a day beyond it is not guessed',
  })
  assert.throws(() => checkCovered(shipped, '2026-02-30'), {
    name: 'RangeError',
    message: `'2026-02-30' is not a date`,
  })
})
