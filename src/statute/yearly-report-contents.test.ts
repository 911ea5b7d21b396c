import assert from 'node:assert/strict'
import { test } from 'node:test'
import { packById, packInForce, reportContents, reportPacks, yearlyReportDue } from './yearly-report-contents.ts'

const contentsOf = (id: string) => {
  const pack = packById(id)
  assert.ok(pack)
  return reportContents(pack)
}

test('the edition in force changes on the day it came into force, not the day after', () => {
  const table: [string, string | undefined][] = [
    ['2018-07-03', undefined],
    ['2018-07-04', 'WT2018'],
    ['2023-12-14', 'WT2018'],
    ['2023-12-15', 'WT2023'],
    ['2026-03-18', 'WT2023'],
    ['2026-03-19', 'WT2026'],
    ['2031-01-01', 'WT2026'],
  ]
  for (const [date, id] of table) assert.equal(packInForce(date)?.id, id, date)
})

test('the fifteen contents of Working Together 2023 stand in the order of the cabinet report', () => {
  const contents = contentsOf('WT2023')
  assert.equal(contents.length, 15)
  assert.deepEqual(
    [0, 2, 6, 9, 12, 14].map((at) => contents[at]?.id),
    [
      'what-was-done',
      'partner-contributions',
      'serious-incidents',
      'costs',
      'independent-scrutiny',
      'national-reforms',
    ],
  )
  assert.ok(contents.every((item) => item.certainty === 'seen' && item.source.includes('para 1.2')))
})

test('what is new in 2026 is never said with more certainty than it has', () => {
  const contents = contentsOf('WT2026')
  const before = new Set(contentsOf('WT2023').map((item) => item.id))
  const added = contents.filter((item) => !before.has(item.id))
  assert.equal(contents.length, 20)
  assert.ok(added.some((item) => item.id === 'disproportionality-and-racism'))
  assert.ok(added.some((item) => item.id === 'looked-after-children'))
  assert.ok(contents.every((item) => item.certainty === 'inferred'))
  assert.equal(packById('WT2026')?.inForceFromCertainty, 'inferred')
})

test('each edition numbers its contents from one, without gaps, and names each once', () => {
  for (const { id } of reportPacks) {
    const contents = contentsOf(id)
    assert.deepEqual(
      contents.map((item) => item.number),
      contents.map((_item, index) => index + 1),
    )
    assert.equal(new Set(contents.map((item) => item.id)).size, contents.length)
  }
})

test('the contents come in the order of their numbers, whatever order they are written in', () => {
  const pack = packById('WT2018')
  assert.ok(pack)
  assert.deepEqual(reportContents({ ...pack, items: pack.items.toReversed() }), pack.items)
})

test('contents that continue keep their id, so that one report can be read beside the next', () => {
  const later = new Set(contentsOf('WT2023').map((item) => item.id))
  const gone = contentsOf('WT2018').filter((item) => !later.has(item.id))
  assert.deepEqual(
    gone.map((item) => item.id),
    ['practice-reviews'],
  )
})

test('a report is due on the first 30 September strictly after its period', () => {
  const table: [string, string][] = [
    ['2024-03-31', '2024-09-30'],
    ['2022-09-29', '2022-09-30'],
    ['2022-09-30', '2023-09-30'],
    ['2023-12-31', '2024-09-30'],
    ['2024-02-29', '2024-09-30'],
  ]
  for (const [end, due] of table) assert.equal(yearlyReportDue(end), due, end)
})

test('a date that is not in the calendar is refused', () => {
  for (const date of [
    '2022-02-30',
    '2023-02-29',
    '2100-02-29',
    '2022-13-01',
    '2022-00-10',
    '2022-04-00',
    '31/03/2022',
    '',
  ])
    assert.throws(() => yearlyReportDue(date), { name: 'RangeError', message: `'${date}' is not a date` })
  assert.throws(() => packInForce('2026-3-19'), RangeError)
})

test('an edition nobody knows is not found', () => assert.equal(packById('WT2030'), undefined))
