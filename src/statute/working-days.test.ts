import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addCalendarDays } from './calendar-date.ts'
import { shipped, shippedHolidays } from './testing.ts'
import { workingDayCalendar } from './working-day-calendar.ts'
import { addWorkingDays, isWorkingDay, skippedDays, workingDaysBefore, workingDaysBetween } from './working-days.ts'

const counting = { countsTriggerDay: true }
const beyond = {
  name: 'RangeError',
  message: 'the calendar of working days ends on 31 December 2028; a day beyond it is not guessed',
}
const beforeIt = {
  name: 'RangeError',
  message: 'the calendar of working days begins on 1 January 2012; a day before it is not guessed',
}

/** From, days, the day when `from` is not counted, the day when it is: counted out by hand on the calendars of those years. */
const after: readonly [from: string, days: number, due: string, dueCounting: string][] = [
  ['2026-12-24', 1, '2026-12-29', '2026-12-24'],
  ['2026-12-24', 5, '2027-01-05', '2027-01-04'],
  ['2026-12-25', 1, '2026-12-29', '2026-12-29'],
  ['2026-12-26', 1, '2026-12-29', '2026-12-29'],
  ['2026-12-31', 1, '2027-01-04', '2026-12-31'],
  ['2026-04-02', 1, '2026-04-07', '2026-04-02'],
  ['2026-04-02', 5, '2026-04-13', '2026-04-10'],
  ['2026-04-03', 15, '2026-04-27', '2026-04-27'],
  ['2012-05-31', 5, '2012-06-11', '2012-06-08'],
  ['2012-06-01', 1, '2012-06-06', '2012-06-01'],
  ['2020-05-07', 1, '2020-05-11', '2020-05-07'],
  ['2020-05-01', 1, '2020-05-04', '2020-05-01'],
  ['2022-06-01', 1, '2022-06-06', '2022-06-01'],
  ['2022-05-27', 5, '2022-06-07', '2022-06-06'],
  ['2022-09-16', 1, '2022-09-20', '2022-09-16'],
  ['2022-09-16', 5, '2022-09-26', '2022-09-23'],
  ['2023-04-28', 5, '2023-05-09', '2023-05-05'],
  ['2023-05-05', 1, '2023-05-09', '2023-05-05'],
  ['2021-12-24', 1, '2021-12-29', '2021-12-24'],
  ['2021-12-24', 5, '2022-01-05', '2022-01-04'],
  ['2022-12-23', 1, '2022-12-28', '2022-12-23'],
  ['2022-12-30', 1, '2023-01-03', '2022-12-30'],
  ['2027-12-24', 1, '2027-12-29', '2027-12-24'],
  ['2027-12-31', 1, '2028-01-04', '2027-12-31'],
  ['2028-12-22', 1, '2028-12-27', '2028-12-22'],
  ['2026-08-07', 5, '2026-08-14', '2026-08-13'],
  ['2026-08-08', 5, '2026-08-14', '2026-08-14'],
  ['2026-08-09', 5, '2026-08-14', '2026-08-14'],
  ['2026-08-28', 1, '2026-09-01', '2026-08-28'],
  ['2024-02-28', 1, '2024-02-29', '2024-02-28'],
  ['2024-02-29', 1, '2024-03-01', '2024-02-29'],
  ['2027-12-24', 5, '2028-01-05', '2028-01-04'],
  ['2026-07-17', 15, '2026-08-07', '2026-08-06'],
  ['2020-05-04', 1, '2020-05-05', '2020-05-04'],
  ['2015-12-24', 1, '2015-12-29', '2015-12-24'],
  ['2016-12-23', 1, '2016-12-28', '2016-12-23'],
]
const before: typeof after = [
  ['2027-01-04', 7, '2026-12-21', '2026-12-22'],
  ['2026-04-07', 1, '2026-04-02', '2026-04-07'],
  ['2026-04-07', 7, '2026-03-25', '2026-03-26'],
  ['2022-06-06', 1, '2022-06-01', '2022-06-06'],
  ['2022-09-20', 7, '2022-09-08', '2022-09-09'],
  ['2023-05-09', 7, '2023-04-26', '2023-04-27'],
  ['2026-08-31', 1, '2026-08-28', '2026-08-28'],
  ['2026-09-01', 1, '2026-08-28', '2026-09-01'],
  ['2026-08-08', 1, '2026-08-07', '2026-08-07'],
  ['2026-08-09', 7, '2026-07-30', '2026-07-30'],
  ['2026-08-10', 1, '2026-08-07', '2026-08-10'],
  ['2028-12-31', 1, '2028-12-29', '2028-12-29'],
  ['2021-12-29', 1, '2021-12-24', '2021-12-29'],
  ['2024-03-01', 1, '2024-02-29', '2024-03-01'],
]

