import assert from 'node:assert/strict'
import { test } from 'node:test'
import { indicatorMeant } from './measure-chart.ts'

test('an indicator is meant by its code, its code with words after it, or its whole name, and by nothing less', () => {
  const indicators = [
    { code: 'B5', name: 'Re-referrals within 12 months' },
    { code: 'B51', name: 'Contacts' },
  ]
  const cases: [string, string | undefined][] = [
    ['B5', 'B5'],
    ['b5: re-referrals', 'B5'],
    ['B51', 'B51'],
    ['re-referrals within 12 months', 'B5'],
    ['Contacts', 'B51'],
    ['Contacts from schools', undefined],
    ['B52', undefined],
    ['', undefined],
  ]
  for (const [measure, code] of cases) assert.equal(indicatorMeant(measure, indicators)?.code, code, measure)
})
