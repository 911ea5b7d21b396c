import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addCalendarDays } from './calendar-date.ts'
import { clockState, type ClockStateInput } from './clock-state.ts'
import { shipped } from './testing.ts'

const clock = (input: Partial<ClockStateInput>) =>
  clockState({
    due: '2026-12-29',
    metOn: null,
    frozenOn: null,
    today: '2026-12-18',
    calendar: shipped,
    kind: 'working-days',
    ...input,
  })

test('a running clock says how many working days are left', () => {
  const table: [today: string, state: string, left: number, words: string][] = [
    ['2026-12-18', 'running', 5, 'due in 5 working days'],
    ['2026-12-23', 'running', 2, 'due in 2 working days'],
    ['2026-12-24', 'running', 1, 'due in 1 working day'],
    ['2026-12-25', 'running', 1, 'due in 1 working day'],
    ['2026-12-28', 'running', 1, 'due in 1 working day'],
    ['2026-12-29', 'running', 0, 'due today'],
    ['2026-12-30', 'overdue', -1, 'overdue by 1 working day'],
    ['2026-12-31', 'overdue', -2, 'overdue by 2 working days'],
    ['2027-01-01', 'overdue', -2, 'overdue by 2 working days'],
    ['2027-01-04', 'overdue', -3, 'overdue by 3 working days'],
  ]
  for (const [today, state, left, words] of table)
    assert.deepEqual(clock({ today }), { state, left, unit: 'working-days', words }, today)
})

test('between two days without a working day it says less than one', () => {
  const friday = { due: '2026-08-07', today: '2026-08-31' }
  assert.deepEqual(clock({ ...friday, today: '2026-08-09' }), {
    state: 'overdue',
    left: 0,
    unit: 'working-days',
    words: 'overdue by less than 1 working day',
  })
  assert.deepEqual(clock({ ...friday, metOn: '2026-08-08' }), {
    state: 'met-late',
    left: 0,
    unit: 'working-days',
    words: 'met less than 1 working day late',
  })
  // A bank holiday that was added after the day was worked out.
  assert.equal(clock({ due: '2026-12-28', today: '2026-12-24' }).words, 'due in less than 1 working day')
})

test('a clock that was met says when, and stays so', () => {
  const table: [metOn: string, state: string, left: number, words: string][] = [
    ['2026-12-22', 'met', 3, 'met 3 working days early'],
    ['2026-12-24', 'met', 1, 'met 1 working day early'],
    ['2026-12-29', 'met', 0, 'met on the due day'],
    ['2026-12-30', 'met-late', -1, 'met 1 working day late'],
    ['2026-12-31', 'met-late', -2, 'met 2 working days late'],
  ]
  for (const [metOn, state, left, words] of table) {
    const expected = { state, left, unit: 'working-days', words }
    assert.deepEqual(clock({ metOn, today: '2027-02-01' }), expected, metOn)
    assert.deepEqual(clock({ metOn, today: metOn }), expected, metOn)
    assert.deepEqual(clock({ metOn, frozenOn: '2026-12-18', today: '2027-02-01' }), expected, metOn)
  }
})

test('a frozen clock keeps what was left when it stopped', () => {
  const table: [frozenOn: string, left: number, words: string][] = [
    ['2026-12-22', 3, 'frozen with 3 working days left'],
    ['2026-12-24', 1, 'frozen with 1 working day left'],
    ['2026-12-29', 0, 'frozen on the due day'],
    ['2026-12-31', -2, 'frozen when overdue by 2 working days'],
  ]
  for (const [frozenOn, left, words] of table)
    assert.deepEqual(
      clock({ frozenOn, today: '2027-02-01' }),
      { state: 'frozen', left, unit: 'working-days', words },
      frozenOn,
    )
})

test('a clock that does not count working days tells calendar days', () => {
  for (const kind of ['calendar-days', 'months', 'hours', 'yearly-day', 'at-once', 'none'] as const) {
    const due = { kind, due: '2026-12-26' }
    assert.deepEqual(clock({ ...due, today: '2026-12-24' }), {
      state: 'running',
      left: 2,
      unit: 'calendar-days',
      words: 'due in 2 calendar days',
    })
    assert.equal(clock({ ...due, today: '2026-12-26' }).words, 'due today')
    assert.deepEqual(clock({ ...due, today: '2026-12-27' }), {
      state: 'overdue',
      left: -1,
      unit: 'calendar-days',
      words: 'overdue by 1 calendar day',
    })
    assert.equal(clock({ ...due, metOn: '2026-12-28', today: '2026-12-28' }).words, 'met 2 calendar days late')
  }
})

test('outside the calendar of working days it counts calendar days, and says so', () => {
  assert.deepEqual(clock({ due: '2029-01-05', today: '2028-12-29' }), {
    state: 'running',
    left: 7,
    unit: 'calendar-days',
    words: 'due in 7 calendar days',
  })
  assert.deepEqual(clock({ due: '2028-12-29', today: '2029-01-05' }), {
    state: 'overdue',
    left: -7,
    unit: 'calendar-days',
    words: 'overdue by 7 calendar days',
  })
  assert.equal(clock({ due: '2028-12-31', today: '2028-12-29' }).unit, 'working-days')
  assert.equal(clock({ due: '2028-12-29', today: '2028-12-31' }).unit, 'working-days')
  assert.equal(clock({ due: '2012-01-03', metOn: '2012-01-01' }).unit, 'working-days')
  assert.equal(clock({ due: '2012-01-01', metOn: '2012-01-03' }).unit, 'working-days')
  assert.equal(clock({ due: '2012-01-03', metOn: '2011-12-31' }).words, 'met 3 calendar days early')
  assert.equal(clock({ due: '2011-12-31', metOn: '2012-01-03' }).words, 'met 3 calendar days late')
})

test('a day that is none, or that has not come, is refused by its field', () => {
  const table: [Partial<ClockStateInput>, string][] = [
    [{ due: '2026-02-30' }, `due: '2026-02-30' is not a date`],
    [{ today: '2026-02-30' }, `today: '2026-02-30' is not a date`],
    [{ metOn: '2026-02-30' }, `metOn: '2026-02-30' is not a date`],
    [{ frozenOn: '2026-02-30' }, `frozenOn: '2026-02-30' is not a date`],
    [{ metOn: '2026-12-19' }, 'metOn: is after today'],
    [{ frozenOn: '2026-12-19' }, 'frozenOn: is after today'],
  ]
  for (const [input, message] of table) assert.throws(() => clock(input), { name: 'RangeError', message })
  assert.doesNotThrow(() => clock({ metOn: '2026-12-18' }))
  assert.doesNotThrow(() => clock({ due: '2026-12-31', today: '2026-12-30' }))
})

test('what is left never grows as days go by', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: -60, max: 60 }), (start, gap) => {
      const due = addCalendarDays('2013-01-01', start)
      const today = addCalendarDays(due, gap)
      const now = clock({ due, today })
      assert.ok(clock({ due, today: addCalendarDays(today, 1) }).left <= now.left)
      assert.equal(now.state, gap > 0 ? 'overdue' : 'running')
    }),
  )
})
