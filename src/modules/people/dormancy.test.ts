import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dormancyStep, type Unused } from './dormancy.ts'

const lead: Unused = {
  usedOn: '2026-01-01',
  startsOn: '2025-01-01',
  rhythm: 92,
  firstNoticeOn: null,
  secondNoticeOn: null,
}
// 1 January, 92 days of rhythm and 28 of grace: 1 May.
const step = (change: Partial<Unused>, today: string) => {
  const { kind, suspendsOn } = dormancyStep({ ...lead, ...change }, today)
  return `${kind} ${suspendsOn}`
}

test('two notices and the suspension, each on its day', () => {
  assert.equal(step({}, '2026-04-16'), 'none 2026-05-01')
  assert.equal(step({}, '2026-04-17'), 'first 2026-05-01')
  assert.equal(step({ firstNoticeOn: '2026-04-17' }, '2026-04-27'), 'none 2026-05-01')
  assert.equal(step({ firstNoticeOn: '2026-04-17' }, '2026-04-28'), 'second 2026-05-01')
  const both = { firstNoticeOn: '2026-04-17', secondNoticeOn: '2026-04-28' }
  assert.equal(step(both, '2026-04-30'), 'none 2026-05-01')
  assert.equal(step(both, '2026-05-01'), 'suspend 2026-05-01')
})

test('nobody is suspended without their days of notice, however late the job runs', () => {
  assert.equal(step({}, '2026-08-01'), 'first 2026-08-15')
  assert.equal(step({ firstNoticeOn: '2026-08-01' }, '2026-08-11'), 'none 2026-08-15')
  assert.equal(step({ firstNoticeOn: '2026-08-01' }, '2026-09-20'), 'second 2026-09-23')
  assert.equal(step({ firstNoticeOn: '2026-08-01', secondNoticeOn: '2026-09-20' }, '2026-09-22'), 'none 2026-09-23')
  assert.equal(step({ firstNoticeOn: '2026-08-01', secondNoticeOn: '2026-09-20' }, '2026-09-23'), 'suspend 2026-09-23')
})

test('a holding counts from its first day when it was never used, or was used in an earlier holding', () => {
  assert.equal(step({ usedOn: null, startsOn: '2026-01-01' }, '2026-04-16'), 'none 2026-05-01')
  assert.equal(step({ usedOn: '2020-01-01', startsOn: '2026-01-01' }, '2026-04-17'), 'first 2026-05-01')
})
