import assert from 'node:assert/strict'
import { test } from 'node:test'
import { JSDOM } from 'jsdom'
import type { Actor } from '#platform/actor.ts'
import { actingAs } from '#platform/db/acting.ts'
import { templates } from '#platform/views.ts'
import { asApplication } from '#test/support/database.ts'
import { listRecentChanges } from './history-store.ts'
import { linkRecords } from './link-store.ts'
import { findRecord } from './record-store.ts'
import { installationOf, world, type World } from './testing.ts'
import { threadOf } from './thread-arrows.ts'

const today = '2026-11-22'

const draw = (arrows: unknown): string => {
  const html = templates().renderString(
    '{% from "macros/thread-arrows.njk" import threadArrows %}{{ threadArrows(arrows) }}',
    { arrows: arrows as object },
  )
  return new JSDOM(html).window.document.body.textContent.replaceAll(/\s+/g, ' ').trim()
}

/** An agency's own data lead, or anybody of another partnership, as the application knows them. */
const actorOf = (service: World, more: Partial<Actor>): Actor => ({
  ...installationOf(service, ['thread.read']),
  ...more,
})

async function aRecommendation(service: World) {
  const { db, aRecord, organisations } = service
  const priority = await aRecord('priority', 'Neglect')
  const recommendation = await aRecord('recommendation', 'Use <b>one</b> tool', { state: 'delivered' })
  const action = await aRecord('action', 'Police action', { organisationId: organisations.police })
  const secret = await aRecord('review', 'Secret review', { isRestricted: true })
  await db.transaction().execute(async (tx) => {
    await linkRecords(tx, recommendation.id, 'serves', priority.id)
    await linkRecords(tx, action.id, 'came from', recommendation.id)
    await linkRecords(tx, recommendation.id, 'came from', secret.id)
  })
  return { priority, recommendation, action, secret }
}

test('says what a record serves and rests on, what is missing, and where the whole thread is', async (t) => {
  const service = await world(t)
  const db = asApplication(service.db)
  const { priority, recommendation, action } = await aRecommendation(service)
  const actor = actorOf(service, {})
  const of = (id: string, as = actor) => actingAs(as, () => threadOf(db, as, id, today))
  const arrows = await of(recommendation.id)
  assert.deepEqual(
    arrows?.up.map(({ words, title }) => `${words} ${title}`),
    ['serves Neglect'],
  )
  assert.deepEqual(
    arrows?.down.map(({ words, title }) => `${words} ${title}`),
    ['led to Police action'],
    'an action stands below what it came from',
  )
  assert.deepEqual(arrows?.missingDown, ['No evidence of its impact yet'])
  assert.equal(arrows?.href, '/records/KENT-REC-2026-001')
  const text = draw(await of(action.id))
  assert.match(text, /↑ Serves came from Use <b>one<\/b> tool Recommendation · Delivered/)
  assert.match(draw(await of(priority.id)), /↓ Rests on is served by Use .* Missing: nothing measures it yet/)
  assert.equal(draw(null), '')
})

test('what somebody may not know of is not there, nor counted', async (t) => {
  const service = await world(t)
  const db = asApplication(service.db)
  const { recommendation, action, secret } = await aRecommendation(service)
  const hospital = actorOf(service, { reach: 'organisation', organisationId: service.organisations.hospital })
  const of = (actor: Actor, id: string) => actingAs(actor, () => threadOf(db, actor, id, today))
  const seen = await of(hospital, recommendation.id)
  assert.deepEqual([seen?.down, seen?.hasMoreDown], [[], false])
  assert.equal(await of(hospital, action.id), null)
  assert.equal(await of(actorOf(service, {}), secret.id), null)
  assert.equal(await of(actorOf(service, { partnershipId: service.partnerships.medway }), recommendation.id), null)
  assert.equal(await of(actorOf(service, { permissions: new Set() }), recommendation.id), null)
})

test('a joint group’s record stands in the thread of each of its owners, with what each may see', async (t) => {
  const service = await world(t)
  const { db, aRecord, partnerships } = service
  const meeting = await aRecord('meeting', 'Joint meeting', { sharedWith: [partnerships.medway] })
  const kents = await aRecord('action', 'Kent’s action')
  const theirs = await aRecord('action', 'Medway’s action', { partnershipId: partnerships.medway })
  await db.transaction().execute(async (tx) => {
    await linkRecords(tx, kents.id, 'came from', meeting.id)
    await linkRecords(tx, theirs.id, 'came from', meeting.id)
  })
  const titles = async (partnershipId: string) => {
    const actor = actorOf(service, { partnershipId })
    const application = asApplication(db)
    const arrows = await actingAs(actor, () => threadOf(application, actor, meeting.id, today))
    return arrows?.down.map(({ title }) => title)
  }
  assert.deepEqual(await titles(partnerships.kent), ['Kent’s action'])
  assert.deepEqual(await titles(partnerships.medway), ['Medway’s action'])
  const medway = { role: 'business-manager', partnership: 'medway' }
  const { page, status } = await service.get(`/records/${meeting.reference}`, medway)
  assert.equal(status, 200)
  assert.doesNotMatch(page.text, /Kent’s action/)
})

test('no partnership takes a shared record away from the one that registered it', async (t) => {
  const service = await world(t)
  const { aRecord, partnerships } = service
  const meeting = await aRecord('meeting', 'Joint meeting', { sharedWith: [partnerships.medway] })
  const db = asApplication(service.db)
  const medway = actorOf(service, { partnershipId: partnerships.medway })
  const set = (change: { title?: string; partnership_id?: string }) =>
    actingAs(medway, () => db.updateTable('thread.record').set(change).where('id', '=', meeting.id).execute())
  await assert.rejects(set({ partnership_id: partnerships.medway }), /stays with the partnership that registered it/)
  await set({ title: 'Moved' })
  assert.equal((await findRecord(service.db, medway, meeting.reference))?.title, 'Moved')
})

test('the newest changes are those of people to records that one may know of, newest first', async (t) => {
  const service = await world(t)
  const { db, aRecord, partnerships, post } = service
  const one = await aRecord('action', 'One')
  const priority = await aRecord('priority', 'Neglect')
  const fields = { with: priority.reference, side: 'serves', reason: 'It does' }
  assert.equal((await post(`/records/${one.reference}/add-link`, fields)).status, 303)
  const person = await db
    .selectFrom('identity.person')
    .where('name', '=', 'Ann Analyst')
    .select('id')
    .executeTakeFirstOrThrow()
  // Older than a whole look's worth of events about things that are no record.
  for (let number = 0; number < 120; number += 1) {
    await db
      .insertInto('platform.audit_event')
      .values({
        name: 'people.module-switched-on',
        subject: `module ${number}`,
        partnership_id: partnerships.kent,
        person_id: person.id,
      })
      .execute()
  }
  const actor = actorOf(service, { permissions: new Set(['thread.read', 'tracker.read']) })
  const changes = await listRecentChanges(db, actor, 12)
  assert.deepEqual(changes.map(({ words, title, person: by }) => [words, title, by]), [['Linked to another record', 'One', 'Mary Manager']]) // prettier-ignore
  assert.deepEqual(await listRecentChanges(db, { ...actor, partnershipId: partnerships.medway }, 12), [])
  assert.deepEqual(await listRecentChanges(db, actorOf(service, {}), 12), [], 'what one may not open is no news')
})
