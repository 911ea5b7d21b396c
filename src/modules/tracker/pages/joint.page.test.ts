import assert from 'node:assert/strict'
import { test } from 'node:test'
import { actingAs } from '#platform/db/acting.ts'
import { asApplication } from '#test/support/database.ts'
import { positionByAgency } from '../position-store.ts'
import { trackerPaths } from '../paths.ts'
import { raiseRecommendation } from '../raise.ts'
import { listRecommendationsOn } from '../report-store.ts'
import { actorAs, jointGroup, manager, medway, police, proposed, trackerSite } from '../testing.ts'

const practice = { evidenceKind: 'practice', evidenceWhat: 'Files show it', evidenceTrueOn: '20/11/2026' }

test('what a joint group follows is one row that every owner sees: in list, page, heat, export, search and report', async (t) => {
  const { db, get, post } = await trackerSite(t)
  const groupId = await jointGroup(db)
  const title = 'Health agencies share one referral form'
  const reference = await proposed(db, title, { groupId })
  const own = await proposed(db, 'Kent alone trains its front door')
  const accept = {
    answer: 'accept',
    strength: 'process',
    childWouldNotice: 'I say it once',
    measureKind: 'count',
    measure: 'Forms used',
    version: '1',
  }
  assert.equal((await post(trackerPaths.answer(reference), accept, manager)).status, 303)
  const assign = await get(trackerPaths.assign(reference), manager)
  const office = [...assign.page.getByRole('combobox', { name: 'Who owes it?' }).querySelectorAll('option')].find(
    (each) => each.textContent?.includes('Kent Police'),
  )
  const owed = { owner: office?.value ?? '', what: '', dueOn: '1 October 2026', group: groupId, version: '2' }
  assert.equal((await post(trackerPaths.assign(reference), owed, manager)).status, 303)
  const evidenceFile = { fileName: 'form.pdf', bytes: Buffer.from('%PDF-1.7\n%%EOF\n') }
  assert.equal((await post(trackerPaths.evidence(reference), { ...practice, evidenceFile }, manager)).status, 303)

  const list = await get(trackerPaths.list(), medway)
  assert.ok(list.page.getByRole('link', { name: title }))
  assert.match(list.page.text, /1 recommendation or action/)
  assert.match((await get(trackerPaths.agencies(), medway)).page.text, /Kent Police/)
  assert.match((await get(trackerPaths.export('csv'), medway)).body.toString(), /one referral form/)
  assert.match((await get(`/search?q=${reference}`, medway)).page.text, /one referral form/)
  const shown = await get(trackerPaths.show(reference), medway)
  assert.match(
    shown.page.text,
    /KSCMP wrote this down\. You see it because Joint Health Reference Group is owned jointly/,
  )
  const file = shown.page.getByRole('link', { name: 'form.pdf' }).getAttribute('href') ?? ''
  assert.equal((await get(file, medway)).status, 200, 'the evidence goes with it')
  assert.equal((await get(trackerPaths.show(own), medway)).status, 404)

  for (const who of [manager, medway]) {
    const actor = await actorAs(db, who)
    const reported = await listRecommendationsOn(db, actor, '2026-04-01', '2026-11-22')
    const titles = reported.map((each) => each.title).filter((each) => each === title)
    assert.deepEqual(titles, [title], `the report of ${who.partnership ?? 'kent'} counts it once`)
    const [agency] = await positionByAgency(db, actor, '2026-11-22')
    assert.deepEqual([agency?.organisation, agency?.owes, agency?.overdue], ['Kent Police', 1, 1])
  }
})

test('the other owner answers, adds evidence and assigns its own agencies; it does not take the item away', async (t) => {
  const { db, get, post } = await trackerSite(t)
  const groupId = await jointGroup(db)
  const reference = await proposed(db, 'Health agencies share one referral form', { groupId })
  assert.equal((await post(trackerPaths.evidence(reference), practice, medway)).status, 303)
  const seen = await get(trackerPaths.show(reference), manager)
  assert.match(seen.page.text, /Files show it/, 'Kent sees what Medway gave')
  assert.match((await get(`/records/${reference}`, manager)).page.text, /Files show it/, 'and its record')
  assert.equal((await get(trackerPaths.update(reference), police)).status, 403, 'whoever owes no part still has no say')

  const application = asApplication(db)
  await actingAs(await actorAs(db, medway), async () => {
    const items = await application.selectFrom('tracker.item').select(['id', 'partnership_id']).execute()
    assert.equal(items.length, 1, 'the database shows it without the filters of the application')
    const { id: mine } = await db
      .selectFrom('partnerships.partnership')
      .where('slug', '=', 'medway')
      .select('id')
      .executeTakeFirstOrThrow()
    await assert.rejects(
      application.updateTable('tracker.item').set({ partnership_id: mine }).execute(),
      /stays with the partnership that registered it/,
    )
  })
})

test('what is marked stays with the partnership that wrote it down', async (t) => {
  const { db, get } = await trackerSite(t)
  const groupId = await jointGroup(db)
  const kent = await actorAs(db, manager)
  const raised = await db.transaction().execute((tx) =>
    raiseRecommendation(tx, kent, {
      title: 'A marked recommendation',
      sourceKind: 'review',
      sourceTitle: 'A review made up for tests',
      raisedOn: '2026-09-01',
      today: '2026-11-22',
      at: new Date('2026-11-22T12:00:00Z'),
      groupId,
      marking: 'OFFICIAL-SENSITIVE',
    }),
  )
  assert.equal((await get(trackerPaths.show(raised.reference), manager)).status, 200)
  assert.equal((await get(trackerPaths.show(raised.reference), medway)).status, 404)
  assert.doesNotMatch((await get(trackerPaths.list(), medway)).page.text, /A marked recommendation/)
})
