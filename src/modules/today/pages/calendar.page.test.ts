import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import ICAL from 'ical.js'
import nodeIcal from 'node-ical'
import { openLists } from '#modules/people/public.ts'
import { registerRecord } from '#modules/thread/public.ts'
import { fixedClock } from '#platform/clock.ts'
import type { Db } from '#platform/db/connect.ts'
import { site } from '#test/support/site.ts'
import { todayPaths } from '../paths.ts'
import { town } from '../testing.ts'

const clock = fixedClock('2026-11-20T10:00:00Z')
const pat = { role: 'agency-administrator', organisation: 'Police' }

async function service(t: TestContext) {
  const { db, add, partnerships } = await town(t)
  const role = 'agency-administrator'
  const patsOffice = await add({
    name: 'Pat',
    office: 'Staff officer',
    organisation: 'Police',
    role,
    partnerships: ['kent', 'medway'],
  })
  await add({ name: 'Nora', office: 'Matron', organisation: 'Hospital', role })
  await openLists(db, clock)
  return { ...(await site(t, db, pat, clock)), partnerships, personOf: { pat: patsOffice } }
}

/** The address that the page shows once, from the slash on. */
async function make(made: Awaited<ReturnType<Awaited<ReturnType<typeof service>>['post']>>): Promise<string> {
  assert.equal(made.status, 200)
  const address = made.page.getByRole('textbox', { name: 'Address of the calendar' }).getAttribute('value') ?? ''
  assert.match(address, /^http:\/\/localhost\/calendar\/[A-Za-z0-9_-]{43}\.ics$/)
  return address.slice('http://localhost'.length)
}

const events = (text: string) => new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent')

test('a calendar is made, shown once, and fetched without a session; two other libraries read it', async (t) => {
  const { db, get, post, app } = await service(t)
  const before = (await get(todayPaths.calendar())).page
  assert.match(before.text, /All that you owe and attend, in every partnership\s*Not made yet/)
  const address = await make(await post(todayPaths.makeFeed(), { group: '' }))
  const { page } = await get(todayPaths.calendar())
  assert.equal(page.queryByRole('textbox', { name: 'Address of the calendar' }), null)
  assert.match(
    page.text,
    /Made 20 November 2026 at 10am\. Not fetched yet|Made 20 November 2026 at 10:00am\. Not fetched yet/,
  )

  const { statusCode, headers, body } = await app.inject({ method: 'GET', url: address })
  assert.equal(statusCode, 200)
  assert.equal(headers['content-type'], 'text/calendar; charset=utf-8')
  assert.equal(headers['cache-control'], 'private, max-age=3600')
  const found = events(body)
  assert.deepEqual(
    found
      .map((event) => [
        event.getFirstPropertyValue('summary'),
        String(event.getFirstPropertyValue('dtstart')),
        String(event.getFirstPropertyValue('description')),
      ])
      // Two of one day come in the order of their identifiers, which are chance.
      .toSorted((a, b) => String(a[2]).localeCompare(String(b[2]))),
    [
      ['Due: Confirm who holds Police’s offices', '2026-12-18', 'For KENT, as Staff officer.'],
      ['Due: Confirm who holds Police’s offices', '2026-12-18', 'For MEDWAY, as Staff officer.'],
    ],
  )
  const others = Object.values(nodeIcal.sync.parseICS(body)).filter((each) => each?.type === 'VEVENT')
  assert.equal(others.length, 2)
  const uids = found.map((event) => event.getFirstPropertyValue('uid'))
  assert.equal(new Set(uids).size, 2)

  // The date moves: the same entries, moved.
  await db.updateTable('people.list_check').set({ due_on: '2027-01-08' }).execute()
  const moved = events((await app.inject({ method: 'GET', url: address })).body)
  assert.deepEqual(
    moved.map((event) => event.getFirstPropertyValue('uid')),
    uids,
  )
  assert.equal(String(moved[0]?.getFirstPropertyValue('dtstart')), '2027-01-08')
  const [feed] = await db.selectFrom('today.feed').selectAll().execute()
  assert.equal(feed?.last_used_on, '2026-11-20')
  assert.ok(!JSON.stringify(feed).includes(address.slice(10, 53)), 'the token is kept nowhere')
  const trail = await db
    .selectFrom('platform.audit_event')
    .where('name', 'like', 'today.%')
    .select(['name', 'details'])
    .execute()
  assert.deepEqual(trail, [{ name: 'today.feed-made', details: { group: null } }])
})

