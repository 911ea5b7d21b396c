import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fixedClock } from '#platform/clock.ts'
import { signingIn } from '#platform/db/acting.ts'
import { peoplePaths } from '../paths.ts'
import { openLists } from '../open-lists.ts'
import { suspendUnused } from '../suspend-unused.ts'
import { world, type World } from '../testing.ts'

const police = { role: 'agency-administrator', organisation: 'Shared Police' }
const hospital = { role: 'data-lead', organisation: 'Kent Hospital' }
const at = (day: string) => fixedClock(`${day}T10:00:00Z`)
const urls = { publicUrl: 'http://localhost' }

const mailsOf = async ({ db }: World) =>
  (await db.selectFrom('platform.mail').orderBy('id').select(['to_address', 'subject']).execute()).map(
    (mail) => `${mail.to_address ?? ''}: ${mail.subject ?? ''}`,
  )

/** An invented person who counts as a real one, with an e-mail address. */
async function real({ db }: World, name: string, email: string) {
  await db.updateTable('identity.person').set({ is_sample: false, email }).where('name', '=', name).execute()
}

const errorsOf = (page: { document: Document }) =>
  [...page.document.querySelectorAll('.govuk-error-summary__list a')].map((link) => link.textContent?.trim())

test('an unused office: two notices, then suspension, each once; use in between begins anew', async (t) => {
  const service = await world(t)
  const { db, officeOf } = service
  await real(service, 'Hal Health', 'hal@hospital.example')
  const hal = await officeOf('Hal Health')
  await db
    .insertInto('identity.office_use')
    .values({ access_id: hal.accessId, person_id: hal.personId, last_used_at: '2026-08-01T09:00:00Z' })
    .execute()
  // 1 August and 92 days of a data lead's quarter and 28 days of grace: 29 November.
  assert.deepEqual(await suspendUnused(db, at('2026-11-14'), urls), { notices: 0, suspended: 0 })
  assert.deepEqual(await suspendUnused(db, at('2026-11-15'), urls), { notices: 1, suspended: 0 })
  assert.deepEqual(await suspendUnused(db, at('2026-11-15'), urls), { notices: 0, suspended: 0 })
  assert.deepEqual(await suspendUnused(db, at('2026-11-25'), urls), { notices: 0, suspended: 0 })
  assert.deepEqual(await suspendUnused(db, at('2026-11-26'), urls), { notices: 1, suspended: 0 })
  assert.deepEqual(await suspendUnused(db, at('2026-11-28'), urls), { notices: 0, suspended: 0 })
  assert.deepEqual(await suspendUnused(db, at('2026-11-29'), urls), { notices: 0, suspended: 1 })
  assert.deepEqual(await suspendUnused(db, at('2026-12-30'), urls), { notices: 0, suspended: 0 })
  const subject = 'hal@hospital.example: Your office in Goldenthread for KENT will be suspended on 29 November 2026'
  assert.deepEqual(await mailsOf(service), [subject, subject])
  const events = await db
    .selectFrom('platform.audit_event')
    .where('name', 'like', 'people.%')
    .orderBy('at')
    .select(['name', 'person_id', 'details'])
    .execute()
  assert.deepEqual(
    events.map(({ name }) => name),
    ['people.unused-notice-sent', 'people.unused-notice-sent', 'people.office-suspended'],
  )
  assert.deepEqual(events.at(-1)?.details, { person: hal.personId, suspendsOn: '2026-11-29' })
})

