import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reportPacks } from '#statute/yearly-report-contents.ts'
import type { Pin } from './report.ts'
import { tableKeys, type TableKey } from './tables.ts'
import { suggestionsFor, type Material, type SuggestedWarning } from './suggestions.ts'

const warning = (reference: string, rest: Partial<SuggestedWarning>): SuggestedWarning => ({
  reference,
  title: reference,
  state: 'new',
  openedOn: '2025-06-01',
  closedOn: null,
  evidenceKind: null,
  isOverdue: false,
  repeats: false,
  ...rest,
})
const keys: TableKey[] = ['contributions', 'account', 'training-courses', 'notifications', 'returns-timeliness']
const material: Material = {
  from: '2025-04-01',
  to: '2026-03-31',
  tables: keys.map((key) => ({ key, name: key })),
  warnings: [
    warning('open', {}),
    warning('overdue', { isOverdue: true }),
    warning('closed', { closedOn: '2025-09-01', evidenceKind: 'family-feedback' }),
    warning('closed-later', { closedOn: '2026-06-01' }),
    warning('before', { openedOn: '2024-01-01', closedOn: '2024-06-01' }),
    warning('later', { openedOn: '2026-04-01' }),
  ],
  indicators: [
    { slug: 'changed', name: 'Changed', theme: 'health', changed: '4 points', hasFigures: true },
    { slug: 'steady', name: 'Steady', theme: 'education', changed: null, hasFigures: true },
    { slug: 'silent', name: 'Silent', theme: 'education', changed: null, hasFigures: false },
  ],
}
const offered = (item: string, pins: Pin[] = []) => suggestionsFor({ item, pins }, material).map((each) => each.key)

test('each content is offered what bears on it, in the period', () => {
  const table: [string, string[]][] = [
    ['costs', ['contributions', 'account']],
    ['serious-incidents', ['notifications']],
    ['impact', ['training-courses', 'changed']],
    ['education', ['steady']],
    ['scrutiny-themes', ['open', 'overdue', 'closed', 'closed-later']],
    ['decisions-and-actions', ['closed']],
    ['feedback', ['closed']],
    ['little-progress', ['open', 'overdue', 'closed-later']],
    ['national-reforms', []],
    ['no-such-content', []],
  ]
  for (const [item, expected] of table) assert.deepEqual(offered(item), expected, item)
})

test('each content is offered the tables of the plan, the tracker, the meetings and the registers that it asks for', () => {
  const all = { ...material, tables: tableKeys.map((key) => ({ key, name: key })), warnings: [], indicators: [] }
  const table: [string, TableKey[]][] = [
    ['what-was-done', ['plan-changes', 'training-courses', 'notifications']],
    ['little-progress', ['plan-progress']],
    ['decisions-and-actions', ['decisions', 'recommendations', 'review-recommendations', 'agencies-owe']],
    ['feedback', ['family-evidence']],
    ['education', ['education-present']],
    ['independent-scrutiny', ['scrutiny-challenges', 'scrutineer-recommendations']],
    ['updates-to-arrangements', ['arrangement-changes', 'structure-changes']],
    ['national-reforms', ['reforms']],
    ['data-and-information-sharing', ['agreements', 'returns-timeliness']],
  ]
  for (const [item, expected] of table) {
    const keys = suggestionsFor({ item, pins: [] }, all).map((each) => each.key)
    assert.deepEqual(keys, expected, item)
  }
})

test('every content of every edition that a table can bear on is one that the guidance has', () => {
  const known = new Set(reportPacks.flatMap((pack) => pack.items.map(({ id }) => id)))
  const all = { ...material, tables: tableKeys.map((key) => ({ key, name: key })) }
  const used = [...known].flatMap((item) => suggestionsFor({ item, pins: [] }, all).map((each) => each.key))
  assert.deepEqual(
    tableKeys.filter((key) => !used.includes(key)),
    [],
    'a table that no content is offered',
  )
})

test('a table is said to show no more than it can, and one that could show a change is for the writer to judge', () => {
  const all = { ...material, tables: tableKeys.map((key) => ({ key, name: key })) }
  for (const item of ['impact', 'little-progress', 'decisions-and-actions', 'national-reforms'])
    for (const { kind, key, claim, claims } of suggestionsFor({ item, pins: [] }, all)) {
      if (kind !== 'table') continue
      assert.equal(claim === null, claims.includes('practice'), key)
      assert.ok(claim === null || claims.includes(claim), key)
    }
})

test('what is pinned already is not offered again', () => {
  const pin: Pin = { id: '1', item: 'costs', kind: 'table', key: 'account', claim: 'activity' }
  assert.deepEqual(offered('costs', [pin]), ['contributions'])
})

test('nobody is told what an indicator shows: that is for the writer to judge', () => {
  const [, changed] = suggestionsFor({ item: 'impact', pins: [] }, material)
  assert.equal(changed?.claim, null)
})
