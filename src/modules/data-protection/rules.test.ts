import assert from 'node:assert/strict'
import { test } from 'node:test'
import { childWarnings } from './child-check.ts'
import { confirmationOf, hashOfIds, isFresh, spanOf } from './disposal.ts'
import { withheld, withholdNames } from './held-on-person.ts'
import { holdOn, type Hold } from './hold.ts'
import { asShipped, dueBefore, periodInWords, scheduleInWords } from './schedule.ts'
import { certaintyWords, shipped } from './shipped.ts'

const hold = (scope: Partial<Hold>): Hold => ({
  id: 'h',
  kind: null,
  organisationId: null,
  organisation: null,
  itemId: null,
  reason: 'An inquiry',
  reviewOn: '2020-01-01',
  placedAt: new Date(0),
  placedBy: 'Somebody',
  ...scope,
})

test('a hold covers a record, an organisation or a whole kind, and its review date passing frees nothing', () => {
  const record = { id: 'r1', title: '', startedOn: '2010-01-01', organisationId: 'police' }
  for (const [scope, covers] of [
    [{ kind: 'mails' }, true],
    [{ kind: 'people-who-left' }, false],
    [{ organisationId: 'police' }, true],
    [{ organisationId: 'council' }, false],
    [{ kind: 'mails', itemId: 'r1' }, true],
    [{ kind: 'mails', itemId: 'r2' }, false],
    [{ kind: 'mails', organisationId: 'council' }, false],
  ] as const)
    assert.equal(holdOn([hold(scope)], 'mails', record) !== undefined, covers, JSON.stringify(scope))
  assert.equal(holdOn([hold({ organisationId: 'police' })], 'mails', { ...record, organisationId: null }), undefined)
})

test('a schedule says how long, and what is due is counted in whole months back from today', async () => {
  const { retention } = await shipped()
  const of = (kind: string) => {
    const found = retention.find((each) => each.kind === kind)
    assert.ok(found)
    return asShipped(found)
  }
  assert.equal(periodInWords(of('review-papers')), '35 years')
  assert.equal(periodInWords({ keeps: 'months', months: 18 }), '18 months')
  assert.equal(periodInWords(of('minutes')), 'Permanently')
  assert.equal(periodInWords(of('figures')), 'Not decided')
  assert.equal(scheduleInWords(of('mails')), '1 year after the mail was queued; not signed off')
  assert.equal(dueBefore(of('mails'), '2026-11-22'), '2025-11-22')
  assert.equal(dueBefore({ keeps: 'months', months: 1 }, '2027-03-31'), '2027-02-28')
  assert.equal(dueBefore(of('minutes'), '2026-11-22'), null)
  assert.equal(dueBefore(of('figures'), '2026-11-22'), null)
})

test('every shipped schedule, clock and record of processing names its source and how sure it is', async () => {
  const { retention, clocks, processing } = await shipped()
  assert.ok(retention.length >= 15)
  const kinds = new Set(retention.map(({ kind }) => kind))
  assert.equal(kinds.size, retention.length)
  for (const each of [...retention, ...clocks, ...processing]) {
    assert.ok(each.source.length > 5)
    assert.ok(certaintyWords[each.certainty].length > 5)
  }
  for (const { keeps, months, kind } of retention) assert.equal(keeps === 'months', months !== null, kind)
  for (const { retention: of, kind } of processing)
    assert.deepEqual(
      of.filter((each) => !kinds.has(each)),
      [],
      kind,
    )
  assert.deepEqual(clocks.map(({ register }) => register).toSorted(), [
    'breach',
    'disclosure',
    'freedom-of-information',
    'subject-access',
  ])
})

test('a dry run may be acted on for 24 hours and no longer; the hash of ids does not depend on their order', () => {
  const madeAt = new Date('2026-11-21T10:00:00Z')
  assert.equal(isFresh(madeAt, new Date('2026-11-22T09:59:59Z')), true)
  assert.equal(isFresh(madeAt, new Date('2026-11-22T10:00:00Z')), false)
  assert.equal(hashOfIds(['b', 'a']), hashOfIds(['a', 'b']))
  assert.notEqual(hashOfIds(['a', 'b']), hashOfIds(['ab']))
  assert.equal(confirmationOf(12), 'destroy 12')
  assert.equal(spanOf([]), null)
})

test('other people’s names are withheld as whole words, whatever the case; the longer name first', () => {
  const others = ['Sam Sampleton', 'Sam', 'Zoë O’Neil (lead)']
  assert.equal(withholdNames('Signed by SAM SAMPLETON.', others), `Signed by ${withheld}.`)
  assert.equal(withholdNames('Samples of Sam, Zoë O’Neil (lead)', others), `Samples of ${withheld}, ${withheld}`)
  assert.equal(withholdNames('Nobody', []), 'Nobody')
})

test('a register warns of what points to a child; a date may be let pass by whoever looked, an NHS number never', () => {
  const nhs = { what: 'About 943 476 5919' }
  assert.match(childWarnings(nhs, '2026-11-22', false)[0]?.text ?? '', /looks like an NHS number.*take it out$/)
  assert.equal(childWarnings(nhs, '2026-11-22', true).length, 1)
  const date = { who: 'A solicitor', what: 'Minutes of 3 May 2024' }
  assert.deepEqual(
    childWarnings(date, '2026-11-22', false).map(({ field }) => field),
    ['what'],
  )
  assert.deepEqual(childWarnings(date, '2026-11-22', true), [])
  assert.deepEqual(childWarnings({ who: 'A parent, ref 4471', what: null }, '2026-11-22', false), [])
})
