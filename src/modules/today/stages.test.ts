import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shippedCalendar } from '#modules/duties/public.ts'
import { stageOf, isForManager, usualRule } from './stages.ts'
import { daysOf, lastWorkingDay, nextWorkingDay, untilInWords } from './working-days.ts'

const calendar = await shippedCalendar()
const stage = (today: string, dueOn: string | null, startOn?: string) =>
  stageOf({ dueOn, ...(startOn === undefined ? {} : { startOn }) }, today, daysOf(calendar, today), usualRule)

test('what is due on Friday 11 December 2026 goes through its steps on working days', () => {
  const due = '2026-12-11'
  const steps: [string, string | null][] = [
    ['2026-11-20', null],
    ['2026-12-03', null],
    ['2026-12-04', 'soon'],
    ['2026-12-10', 'soon'],
    ['2026-12-11', 'today'],
    ['2026-12-14', 'late-1'],
    ['2026-12-17', 'late-1'],
    ['2026-12-18', 'late-5'],
    // Christmas, Boxing Day in lieu and New Year's Day are no working days: the fifteenth one late is 6 January.
    ['2027-01-05', 'late-5'],
    ['2027-01-06', 'late-15'],
    ['2027-01-20', 'late-25'],
  ]
  for (const [today, expected] of steps) assert.equal(stage(today, due), expected, today)
})

test('it is time to begin from the day that the record says, until it is soon due', () => {
  assert.equal(stage('2026-11-02', '2026-12-11', '2026-11-03'), null)
  assert.equal(stage('2026-11-03', '2026-12-11', '2026-11-03'), 'start')
  assert.equal(stage('2026-12-04', '2026-12-11', '2026-11-03'), 'soon')
})

test('what is due on a Sunday or a bank holiday is told of on the last working day before it', () => {
  assert.equal(stage('2026-12-04', '2026-12-06'), 'today')
  assert.equal(stage('2026-12-24', '2026-12-28'), 'today')
  assert.equal(stage('2026-12-07', '2026-12-06'), 'late-1')
})

test('without a date it is asked for, and never late', () => {
  assert.equal(stage('2026-12-04', null), 'asked')
  const days = daysOf(calendar, '2026-12-04')
  assert.equal(isForManager({ dueOn: null }, '2026-12-04', days, usualRule), false)
})

test('the office above is told ten working days late', () => {
  const late = (today: string) => isForManager({ dueOn: '2026-11-20' }, today, daysOf(calendar, today), usualRule)
  assert.equal(late('2026-12-03'), false)
  assert.equal(late('2026-12-04'), true)
})

test('distances are said in working days, and in calendar days where no bank holidays are known', () => {
  const words = (today: string, due: string) => untilInWords(daysOf(calendar, today), today, due)
  assert.equal(words('2026-11-20', '2026-11-26'), 'in 4 working days')
  assert.equal(words('2026-11-20', '2026-11-20'), 'today')
  assert.equal(words('2026-11-20', '2026-11-21'), 'tomorrow')
  assert.equal(words('2026-11-20', '2026-11-22'), 'in 2 days')
  assert.equal(words('2026-11-25', '2026-11-20'), '3 working days late')
  assert.equal(words('2026-11-22', '2026-11-20'), '2 days late')
  const beyond = `${Number(calendar.lastDay.slice(0, 4)) + 1}-03-01`
  assert.match(words('2026-11-20', beyond), /^in \d+ days$/)
})

test('when the calendar has ended every weekday counts, and its end is there to be said', () => {
  const year = Number(calendar.lastDay.slice(0, 4)) + 1
  const today = `${year}-12-24`
  const days = daysOf(calendar, today)
  assert.equal(days.endsOn, calendar.lastDay)
  const weekday = nextWorkingDay(days, `${year}-12-25`)
  const plain = [0, 1, 2]
    .map((more) => `${year}-12-${25 + more}`)
    .find((day) => {
      const of = new Date(`${day}T00:00:00Z`).getUTCDay()
      return of !== 0 && of !== 6
    })
  assert.equal(weekday, plain)
  assert.ok(lastWorkingDay(days, `${year}-12-25`) <= `${year}-12-25`)
})
