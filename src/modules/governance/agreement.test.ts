import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agreementState } from './agreement.ts'

const whole = { state: 'open', startsOn: '2026-04-01', expiresOn: '2027-03-31', parties: 3, approved: 3 }

const cases: [
  name: string,
  change: Partial<typeof whole> | { startsOn: null; expiresOn: null },
  today: string,
  expected: string,
][] = [
  ['all approved and in its dates', {}, '2026-11-22', 'in-force'],
  ['on its last day', {}, '2027-03-31', 'in-force'],
  ['the day after', {}, '2027-04-01', 'expired'],
  ['one approval missing', { approved: 2 }, '2026-11-22', 'waiting'],
  ['nobody named', { parties: 0, approved: 0 }, '2026-11-22', 'waiting'],
  ['one party alone', { parties: 1, approved: 1 }, '2026-11-22', 'waiting'],
  ['before its first day', {}, '2026-03-31', 'not-begun'],
  ['without dates', { startsOn: null, expiresOn: null }, '2040-01-01', 'in-force'],
  ['ended', { state: 'ended' }, '2026-11-22', 'ended'],
]
test('where an agreement stands follows from approvals and dates', () => {
  for (const [name, change, today, expected] of cases)
    assert.equal(agreementState({ ...whole, ...change }, today), expected, name)
})
