import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addSamplePerson, beginTenure, giveRole, officeTitled, setLastDay } from '#modules/identity/public.ts'
import { installation, type Actor } from '#platform/actor.ts'
import { actingAs } from '#platform/db/acting.ts'
import type { Tx } from '#platform/db/connect.ts'
import { asApplication } from '#test/support/database.ts'
import { peoplePaths } from '../paths.ts'
import { world, type World } from '../testing.ts'

const police = { role: 'agency-administrator', organisation: 'Shared Police' }
const medway = { role: 'business-manager', partnership: 'medway' }

const invitation = (organisation: string) => ({
  organisation,
  office: '',
  title: 'Second data lead',
  role: 'data-lead',
  name: 'Nell Newcomer',
  email: 'Nell@Police.example',
  startsOn: '1/12/2026',
  endsOn: '',
})

const personOf = ({ db }: World, email: string) =>
  db.selectFrom('identity.person').where('email', '=', email).selectAll().executeTakeFirstOrThrow()

const errorsOf = (page: { document: Document }) =>
  [...page.document.querySelectorAll('.govuk-error-summary__list a')].map((link) => link.textContent?.trim())

const eventsOf = ({ db }: World) =>
  db
    .selectFrom('platform.audit_event')
    .where('name', 'like', 'people.%')
    .orderBy('at')
    .select(['name', 'subject', 'details', 'person_id'])
    .execute()

test('who sees which offices', async (t) => {
  const { get } = await world(t)
  const all = await get('/people')
  for (const name of ['Dan Data', 'Hal Health', 'Ann Analyst']) assert.match(all.page.text, new RegExp(name))
  assert.doesNotMatch(all.page.text, /Max Medway/)
  const own = await get('/people', police)
  assert.match(own.page.text, /Dan Data/)
  assert.doesNotMatch(own.page.text, /Hal Health|Ann Analyst|Max Medway/)
  const forged = await get(`/people?organisation=${'0'.repeat(8)}-0000-4000-8000-000000000000`, police)
  assert.match(forged.page.text, /No office fits/)
  for (const role of ['analyst', 'data-lead']) assert.equal((await get('/people', { role })).status, 403, role)
  const other = await get('/people', medway)
  assert.match(other.page.text, /Dan Data.*Max Medway|Max Medway.*Dan Data/)
  assert.doesNotMatch(other.page.text, /Hal Health/)
})

test('filters, pages and the CSV file', async (t) => {
  const { get, organisations } = await world(t)
  const hospital = await get(`/people?organisation=${organisations['hospital'] ?? ''}&role=data-lead&state=invited`)
  assert.equal(hospital.page.getAllByRole('row').length, 2)
  assert.match(hospital.page.text, /Hal Health/)
  assert.match((await get('/people?state=vacant')).page.text, /No office fits/)
  const odd = await get('/people?state=constructor&role=nobody&organisation=x&page=-3')
  assert.equal(odd.status, 200)
  const csv = await get(`/people.csv?organisation=${organisations['hospital'] ?? ''}`)
  assert.equal(csv.headers['content-type'], 'text/csv; charset=utf-8')
  const lines = csv.body.toString('utf8').trim().split('\r\n')
  assert.equal(lines.length, 3)
  assert.match(lines[1] ?? '', /^Kent Hospital,Hal Health’s office,Agency data lead,Hal Health,,2026-01-01,,,Invited$/)
  const own = (await get('/people.csv', police)).body.toString('utf8')
  assert.doesNotMatch(own, /Hospital/)
})

