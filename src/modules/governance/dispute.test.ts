import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canMove, dueOfStep, stateWords } from './dispute.ts'

test('a dispute goes one step at a time, or ends, and is never sent back', () => {
  assert.ok(canMove('representatives', 'chief-officers'))
  assert.ok(canMove('representatives', 'resolved'))
  assert.ok(!canMove('representatives', 'scrutiny'))
  assert.ok(!canMove('scrutiny', 'chief-officers'))
  assert.ok(!canMove('resolved', 'representatives'))
})

test('a step is due by the limit that the partnership set, with how sure it is; without one nothing is due', () => {
  const limits = [
    { step: 'scrutiny', days: 20, certainty: 'agreed' as const, source: 'Executive, 3 March 2026' },
    { step: 'arbitration', days: null, certainty: 'stated' as const, source: 'Section 12' },
  ]
  assert.deepEqual(dueOfStep('scrutiny', '2026-11-01', limits), {
    dueOn: '2026-11-21',
    source: '20 calendar days. Agreed by the partners: Executive, 3 March 2026',
  })
  assert.equal(dueOfStep('arbitration', '2026-11-01', limits).dueOn, null)
  assert.equal(dueOfStep('representatives', '2026-11-01', limits).dueOn, null)
  assert.equal(dueOfStep('resolved', '2026-11-01', limits).dueOn, null)
})

test('a step in words says its stage', () => {
  assert.equal(stateWords('chief-officers'), 'Stage 1: with the chief officers')
  assert.equal(stateWords('resolved'), 'Resolved')
})
