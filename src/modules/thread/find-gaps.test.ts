import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addDays } from '#platform/dates.ts'
import { fixedClock } from '#platform/clock.ts'
import type { Db } from '#platform/db/connect.ts'
import { findGaps } from './find-gaps.ts'
import { gapRules } from './gap-rules.ts'
import { linkRecords, unlinkRecords } from './link-store.ts'
import { changeRecord } from './record-store.ts'
import { recordKinds, relations } from './record.ts'
import { registeredOn, threadEvents, world } from './testing.ts'

const at = (day: string) => fixedClock(`${day}T05:00:00Z`)

const gapsOf = async (db: Db) =>
  (
    await db
      .selectFrom('thread.gap')
      .innerJoin('thread.record as record', 'record.id', 'record_id')
      .orderBy('rule')
      .orderBy('found_on')
      .orderBy('record.reference')
      .select(['record.reference', 'rule', 'found_on', 'closed_on'])
      .execute()
  ).map((gap) => `${gap.reference} ${gap.rule} ${gap.found_on} ${gap.closed_on ?? 'open'}`)

test('every rule names kinds and relations that there are, once', () => {
  assert.equal(new Set(gapRules.map(({ key }) => key)).size, gapRules.length)
  for (const { key, kind, filledBy, words, remedy } of gapRules) {
    assert.ok(Object.hasOwn(recordKinds, kind), key)
    assert.ok(filledBy.length > 0 && words !== '' && remedy.endsWith('.'), key)
    for (const each of filledBy.flatMap(({ relations: named }) => named)) assert.ok(Object.hasOwn(relations, each), key)
  }
})

test('a gap is found once it is due, once, and closes by itself when it is filled; then it may open again', async (t) => {
  const { db, aRecord } = await world(t)
  const recommendation = await aRecord('recommendation', 'Recommended', { state: 'accepted' })
  const action = await aRecord('action', 'To do')
  await registeredOn(db, '2026-11-01')
  const link = () => db.transaction().execute((tx) => linkRecords(tx, action.id, 'came from', recommendation.id))

  assert.deepEqual(await findGaps(db, at('2026-11-14')), { found: 1, closed: 0 })
  assert.deepEqual(
    await gapsOf(db),
    ['KENT-ACT-2026-001 action-purpose 2026-11-14 open'],
    'one is not asked for two weeks',
  )
  assert.deepEqual(await findGaps(db, at('2026-11-15')), { found: 1, closed: 0 })
  assert.deepEqual(await findGaps(db, at('2026-11-15')), { found: 0, closed: 0 }, 'the same day again')
  await link()
  assert.deepEqual(await findGaps(db, at('2026-11-16')), { found: 0, closed: 2 })
  await db.transaction().execute((tx) => unlinkRecords(tx, action.id, 'came from', recommendation.id))
  assert.deepEqual(await findGaps(db, at('2026-12-01')), { found: 2, closed: 0 })
  assert.deepEqual(await gapsOf(db), [
    'KENT-ACT-2026-001 action-purpose 2026-11-14 2026-11-16',
    'KENT-ACT-2026-001 action-purpose 2026-12-01 open',
    'KENT-REC-2026-001 recommendation-action 2026-11-15 2026-11-16',
    'KENT-REC-2026-001 recommendation-action 2026-12-01 open',
  ])
  const events = (await threadEvents(db)).filter(
    ({ details }) => JSON.stringify(details).includes('"found": 2') || JSON.stringify(details).includes('"found":2'),
  )
  assert.equal(events.length, 1)
})

test('a year of nights, with two workers at once: each gap is found once and closed once', async (t) => {
  const { db, aRecord } = await world(t)
  const priority = await aRecord('priority', 'Neglect')
  const decision = await aRecord('decision', 'Decided')
  const delivered = await aRecord('action', 'Done', { state: 'assigned' })
  await db.transaction().execute((tx) => linkRecords(tx, delivered.id, 'serves', priority.id))
  await registeredOn(db, '2026-01-01')
  for (let day = '2026-01-02'; day < '2027-01-02'; day = addDays(day, 1)) {
    if (day === '2026-03-01')
      await db.transaction().execute((tx) => changeRecord(tx, delivered.id, { state: 'delivered' }))
    if (day === '2026-06-01') {
      const evidence = await aRecord('evidence', 'Audit', { state: 'true on 2026-05-30' })
      await db.transaction().execute((tx) => linkRecords(tx, evidence.id, 'evidences', delivered.id))
    }
    // Every week both workers at once; on the other days nothing has changed by itself.
    if (/-(01|08|15|22|29)$/.test(day) || day === '2026-06-02')
      await Promise.all([findGaps(db, at(day)), findGaps(db, at(day))])
  }
  assert.deepEqual(await gapsOf(db), [
    'KENT-ACT-2026-001 action-evidence 2026-03-01 2026-06-01',
    'KENT-DEC-2026-001 decision-follow-up 2026-01-29 open',
    'KENT-PRI-2026-001 priority-evidence 2026-04-08 2026-06-01',
    'KENT-PRI-2026-001 priority-measure 2026-01-29 open',
  ])
  assert.ok(decision.id)
})

test('what measures an outcome of a priority measures the priority; a restricted record has no gap', async (t) => {
  const { db, aRecord } = await world(t)
  const priority = await aRecord('priority', 'Neglect')
  const outcome = await aRecord('outcome', 'Children are seen')
  const indicator = await aRecord('indicator', 'How many are seen?')
  await aRecord('action', 'Secret', { isRestricted: true })
  await db.transaction().execute(async (tx) => {
    await linkRecords(tx, outcome.id, 'serves', priority.id)
    await linkRecords(tx, indicator.id, 'measures', outcome.id)
  })
  await registeredOn(db, '2026-01-01')
  await findGaps(db, at('2026-03-01'))
  assert.deepEqual(
    await gapsOf(db),
    ['KENT-PRI-2026-001 priority-evidence 2026-03-01 open'].slice(1),
    'not yet: three months',
  )
  await findGaps(db, at('2026-05-01'))
  assert.deepEqual(await gapsOf(db), [
    'KENT-IND-2026-001 indicator-figures 2026-05-01 open',
    'KENT-PRI-2026-001 priority-evidence 2026-05-01 open',
  ])
})
