import assert from 'node:assert/strict'
import { test } from 'node:test'
import { workingDayCalendar } from '#statute/working-day-calendar.ts'
import { isWorkingDay } from '#statute/working-days.ts'
import { calendarWith, changesOf, lastYear, type AddedDay } from './added-days.ts'
import { shippedCalendar } from './shipped-calendar.ts'
import { lines2029 } from './testing.ts'
import { readYearLines } from './year-lines.ts'

const shipped = await shippedCalendar()
const day = (fallsOn: string, name = 'One-off', replacesOn: string | null = null): AddedDay => ({
  fallsOn,
  name,
  replacesOn,
  source: 'GOV.UK',
  addedBy: 'Somebody, Business manager',
  addedAt: new Date('2026-11-22T10:00:00Z'),
})
const read = readYearLines(lines2029.join('\n'), 2029)
assert.ok(read.ok)
const of2029 = read.holidays
const year2029 = of2029.map(({ date, name }) => day(date, name))

test('nothing added gives the shipped calendar itself', () => {
  assert.equal(calendarWith(shipped, { years: [], days: [] }), shipped)
  assert.equal(lastYear(shipped), 2028)
})

test('one-off days, moved days and whole years are put in together', () => {
  const calendar = calendarWith(shipped, {
    years: [2029],
    days: [
      day('2027-06-04', 'Jubilee'),
      day('2027-05-07', 'Early May, moved', '2027-05-03'),
      ...year2029,
      day('2029-06-01', 'One-off of 2029'),
      day('2029-05-11', 'Early May, moved', '2029-05-07'),
    ],
  })
  assert.equal(calendar.lastDay, '2029-12-31')
  assert.equal(calendar.holidays.size, 140 + 1 + 8 + 1)
  for (const [date, isWorking] of [
    ['2027-06-04', false],
    ['2027-05-03', true],
    ['2027-05-07', false],
    ['2029-12-25', false],
    ['2029-06-01', false],
    ['2029-05-07', true],
    ['2029-05-11', false],
  ] as const)
    assert.equal(isWorkingDay(calendar, date), isWorking, date)
})

test('years are put in by their order, whatever order they were added in', () => {
  const days = [
    ...year2029,
    ...year2029.map((each) => day(each.fallsOn.replace('2029', '2030').replace(/-0?7$/, '-06'))),
  ]
  const kinds = changesOf(shipped, { years: [2030, 2029], days }).map((change) =>
    change.kind === 'year' ? change.year : change.kind,
  )
  assert.deepEqual(kinds, [2029, 2030])
})

test('what a later release ships itself takes the place of what was added', () => {
  const later = workingDayCalendar([...shipped.holidays].map(([date, name]) => ({ date, name })).concat(of2029))
  assert.deepEqual(changesOf(later, { years: [2029], days: year2029 }), [])
  assert.deepEqual(changesOf(later, { years: [2029], days: [...year2029, day('2029-06-01')] }), [
    { kind: 'day', holiday: { date: '2029-06-01', name: 'One-off' } },
  ])
  assert.deepEqual(changesOf(shipped, { years: [], days: [day('2027-06-04', 'Moved', '2027-06-03')] }), [
    { kind: 'day', holiday: { date: '2027-06-04', name: 'Moved' } },
  ])
  assert.deepEqual(calendarWith(later, { years: [2029], days: year2029 }), later)
})

test('a year that has lost too many of its days is refused', () => {
  assert.throws(() => calendarWith(shipped, { years: [2029], days: year2029.slice(1) }), {
    name: 'RangeError',
    message: '2029 has 7 bank holidays here; every year has 8 or more in England and Wales',
  })
})