test('the suspended come back by themselves, and nothing else is open to them until then', async (t) => {
  const service = await world(t)
  const { db, get, post, officeOf } = service
  const hal = await officeOf('Hal Health')
  await db
    .insertInto('identity.office_use')
    .values({
      access_id: hal.accessId,
      person_id: hal.personId,
      last_used_at: '2026-01-01T09:00:00Z',
      suspended_at: '2026-09-01T09:00:00Z',
    })
    .execute()
  const before = await get('/people?state=suspended')
  assert.match(before.page.text, /Hal Health/)
  for (const url of ['/', '/returns', '/partnerships']) {
    assert.equal((await get(url, hospital)).location, '/start-again', url)
  }
  const { page } = await get('/start-again', hospital)
  page.getByRole('heading', { name: 'Your office was suspended because it lay unused' })
  const use = () =>
    db
      .selectFrom('identity.office_use')
      .where('person_id', '=', hal.personId)
      .select(['suspended_at', 'last_used_at'])
      .executeTakeFirstOrThrow()
  assert.equal((await use()).last_used_at?.toISOString(), '2026-01-01T09:00:00.000Z')
  // With an e-mailed link alone there is no button, and the form sent all the same changes nothing.
  await db.updateTable('identity.session').set({ strength: 'link' }).where('person_id', '=', hal.personId).execute()
  const link = await get('/start-again', hospital)
  assert.equal(link.page.queryByRole('button', { name: 'Start using it again' }), null)
  assert.equal(
    link.page.getByRole('link', { name: 'Prove a second factor' }).getAttribute('href'),
    '/step-up?next=%2Fstart-again',
  )
  assert.equal((await post('/start-again', {}, hospital)).status, 403)
  assert.ok((await use()).suspended_at)
  await db.updateTable('identity.session').set({ strength: 'two' }).where('person_id', '=', hal.personId).execute()
  assert.equal((await post('/start-again', {}, hospital)).location, '/')
  assert.equal((await get('/', hospital)).status, 200)
  assert.deepEqual({ ...(await use()) }, { suspended_at: null, last_used_at: new Date('2026-11-22T10:00:00Z') })
  const after = await get('/start-again', hospital)
  after.page.getByRole('heading', { name: 'Your office is in use' })
})

test('using an office is noted, and an old holding that was never used counts from its first day', async (t) => {
  const service = await world(t)
  const { db, get, officeOf } = service
  await get('/', hospital)
  const hal = await officeOf('Hal Health')
  const use = await db
    .selectFrom('identity.office_use')
    .where('person_id', '=', hal.personId)
    .select(['access_id', 'last_used_at'])
    .execute()
  assert.deepEqual(use, [{ access_id: hal.accessId, last_used_at: new Date('2026-11-22T10:00:00Z') }])
  await real(service, 'Sam Signing', 'sam@police.example')
  assert.deepEqual(await suspendUnused(db, at('2026-11-22'), urls), { notices: 1, suspended: 0 })
  assert.deepEqual(await mailsOf(service), [
    'sam@police.example: Your office in Goldenthread for KENT will be suspended on 6 December 2026',
  ])
  assert.match((await get('/people')).page.text, /Hal Health.*22 November 2026 at 10:00am Active/)
})

