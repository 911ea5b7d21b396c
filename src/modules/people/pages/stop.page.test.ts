import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { openFirstFactor } from '#modules/identity/public.ts'
import { installation, type Actor } from '#platform/actor.ts'
import { actingAs } from '#platform/db/acting.ts'
import { asApplication } from '#test/support/database.ts'
import type { Who } from '#test/support/site.ts'
import { peoplePaths } from '../paths.ts'
import { world } from '../testing.ts'

const manager = { role: 'business-manager' }
const police = { role: 'agency-administrator', organisation: 'Shared Police' }
const data = { role: 'data-lead', organisation: 'Shared Police' }
const medway = { role: 'business-manager', partnership: 'medway' }
const inMedway = { role: 'data-lead', partnership: 'medway' }
const stop = { stop: 'yes' }
const sure = { sure: 'yes' }

const errorsOf = (page: { document: Document }) =>
  [...page.document.querySelectorAll('.govuk-error-summary__list a')].map((link) => link.textContent?.trim())

/** The world in which those who act have just proved a second factor, and Dan Data has an address for mail. */
async function steppedUp(t: TestContext, ...acting: Who[]) {
  const service = await world(t)
  const { db, get, officeOf } = service
  for (const who of [manager, ...acting]) await get('/', who)
  await db.updateTable('identity.session').set({ stepped_up_at: service.clock.now() }).execute()
  await db.updateTable('identity.person').set({ email: 'dan@police.example' }).where('name', '=', 'Dan Data').execute()
  const dan = await officeOf('Dan Data')
  const kent = await db
    .selectFrom('identity.access')
    .where('office_id', '=', dan.officeId)
    .where('partnership_id', '=', service.partnerships.kent)
    .select('id')
    .executeTakeFirstOrThrow()
  const sessions = () =>
    db.selectFrom('identity.session').where('person_id', '=', dan.personId).select('access_id').execute()
  const signIn = (access: string) => service.post('/sign-in', { access, next: '/' }, null)
  const events = () =>
    db
      .selectFrom('platform.audit_event')
      .where((where) => where.or([where('name', 'like', 'people.%'), where('name', 'like', 'identity.factors%')]))
      .orderBy('at')
      .select(['name', 'subject', 'details', 'person_id', 'partnership_id'])
      .execute()
  const mails = async () =>
    (await db.selectFrom('platform.mail').orderBy('id').select('subject').execute()).map((mail) => mail.subject)
  return { ...service, dan, kentAccess: kent.id, sessions, signIn, events, mails }
}

test('stopped at once: the session ends, no new one opens, the other partnership goes on, and it is undone', async (t) => {
  const { get, post, dan, kentAccess, sessions, signIn, events, mails, officeOf, db } = await steppedUp(
    t,
    data,
    inMedway,
    police,
  )
  assert.equal((await get('/', data)).status, 200)
  const office = await get(peoplePaths.office(dan.officeId), police)
  const link = office.page.getByRole('link', { name: /Stop at once, or help after a lost device/ })
  const path = peoplePaths.stop(dan.tenureId)
  assert.equal(link.getAttribute('href'), path)
  const before = await get(path, police)
  before.page.getByRole('heading', { level: 1, name: 'Stop somebody at once or help who lost their device' })
  assert.match(before.page.text, /signed out of their offices of Shared Police in KENT/)
  const unsure = await post(path, {}, police)
  assert.equal(unsure.status, 400)
  assert.deepEqual(errorsOf(unsure.page), ['Confirm that they are to be stopped now'])
  assert.equal((await get('/', data)).status, 200, 'nothing was stopped')

  assert.equal((await post(path, stop, police)).location, `${path}?done=stopped`)
  assert.match((await get('/', data)).location, /^\/sign-in/)
  assert.equal((await get('/', inMedway)).status, 200, 'Medway did not stop them')
  assert.ok((await sessions()).every(({ access_id }) => access_id !== kentAccess))
  assert.equal((await signIn(kentAccess)).status, 400, 'no new session opens')
  assert.ok((await sessions()).every(({ access_id }) => access_id !== kentAccess))
  const stopped = await get(`${path}?done=stopped`, police)
  assert.match(stopped.page.text, /cannot sign in again until you let them in/)
  assert.equal(stopped.page.queryByRole('button', { name: 'End all sign-ins now' }), null)
  assert.match((await get('/people?state=stopped', police)).page.text, /Dan Data/)
  assert.deepEqual(errorsOf((await post(path, stop, police)).page), ['Their access is stopped already'])

  assert.equal((await post(peoplePaths.letIn(dan.tenureId), {}, police)).location, `${path}?done=let-in`)
  assert.equal((await signIn(kentAccess)).status, 303)
  assert.match((await get('/', data)).location, /^\/sign-in/, 'the ended session does not come back')
  assert.deepEqual(errorsOf((await post(peoplePaths.letIn(dan.tenureId), {}, police)).page), [
    'Their access is not stopped',
  ])
  const pat = await officeOf('Pat Police')
  const written = await events()
  assert.deepEqual(
    written.map(({ name, subject, person_id, details }) => [name, subject, person_id, details]),
    [
      ['people.person-stopped', dan.personId, pat.personId, { holdings: 1, sessions: 1 }],
      ['people.person-let-in-again', dan.personId, pat.personId, { holdings: 1 }],
    ],
  )
  assert.deepEqual(await mails(), [
    'Your access to Goldenthread for KENT was stopped',
    'You can sign in to Goldenthread for KENT again',
  ])
  // And once more: what was lifted does not stand in the way.
  assert.equal((await post(path, stop, police)).status, 303)
  assert.equal((await db.selectFrom('identity.stop').select('id').execute()).length, 2)
  assert.equal((await signIn(kentAccess)).status, 400)
})

