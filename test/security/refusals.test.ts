import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Db } from '#platform/db/connect.ts'
import { site } from '#test/support/site.ts'
import { smallDb } from '#test/support/small-db.ts'

type Kept = { status: number; method: string; route: string; why: string }

const refusalsOf = async (db: Db): Promise<{ person: string | null; details: Kept }[]> =>
  (
    await db
      .selectFrom('platform.audit_event as event')
      .leftJoin('identity.person as person', 'person.id', 'event.person_id')
      .where('event.name', '=', 'audit.access-refused')
      .orderBy('event.at')
      .select(['person.name as person', 'event.details'])
      .execute()
  ).map(({ person, details }) => ({ person, details: details as Kept }))

const scrutineer = { role: 'scrutineer', partnership: 'westshire' }

test('what somebody was refused is in the trail, by the kind of page and never by its address', async (t) => {
  const db = await smallDb(t)
  const { get, post, app } = await site(t, db, { role: 'analyst', partnership: 'westshire' })
  assert.equal((await get('/returns/open-quarter', scrutineer)).status, 403)
  assert.equal((await get('/warnings/KSCMP-WRN-2026-001?token=secret', scrutineer)).status, 404)
  assert.equal((await post('/sign-out', { _csrf: 'somebody else’s' })).status, 400)
  assert.equal((await get('/no-such-page')).status, 404, 'an address that names nothing is no refusal')
  assert.equal((await get('/warnings')).status, 200)
  const kept = await refusalsOf(db)
  assert.deepEqual(kept, [
    {
      person: 'Sam scrutineer',
      details: { status: 403, method: 'GET', route: '/returns/open-quarter', why: 'no right' },
    },
    {
      person: 'Sam scrutineer',
      details: { status: 404, method: 'GET', route: '/warnings/:reference', why: 'not to be known' },
    },
    { person: 'Sam analyst', details: { status: 400, method: 'POST', route: '/sign-out', why: 'forged form' } },
  ])
  const { body } = await app.inject({ url: '/warnings', method: 'POST' })
  assert.ok(!body.includes('Sorry, there is a problem'))
})

test('a form of a stranger is refused in nobody’s name, and doors tried without end do not fill the trail', async (t) => {
  const db = await smallDb(t)
  const { get, post } = await site(t, db, { role: 'analyst', partnership: 'westshire' })
  assert.equal((await post('/sign-out', { _csrf: 'forged' }, null)).status, 400)
  assert.deepEqual(
    (await refusalsOf(db)).map(({ person, details }) => [person, details.why]),
    [[null, 'forged form']],
  )
  for (let times = 0; times < 70; times += 1) {
    assert.equal((await get(`/warnings/NONE-WRN-2026-${times}`)).status, 404)
  }
  const own = (await refusalsOf(db)).filter(({ person }) => person === 'Sam analyst')
  assert.equal(own.length, 60)
})
