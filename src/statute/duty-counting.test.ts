import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addCalendarDays } from './calendar-date.ts'
import { type Counting, countingInWords, dueDay, isDated, some } from './duty-counting.ts'
import { shipped } from './testing.ts'

const workingDays = (amount: number, direction: 'after' | 'before' = 'after', countsTriggerDay = false): Counting => ({
  kind: 'working-days',
  amount,
  direction,
  countsTriggerDay,
})

test('each way of counting gives its day and its words', () => {
  const table: [Counting, string, string, string][] = [
    [workingDays(5), '2026-12-24', '2027-01-05', '5 working days after it happened'],
    [workingDays(1), '2026-12-24', '2026-12-29', '1 working day after it happened'],
    [workingDays(7, 'before'), '2027-01-04', '2026-12-21', '7 working days before it happened'],
    [
      workingDays(10, 'after', true),
      '2026-11-02',
      '2026-11-13',
      '10 working days, the day when it happened being the first',
    ],
    [
      workingDays(7, 'before', true),
      '2027-01-04',
      '2026-12-22',
      '7 working days, the day when it happened being the first',
    ],
    [{ kind: 'calendar-days', amount: 7 }, '2026-12-24', '2026-12-31', '7 calendar days after it happened'],
    [{ kind: 'calendar-days', amount: 1 }, '2026-12-24', '2026-12-25', '1 calendar day after it happened'],
    [{ kind: 'hours', amount: 24 }, '2026-12-24', '2026-12-25', '24 hours after it happened'],
    [{ kind: 'hours', amount: 72 }, '2026-12-24', '2026-12-27', '72 hours after it happened'],
    [{ kind: 'hours', amount: 25 }, '2026-12-24', '2026-12-26', '25 hours after it happened'],
    [{ kind: 'hours', amount: 1 }, '2026-12-24', '2026-12-25', '1 hour after it happened'],
    [{ kind: 'months', amount: 6 }, '2026-08-31', '2027-02-28', '6 calendar months after it happened'],
    [{ kind: 'months', amount: 1 }, '2026-08-31', '2026-09-30', '1 calendar month after it happened'],
    [{ kind: 'yearly-day', month: 9, day: 30 }, '2026-09-30', '2027-09-30', 'the first 30 September after it happened'],
  ]
  for (const [counts, from, due, words] of table) {
    assert.equal(isDated(counts), true)
    assert.equal(dueDay(counts, from, shipped), due, words)
    assert.equal(countingInWords(counts, 'it happened'), words)
  }
})

test('a clock without a day says why instead', () => {
  for (const kind of ['at-once', 'none'] as const) {
    const counts: Counting = { kind, why: 'No day is set.' }
    assert.equal(isDated(counts), false)
    assert.equal(countingInWords(counts, 'it happened'), 'No day is set.')
    assert.throws(() => dueDay(counts, '2026-12-24', shipped), { name: 'RangeError', message: 'No day is set.' })
  }
})

test('a number of things has its plural', () => {
  assert.equal(some(1, 'working day'), '1 working day')
  assert.equal(some(2, 'working day'), '2 working days')
  assert.equal(some(0, 'hour'), '0 hours')
})

test('calendar rules need no calendar of working days, and do not move off weekends and bank holidays', () => {
  assert.equal(dueDay({ kind: 'months', amount: 6 }, '2031-06-25', shipped), '2031-12-25')
  assert.equal(dueDay({ kind: 'months', amount: 1 }, '1999-07-25', shipped), '1999-08-25')
  assert.equal(dueDay({ kind: 'calendar-days', amount: 7 }, '2026-12-19', shipped), '2026-12-26')
  assert.equal(dueDay({ kind: 'yearly-day', month: 9, day: 30 }, '2029-03-31', shipped), '2029-09-30')
  assert.throws(() => dueDay(workingDays(1), '2031-06-25', shipped), {
    message: 'the calendar of working days ends on 31 December 2028; a day beyond it is not guessed',
  })
})

test('a later day never gives an earlier deadline, however it is counted', () => {
  const ways: Counting[] = [
    workingDays(5),
    workingDays(7, 'before'),
    workingDays(10, 'after', true),
    { kind: 'calendar-days', amount: 7 },
    { kind: 'hours', amount: 48 },
    { kind: 'months', amount: 6 },
    { kind: 'yearly-day', month: 9, day: 30 },
  ]
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 5000 }),
      fc.integer({ min: 0, max: 40 }),
      fc.constantFrom(...ways),
      (start, gap, counts) => {
        const from = addCalendarDays('2013-01-01', start)
        assert.ok(dueDay(counts, from, shipped) <= dueDay(counts, addCalendarDays(from, gap), shipped))
      },
    ),
  )
})