test('days are counted over Christmas, Easter, one-off and moved bank holidays, month ends and leap days', () => {
  for (const [from, days, due, dueCounting] of after) {
    assert.equal(addWorkingDays(shipped, from, days), due, from)
    assert.equal(addWorkingDays(shipped, from, days, { countsTriggerDay: false }), due, from)
    assert.equal(addWorkingDays(shipped, from, days, counting), dueCounting, `${from} counted`)
  }
})

test('days are counted backwards over the same', () => {
  for (const [from, days, due, dueCounting] of before) {
    assert.equal(workingDaysBefore(shipped, from, days), due, from)
    assert.equal(workingDaysBefore(shipped, from, days, {}), due, from)
    assert.equal(workingDaysBefore(shipped, from, days, counting), dueCounting, `${from} counted`)
  }
})

test('Monday to Friday without bank holidays are working days', () => {
  for (const day of ['2026-08-03', '2026-08-07', '2020-05-04', '2022-05-30', '2026-12-24', '2012-01-03', '2028-12-29'])
    assert.equal(isWorkingDay(shipped, day), true, day)
  for (const day of [
    '2026-08-08',
    '2026-08-09',
    '2012-06-04',
    '2012-06-05',
    '2020-05-08',
    '2022-06-02',
    '2022-06-03',
    '2022-09-19',
    '2023-05-08',
    '2026-12-28',
    '2012-01-01',
    '2028-12-31',
  ])
    assert.equal(isWorkingDay(shipped, day), false, day)
})

test('a day outside the calendar is refused at both ends, and nothing inside is', () => {
  assert.equal(addWorkingDays(shipped, '2028-12-28', 1), '2028-12-29')
  assert.equal(addWorkingDays(shipped, '2028-12-29', 1, counting), '2028-12-29')
  assert.throws(() => addWorkingDays(shipped, '2028-12-29', 1), beyond)
  assert.throws(() => addWorkingDays(shipped, '2028-12-31', 1, counting), beyond)
  assert.throws(() => addWorkingDays(shipped, '2029-01-01', 1), beyond)
  assert.throws(() => addWorkingDays(shipped, '2026-01-05', 4295), beyond)
  assert.throws(() => addWorkingDays(shipped, '2026-01-05', Number.MAX_SAFE_INTEGER), beyond)
  assert.throws(() => addWorkingDays(shipped, '2011-12-31', 1), beforeIt)
  assert.equal(addWorkingDays(shipped, '2012-01-01', 1), '2012-01-03')
  assert.equal(addWorkingDays(shipped, '2012-01-01', 4295), '2028-12-29')
  assert.equal(workingDaysBefore(shipped, '2012-01-04', 1), '2012-01-03')
  assert.equal(workingDaysBefore(shipped, '2012-01-03', 1, counting), '2012-01-03')
  assert.throws(() => workingDaysBefore(shipped, '2012-01-03', 1), beforeIt)
  assert.throws(() => workingDaysBefore(shipped, '2012-01-02', 1, counting), beforeIt)
  assert.throws(() => workingDaysBefore(shipped, '2028-12-31', 4296), beforeIt)
  assert.throws(() => workingDaysBefore(shipped, '2029-01-01', 1), beyond)
  assert.equal(workingDaysBefore(shipped, '2028-12-31', 4295), '2012-01-03')
  assert.throws(() => isWorkingDay(shipped, '2029-01-01'), beyond)
  assert.throws(() => workingDaysBetween(shipped, '2028-12-31', '2029-01-01'), beyond)
  assert.throws(() => workingDaysBetween(shipped, '2011-12-31', '2028-12-31'), beforeIt)
  assert.throws(() => skippedDays(shipped, '2028-12-31', '2029-01-01'), beyond)
  assert.throws(() => skippedDays(shipped, '2011-12-31', '2012-01-01'), beforeIt)
})

test('what is not a whole number of days from 1, or no day, is refused', () => {
  const message = 'days must be a whole number, 1 or more'
  for (const days of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    assert.throws(() => addWorkingDays(shipped, '2026-08-07', days), { name: 'RangeError', message })
    assert.throws(() => workingDaysBefore(shipped, '2026-08-07', days), { name: 'RangeError', message })
  }
  const notADate = { name: 'RangeError', message: `'2026-02-30' is not a date` }
  assert.throws(() => addWorkingDays(shipped, '2026-02-30', 1), notADate)
  assert.throws(() => workingDaysBefore(shipped, '2026-02-30', 1), notADate)
  assert.throws(() => isWorkingDay(shipped, '2026-02-30'), notADate)
})

test('the working days between two days', () => {
  const table: [string, string, number][] = [
    ['2026-12-24', '2026-12-29', 1],
    ['2026-12-24', '2026-12-28', 0],
    ['2026-12-29', '2026-12-24', -1],
    ['2026-12-28', '2026-12-24', -1],
    ['2026-12-28', '2026-12-25', 0],
    ['2026-08-07', '2026-08-07', 0],
    ['2026-08-08', '2026-08-08', 0],
    ['2026-08-07', '2026-08-09', 0],
    ['2026-08-07', '2026-08-10', 1],
    ['2026-08-08', '2026-08-10', 1],
    ['2026-08-10', '2026-08-07', -1],
    ['2026-08-10', '2026-08-08', 0],
    ['2026-07-17', '2026-08-07', 15],
    ['2012-01-01', '2028-12-31', 4295],
    ['2028-12-31', '2012-01-01', -4295],
  ]
  for (const [from, to, days] of table) assert.equal(workingDaysBetween(shipped, from, to), days, `${from} ${to}`)
})