test('an invitation makes the person, the office, its role and the mail, with one event', async (t) => {
  const service = await world(t)
  const { db, post, get, organisations } = service
  const sent = await post('/people/invite', invitation(organisations['police'] ?? ''), police)
  assert.equal(sent.status, 303)
  const nell = await personOf(service, 'nell@police.example')
  assert.equal(nell.name, 'Nell Newcomer')
  assert.equal(nell.is_sample, false)
  const tenure = await db
    .selectFrom('identity.tenure')
    .where('person_id', '=', nell.id)
    .selectAll()
    .executeTakeFirstOrThrow()
  assert.deepEqual(
    [tenure.starts_on, tenure.ends_on, tenure.partnership_id],
    ['2026-12-01', null, service.partnerships.kent],
  )
  const access = await db.selectFrom('identity.access').where('office_id', '=', tenure.office_id).selectAll().execute()
  assert.deepEqual(
    access.map((each) => [each.role, each.partnership_id, each.authorities]),
    [['data-lead', service.partnerships.kent, []]],
  )
  const openings = await db.selectFrom('identity.factor_opening').selectAll().execute()
  assert.deepEqual(openings, [{ person_id: nell.id, ends_on: '2026-12-14' }], 'a link adds a first factor for 14 days')
  const [mail, ...others] = await db.selectFrom('platform.mail').selectAll().execute()
  assert.equal(others.length, 0)
  assert.equal(mail?.to_address, 'nell@police.example')
  assert.match(
    mail.body ?? '',
    /Second data lead, Shared Police[\s\S]*from 1\s+December 2026[\s\S]*http:\/\/localhost\/sign-in/,
  )
  const [event, ...more] = await eventsOf(service)
  assert.equal(more.length, 0)
  assert.deepEqual(
    [event?.name, event?.subject, event?.person_id],
    ['people.person-invited', tenure.office_id, (await service.officeOf('Pat Police')).personId],
  )
  assert.deepEqual(event?.details, { person: nell.id, role: 'data-lead', from: '2026-12-01', to: null })
  const shown = await get(sent.location, police)
  assert.match(shown.page.text, /The person is invited/)
  assert.match(shown.page.text, /Nell Newcomer Starts later/)
})

test('who may not give every role of somebody does not let them add a second factor by inviting them', async (t) => {
  const service = await world(t)
  const { db, post, organisations, officeOf } = service
  const ann = await officeOf('Ann Analyst')
  await db
    .updateTable('identity.person')
    .set({ is_sample: false, email: 'ann@team.example' })
    .where('id', '=', ann.personId)
    .execute()
  const invited = { ...invitation(organisations['police'] ?? ''), name: 'Ann', email: 'ann@team.example' }
  assert.equal((await post('/people/invite', invited, police)).status, 303)
  assert.deepEqual(await db.selectFrom('identity.factor_opening').selectAll().execute(), [])
  const another = { ...invited, title: 'Third data lead', startsOn: '22/11/2026' }
  assert.equal((await post('/people/invite', another)).status, 303)
  assert.deepEqual(await db.selectFrom('identity.factor_opening').selectAll().execute(), [
    { person_id: ann.personId, ends_on: '2026-12-05' },
  ])
})

test('the same e-mail address twice is one person; in another partnership too, of which nothing is told', async (t) => {
  const service = await world(t)
  const { db, post, get, organisations } = service
  assert.equal(
    (await post('/people/invite', { ...invitation(organisations['police'] ?? ''), name: 'Nell Otherwise' }, medway))
      .status,
    303,
  )
  const first = await personOf(service, 'nell@police.example')
  const sent = await post('/people/invite', {
    ...invitation(organisations['police'] ?? ''),
    email: 'NELL@police.example',
  })
  assert.equal(sent.status, 303)
  assert.equal((await db.selectFrom('identity.person').where('name', 'like', 'Nell%').selectAll().execute()).length, 1)
  const tenures = await db
    .selectFrom('identity.tenure')
    .where('person_id', '=', first.id)
    .select(['partnership_id', 'office_id'])
    .execute()
  assert.deepEqual(new Set(tenures.map((each) => each.partnership_id)), new Set(Object.values(service.partnerships)))
  // The office has the same title in both, so it is one office; each holding counts in its own partnership only.
  assert.equal(new Set(tenures.map((each) => each.office_id)).size, 1)
  const shown = await get(sent.location)
  assert.doesNotMatch(shown.page.text, /Medway|MEDWAY partnership/)
  const again = await post('/people/invite', {
    ...invitation(organisations['police'] ?? ''),
    office: tenures[0]?.office_id ?? '',
    title: '',
    role: '',
  })
  assert.equal(again.status, 400)
  assert.deepEqual(errorsOf(again.page), ['The person with this e-mail address holds this office already'])
})

