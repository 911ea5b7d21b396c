import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { actingAs } from '#platform/db/acting.ts'
import { asApplication } from '#test/support/database.ts'
import { tasksFor } from '../due.ts'
import { governancePaths as paths } from '../paths.ts'
import {
  assertTold,
  eventsOf,
  health,
  lead,
  manager,
  medway,
  police,
  referenceIn,
  versionOn,
  world,
  type World,
} from '../testing.ts'

const scrutineer = { role: 'scrutineer' }
const opening = { about: 'funding', issue: 'The third quarter was not paid', openedOn: '2 November 2026' }

async function opened({ post, organisations }: World, who = police): Promise<string> {
  const parties = [organisations['Police'] ?? '', organisations['Council'] ?? '']
  const { status, location, page } = await post(paths.openDispute(), { ...opening, parties }, who)
  assert.equal(status, 303, page.text)
  return referenceIn(location)
}

test('opening a dispute explains every mistake and writes nothing', async (t) => {
  const { post, db, organisations } = await world(t)
  const { status, page } = await post(paths.openDispute(), {
    parties: organisations['Police'] ?? '',
    about: '',
    issue: '',
    openedOn: '',
  })
  assert.equal(status, 400)
  assert.match(page.title, /^Error: Open a dispute/)
  assertTold(page, 'Enter what the dispute is about', 'issue')
  assertTold(page, 'Select whether it is about funding', 'about')
  const alone = await post(paths.openDispute(), { ...opening, parties: organisations['Police'] ?? '' })
  assertTold(alone.page, 'Select at least two parties', 'parties')
  const others = [organisations['Health'] ?? '', organisations['Council'] ?? '']
  const foreign = await post(paths.openDispute(), { ...opening, parties: others }, police)
  assertTold(foreign.page, 'Your own organisation must be one of the parties', 'parties')
  assert.deepEqual(await db.selectFrom('governance.dispute').select('id').execute(), [])
  assert.deepEqual(await eventsOf(db), [])
})

test('only the parties’ executive officers, the business manager and the scrutineer know of a dispute', async (t) => {
  const one = await world(t)
  const { get } = one
  const reference = await opened(one)
  for (const who of [police, lead, manager, scrutineer]) {
    const { status, page } = await get(paths.dispute(reference), who)
    assert.equal(status, 200, who.role)
    assert.match(page.text, /OFFICIAL-SENSITIVE/)
    assert.match((await get(paths.disputes(), who)).page.text, new RegExp(reference))
  }
  assert.equal(
    (await get(paths.dispute(reference), health)).status,
    404,
    'an executive officer of another organisation',
  )
  assert.equal((await get(paths.moveDispute(reference), health)).status, 404)
  assert.doesNotMatch((await get(paths.disputes(), health)).page.text, new RegExp(reference))
  assert.equal((await get(paths.dispute(reference), medway)).status, 404, 'another partnership')
  for (const who of [{ role: 'analyst' }, { role: 'data-lead' }]) {
    assert.equal((await get(paths.dispute(reference), who)).status, 403, who.role)
    assert.equal((await get(paths.disputes(), who)).status, 403, who.role)
  }
  for (const who of [health, { role: 'analyst' }, manager])
    assert.equal((await get(`/records/${reference}`, who)).status, 404, 'the thread shows it to nobody')
})

test('the database itself hides a dispute, its record and its events from whoever is not concerned', async (t) => {
  const one = await world(t)
  const reference = await opened(one)
  const application = asApplication(one.db)
  const seenBy = async (name: string) =>
    actingAs(await one.actor(name), async () => {
      const { rows } = await sql<{ count: number }>`select
        (select count(*) from governance.dispute)::int + (select count(*) from governance.dispute_party)::int
        + (select count(*) from governance.dispute_move)::int + (select count(*) from thread.record where reference = ${reference})::int
        + (select count(*) from platform.audit_event where name like 'governance.dispute%')::int as count`.execute(
        application,
      )
      return rows[0]?.count
    })
  for (const name of ['Hal Health', 'Ann Analyst', 'Dan Data', 'Max Medway', 'Una Unitary'])
    assert.equal(await seenBy(name), 0, name)
  for (const name of ['Pat Police', 'Lee Lead', 'Dee Delegate', 'Mary Manager', 'Sue Scrutineer'])
    assert.equal(await seenBy(name), 6, name)
})

