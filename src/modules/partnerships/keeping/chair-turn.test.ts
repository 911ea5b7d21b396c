import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nextTurn, ruleInWords, seatAfter } from './chair-turn.ts'

test('the chair next goes round a number of years, or of meetings at the group’s own pace, after the present term began', () => {
  for (const [every, number, from, meetings, expected] of [
    ['years', 1, '2024-09-01', 6, '2025-09-01'],
    ['years', 1, '2024-02-29', null, '2025-02-28'],
    ['years', 2, '2026-11-22', null, '2028-11-22'],
    ['meetings', 6, '2026-01-15', 6, '2027-01-15'],
    ['meetings', 1, '2026-01-31', 4, '2026-04-30'],
    ['meetings', 1, '2026-01-15', 52, '2026-02-15'],
    ['meetings', 3, '2026-01-15', null, null],
  ] as const) {
    assert.equal(nextTurn({ every, number }, from, meetings), expected, `${every} ${number} ${from}`)
  }
})

test('turns go round and begin with the first seat when the present chair is none of the round', () => {
  const round = ['a', 'b', 'c']
  assert.equal(seatAfter(round, 'a'), 'b')
  assert.equal(seatAfter(round, 'c'), 'a')
  assert.equal(seatAfter(round, null), 'a')
  assert.equal(seatAfter(round, 'elsewhere'), 'a')
})

test('the rule reads as people say it', () => {
  assert.equal(ruleInWords({ every: 'years', number: 1 }), 'every year')
  assert.equal(ruleInWords({ every: 'meetings', number: 6 }), 'after every 6 meetings')
})