test('a deputy acts in the office on the days that were set, under their own name, until midnight', async (t) => {
  const service = await world(t)
  const { db, post, get, officeOf } = service
  const dan = await officeOf('Dan Data')
  const sam = await officeOf('Sam Signing')
  const mary = await officeOf('Mary Manager')
  await db.updateTable('identity.person').set({ email: 'sam@police.example' }).where('id', '=', sam.personId).execute()
  const lead = { role: 'data-lead', organisation: 'Shared Police' }
  const form = { person: sam.personId, startsOn: '24/11/2026', endsOn: '25/11/2026', reason: 'leave' }
  const bad: [Record<string, string>, string][] = [
    [{ person: '' }, 'Select who deputises'],
    [{ person: mary.personId }, 'Select one of the people of this organisation'],
    [{ person: dan.personId }, 'Select one of the people of this organisation'],
    [{ startsOn: '21/11/2026' }, 'First day must be today or later'],
    [{ endsOn: '23/11/2026' }, 'Last day must be the same as or after the first day'],
    [{ endsOn: '26/11/2027' }, 'A deputy stands in for a year at most: replace the holder for longer'],
    [{ reason: 'illness' }, 'Select the kind of reason'],
  ]
  for (const [fields, problem] of bad) {
    const { status, page } = await post(peoplePaths.deputy(dan.officeId), { ...form, ...fields }, lead)
    assert.deepEqual([status, errorsOf(page)], [400, [problem]])
  }
  assert.equal((await post(peoplePaths.deputy(sam.officeId), form, lead)).status, 404)
  assert.equal((await post(peoplePaths.deputy(dan.officeId), form, lead)).status, 303)
  assert.deepEqual(errorsOf((await post(peoplePaths.deputy(dan.officeId), form, lead)).page), [
    'Sam Signing deputises from 24 November 2026 to 25 November 2026',
  ])
  assert.deepEqual(await mailsOf(service), ['sam@police.example: You deputise in Goldenthread for KENT'])
  assert.match((await get('/people')).page.text, /Dan Data ?Deputy: Sam Signing, 24 November 2026 to 25 November 2026/)
  const { listActingsFor } = await import('#modules/identity/session-store.ts')
  const titles = async (today: string) =>
    (await signingIn(() => listActingsFor(db, sam.personId, today, null))).map(
      (each) => `${each.officeTitle} ${each.partnershipSlug}`,
    )
  assert.deepEqual(await titles('2026-11-23'), ['Sam Signing’s office kent'])
  // Dan's office serves both partnerships; the deputy was named in one.
  const both = ['Deputy for Dan Data’s office kent', 'Sam Signing’s office kent']
  assert.deepEqual((await titles('2026-11-24')).toSorted(), both)
  assert.deepEqual((await titles('2026-11-25')).toSorted(), both)
  assert.deepEqual(await titles('2026-11-26'), ['Sam Signing’s office kent'])
  // A deputy who leaves deputises no longer.
  const left = (ends: string | null) =>
    db.updateTable('identity.tenure').set({ ends_on: ends }).where('id', '=', sam.tenureId).execute()
  await left('2026-11-24')
  assert.deepEqual((await titles('2026-11-24')).toSorted(), both)
  assert.deepEqual(await titles('2026-11-25'), [])
  await left(null)
  const day = await service.on('2026-11-24T10:00:00Z')
  const access = await db
    .selectFrom('identity.access')
    .where('office_id', '=', dan.officeId)
    .where('partnership_id', '=', service.partnerships.kent)
    .select('id')
    .executeTakeFirstOrThrow()
  const signing = { role: 'signing-officer', organisation: 'Shared Police' }
  await day.get('/', signing)
  const session = async () =>
    db
      .selectFrom('identity.session')
      .where('person_id', '=', sam.personId)
      .orderBy('created_at', 'desc')
      .select(['access_id', 'id'])
      .executeTakeFirstOrThrow()
  await db
    .updateTable('identity.session')
    .set({ access_id: access.id })
    .where('id', '=', (await session()).id)
    .execute()
  const acting = await day.get(peoplePaths.inheritance(dan.officeId), signing)
  assert.equal(acting.status, 200)
  assert.match(acting.page.text, /Sam Signing, Deputy for Dan Data’s office/)
  // A deputy names no further deputy.
  assert.equal((await day.get(peoplePaths.deputy(dan.officeId), signing)).status, 404)
  const deputy = await db.selectFrom('identity.deputy').select(['id', 'named_by']).executeTakeFirstOrThrow()
  assert.equal(deputy.named_by, dan.personId)
  assert.equal(
    (await post(peoplePaths.withdrawDeputy(deputy.id), {}, { role: 'data-lead', organisation: 'Kent Hospital' }))
      .status,
    404,
  )
  assert.equal((await post(peoplePaths.withdrawDeputy(deputy.id), {}, police)).status, 303)
  assert.deepEqual(await titles('2026-11-24'), ['Sam Signing’s office kent'])
  assert.equal((await day.get(peoplePaths.inheritance(dan.officeId), signing)).status, 303)
})

test('the quarter’s lists are opened once, and owed by their administrators, else by the business manager in one line', async (t) => {
  const service = await world(t)
  const { db, on } = service
  const run = (day: string) => openLists(db, at(day))
  // Four organisations of Kent and Medway's two, one of them shared.
  assert.equal(await run('2026-10-01'), 5)
  assert.equal(await run('2026-10-01'), 0)
  assert.equal(await run('2026-11-13'), 0)
  assert.deepEqual(await mailsOf(service), [], 'the reminders are the same as of everything else that is owed')
  const { get } = await on('2026-11-13T10:00:00Z')
  assert.match(
    (await get('/', police)).page.text,
    /Confirm who holds Shared Police’s offices Late Due 12 November 2026/,
  )
  const manager = await get('/', { role: 'business-manager' })
  assert.match(
    manager.page.text,
    /Confirm who holds the offices of 1 organisation without an administrator here Late Due 12 November 2026/,
  )
  assert.doesNotMatch(manager.page.text, /Shared Police’s offices/)
  assert.match(
    (await get('/', { role: 'business-manager', partnership: 'medway' })).page.text,
    /offices of 2 organisations without an administrator here/,
  )
  assert.doesNotMatch((await get('/', hospital)).page.text, /without an administrator/)
  assert.equal(await run('2027-01-01'), 5)
})