test('bad input is told in sentences and nothing is saved', async (t) => {
  const service = await world(t)
  const { post, db, organisations } = service
  const good = invitation(organisations['police'] ?? '')
  const table: [Record<string, string>, string][] = [
    [{ name: '' }, 'Enter the person’s name'],
    [{ email: 'nobody' }, 'Enter an e-mail address in the correct format, like name@example.org'],
    [{ email: 'a@b.example,c@d.example' }, 'Enter an e-mail address in the correct format, like name@example.org'],
    [{ startsOn: '31/2/2027' }, 'First day must be a real date, like 27/3/2027'],
    [{ startsOn: '21/11/2026' }, 'First day must be today or later'],
    [{ endsOn: '30/11/2026' }, 'Last day must be the same as or after the first day'],
    [{ title: '' }, 'Select an office, or enter the title of a new one'],
    [{ role: '' }, 'Select the role of the new office'],
    [{ role: 'system-operator' }, 'Your office may not decide who is system operator'],
    [{ role: 'made-up' }, 'Select one of the roles'],
    [{ organisation: service.partnerships.kent }, 'Select one of the organisations that you look after'],
    [{ office: 'no-such' }, 'Select one of the offices of this organisation'],
    [{ title: 'Dan Data’s office' }, 'This organisation has an office with this title: choose it from the list'],
    [{ role: 'inspector', endsOn: '' }, 'Enter the last day of the inspection'],
    [{ role: 'inspector', endsOn: '10/12/2026' }, 'Select what the inspector may read'],
  ]
  for (const [fields, problem] of table) {
    const { status, page } = await post('/people/invite', { ...good, ...fields })
    assert.equal(status, 400, problem)
    assert.deepEqual(errorsOf(page), [problem])
  }
  assert.deepEqual(await eventsOf(service), [])
  assert.deepEqual(await db.selectFrom('platform.mail').selectAll().execute(), [])
  assert.equal((await db.selectFrom('identity.person').where('is_sample', '=', false).selectAll().execute()).length, 0)
})

test('nobody gives more than their office may, whatever the form says', async (t) => {
  const service = await world(t)
  const { post, db, organisations, officeOf } = service
  const own = invitation(organisations['police'] ?? '')
  const refused = async (fields: Record<string, string>, who: { role: string; organisation?: string }) => {
    const { status } = await post('/people/invite', { ...own, ...fields }, who)
    assert.equal(status, 400, JSON.stringify([fields, who]))
  }
  for (const role of ['analyst', 'executive-member', 'business-manager', 'inspector', 'lead-partner'])
    await refused({ role }, police)
  await refused({ organisation: organisations['hospital'] ?? '' }, police)
  await refused({ office: (await officeOf('Hal Health')).officeId, title: '' }, police)
  await refused(
    { office: (await officeOf('Mary Manager')).officeId, organisation: organisations['team'] ?? '' },
    { role: 'administrator' },
  )
  for (const role of ['business-manager', 'review-officer', 'scrutineer', 'inspector'])
    await refused({ role, endsOn: '10/12/2026' }, { role: 'administrator' })
  // Fields that the form does not have change nothing.
  const forged = {
    partnership: service.partnerships.medway,
    partnership_id: service.partnerships.medway,
    authorities: 'sign-off',
    modules: 'reviews',
    is_sample: 'true',
  }
  assert.equal((await post('/people/invite', { ...own, ...forged }, police)).status, 303)
  const nell = await personOf(service, 'nell@police.example')
  const rows = await db
    .selectFrom('identity.tenure as tenure')
    .innerJoin('identity.access as access', 'access.office_id', 'tenure.office_id')
    .where('tenure.person_id', '=', nell.id)
    .select([
      'access.partnership_id',
      'access.role',
      'access.authorities',
      'access.modules',
      'tenure.partnership_id as only',
    ])
    .execute()
  assert.deepEqual(rows, [
    {
      partnership_id: service.partnerships.kent,
      role: 'data-lead',
      authorities: [],
      modules: null,
      only: service.partnerships.kent,
    },
  ])
  assert.equal(nell.is_sample, false)
  for (const role of ['data-lead', 'analyst']) assert.equal((await post('/people/invite', own, { role })).status, 403)
})