test('what has not changed is not sent again', async (t) => {
  const { db, post, app } = await service(t)
  const url = await make(await post(todayPaths.makeFeed(), { group: '' }))
  const etag = String((await app.inject({ method: 'GET', url })).headers.etag)
  const ask = (header: string) => app.inject({ method: 'GET', url, headers: { 'if-none-match': header } })
  for (const header of [etag, `W/${etag}`, `"other", ${etag}`]) {
    const { statusCode, body } = await ask(header)
    assert.deepEqual([statusCode, body], [304, ''], header)
  }
  assert.equal((await ask('"other"')).statusCode, 200)
  await db.updateTable('people.list_check').set({ due_on: '2027-01-08' }).execute()
  assert.equal((await ask(etag)).statusCode, 200)
})

test('an address that is nobody’s, was renewed or withdrawn answers 404, and a person sees only their own', async (t) => {
  const { db, get, post, app } = await service(t)
  const status = async (url: string) => (await app.inject({ method: 'GET', url })).statusCode
  const first = await make(await post(todayPaths.makeFeed(), { group: '' }))
  for (const url of [todayPaths.feed('A'.repeat(43)), todayPaths.feed('x'), '/calendar/x', first.replace('.ics', '')])
    assert.equal(await status(url), 404, url)
  const second = await make(await post(todayPaths.makeFeed(), { group: '' }))
  assert.equal(await status(first), 404)
  assert.equal(await status(second), 200)
  const { id } = await db
    .selectFrom('today.feed')
    .where('withdrawn_at', 'is', null)
    .select('id')
    .executeTakeFirstOrThrow()
  const nora = { role: 'agency-administrator', organisation: 'Hospital' }
  assert.match((await get(todayPaths.calendar(), nora)).page.text, /Not made yet/)
  assert.equal((await post(todayPaths.withdrawFeed(id), {}, nora)).status, 404)
  assert.equal((await post(todayPaths.withdrawFeed('x'), {})).status, 404)
  assert.equal(await status(second), 200)
  const withdrawn = await post(todayPaths.withdrawFeed(id), {})
  assert.equal(withdrawn.status, 303)
  assert.match((await get(withdrawn.location)).page.text, /The address works no longer/)
  assert.equal(await status(second), 404)
  assert.equal((await post(todayPaths.withdrawFeed(id), {})).status, 404)
  assert.equal((await get(todayPaths.calendar(), null)).status, 303)
})

test('holds what the person may know of today: nothing when they have left', async (t) => {
  const { db, post, app } = await service(t)
  const url = await make(await post(todayPaths.makeFeed(), { group: '' }))
  await db.updateTable('identity.tenure').set({ ends_on: '2026-11-19' }).execute()
  const { statusCode, body } = await app.inject({ method: 'GET', url })
  assert.equal(statusCode, 200)
  assert.equal(events(body).length, 0)
})

test('a calendar that is fetched too often is told to come back later', async (t) => {
  const { post, app } = await service(t)
  const url = await make(await post(todayPaths.makeFeed(), { group: '' }))
  const ask = () => app.inject({ method: 'GET', url })
  let last = await ask()
  for (let count = 1; count <= 60; count++) last = await ask()
  assert.equal(last.statusCode, 429)
  assert.ok(Number(last.headers['retry-after']) > 0)
})