test('an agency’s administrator confirms its list; others cannot, nor twice', async (t) => {
  const service = await world(t)
  const { db, get, post, organisations, officeOf } = service
  const [shared, other] = [organisations['police'] ?? '', organisations['hospital'] ?? '']
  await openLists(db, at('2026-11-20'))
  assert.match((await get('/people')).page.text, /3 organisations have not confirmed this quarter/)
  assert.match((await get('/', police)).page.text, /Confirm who holds Shared Police’s offices\s*Due 18 December 2026/)
  for (const url of [peoplePaths.confirm(other), peoplePaths.confirm('x')]) {
    assert.equal((await get(url, police)).status, 404)
    assert.equal((await post(url, {}, police)).status, 404)
  }
  const ids = await Promise.all(
    ['Dan Data', 'Sam Signing', 'Pat Police'].map(async (name) => (await officeOf(name)).tenureId),
  )
  const [dan = '', sam = '', pat = ''] = ids
  const answers = {
    [`answer-${dan}`]: 'not-known',
    [`answer-${sam}`]: 'ends',
    [`endsOn-${sam}`]: '30/11/2026',
    [`answer-${pat}`]: 'keep',
  }
  const none = await post(peoplePaths.confirm(shared), { [`answer-${dan}`]: 'keep', [`answer-${sam}`]: 'ends' }, police)
  assert.equal(none.status, 400)
  assert.deepEqual(errorsOf(none.page), [
    'Say whether Pat Police still holds the office',
    'Enter Sam Signing’s last day, like 27/3/2027',
  ])
  assert.equal((await db.selectFrom('people.list_answer').selectAll().execute()).length, 0)
  const past = await post(peoplePaths.confirm(shared), { ...answers, [`endsOn-${sam}`]: '1/11/2026' }, police)
  assert.deepEqual(errorsOf(past.page), ['Last day must be today or later'])
  // An agency's administrator does not end what they may not give.
  await db
    .updateTable('identity.access')
    .set({ role: 'lead-partner' })
    .where('office_id', '=', (await officeOf('Sam Signing')).officeId)
    .execute()
  const above = await post(peoplePaths.confirm(shared), answers, police)
  assert.deepEqual(errorsOf(above.page), [
    'Your office cannot end Sam Signing’s: answer ‘Not known to us’ and the business team will ask',
  ])
  await db
    .updateTable('identity.access')
    .set({ role: 'signing-officer' })
    .where('office_id', '=', (await officeOf('Sam Signing')).officeId)
    .execute()
  const sent = await post(
    peoplePaths.confirm(shared),
    { ...answers, [`answer-${(await officeOf('Hal Health')).tenureId}`]: 'ends' },
    police,
  )
  assert.equal(sent.location, '/people/lists?done=confirmed')
  const lists = await get(sent.location, police)
  assert.match(
    lists.page.text,
    /Shared Police 3 people Confirmed1 person is not known to them Pat Police|Shared Police 3 people Confirmed 1 person is not known to them Pat Police/,
  )
  const tenure = await db
    .selectFrom('identity.tenure')
    .where('id', '=', sam)
    .select('ends_on')
    .executeTakeFirstOrThrow()
  assert.equal(tenure.ends_on, '2026-11-30')
  const saved = await db
    .selectFrom('people.list_answer')
    .orderBy('answer')
    .select(['tenure_id', 'answer', 'ends_on'])
    .execute()
  assert.deepEqual(saved, [
    { tenure_id: sam, answer: 'ends', ends_on: '2026-11-30' },
    { tenure_id: pat, answer: 'keep', ends_on: null },
    { tenure_id: dan, answer: 'not-known', ends_on: null },
  ])
  const twice = await post(peoplePaths.confirm(shared), answers, police)
  assert.equal(twice.status, 400)
  assert.deepEqual(errorsOf(twice.page), ['This list is confirmed for the quarter already'])
  assert.match((await get('/people')).page.text, /2 organisations have not confirmed/)
  assert.equal((await get(peoplePaths.lists(), { role: 'data-lead' })).status, 403)
})

