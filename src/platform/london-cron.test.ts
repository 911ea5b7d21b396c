import assert from 'node:assert/strict'
import { test } from 'node:test'
import { londonCron } from './london-cron.ts'

/** Whether the line fires at an instant, asked as graphile-worker asks. */
function fires(cron: string, at: string, now = at): boolean {
  const instant = new Date(at)
  return londonCron(
    cron,
    () => new Date(now),
  )({
    min: instant.getUTCMinutes(),
    hour: instant.getUTCHours(),
    date: instant.getUTCDate(),
    month: instant.getUTCMonth() + 1,
    dow: instant.getUTCDay(),
  })
}

test('half past five is half past five on London’s clocks, summer and winter', () => {
  assert.equal(fires('30 5 * * *', '2026-11-22T05:30:00Z'), true)
  assert.equal(fires('30 5 * * *', '2026-11-22T04:30:00Z'), false)
  assert.equal(fires('30 5 * * *', '2026-07-22T04:30:00Z'), true)
  assert.equal(fires('30 5 * * *', '2026-07-22T05:30:00Z'), false)
  // The day on which the clocks go back, and the one on which they go forward.
  assert.equal(fires('30 5 * * *', '2026-10-25T05:30:00Z'), true)
  assert.equal(fires('30 5 * * *', '2026-10-24T04:30:00Z'), true)
  assert.equal(fires('30 5 * * *', '2027-03-28T04:30:00Z'), true)
})

test('midnight in summer belongs to London’s day, not to the day before', () => {
  // 1 July 2026, a Wednesday, begins at eleven in the evening of 30 June, UTC.
  assert.equal(fires('0 0 1 7 *', '2026-06-30T23:00:00Z'), true)
  assert.equal(fires('0 0 * * 3', '2026-06-30T23:00:00Z'), true)
  assert.equal(fires('0 0 * * 2', '2026-06-30T23:00:00Z'), false)
})

test('what is made up for after New Year is of the year before', () => {
  assert.equal(fires('30 5 31 12 4', '2026-12-31T05:30:00Z', '2027-01-01T09:00:00Z'), true)
})

test('every job of a year runs once a day', () => {
  for (const cron of ['0 0 * * *', '30 2 * * *', '59 23 * * *']) {
    let count = 0
    const [minute = 0] = cron.split(' ').map(Number)
    for (let at = Date.UTC(2026, 0, 1, 0, minute); at < Date.UTC(2027, 0, 1); at += 3_600_000) {
      if (fires(cron, new Date(at).toISOString())) count++
    }
    assert.equal(count, 365, cron)
  }
})

test('refuses the hour that comes twice, and what is no line', () => {
  for (const cron of [
    '30 1 * * *',
    '0 01 * * *',
    '0 0-3 * * *',
    '0 1,5 * * *',
    '0 */1 * * *',
    '0 24 * * *',
    'daily',
    '',
  ]) {
    assert.throws(() => londonCron(cron, () => new Date('2026-11-22T10:00:00Z')), cron)
  }
})
