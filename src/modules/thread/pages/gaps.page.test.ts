import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fixedClock } from '#platform/clock.ts'
import { findGaps } from '../find-gaps.ts'
import { linkRecords } from '../link-store.ts'
import { threadPaths } from '../paths.ts'
import { registeredOn, threadEvents, world, type World } from '../testing.ts'

const rowsOf = (page: { document: Document }) =>
  [...page.document.querySelectorAll('tbody tr')].map((row) => row.textContent.replaceAll(/\s+/g, ' ').trim())

/** A decision that nothing followed and an action of the police that came from nowhere, found on 1 November. */
async function twoGaps(service: World) {
  const { db, aRecord, organisations } = service
  const decision = await aRecord('decision', 'Share chronologies')
  const action = await aRecord('action', 'Police action', { organisationId: organisations.police })
  await registeredOn(db, '2026-08-01')
  await findGaps(db, fixedClock('2026-11-01T05:00:00Z'))
  return { decision, action }
}

test('lists each gap with what it is about, since when and what to do; chosen by kind, age and group', async (t) => {
  const service = await world(t)
  const { db, get, aRecord } = service
  const none = await get(threadPaths.gaps())
  assert.match(none.page.text, /No gap was found last night/)
  const { decision } = await twoGaps(service)
  const group = await aRecord('group', 'Learning group')
  await db.transaction().execute((tx) => linkRecords(tx, decision.id, 'given to', group.id))
  const { page } = await get(threadPaths.gaps())
  assert.match(page.text, /2 gaps, the oldest first/)
  const [first = ''] = rowsOf(page).filter((row) => row.includes('Share chronologies'))
  assert.match(
    first,
    /Decision · KENT-DEC-2026-001 · Open Nothing followed from it yet Link the action it led to.* 1 November 2026, 21 days ago/,
  )
  assert.deepEqual(rowsOf((await get(threadPaths.gaps({ rule: 'action-purpose' }))).page).length, 1)
  assert.match(rowsOf((await get(threadPaths.gaps({ group: group.id }))).page).join(), /^Share chronologies/)
  const old = await get(threadPaths.gaps({ age: '28' }))
  assert.match(old.page.text, /No gap fits this choice/)
  assert.equal((await get('/records/gaps?rule=constructor&age=7&group=x&page=-3')).status, 200)
})

test('an agency sees the gaps of its own records and of the partnership’s, counts included; another partnership none', async (t) => {
  const service = await world(t)
  await twoGaps(service)
  const { page } = await service.get(threadPaths.gaps(), { role: 'data-lead', organisation: 'Kent Hospital' })
  assert.match(page.text, /1 gap, /)
  assert.doesNotMatch(page.html, /Police action/)
  assert.match(page.text, /Action: Serves nothing and came from nothing \(0\)/)
  const own = await service.get(threadPaths.gaps(), { role: 'safeguarding-lead', organisation: 'Kent Police' })
  assert.match(own.page.text, /2 gaps/)
  const medway = await service.get(threadPaths.gaps(), { role: 'business-manager', partnership: 'medway' })
  assert.match(medway.page.text, /No gap was found last night/)
})

test('a gap is set aside until a day with a reason, and comes back by itself', async (t) => {
  const service = await world(t)
  const { db, get, post } = service
  await twoGaps(service)
  const list = await get(threadPaths.gaps())
  const href = list.page.getByRole('link', { name: /Set aside: Share chronologies/ }).getAttribute('href') ?? ''
  const asked = await get(href)
  assert.equal(asked.page.document.querySelector('h1')?.textContent, 'Set this gap aside')
  for (const [fields, problem] of [
    [{ reason: '', until: '' }, /Enter why the gap is set aside/],
    [{ reason: 'Kept', until: '30/2/2027' }, /must be a real date/],
    [{ reason: 'Kept', until: '22/11/2026' }, /must be after today/],
    [{ reason: 'Kept', until: '23/11/2027' }, /must be 22 November 2027 or earlier/],
  ] as const) {
    const { status, page } = await post(href, { version: '1', ...fields })
    assert.equal(status, 400)
    assert.match(page.text, problem)
    assert.equal(page.getByRole('textbox', { name: /Why is it/ }).textContent, fields.reason)
  }
  assert.deepEqual(
    (await threadEvents(db)).filter(({ name }) => name === 'thread.gap-set-aside'),
    [],
  )
  const done = await post(href, { version: '1', reason: 'For information only', until: '1/3/2027' })
  assert.equal(done.status, 303)
  const after = await get(done.location)
  assert.match(after.page.text, /The gap was set aside/)
  assert.doesNotMatch(rowsOf(after.page).join(), /Share chronologies/)
  const aside = await get(threadPaths.gaps({ aside: 'yes' }))
  assert.match(rowsOf(aside.page).join(), /Share chronologies.* until 1 March 2027: For information only/)
  const record = await get('/records/KENT-DEC-2026-001')
  assert.doesNotMatch(record.page.text, /Missing: Nothing followed/)
  const twice = await post(href, { version: '1', reason: 'Once more', until: '1/4/2027' })
  assert.equal(twice.status, 409, 'somebody else was first')
  // Other roles do not set aside, and other partnerships do not know of it.
  const fields = { version: '2', reason: 'No', until: '1/4/2027' }
  assert.equal((await post(href, fields, { role: 'executive-member' })).status, 403)
  assert.equal((await post(href, fields, { role: 'business-manager', partnership: 'medway' })).status, 404)
  assert.equal((await get('/records/gaps/not-an-id/set-aside')).status, 404)
  const events = (await threadEvents(db)).filter(({ name }) => name === 'thread.gap-set-aside')
  assert.deepEqual(
    events.map(({ details }) => details),
    [{ rule: 'decision-follow-up', until: '2027-03-01' }],
  )
})

test('what was set aside is listed again on its day', async (t) => {
  const service = await world(t, fixedClock('2027-03-01T09:00:00Z'))
  await twoGaps(service)
  await service.db
    .updateTable('thread.gap')
    .set({ set_aside_until: '2027-03-01', set_aside_reason: 'Till then', set_aside_on: '2026-12-01' })
    .where('rule', '=', 'decision-follow-up')
    .execute()
  const { page } = await service.get(threadPaths.gaps())
  assert.match(rowsOf(page).join(), /Share chronologies/)
})