test('who is stopped deputises no longer, and is invited nowhere until let in again', async (t) => {
  const { post, get, db, dan, officeOf, partnerships, organisations, clock } = await steppedUp(t, data, inMedway)
  const sam = await officeOf('Sam Signing')
  await db
    .insertInto('identity.deputy')
    .values({
      partnership_id: partnerships.kent,
      office_id: sam.officeId,
      person_id: dan.personId,
      starts_on: '2026-11-01',
      ends_on: '2026-12-31',
      reason: 'leave',
      named_at: clock.now(),
    })
    .execute()
  for (const who of [data, inMedway]) {
    assert.match((await get('/acting', who)).page.text, /Deputy for Sam Signing’s office/)
  }
  assert.equal((await post(peoplePaths.stop(dan.tenureId), stop)).status, 303)
  assert.match((await get('/acting', data)).location, /^\/sign-in/)
  const elsewhere = (await get('/acting', inMedway)).page.text
  assert.doesNotMatch(elsewhere, /Deputy for Sam Signing’s office|KENT/)
  assert.match(elsewhere, /MEDWAY/)
  const stops = await db.selectFrom('identity.stop').select(['tenure_id', 'deputy_id', 'office_id']).execute()
  assert.deepEqual(new Set(stops.map((each) => each.office_id)), new Set([dan.officeId, sam.officeId]))
  assert.equal((await post('/sign-in', { access: sam.accessId, next: '/' }, null)).status, 303, 'the holder goes on')
  const again = await post('/people/invite', {
    organisation: organisations['police'] ?? '',
    office: '',
    title: 'Second data lead',
    role: 'data-lead',
    name: 'Dan Data',
    email: 'dan@police.example',
    startsOn: '1/12/2026',
    endsOn: '',
  })
  assert.deepEqual(errorsOf(again.page), [
    'The access of the person with this e-mail address is stopped: let them in again first',
  ])
})

test('second factors are withdrawn: gone, signed out, told, two events', async (t) => {
  const { post, get, db, dan, clock, events, mails, officeOf, kentAccess, signIn } = await steppedUp(t, data)
  const created = { person_id: dan.personId, created_at: clock.now() }
  await db
    .insertInto('identity.authenticator_app')
    .values({ ...created, sealed_secret: 'sealed', is_confirmed: true })
    .execute()
  await db
    .insertInto('identity.code_sheet')
    .values({ ...created, kind: 'printed', salt: Buffer.alloc(16) })
    .execute()
  const left = async () =>
    (await db.selectFrom('identity.authenticator_app').select('id').execute()).length +
    (await db.selectFrom('identity.code_sheet').select('id').execute()).length
  const path = peoplePaths.withdrawFactors(dan.tenureId)
  assert.deepEqual(errorsOf((await post(path, {})).page), ['Confirm that you have made sure who asks'])
  assert.equal(await left(), 2)
  assert.equal((await post(path, sure)).location, `${peoplePaths.stop(dan.tenureId)}?done=withdrawn`)
  assert.equal(await left(), 0)
  assert.match((await get('/', data)).location, /^\/sign-in/)
  assert.equal((await signIn(kentAccess)).status, 303, 'they are not stopped')
  assert.deepEqual(await db.selectFrom('identity.factor_opening').selectAll().execute(), [
    { person_id: dan.personId, ends_on: '2026-12-05' },
  ])
  const mary = await officeOf('Mary Manager')
  assert.deepEqual(
    (await events()).map(({ name, subject, person_id }) => [name, subject, person_id]),
    [
      ['people.factors-withdrawal-agreed', dan.personId, mary.personId],
      ['identity.factors-withdrawn', dan.personId, mary.personId],
    ],
  )
  assert.deepEqual(await mails(), ['Your second factors for Goldenthread were withdrawn'])
})