/** A group of Kent in which an office sits, with a meeting in June and a cancelled one. */
async function aGroup(db: Db, partnershipId: string, officeId: string): Promise<string> {
  return db.transaction().execute(async (tx) => {
    const { id: groupId } = await tx
      .insertInto('partnerships.group')
      .values({
        slug: 'board',
        name: 'Executive Board',
        kind: 'executive',
        frequency: 'quarterly',
        ownership: 'own',
        source: 'test',
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('partnerships.group_partnership')
      .values({ group_id: groupId, partnership_id: partnershipId })
      .execute()
    const { id: seat } = await tx
      .insertInto('partnerships.seat')
      .values({ group_id: groupId, position: 1, title: 'Member', role: 'member', source: 'test' })
      .returning('id')
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('partnerships.seat_filling')
      .values({ seat_id: seat, office_id: officeId, starts_on: '2026-01-01' })
      .execute()
    for (const [title, state, day] of [
      ['Executive Board', 'called', '01'],
      ['Never held', 'cancelled', '02'],
    ] as const) {
      const { id, reference } = await registerRecord(tx, {
        partnershipId,
        kind: 'meeting',
        title,
        state,
        page: (made) => `/meetings/${made}`,
        year: 2026,
      })
      const cancelled =
        state === 'cancelled'
          ? { cancel_reason: 'ill', cancelled_at: '2026-11-01T00:00:00Z' }
          : { called_at: '2026-11-01T00:00:00Z' }
      await tx
        .insertInto('meetings.meeting')
        .values({
          record_id: id,
          reference,
          partnership_id: partnershipId,
          group_id: groupId,
          kind: 'ordinary',
          title,
          starts_at: `2027-06-${day}T09:00:00Z`,
          ends_at: `2027-06-${day}T11:00:00Z`,
          place: 'Sessions House',
          state,
          ...cancelled,
        })
        .execute()
    }
    return groupId
  })
}

test('a group’s calendar holds its meetings, for who sits in it and as long as they do', async (t) => {
  const { db, get, post, app, partnerships, personOf } = await service(t)
  const groupId = await aGroup(db, partnerships.kent, personOf.pat.officeId)
  const asked = await get(todayPaths.calendar())
  assert.match(asked.page.text, /Executive Board: its meetings\s*Not made yet/)
  const url = await make(await post(todayPaths.makeFeed(), { group: groupId }))
  const found = async () => events((await app.inject({ method: 'GET', url })).body)
  const [meeting, ...more] = await found()
  assert.deepEqual(more, [])
  assert.ok(meeting)
  assert.equal(meeting.getFirstPropertyValue('summary'), 'Executive Board')
  assert.equal(meeting.getFirstPropertyValue('location'), 'Sessions House')
  assert.equal(String(meeting.getFirstPropertyValue('dtstart')), '2027-06-01T09:00:00Z')
  assert.match(String(meeting.getFirstPropertyValue('uid')), /^meeting-[0-9a-f-]{36}@localhost$/)
  assert.match(String(meeting.getFirstPropertyValue('url')), /^http:\/\/localhost\/meetings\/KENT-/)
  // Their own calendar holds it beside what is due.
  const own = await make(await post(todayPaths.makeFeed(), { group: '' }))
  const titles = events((await app.inject({ method: 'GET', url: own })).body).map((event) =>
    event.getFirstPropertyValue('summary'),
  )
  assert.equal(titles.filter((title) => title === 'Executive Board').length, 1)
  assert.equal(titles.length, 3)

  const nora = { role: 'agency-administrator', organisation: 'Hospital' }
  for (const strange of [groupId, '0190c6a0-0000-7000-8000-000000000000', 'x'])
    assert.equal((await post(todayPaths.makeFeed(), { group: strange }, nora)).status, 404)
  await db.updateTable('partnerships.seat_filling').set({ ends_on: '2026-11-19' }).execute()
  assert.deepEqual(await found(), [])
})
