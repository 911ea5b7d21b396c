import assert from 'node:assert/strict'
import { test } from 'node:test'
import { peoplePaths } from '../paths.ts'
import { world } from '../testing.ts'

const police = { role: 'agency-administrator', organisation: 'Shared Police' }
const hospital = { role: 'agency-administrator', organisation: 'Kent Hospital' }

const reportsTo = async (db: Awaited<ReturnType<typeof world>>['db'], officeId: string) =>
  (await db.selectFrom('identity.office').where('id', '=', officeId).select('reports_to').executeTakeFirst())
    ?.reports_to

test('names the office above, shows it on the office’s page, and takes it back', async (t) => {
  const { get, post, db, officeOf } = await world(t)
  const [dan, sam] = [await officeOf('Dan Data'), await officeOf('Sam Signing')]
  const url = peoplePaths.reportTo(dan.officeId)
  const office = await get(peoplePaths.office(dan.officeId), police)
  assert.match(office.page.text, /Reports to: no office is named/)
  assert.equal(office.page.getByRole('link', { name: 'Name the office to which it reports' }).getAttribute('href'), url)
  const { page } = await get(url, police)
  assert.equal(page.getByRole('radio', { checked: true }).getAttribute('value'), 'none')
  page.getByRole('radio', { name: 'Sam Signing’s office' })
  assert.equal(page.queryByRole('radio', { name: 'Dan Data’s office' }), null)
  assert.equal(page.queryByRole('radio', { name: 'Hal Health’s office' }), null)

  const saved = await post(url, { to: sam.officeId, was: 'none' }, police)
  assert.equal(saved.status, 303)
  assert.match((await get(saved.location, police)).page.text, /Reports to: Sam Signing’s office/)
  assert.equal(await reportsTo(db, dan.officeId), sam.officeId)
  const event = db.selectFrom('platform.audit_event').where('name', '=', 'people.reports-to-set')
  assert.deepEqual(await event.select(['subject', 'details']).execute(), [
    { subject: dan.officeId, details: { reportsTo: sam.officeId } },
  ])
  assert.equal((await post(url, { to: 'none', was: 'none' }, police)).status, 409, 'somebody else has named one')
  assert.equal((await post(url, { to: 'none', was: sam.officeId }, police)).status, 303)
  assert.equal(await reportsTo(db, dan.officeId), null)
})

test('explains what cannot be, and names nothing', async (t) => {
  const { post, db, officeOf } = await world(t)
  const [dan, hal] = [await officeOf('Dan Data'), await officeOf('Hal Health')]
  const url = peoplePaths.reportTo(dan.officeId)
  for (const to of ['', 'x', hal.officeId, dan.officeId]) {
    const { status, page } = await post(url, { ...(to === '' ? {} : { to }), was: 'none' }, police)
    assert.equal(status, 400, to)
    assert.match(page.title, /^Error: /)
    assert.equal(page.getByRole('link', { name: /^Select an office/ }).getAttribute('href'), '#to')
  }
  assert.equal(await reportsTo(db, dan.officeId), null)
  // What the form cannot send, the database refuses too.
  await assert.rejects(
    db.updateTable('identity.office').set({ reports_to: hal.officeId }).where('id', '=', dan.officeId).execute(),
    /office_reports_to_fkey/,
  )
  await assert.rejects(
    db.updateTable('identity.office').set({ reports_to: dan.officeId }).where('id', '=', dan.officeId).execute(),
    /office_reports_to_check/,
  )
})

test('is for who looks after the office: 404 for another agency’s, 403 without the right', async (t) => {
  const { get, post, officeOf } = await world(t)
  const dan = await officeOf('Dan Data')
  const url = peoplePaths.reportTo(dan.officeId)
  const form = { to: 'none', was: 'none' }
  assert.equal((await get(url, hospital)).status, 404)
  assert.equal((await post(url, form, hospital)).status, 404)
  assert.equal((await get(peoplePaths.reportTo('x'), police)).status, 404)
  assert.equal((await get(url, { role: 'data-lead', organisation: 'Shared Police' })).status, 403)
  assert.equal((await get(url)).status, 200, 'the business manager looks after all')
})
