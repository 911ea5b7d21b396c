import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dfePeriod, laitPeriod, type LaitYear } from './period.ts'

const days = (period: { startsOn: string | null; endsOn: string } | undefined) =>
  period ? [period.startsOn, period.endsOn] : undefined

test('a reporting year is the year to 31 March unless the file says another day', () => {
  assert.deepEqual(dfePeriod('2025', 'Reporting year'), {
    key: '2025',
    label: 'Year ending 31 March 2025',
    startsOn: '2024-04-01',
    endsOn: '2025-03-31',
  })
  assert.deepEqual(days(dfePeriod('2025', 'Reporting year', '09-30')), ['2024-10-01', '2025-09-30'])
})

test('reads the other identifiers of Explore Education Statistics', () => {
  const cases: [string, string, string, string | null, string][] = [
    ['202425', 'Academic year', '2024/25', '2024-09-01', '2025-08-31'],
    ['202324', 'Financial year', '2023/24', '2023-04-01', '2024-03-31'],
    ['2024', 'Calendar year', '2024', '2024-01-01', '2024-12-31'],
    ['2025', 'Financial year', '2025', '2024-04-01', '2025-03-31'],
    ['202425', 'Financial year Q1', '2024/25 Q1', '2024-04-01', '2024-06-30'],
    ['202425', 'Financial year Q4', '2024/25 Q4', '2025-01-01', '2025-03-31'],
    ['202425', 'Academic year Q2', '2024/25 Q2', '2024-12-01', '2025-02-28'],
    ['2024', 'Calendar year Q3', '2024 Q3', '2024-07-01', '2024-09-30'],
    ['202425', 'Autumn and spring term', 'Autumn and spring term 2024/25', '2024-09-01', '2025-04-30'],
    ['202425', 'Autumn term', 'Autumn term 2024/25', '2024-09-01', '2024-12-31'],
    ['2024', 'February', '2024-02', '2024-02-01', '2024-02-29'],
    ['199900', 'Academic year', '1999/00', '1999-09-01', '2000-08-31'],
  ]
  for (const [period, identifier, key, startsOn, endsOn] of cases) {
    const read = dfePeriod(period, identifier)
    assert.deepEqual([read?.key, read?.startsOn, read?.endsOn], [key, startsOn, endsOn], `${period} ${identifier}`)
  }
})

test('does not guess a period that it cannot read', () => {
  for (const [period, identifier] of [
    ['202426', 'Academic year'],
    ['24', 'Calendar year'],
    ['2024', 'Fortnight'],
    ['', 'Reporting year'],
  ] as const)
    assert.equal(dfePeriod(period, identifier), undefined)
})

test('reads every form of period of the Local Authority Interactive Tool', () => {
  const cases: [string, LaitYear, string | null, string][] = [
    ['2025', 'Financial Year', '2024-04-01', '2025-03-31'],
    ['2025', 'Academic Year', '2024-09-01', '2025-08-31'],
    ['2024', 'Calendar Year', '2024-01-01', '2024-12-31'],
    ['2025', 'Annual', null, '2025-03-31'],
    ['2025', 'Annual (end of Sept)', null, '2025-09-30'],
    ['2025', 'Annual - January', null, '2025-01-31'],
    ['2023/24', 'Academic Year', '2023-09-01', '2024-08-31'],
    ['2016-17', 'Financial Year', '2016-04-01', '2017-03-31'],
    ['2019-20 (OT)', 'Financial Year', '2019-04-01', '2020-03-31'],
    ['2014-16', 'Calendar Year', '2014-01-01', '2016-12-31'],
    ['2013/14-15/16', 'Financial Year', '2013-04-01', '2016-03-31'],
  ]
  for (const [printed, year, startsOn, endsOn] of cases)
    assert.deepEqual(days(laitPeriod(printed, year)), [startsOn, endsOn], `${printed} ${year}`)
  assert.equal(laitPeriod('2019-20 (OT)', 'Financial Year')?.label, 'Year ending 31 March 2020 (outturn)')
  assert.match(laitPeriod('2014-16', 'Calendar Year')?.label ?? '', /3 years pooled$/)
  for (const printed of ['0', '', '20', '2024/24', 'Q1', '2023/25'])
    assert.equal(laitPeriod(printed, 'Financial Year'), undefined, printed)
})
