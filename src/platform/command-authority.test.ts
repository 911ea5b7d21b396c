import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asApplication, emptyDb } from '#test/support/database.ts'
import { installation } from './actor.ts'
import { command } from './command.ts'

const sign = command<string, string>({
  name: 'reports.signed-off',
  permission: 'reports.sign-off',
  authority: 'sign-off',
  subject: (id) => id,
  run: (_tx, _actor, id) => Promise.resolve(id),
})

test('what a seat decides needs the authority of that seat, whatever rights a member has', async (t) => {
  const owner = await emptyDb(t)
  const { id } = await owner
    .insertInto('partnerships.partnership')
    .values({ slug: 'a', name: 'A', short_name: 'A', purpose: '' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const member = installation({ id, slug: 'a', name: 'A' }, ['reports.sign-off'])
  const db = asApplication(owner)
  await assert.rejects(sign(db, member, 'x'), /no seat that carries the authority/)
  const events = () => owner.selectFrom('platform.audit_event').select(['name', 'subject']).execute()
  assert.deepEqual(await events(), [])
  assert.deepEqual(await sign(db, { ...member, authorities: new Set(['sign-off']) }, 'x'), { ok: true, value: 'x' })
  assert.deepEqual(await events(), [{ name: 'reports.signed-off', subject: 'x' }])
  await assert.rejects(
    sign(db, { ...member, permissions: new Set(), authorities: new Set(['sign-off']) }, 'x'),
    /does not carry the right/,
    'nor is the seat enough without the right',
  )
})
