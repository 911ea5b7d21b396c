import assert from 'node:assert/strict'
import { test } from 'node:test'
import { displayValue, periodInWords, shortPeriod, shortValue, unitWords } from './display.ts'
import { anIndicator } from './testing.ts'

const rate = anIndicator({
  unit: 'rate-per-10000',
  denominator: 'Children aged 0 to 17 living in the area',
  isAnnualised: true,
})

test('writes a figure with its unit and whom it counts', () => {
  const cases: [string, string][] = [
    [displayValue(anIndicator(), 24.25, 'value'), '24.3%'],
    [displayValue(rate, 316.5), '316.5 per 10,000 children'],
    [
      displayValue(anIndicator({ unit: 'rate-per-1000', denominator: 'Live births in the same period' }), 3.6),
      '3.6 per 1,000 live births',
    ],
    [
      displayValue(
        anIndicator({ unit: 'rate-per-100000', denominator: 'Children aged 10 to 17 living in the area', decimals: 0 }),
        193,
      ),
      '193 per 100,000 children aged 10 to 17',
    ],
    [displayValue(anIndicator({ unit: 'days', decimals: 0, denominator: null }), 12), '12 days'],
    [displayValue(anIndicator({ unit: 'count', decimals: 0, denominator: null }), 1023), '1,023'],
    [displayValue(anIndicator({ unit: 'score', denominator: null }), 15.7), '15.7'],
    [unitWords(rate), 'per 10,000 children, brought to a year'],
  ]
  for (const [written, expected] of cases) assert.equal(written, expected)
})

test('says why there is no number, and never 0', () => {
  const words: Record<string, string> = {
    c: '[c] suppressed',
    suppressed: '[c] suppressed',
    x: '[x] not available',
    z: '[z] not applicable',
    k: '[k] rounds to 0',
    missing: 'no figure',
    'not collected': 'not collected',
    'something new': 'no figure',
  }
  for (const [state, expected] of Object.entries(words))
    assert.equal(displayValue(anIndicator(), null, state), expected)
  assert.equal(displayValue(anIndicator(), 1258, 'held'), 'held until it is checked', 'a held figure is not shown')
  assert.equal(shortValue(anIndicator(), 3, 'u'), '3.0% [u] low reliability')
})

test('names a published period as people do', () => {
  const cases: [string | null, string, string, string][] = [
    ['2024-04-01', '2025-03-31', 'year ending 31 March 2025', '2025'],
    [null, '2025-03-31', 'at 31 March 2025', '2025'],
    ['2023-09-01', '2024-08-31', 'academic year 2023/24', '2023/24'],
    ['2024-01-01', '2024-12-31', 'calendar year 2024', '2024'],
    ['2021-04-01', '2024-03-31', '1 April 2021 to 31 March 2024', '2021 to 2024'],
  ]
  for (const [startsOn, endsOn, words, short] of cases) {
    assert.equal(periodInWords({ startsOn, endsOn }), words)
    assert.equal(shortPeriod({ startsOn, endsOn }), short)
  }
})
