import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addDeputy, addSamplePerson } from '#modules/identity/public.ts'
import { beginSession } from '#modules/identity/session-store.ts'
import { arranged, world } from '#modules/meetings/testing.ts'
import { mayActInGroup } from '#modules/partnerships/public.ts'
import { signingIn } from '#platform/db/acting.ts'
import { sessionCookie } from '#platform/http.ts'

/**
 * Two rules ask whether somebody belongs to a group: the pages' (what a chair may do) and the database's (what is marked
 * OFFICIAL-SENSITIVE is the group's to read). Both go by the office in which one acts, so that a deputy for a dated absence is treated as
 * the holder is, and the holder of two offices has in each what that one has.
 */
test('a deputy has in a group what the office has, for the days of the absence, and acting in another office one has not', async (t) => {
  const service = await world(t)
  const { db, groups, offices, organisations, partnerships } = service
  const reference = await arranged(service, groups.quality)
  const item = {
    title: 'Named in confidence',
    purpose: 'decide',
    marking: 'OFFICIAL-SENSITIVE',
    presenter: '',
    minutes: '',
    note: '',
    history: 'once',
  }
  assert.equal((await service.post(`/meetings/${reference}/agenda/add`, item)).status, 303)

  const person = (name: string) =>
    db.selectFrom('identity.person').where('name', '=', name).select('id').executeTakeFirstOrThrow()
  const officeOf = async (personId: string) =>
    (
      await db
        .selectFrom('identity.tenure')
        .where('person_id', '=', personId)
        .orderBy('starts_on')
        .select('office_id')
        .executeTakeFirstOrThrow()
    ).office_id
  await db.transaction().execute((tx) =>
    addSamplePerson(tx, {
      name: 'Dan Deputy',
      organisationId: organisations['police'] ?? '',
      office: 'Dan’s office',
      role: 'group-member',
      partnershipId: partnerships.kent,
      startsOn: '2026-01-01',
    }),
  )
  const [dan, chris] = [await person('Dan Deputy'), await person('Chris Chair')]
  const [own, chair] = [await officeOf(dan.id), offices['Chris Chair'] ?? '']
  // Chris holds Dan's office as well, the older of the two: the rights of one are not those of the other.
  await db
    .insertInto('identity.tenure')
    .values({ office_id: own, person_id: chris.id, starts_on: '2026-06-01', partnership_id: partnerships.kent })
    .execute()
  await db.transaction().execute((tx) =>
    addDeputy(tx, {
      partnershipId: partnerships.kent,
      officeId: chair,
      personId: dan.id,
      startsOn: '2026-11-20',
      endsOn: '2026-11-30',
      reason: 'leave',
      namedBy: null,
      namedAt: service.clock.now(),
    }),
  )

  /** What one sees and may do with the meeting, signed in as this person in this office. */
  async function as(personId: string, officeId: string, { app, clock } = service) {
    const access = await db
      .selectFrom('identity.access')
      .where('office_id', '=', officeId)
      .where('partnership_id', '=', partnerships.kent)
      .select('id')
      .executeTakeFirstOrThrow()
    const session = { personId, accessId: access.id, method: 'sample', strength: 'two', now: clock.now() } as const
    const { token } = await signingIn(() => db.transaction().execute((tx) => beginSession(tx, session)))
    const ask = (url: string) =>
      app.inject({ url, headers: { host: 'localhost', cookie: `${sessionCookie(false)}=${token}` } })
    const shown = await ask(`/meetings/${reference}`)
    return {
      status: shown.statusCode,
      reads: shown.body.includes('Named in confidence'),
      agenda: (await ask(`/meetings/${reference}/agenda`)).statusCode,
      rule: await mayActInGroup(db, { officeId }, groups.quality, clock.today()),
    }
  }
  const seated = { status: 200, reads: true, agenda: 200, rule: 'chair' }
  const not = { status: 200, reads: false, agenda: 403, rule: null }
  assert.deepEqual(await as(chris.id, chair), seated)
  assert.deepEqual(await as(chris.id, own), not)
  assert.deepEqual(await as(dan.id, chair), seated, 'the deputy, during the absence')
  assert.deepEqual(await as(dan.id, own), not)

  const later = await service.on('2026-12-01T10:00:00Z')
  assert.equal((await as(dan.id, chair, { ...service, ...later })).reads, false, 'the absence is over')
  assert.deepEqual(await as(chris.id, chair, { ...service, ...later }), seated)

  // The seat ends: neither rule counts it any more.
  await db
    .updateTable('partnerships.seat')
    .set({ ends_on: '2026-11-30' })
    .where('group_id', '=', groups.quality)
    .execute()
  assert.deepEqual(await as(chris.id, chair, { ...service, ...later }), not)
})