test('not beyond one’s reach, not without a second factor, never oneself', async (t) => {
  const administrator = { role: 'administrator' }
  const { get, post, db, officeOf, events, dan } = await steppedUp(t, police, medway, administrator)
  const paths = (tenureId: string) => [
    [peoplePaths.stop(tenureId), stop] as const,
    [peoplePaths.letIn(tenureId), {}] as const,
    [peoplePaths.withdrawFactors(tenureId), sure] as const,
  ]
  const hal = await officeOf('Hal Health')
  for (const who of [police, medway]) {
    assert.equal((await get(peoplePaths.stop(hal.tenureId), who)).status, 404)
    for (const [path, fields] of paths(hal.tenureId)) assert.equal((await post(path, fields, who)).status, 404, path)
  }
  for (const id of ['no-such', '00000000-0000-4000-8000-000000000000']) {
    assert.equal((await get(peoplePaths.stop(id))).status, 404, id)
  }
  const mary = await officeOf('Mary Manager')
  const own = await get(peoplePaths.stop(mary.tenureId))
  assert.match(own.page.text, /you cannot do this to yourself/)
  assert.equal(own.page.queryByRole('button', { name: 'End all sign-ins now' }), null)
  for (const [path, fields] of paths(mary.tenureId)) {
    const { status, page } = await post(path, fields)
    assert.equal(status, 400, path)
    assert.deepEqual(errorsOf(page), ['You cannot do this to yourself: ask somebody else'])
    const higher = await post(path, fields, administrator)
    assert.deepEqual(errorsOf(higher.page), ['Your office may not decide who is business manager'])
  }
  for (const [path, fields] of paths(dan.tenureId)) {
    for (const role of ['data-lead', 'analyst']) assert.equal((await post(path, fields, { role })).status, 403, path)
  }
  await db.updateTable('identity.session').set({ stepped_up_at: null }).execute()
  assert.match((await get(peoplePaths.stop(dan.tenureId))).location, /^\/step-up\?next=/)
  for (const [path, fields] of paths(dan.tenureId))
    assert.match((await post(path, fields)).location, /^\/step-up/, path)
  assert.deepEqual(await events(), [])
  assert.equal((await db.selectFrom('identity.stop').select('id').execute()).length, 0)
  assert.deepEqual(await db.selectFrom('identity.factor_opening').selectAll().execute(), [])
})

test('the database holds to it by itself', async (t) => {
  const { db, get, dan, officeOf, partnerships, organisations } = await steppedUp(t, data)
  await get('/', { role: 'analyst' })
  const application = asApplication(db)
  const ann = await officeOf('Ann Analyst')
  const pat = await officeOf('Pat Police')
  const acting: Actor = {
    ...installation({ id: partnerships.kent, slug: 'kent', name: 'KENT' }, []),
    personId: pat.personId,
    reach: 'organisation',
    organisationId: organisations['police'] ?? '',
  }
  const end = (personId: string, as = acting) =>
    actingAs(as, () =>
      application
        .selectNoFrom((of) => of.fn<number>('identity.end_sessions_of', [of.val(personId)]).as('ended'))
        .executeTakeFirstOrThrow(),
    )
  assert.deepEqual(await end(ann.personId), { ended: 0 }, 'of another organisation')
  await assert.rejects(end(pat.personId), /somebody else/)
  await assert.rejects(
    application
      .selectNoFrom((of) => of.fn<number>('identity.end_sessions_of', [of.val(dan.personId)]).as('ended'))
      .execute(),
    /only an acting office/,
  )
  const open = (personId: string, as: Actor | null = acting) => {
    const work = () => application.transaction().execute((tx) => openFirstFactor(tx, personId, '2026-11-22'))
    return as === null ? work() : actingAs(as, work)
  }
  const max = await officeOf('Max Medway')
  await assert.rejects(open(pat.personId), /only an acting office/, 'never oneself')
  await assert.rejects(open(max.personId), /only an acting office/, 'nobody of another partnership')
  await assert.rejects(open(dan.personId, null), /only an acting office/)
  await assert.rejects(
    actingAs(acting, () =>
      application
        .insertInto('identity.factor_opening')
        .values({ person_id: pat.personId, ends_on: '2027-01-01' })
        .execute(),
    ),
    /permission denied/,
  )
  const row = (one: { officeId: string; personId: string; tenureId: string }) => ({
    partnership_id: partnerships.kent,
    office_id: one.officeId,
    person_id: one.personId,
    tenure_id: one.tenureId,
    stopped_at: new Date('2026-11-22T10:00:00Z'),
    stopped_by: pat.personId,
  })
  const insert = (values: ReturnType<typeof row>) =>
    actingAs(acting, () => application.insertInto('identity.stop').values(values).execute())
  await assert.rejects(insert(row(ann)), /row-level security/)
  await assert.rejects(insert({ ...row(dan), partnership_id: partnerships.medway }), /row-level security/)
  await assert.rejects(insert({ ...row(dan), stopped_by: ann.personId }), /row-level security/)
  await insert(row(dan))
  const asDan = { ...acting, personId: dan.personId }
  const lifted = await actingAs(asDan, () =>
    application
      .updateTable('identity.stop')
      .set({ lifted_at: new Date('2026-11-22T11:00:00Z'), lifted_by: pat.personId })
      .executeTakeFirst(),
  )
  assert.equal(lifted.numUpdatedRows, 0n, 'nobody lifts their own')
  assert.deepEqual(await end(dan.personId), { ended: 1 })
})