test('a dispute goes through its stages by the time limits that the partnership set, and ends with outcome and learning', async (t) => {
  const one = await world(t)
  const { get, post, db, actor } = one
  const limits = await get(paths.limits())
  assert.match(limits.page.text, /Not stated ?Nobody has looked it up/)
  const limit = { days: '0', certainty: 'agreed', source: 'Executive, 3 March 2026', version: '0' }
  assert.equal((await post(paths.setLimit('chief-officers'), limit)).status, 400)
  assert.equal((await post(paths.setLimit('chief-officers'), { ...limit, days: '14' }, police)).status, 403)
  assert.equal((await post(paths.setLimit('chief-officers'), { ...limit, days: '14' })).status, 303)
  assert.equal((await post(paths.setLimit('chief-officers'), { ...limit, days: '20' })).status, 409, 'set meanwhile')
  assert.equal((await get(paths.setLimit('no-step'))).status, 404)

  const reference = await opened(one)
  assert.match((await get(paths.dispute(reference))).page.text, /No time limit stated/)
  const move = async (to: string, more: Record<string, string> = {}) => {
    const version = versionOn((await get(paths.moveDispute(reference))).page)
    const form = {
      to,
      movedOn: '10 November 2026',
      reason: 'No agreement',
      outcome: '',
      learning: '',
      version,
      ...more,
    }
    return post(paths.moveDispute(reference), form)
  }
  const tooFar = await move('arbitration')
  assertTold(tooFar.page, 'Select where it goes from the step at which it is now', 'to')
  const early = await move('chief-officers', { movedOn: '1 November 2026' })
  assertTold(early.page, 'Date of the move must be the same as or after the last one', 'movedOn')
  assert.equal((await move('chief-officers')).status, 303)
  const { page } = await get(paths.dispute(reference))
  assert.match(page.text, /Due by 24 November 2026. 14 calendar days. Agreed by the partners: Executive, 3 March 2026/)

  const owed = async (name: string) => (await tasksFor(db, await actor(name), '2026-11-22')).map(({ what }) => what)
  assert.deepEqual(await owed('Lee Lead'), [`${reference}: Stage 1: with the chief officers`])
  assert.deepEqual(await owed('Mary Manager'), [`${reference}: Stage 1: with the chief officers`])
  assert.deepEqual(await owed('Sue Scrutineer'), [])
  assert.deepEqual(await owed('Hal Health'), [])

  assert.equal((await move('scrutiny')).status, 303)
  assert.deepEqual(await owed('Sue Scrutineer'), [`${reference}: Stage 2: with independent scrutiny, for mediation`])
  const bare = await move('resolved')
  assertTold(bare.page, 'Enter the outcome', 'outcome')
  assert.equal((await move('resolved', { outcome: 'It was paid', learning: 'Invoices go out earlier' })).status, 303)
  assert.match((await get(paths.dispute(reference))).page.text, /Resolved/)
  assert.deepEqual(await owed('Mary Manager'), [])
  assert.equal((await move('arbitration')).status, 400, 'it has ended')
  const events = await db
    .selectFrom('platform.audit_event')
    .where('name', '=', 'governance.dispute-moved')
    .select('details')
    .execute()
  assert.equal(events.length, 3)
  assert.doesNotMatch(JSON.stringify(events), /paid/, 'no free text in the trail')
})

test('two people moving it at once: the second is told', async (t) => {
  const one = await world(t)
  const { get, post } = one
  const reference = await opened(one)
  const version = versionOn((await get(paths.moveDispute(reference))).page)
  const form = { to: 'chief-officers', movedOn: '10 November 2026', reason: 'No agreement', version }
  assert.equal((await post(paths.moveDispute(reference), form)).status, 303)
  const second = await post(paths.moveDispute(reference), { ...form, to: 'resolved', outcome: 'x', learning: 'y' })
  assert.equal(second.status, 409)
})