test('an inspector gets the chosen pack until the last day', async (t) => {
  const service = await world(t)
  const { post, db, organisations } = service
  const fields = {
    ...invitation(organisations['team'] ?? ''),
    role: 'inspector',
    title: 'Inspector',
    endsOn: '10/12/2026',
  }
  assert.equal((await post('/people/invite', { ...fields, modules: ['reports', 'audit'] })).status, 400)
  assert.equal((await post('/people/invite', { ...fields, modules: ['reports', 'returns'] })).status, 303)
  const access = await db
    .selectFrom('identity.access')
    .where('role', '=', 'inspector')
    .selectAll()
    .executeTakeFirstOrThrow()
  assert.deepEqual([access.modules, access.ends_on], [['reports', 'returns'], '2026-12-10'])
})

test('nobody invites themselves or lengthens their own office', async (t) => {
  const service = await world(t)
  const { post, db, organisations, officeOf } = service
  const mary = await officeOf('Mary Manager')
  await db.updateTable('identity.person').set({ email: 'mary@team.example' }).where('id', '=', mary.personId).execute()
  const self = await post('/people/invite', { ...invitation(organisations['team'] ?? ''), email: 'Mary@team.example' })
  assert.deepEqual(errorsOf(self.page), ['You cannot give yourself an office: ask somebody else who may'])
  await db.updateTable('identity.tenure').set({ ends_on: '2026-12-31' }).where('id', '=', mary.tenureId).execute()
  const longer = await post(peoplePaths.end(mary.tenureId), { endsOn: '1/2/2027' })
  assert.deepEqual(errorsOf(longer.page), ['You cannot lengthen your own office: ask somebody else who may'])
  assert.equal((await post(peoplePaths.end(mary.tenureId), { endsOn: '30/11/2026' })).status, 303)
  assert.equal((await post(peoplePaths.keep(mary.tenureId), {})).status, 409)
  const { ends_on: endsOn } = await db
    .selectFrom('identity.tenure')
    .where('id', '=', mary.tenureId)
    .select('ends_on')
    .executeTakeFirstOrThrow()
  assert.equal(endsOn, '2026-11-30')
})

test('the last day: access until midnight in London, and an undo until then', async (t) => {
  const service = await world(t)
  const { post, get, officeOf } = service
  const hal = await officeOf('Hal Health')
  const who = { role: 'data-lead', organisation: 'Kent Hospital' }
  const early = await post(peoplePaths.end(hal.tenureId), { endsOn: '21/11/2026' })
  assert.deepEqual(errorsOf(early.page), ['Last day must be today or later'])
  assert.equal((await post(peoplePaths.end(hal.tenureId), { endsOn: '22/11/2026' })).status, 303)
  const lastMinute = await service.on('2026-11-22T23:59:59Z')
  assert.equal((await lastMinute.get('/', who)).status, 200)
  assert.equal((await lastMinute.get('/people')).status, 200)
  const midnight = await service.on('2026-11-23T00:00:00Z')
  await assert.rejects(midnight.get('/', who), /has no data-lead/)
  assert.equal((await midnight.post(peoplePaths.keep(hal.tenureId), {})).status, 404)
  assert.match((await get(peoplePaths.office(hal.officeId))).page.text, /Ends on 22 November 2026/)
  assert.equal((await lastMinute.post(peoplePaths.keep(hal.tenureId), {})).status, 303)
  const later = await service.on('2026-11-23T00:00:00Z')
  assert.equal((await later.get('/', who)).status, 200)
  assert.equal((await post(peoplePaths.keep(hal.tenureId), {})).status, 409)
})