test('what a new holder inherits, and who may read it', async (t) => {
  const service = await world(t)
  const { db, get, officeOf } = service
  const hal = await officeOf('Hal Health')
  await db
    .insertInto('platform.audit_event')
    .values([
      {
        name: 'returns.return-signed-off',
        subject: 'x',
        person_id: hal.personId,
        office_id: hal.officeId,
        partnership_id: service.partnerships.kent,
      },
      {
        name: 'returns.return-saved',
        subject: 'x',
        person_id: hal.personId,
        office_id: hal.officeId,
        partnership_id: service.partnerships.kent,
      },
      {
        name: 'returns.return-accepted',
        subject: 'x',
        person_id: hal.personId,
        office_id: hal.officeId,
        partnership_id: service.partnerships.medway,
      },
    ])
    .execute()
  await db.updateTable('identity.tenure').set({ starts_on: '2026-11-01' }).where('id', '=', hal.tenureId).execute()
  assert.equal(
    (await get('/', hospital)).page.getByRole('link', { name: /^What you inherit/ }).getAttribute('href'),
    peoplePaths.inheritance(hal.officeId),
  )
  for (const who of [hospital, { role: 'analyst' }, { role: 'business-manager' }]) {
    const { page, status } = await get(peoplePaths.inheritance(hal.officeId), who)
    assert.equal(status, 200, who.role)
    assert.match(page.text, /Decided in its name Return signed off ?Hal Health/)
    assert.match(page.text, /What else its holders did Return saved ?Hal Health/)
    assert.doesNotMatch(page.text, /Return accepted/)
    assert.match(page.text, /Who held it Hal Health, from 1 November 2026/)
  }
  for (const who of [
    police,
    { role: 'data-lead', organisation: 'Shared Police' },
    { role: 'business-manager', partnership: 'medway' },
  ]) {
    assert.equal((await get(peoplePaths.inheritance(hal.officeId), who)).status, 404, who.role)
  }
  await db.updateTable('identity.tenure').set({ starts_on: '2026-10-20' }).where('id', '=', hal.tenureId).execute()
  assert.equal((await get('/', hospital)).page.queryByRole('link', { name: /^What you inherit/ }), null)
})

test('a module that is switched off is gone from pages and menus at the next request, in its own partnership only', async (t) => {
  const service = await world(t)
  const { db, get, post } = service
  const medway = { role: 'business-manager', partnership: 'medway' }
  assert.equal((await get('/reports')).status, 200)
  const asked = await get(peoplePaths.module('reports'))
  asked.page.getByRole('heading', { name: 'Switch Yearly reports off?' })
  assert.match(asked.page.text, /Gone for everybody in KENT while it is off: the Reports door and every report/)
  assert.deepEqual(errorsOf((await post(peoplePaths.module('reports'), { to: 'off', reason: '' })).page), [
    'Enter why it is switched off',
  ])
  assert.equal(
    (await post(peoplePaths.module('reports'), { to: 'off', reason: 'Not used yet', partnership: 'medway' })).status,
    303,
  )
  assert.equal((await get('/reports')).status, 404)
  assert.equal((await get('/')).page.queryByRole('link', { name: 'Reports' }), null)
  assert.equal((await get('/reports', medway)).status, 200)
  assert.match(
    (await get(peoplePaths.modules())).page.text,
    /Yearly reports Off Holds .*Not used yet\. Mary Manager, 22 November 2026/,
  )
  assert.equal((await post(peoplePaths.module('reports'), { to: 'off', reason: 'Again' })).status, 409)
  for (const name of ['identity', 'today', 'people', 'audit', 'partnerships', 'constructor', 'nothing']) {
    assert.equal((await post(peoplePaths.module(name), { to: 'off', reason: 'x' })).status, 404, name)
  }
  assert.equal((await post(peoplePaths.module('reports'), { to: 'on' })).status, 303)
  assert.equal((await get('/reports')).status, 200)
  for (const who of [police, { role: 'analyst' }]) assert.equal((await get(peoplePaths.modules(), who)).status, 403)
  const events = await db
    .selectFrom('platform.audit_event')
    .where('name', 'like', 'people.module%')
    .orderBy('at')
    .select(['name', 'subject', 'details'])
    .execute()
  assert.deepEqual(events, [
    { name: 'people.module-switched-off', subject: 'reports', details: {} },
    { name: 'people.module-switched-on', subject: 'reports', details: {} },
  ])
  await assert.rejects(
    db
      .insertInto('identity.module_off')
      .values({ partnership_id: service.partnerships.kent, module: 'people' })
      .execute(),
    /module_off_module_check/,
  )
})
