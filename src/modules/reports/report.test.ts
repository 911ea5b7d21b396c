import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dueInWords, editionFor, nextPeriod, periodCautions, periodInWords, fileName } from './report.ts'

test('a period of whole months is named by its months, another by its days', () => {
  assert.equal(periodInWords('2021-10-01', '2022-09-30'), 'October 2021 to September 2022')
  assert.equal(periodInWords('2024-02-01', '2024-02-29'), 'February 2024 to February 2024')
  assert.equal(periodInWords('2021-10-05', '2022-09-30'), '5 October 2021 to 30 September 2022')
  assert.equal(periodInWords('2021-10-01', '2022-09-29'), '1 October 2021 to 29 September 2022')
})

test('the name of the file says whose it is, its period, state and marking', () => {
  const report = {
    id: '1',
    recordId: '2',
    reference: 'KSCMP-REP-2026-001',
    title: 'T',
    startsOn: '2021-10-01',
    endsOn: '2022-09-30',
    edition: 'WT2023',
    editionReason: null,
    state: 'draft',
  }
  assert.equal(
    fileName('KSCMP', report, 'docx'),
    'KSCMP yearly report October 2021 to September 2022 (draft, OFFICIAL).docx',
  )
})

test('what is unusual about a period is said, as a table', () => {
  const table: [string, string, string | null, RegExp[]][] = [
    ['2025-04-01', '2026-03-31', '2025-03-31', []],
    ['2022-10-01', '2023-03-31', '2022-09-30', []],
    ['2025-04-01', '2026-03-31', null, []],
    ['2024-10-01', '2026-03-31', null, [/longer than 12 months/]],
    ['2024-10-01', '2026-03-31', '2024-09-30', [/longer than 12 months/, /more than 12 months after/]],
    [
      '2025-04-01',
      '2026-03-31',
      '2024-03-31',
      [/more than 12 months after/, /No report covers 1 April 2024 to 31 March 2025/],
    ],
  ]
  for (const [from, to, previous, expected] of table) {
    const said = periodCautions(from, to, previous)
    assert.equal(said.length, expected.length, `${from} ${to}: ${said.join(' | ')}`)
    for (const [index, pattern] of expected.entries()) assert.match(said[index] ?? '', pattern)
  }
})

test('the next period follows the last report, or is the last whole year from April', () => {
  assert.deepEqual(nextPeriod('2022-09-30', '2026-11-22'), { from: '2022-10-01', to: '2023-09-30' })
  assert.deepEqual(nextPeriod(null, '2026-11-22'), { from: '2025-04-01', to: '2026-03-31' })
  assert.deepEqual(nextPeriod(null, '2026-03-31'), { from: '2024-04-01', to: '2025-03-31' })
  assert.deepEqual(nextPeriod(null, '2026-04-01'), { from: '2025-04-01', to: '2026-03-31' })
})

test('the edition is that in force on the last day of the period', () => {
  assert.deepEqual(
    ['2018-07-01', '2023-12-14', '2023-12-15', '2026-03-31'].map((day) => editionFor(day)),
    [undefined, 'WT2018', 'WT2023', 'WT2026'],
  )
})

test('a date long past is not counted in days', () => {
  assert.equal(dueInWords('2026-09-30', '2026-09-24'), '30 September 2026 (in 6 days)')
  assert.equal(dueInWords('2026-09-30', '2026-11-22'), '30 September 2026 (53 days late)')
  assert.equal(dueInWords('2023-09-30', '2026-11-22'), '30 September 2023, which has passed')
})