test('midnight is London’s also in summer time', async (t) => {
  const service = await world(t)
  const hal = await service.officeOf('Hal Health')
  await service.db
    .updateTable('identity.tenure')
    .set({ ends_on: '2027-06-30' })
    .where('id', '=', hal.tenureId)
    .execute()
  const who = { role: 'data-lead', organisation: 'Kent Hospital' }
  assert.equal((await (await service.on('2027-06-30T22:59:59Z')).get('/', who)).status, 200)
  await assert.rejects((await service.on('2027-06-30T23:00:00Z')).get('/', who), /has no data-lead/)
})

test('a holder is replaced in one step, and the office keeps what is its own', async (t) => {
  const service = await world(t)
  const { post, get, db, officeOf } = service
  const hal = await officeOf('Hal Health')
  const fields = { name: 'Vera Next', email: 'vera@hospital.example', startsOn: '1/12/2026', endsOn: '' }
  const nurse = { role: 'agency-administrator', organisation: 'Kent Hospital' }
  assert.equal((await post(peoplePaths.replace(hal.officeId), fields, police)).status, 404)
  assert.equal((await post(peoplePaths.replace(hal.officeId), fields, nurse)).status, 303)
  const tenures = await db
    .selectFrom('identity.tenure')
    .where('office_id', '=', hal.officeId)
    .orderBy('starts_on')
    .select(['starts_on', 'ends_on'])
    .execute()
  assert.deepEqual(tenures, [
    { starts_on: '2026-01-01', ends_on: '2026-11-30' },
    { starts_on: '2026-12-01', ends_on: null },
  ])
  const page = await get(peoplePaths.office(hal.officeId))
  assert.match(page.page.text, /Hal Health Ends on 30 November 2026/)
  assert.match(page.page.text, /Vera Next Starts later/)
  assert.equal((await post(peoplePaths.keep(hal.tenureId), {}, nurse)).status, 409)
  const again = await post(peoplePaths.replace(hal.officeId), { ...fields, email: 'w@hospital.example' }, nurse)
  assert.match(errorsOf(again.page).join(), /First day must be after 1 December 2026/)
})

test('another agency, another partnership and other roles find no office to change', async (t) => {
  const service = await world(t)
  const { post, get, officeOf } = service
  const hal = await officeOf('Hal Health')
  for (const who of [police, medway]) {
    for (const url of [
      peoplePaths.office(hal.officeId),
      peoplePaths.end(hal.tenureId),
      peoplePaths.replace(hal.officeId),
      peoplePaths.deputy(hal.officeId),
      peoplePaths.inheritance(hal.officeId),
    ]) {
      assert.equal((await get(url, who)).status, 404, url)
    }
    for (const url of [
      peoplePaths.end(hal.tenureId),
      peoplePaths.keep(hal.tenureId),
      peoplePaths.replace(hal.officeId),
    ]) {
      const body = { endsOn: '1/12/2026', name: 'X', email: 'x@x.example', startsOn: '1/12/2026' }
      assert.equal((await post(url, body, who)).status, 404, url)
    }
  }
  for (const url of ['x', peoplePaths.office('x'), peoplePaths.end('1')])
    assert.equal((await get(url.startsWith('/') ? url : '/people/offices/x')).status, 404)
})

test('an office on which another partnership relies is ended by its own organisation only', async (t) => {
  const service = await world(t)
  const dan = await service.officeOf('Dan Data')
  const team = await service.post(peoplePaths.end(dan.tenureId), { endsOn: '1/12/2026' })
  assert.deepEqual(errorsOf(team.page), [
    'This office serves more than one partnership: only Shared Police’s own administrator can end it',
  ])
  assert.equal((await service.post(peoplePaths.end(dan.tenureId), { endsOn: '1/12/2026' }, police)).status, 303)
})

