import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hiddenUpTo, publishable, smallNumbersRule } from './publishable.ts'
import { anIndicator, quarters } from './testing.ts'
import type { Observation } from './observation.ts'

const [quarter] = quarters([50])
const figure = (numerator: number | null, denominator: number | null, value: number): Observation => {
  assert.ok(quarter)
  return { ...quarter, numerator, denominator, value }
}
const hidden = { value: null, state: 'suppressed', reason: 'Hidden, as a count of 1 to 5 could be worked out.' }

test('a share goes with few counted and with few not counted; its denominator stays when it is large', () => {
  const share = anIndicator()
  assert.deepEqual(publishable(share, figure(5, 200, 2.5)), { ...figure(null, 200, 2.5), ...hidden })
  assert.deepEqual(publishable(share, figure(197, 200, 98.5)), { ...figure(null, 200, 98.5), ...hidden })
  assert.deepEqual(publishable(share, figure(0, 4, 0)), { ...figure(null, null, 0), ...hidden })
  for (const shown of [figure(6, 200, 3), figure(0, 200, 0), figure(200, 200, 100)]) {
    assert.deepEqual(publishable(share, shown), shown)
  }
})

test('a count is its own numerator, whether or not that was given too', () => {
  const count = anIndicator({ unit: 'count', denominator: null, multiplier: null })
  assert.deepEqual(publishable(count, figure(null, null, 3)), { ...figure(null, null, 3), ...hidden })
  assert.deepEqual(publishable(count, figure(null, null, 6)), figure(null, null, 6))
})

test('a rate goes with its small count only, and another smallest count moves the line', () => {
  const rate = anIndicator({ unit: 'rate-per-10000', multiplier: 10_000, minimumCount: 10 })
  assert.equal(hiddenUpTo(rate), 9)
  assert.equal(publishable(rate, figure(9, 1000, 90)).state, 'suppressed')
  assert.equal(publishable(rate, figure(10, 1000, 100)).value, 100)
  assert.equal(publishable(rate, figure(995, 1000, 9950)).value, 9950)
})

test('a figure that is not there stays as it is, with its own reason', () => {
  const [missing] = quarters([null])
  assert.ok(missing)
  assert.deepEqual(publishable(anIndicator(), missing), missing)
})

test('the rule is said in words, and what it cannot check', () => {
  assert.match(
    smallNumbersRule(anIndicator()),
    /where 1 to 5 are counted, or when all but 1 to 5 are counted; 0 is shown/,
  )
  assert.match(smallNumbersRule(anIndicator({ unit: 'days' })), /^(?!.*all but).*No counts are known behind/)
})