test('the days that were skipped are counted, and each bank holiday is named', () => {
  assert.deepEqual(skippedDays(shipped, '2026-12-25', '2027-01-05'), {
    weekendDays: 4,
    holidays: [
      { date: '2026-12-25', name: 'Christmas Day' },
      { date: '2026-12-28', name: 'Boxing Day (substitute day)' },
      { date: '2027-01-01', name: 'New Year’s Day' },
    ],
  })
  assert.deepEqual(skippedDays(shipped, '2026-08-03', '2026-08-07'), { weekendDays: 0, holidays: [] })
  assert.deepEqual(skippedDays(shipped, '2026-08-08', '2026-08-09'), { weekendDays: 2, holidays: [] })
  assert.deepEqual(skippedDays(shipped, '2026-08-07', '2026-08-08'), { weekendDays: 1, holidays: [] })
  assert.deepEqual(skippedDays(shipped, '2026-08-31', '2026-08-31'), {
    weekendDays: 0,
    holidays: [{ date: '2026-08-31', name: 'Summer bank holiday' }],
  })
})

const holidays = new Set(shippedHolidays.map(({ date }) => date))
const isWorking = (day: string) => !holidays.has(day) && ![0, 6].includes(new Date(day).getUTCDay())
/** Counts day by day, as a person does with a finger on the calendar. */
function countedOut(from: string, days: number, step: 1 | -1, countsTriggerDay: boolean): string {
  let day = countsTriggerDay ? from : addCalendarDays(from, step)
  for (let left = days; ; day = addCalendarDays(day, step)) {
    if (isWorking(day)) left -= 1
    if (left === 0) return day
  }
}

const anyDay = fc.integer({ min: 0, max: 16 * 365 - 240 }).map((days) => addCalendarDays('2012-07-01', days))
const anyDays = fc.integer({ min: 1, max: 80 })

test('counting forwards and backwards is what counting day by day gives, on working days only', () => {
  fc.assert(
    fc.property(anyDay, anyDays, fc.boolean(), (from, days, countsTriggerDay) => {
      const later = addWorkingDays(shipped, from, days, { countsTriggerDay })
      assert.equal(later, countedOut(from, days, 1, countsTriggerDay))
      assert.ok(isWorkingDay(shipped, later))
      const earlier = workingDaysBefore(shipped, from, days, { countsTriggerDay })
      assert.equal(earlier, countedOut(from, days, -1, countsTriggerDay))
      assert.ok(isWorkingDay(shipped, earlier))
    }),
    { numRuns: 300 },
  )
})

test('a later day or more days never give an earlier deadline', () => {
  fc.assert(
    fc.property(anyDay, anyDay, anyDays, fc.boolean(), (one, other, days, countsTriggerDay) => {
      const [earlier, later] = one <= other ? [one, other] : [other, one]
      const options = { countsTriggerDay }
      assert.ok(addWorkingDays(shipped, earlier, days, options) <= addWorkingDays(shipped, later, days, options))
      assert.ok(workingDaysBefore(shipped, earlier, days, options) <= workingDaysBefore(shipped, later, days, options))
      assert.ok(addWorkingDays(shipped, one, days, options) < addWorkingDays(shipped, one, days + 1, options))
      assert.ok(workingDaysBefore(shipped, one, days, options) > workingDaysBefore(shipped, one, days + 1, options))
    }),
  )
})

test('counting back undoes counting on, and the days between give the number back', () => {
  fc.assert(
    fc.property(anyDay, anyDays, (from, days) => {
      const due = addWorkingDays(shipped, from, days)
      assert.equal(workingDaysBetween(shipped, from, due), days)
      const earlier = workingDaysBefore(shipped, from, days)
      assert.equal(workingDaysBetween(shipped, from, earlier), -days)
      if (isWorkingDay(shipped, from)) {
        assert.equal(workingDaysBefore(shipped, due, days), from)
        assert.equal(addWorkingDays(shipped, earlier, days), from)
      }
    }),
  )
})

test('a calendar of one year answers for that year alone', () => {
  const year = workingDayCalendar(shippedHolidays.filter(({ date }) => date.startsWith('2026')))
  assert.equal(addWorkingDays(year, '2026-12-30', 1), '2026-12-31')
  assert.throws(() => addWorkingDays(year, '2026-12-31', 1), {
    message: 'the calendar of working days ends on 31 December 2026; a day beyond it is not guessed',
  })
  assert.throws(() => workingDaysBefore(year, '2026-01-02', 1), {
    message: 'the calendar of working days begins on 1 January 2026; a day before it is not guessed',
  })
})
