import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endedPeriods, rhythmWords, runningPeriod, type Rhythm } from './assurance.ts'

const quarterly: Rhythm = { startsOn: '2026-04-01', everyMonths: 3, dueDays: 14, endedOn: null }

test('a period is owed once it has wholly ended, with its own due day', () => {
  assert.deepEqual(endedPeriods(quarterly, '2026-06-30'), [])
  assert.deepEqual(endedPeriods(quarterly, '2026-07-01'), [
    { startsOn: '2026-04-01', endsOn: '2026-06-30', dueOn: '2026-07-14' },
  ])
  assert.equal(endedPeriods(quarterly, '2027-04-01').length, 4)
})

test('a rhythm from the last day of a month keeps to month ends and leaves no day out', () => {
  const periods = endedPeriods({ ...quarterly, startsOn: '2026-01-31', everyMonths: 1 }, '2026-06-01')
  assert.deepEqual(
    periods.map(({ startsOn, endsOn }) => `${startsOn} ${endsOn}`),
    ['2026-01-31 2026-02-27', '2026-02-28 2026-03-30', '2026-03-31 2026-04-29', '2026-04-30 2026-05-30'],
  )
})

test('a rhythm that was ended owes nothing for the period that it did not finish', () => {
  const ended = { ...quarterly, endedOn: '2026-09-30' }
  assert.equal(endedPeriods(ended, '2027-12-01').length, 2)
  assert.equal(runningPeriod(ended, '2027-12-01'), undefined)
  assert.equal(endedPeriods({ ...quarterly, endedOn: '2026-09-29' }, '2027-12-01').length, 1)
})

test('the running period comes after those that ended', () => {
  assert.deepEqual(runningPeriod(quarterly, '2026-11-22'), {
    startsOn: '2026-10-01',
    endsOn: '2026-12-31',
    dueOn: '2027-01-14',
  })
  assert.equal(runningPeriod(quarterly, '2026-01-01')?.startsOn, '2026-04-01')
})

test('a rhythm in words', () => {
  assert.deepEqual([1, 2, 3, 12].map(rhythmWords), ['every month', 'every 2 months', 'every quarter', 'every year'])
})
