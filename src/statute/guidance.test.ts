import assert from 'node:assert/strict'
import { test } from 'node:test'
import { guidanceById, guidanceEditions, guidanceInForce } from './guidance.ts'

test('the editions follow one another without a gap, and say how sure their first day is', () => {
  assert.deepEqual(guidanceEditions, [
    {
      id: 'WT2018',
      name: 'Working Together to Safeguard Children 2018',
      inForceFrom: '2018-07-04',
      inForceFromCertainty: 'known',
      inForceTo: '2023-12-14',
      note: null,
    },
    {
      id: 'WT2023',
      name: 'Working Together to Safeguard Children 2023',
      inForceFrom: '2023-12-15',
      inForceFromCertainty: 'known',
      inForceTo: '2026-03-18',
      note: null,
    },
    {
      id: 'WT2026',
      name: 'Working Together to Safeguard Children 2026',
      inForceFrom: '2026-03-19',
      inForceFromCertainty: 'inferred',
      inForceTo: null,
      note: 'The day is inferred from when the document was put on GOV.UK; only spring 2026 is sure. Its contents are taken from summaries: check them against the document.',
    },
  ])
})

test('the edition in force changes on its first day', () => {
  const table: [string, string | undefined][] = [
    ['2018-07-03', undefined],
    ['2018-07-04', 'WT2018'],
    ['2023-12-14', 'WT2018'],
    ['2023-12-15', 'WT2023'],
    ['2026-03-18', 'WT2023'],
    ['2026-03-19', 'WT2026'],
  ]
  for (const [date, id] of table) assert.equal(guidanceInForce(date)?.id, id, date)
  assert.throws(() => guidanceInForce('2026-02-30'), { name: 'RangeError', message: `'2026-02-30' is not a date` })
})

test('an edition is found by its id and by nothing else', () => {
  for (const id of ['WT2018', 'WT2023', 'WT2026']) assert.equal(guidanceById(id)?.id, id)
  for (const other of ['WT2015', 'wt2018', '', undefined, null, 2018, ['WT2018']])
    assert.equal(guidanceById(other), undefined)
})
