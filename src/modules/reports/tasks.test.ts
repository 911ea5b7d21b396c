import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findPartnership } from '#modules/partnerships/public.ts'
import { installation } from '#platform/actor.ts'
import type { Db } from '#platform/db/connect.ts'
import { demonstrationDb } from '#test/support/database.ts'
import { tasksFor } from './tasks.ts'

async function actorOf(db: Db, slug: string, ...permissions: string[]) {
  const partnership = await findPartnership(db, slug)
  assert.ok(partnership)
  return installation({ id: partnership.id, slug, name: partnership.shortName }, permissions)
}

test('the team is asked to finish a draft by its statutory date', async (t) => {
  const db = await demonstrationDb(t)
  const tasks = await tasksFor(db, await actorOf(db, 'medway', 'reports.write'), '2026-11-22')
  assert.deepEqual(tasks, [
    {
      key: 'MSCP-REP-2026-001:write',
      what: 'Yearly Report April 2025 to March 2026: 20 of 20 contents are missing',
      href: '/reports/MSCP-REP-2026-001',
      dueOn: '2026-09-30',
      action: 'Write',
    },
  ])
})

test('the scrutineer is asked for their own section alone, until it is written', async (t) => {
  const db = await demonstrationDb(t)
  const scrutineer = await actorOf(db, 'medway', 'reports.write-scrutiny')
  const [task, ...others] = await tasksFor(db, scrutineer, '2026-11-22')
  assert.equal(task?.href, '/reports/MSCP-REP-2026-001/sections/independent-scrutineer-section')
  assert.deepEqual(others, [])
  await db.updateTable('reports.section').set({ narrative: 'Written' }).where('written_by', '=', 'scrutineer').execute()
  assert.deepEqual(await tasksFor(db, scrutineer, '2026-11-22'), [])
})

test('a draft long overtaken, another partnership’s and a reader’s ask for nothing', async (t) => {
  const db = await demonstrationDb(t)
  const running = await tasksFor(db, await actorOf(db, 'kent', 'reports.write'), '2026-11-22')
  assert.deepEqual(
    running.map(({ dueOn }) => dueOn),
    ['2027-09-30'],
    'the draft of 2021-22 is overtaken, the running year’s is not',
  )
  assert.deepEqual(await tasksFor(db, await actorOf(db, 'medway', 'reports.write'), '2027-10-01'), [])
  assert.deepEqual(await tasksFor(db, await actorOf(db, 'medway', 'reports.read'), '2026-11-22'), [])
})
