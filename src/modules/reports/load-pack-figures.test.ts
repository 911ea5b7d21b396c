import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Db } from '#platform/db/connect.ts'
import { demonstrationDb, emptyDb, testClock } from '#test/support/database.ts'
import { loadDemonstrationReports } from './demonstration/load-demonstration-reports.ts'
import { loadPackFigures } from './load-pack-figures.ts'

const packs = ['kent', 'medway'].map((name) => join(import.meta.dirname, '../../../packs', name))

const events = async (db: Db): Promise<number> => {
  const { count } = await db
    .selectFrom('platform.audit_event')
    .select((one) => one.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

test('loading the same packs and drafts again changes nothing', async (t) => {
  const db = await demonstrationDb(t)
  const before = await events(db)
  const said: string[] = []
  await loadPackFigures(db, packs, (line) => said.push(line))
  await loadDemonstrationReports(db, testClock)
  assert.equal(await events(db), before)
  assert.deepEqual(said, [])
  assert.equal((await db.selectFrom('reports.report').select('id').execute()).length, 3)
})

test('a changed year is put in the place of the old one', async (t) => {
  const db = await demonstrationDb(t)
  await db.updateTable('funding.account').set({ fingerprint: 'another' }).execute()
  const said: string[] = []
  await loadPackFigures(db, packs, (line) => said.push(line))
  assert.equal(said.length, 2)
  assert.equal((await db.selectFrom('funding.account').select('id').execute()).length, 2)
})

test('figures without their partnership are refused in a sentence', async (t) => {
  const db = await emptyDb(t)
  await assert.rejects(
    loadPackFigures(db, packs, () => undefined),
    /Load the partnership kent before its figures/,
  )
})