test('a holding that one partnership gave opens no other partnership, though the office serves both', async (t) => {
  const service = await world(t)
  const { db, post, officeOf } = service
  const dan = await officeOf('Dan Data')
  await db.updateTable('identity.tenure').set({ ends_on: '2026-11-30' }).where('id', '=', dan.tenureId).execute()
  const fields = { ...invitation(service.organisations['police'] ?? ''), office: dan.officeId, title: '', role: '' }
  assert.equal((await post('/people/invite', fields)).status, 303)
  const nell = await personOf(service, 'nell@police.example')
  await db.updateTable('identity.person').set({ is_sample: true }).where('id', '=', nell.id).execute()
  const december = await service.on('2026-12-01T10:00:00Z')
  assert.equal((await december.get('/', { role: 'data-lead', organisation: 'Police' })).status, 200)
  await assert.rejects(
    december.get('/', { role: 'data-lead', organisation: 'Police', partnership: 'medway' }),
    /has no data-lead/,
  )
  const seen = await december.get('/people', medway)
  assert.doesNotMatch(seen.page.text, /Nell/)
})

test('the database holds an agency’s administrator to its own offices and roles, whatever the code asks', async (t) => {
  const service = await world(t)
  const app = asApplication(service.db)
  const pat = await service.officeOf('Pat Police')
  const hal = await service.officeOf('Hal Health')
  const dan = await service.officeOf('Dan Data')
  const partnershipId = service.partnerships.kent
  const actor: Actor = {
    ...installation({ id: partnershipId, slug: 'kent', name: 'KENT' }, []),
    reach: 'organisation',
    organisationId: service.organisations['police'] ?? '',
    personId: pat.personId,
  }
  const as = (work: (tx: Tx) => Promise<unknown>) => actingAs(actor, () => app.transaction().execute(work))
  const tenure = { partnershipId, startsOn: '2026-12-01', endsOn: null }
  const role = { endsOn: null, modules: null, partnershipId }
  await assert.rejects(
    as((tx) => beginTenure(tx, { ...tenure, officeId: hal.officeId, personId: dan.personId })),
    /row-level security/,
  )
  await assert.rejects(
    as((tx) => beginTenure(tx, { ...tenure, officeId: dan.officeId, personId: pat.personId })),
    /row-level security/,
  )
  await assert.rejects(
    as((tx) =>
      beginTenure(tx, {
        ...tenure,
        officeId: dan.officeId,
        personId: hal.personId,
        partnershipId: service.partnerships.medway,
      }),
    ),
    /row-level security/,
  )
  await assert.rejects(
    as((tx) => giveRole(tx, { ...role, officeId: pat.officeId, role: 'analyst' })),
    /row-level security/,
  )
  await assert.rejects(
    as((tx) => giveRole(tx, { ...role, officeId: hal.officeId, role: 'data-lead' })),
    /row-level security/,
  )
  await assert.rejects(
    as((tx) => officeTitled(tx, service.organisations['hospital'] ?? '', 'Mine now')),
    /another organisation/,
  )
  await as((tx) => setLastDay(tx, hal.tenureId, '2026-12-01', new Date('2026-11-22')))
  const { ends_on: endsOn } = await service.db
    .selectFrom('identity.tenure')
    .where('id', '=', hal.tenureId)
    .select('ends_on')
    .executeTakeFirstOrThrow()
  assert.equal(endsOn, null)
})

test('pages are split at fifty lines', async (t) => {
  const service = await world(t)
  await service.db.transaction().execute(async (tx) => {
    for (let at = 0; at < 60; at += 1) {
      await addSamplePerson(tx, {
        name: `Person ${String(at).padStart(2, '0')}`,
        organisationId: service.organisations['hospital'] ?? '',
        office: `Practitioner ${String(at).padStart(2, '0')}`,
        role: 'practitioner',
        partnershipId: service.partnerships.kent,
        startsOn: '2026-01-01',
      })
    }
  })
  const first = await service.get('/people?role=practitioner')
  assert.equal(first.page.getAllByRole('row').length, 51)
  const next = first.page.getByRole('link', { name: 'Next page' }).getAttribute('href') ?? ''
  assert.equal(next, '/people?role=practitioner&page=2')
  assert.equal((await service.get(next)).page.getAllByRole('row').length, 11)
})
