import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { sql } from 'kysely'
import { findPartnership, loadPacks } from '#modules/partnerships/public.ts'
import { installation } from '#platform/actor.ts'
import { command, must } from '#platform/command.ts'
import type { Db } from '#platform/db/connect.ts'
import { demonstrationDb, emptyDb } from '#test/support/database.ts'
import { site } from '#test/support/site.ts'
import { linkRecords } from '../link-store.ts'
import { registerRecord } from '../record-store.ts'
import type { RecordKind } from '../record.ts'

const packs = join(import.meta.dirname, '../../../../packs')

async function twoPartnerships(t: TestContext): Promise<Db> {
  const db = await emptyDb(t)
  const folders = ['kent', 'medway'].map((name) => join(packs, name))
  await loadPacks(db, folders, () => undefined, { withSamplePeople: true })
  return db
}

async function idOfPartnership(db: Db, slug: string): Promise<string> {
  const partnership = await findPartnership(db, slug)
  assert.ok(partnership)
  return partnership.id
}

const aRecord = (db: Db, partnershipId: string, kind: RecordKind, title: string, state = 'open') =>
  db.transaction().execute((tx) =>
    registerRecord(tx, {
      partnershipId,
      kind,
      title,
      state,
      year: 2026,
      page: (reference) => `/somewhere/${reference}`,
    }),
  )

/** An indicator, a warning that came from it, evidence that answers it, and the report that tells of the warning. */
async function aThread(db: Db) {
  const kent = await idOfPartnership(db, 'kent')
  const indicator = await aRecord(db, kent, 'indicator', 'Children referred again')
  const warning = await aRecord(db, kent, 'warning', 'Referrals again are rising', 'not-a-concern')
  const evidence = await aRecord(db, kent, 'evidence', 'Audit of referrals', 'true on 2026-11-01')
  const report = await aRecord(db, kent, 'report', 'Yearly report 2026')
  await db.transaction().execute(async (tx) => {
    await linkRecords(tx, warning.id, 'came from', indicator.id)
    await linkRecords(tx, evidence.id, 'evidences', warning.id)
    await linkRecords(tx, warning.id, 'reported in', report.id)
  })
  return { kent, indicator, warning, evidence, report }
}

const tree = (document: Document, title: string) =>
  [...document.querySelectorAll('h3')]
    .find((heading) => heading.textContent.startsWith(title))
    ?.closest('section')
    ?.textContent.replaceAll(/\s+/g, ' ') ?? ''

test('shows a record with what it serves and what it rests on, drawn and listed', async (t) => {
  const db = await twoPartnerships(t)
  const { warning } = await aThread(db)
  const { get } = await site(t, db, { role: 'executive-member' })
  const { status, page } = await get(`/records/${warning.reference}`)
  assert.equal(status, 200)
  assert.equal(page.title, 'Referrals again are rising - Goldenthread for KSCMP')
  assert.match(page.text, /Early warning · KSCMP-WRN-2026-001/)
  assert.ok(page.getByText('Not a concern'))
  const own = page.getByRole('link', { name: 'Open the page of this early warning' })
  assert.equal(own.getAttribute('href'), '/somewhere/KSCMP-WRN-2026-001')
  assert.match(tree(page.document, 'Serves'), /is reported in Yearly report 2026 Yearly report · KSCMP-REP-2026-001/)
  assert.match(tree(page.document, 'Rests on'), /came from Children referred again/)
  assert.match(
    tree(page.document, 'Rests on'),
    /rests on Audit of referrals Evidence · KSCMP-EVI-2026-001 · True on 1 November 2026/,
  )
  const description = page.document.querySelector('svg desc')?.textContent ?? ''
  assert.match(description, /Children referred again led to Referrals again are rising\./)
  assert.match(description, /Audit of referrals is evidence for Referrals again are rising\./)
  assert.match(description, /Referrals again are rising is reported in Yearly report 2026\./)
  assert.ok(page.getAllByText('OFFICIAL').length >= 1)
})

test('goes two steps in one direction, as a list in the list', async (t) => {
  const db = await twoPartnerships(t)
  const { indicator } = await aThread(db)
  const { get } = await site(t, db, { role: 'analyst' })
  const { page } = await get(`/records/${indicator.reference}`)
  const nested = page.document.querySelector('.gt-tree .gt-tree')
  assert.match(nested?.textContent.replaceAll(/\s+/g, ' ') ?? '', /is reported in Yearly report 2026/)
  const text = tree(page.document, 'Serves')
  assert.doesNotMatch(text, /Audit of referrals/, 'what stands beside belongs to another thread')
})

test('says what is missing, in the drawing and in words', async (t) => {
  const db = await twoPartnerships(t)
  const kent = await idOfPartnership(db, 'kent')
  const warning = await aRecord(db, kent, 'warning', 'A warning without anything')
  const { get } = await site(t, db, { role: 'analyst' })
  const { page } = await get(`/records/${warning.reference}`)
  assert.match(page.text, /Nothing is linked to this record yet/)
  assert.match(tree(page.document, 'Rests on'), /Missing: No evidence answers it yet\./)
  assert.match(page.document.querySelector('svg desc')?.textContent ?? '', /Missing: .*No evidence answers it yet/)
})

test('tells who did what, in which office, and when in London', async (t) => {
  const db = await twoPartnerships(t)
  const { kent, warning } = await aThread(db)
  const actor = installation({ id: kent, slug: 'kent', name: 'KSCMP' }, ['thread.read'])
  for (const name of ['early-warning.warning-opened', 'early-warning.owner-was-changed']) {
    const note = command<null, null>({
      name,
      permission: 'thread.read',
      subject: () => warning.id,
      run: () => Promise.resolve(null),
    })
    must(await note(db, actor, null))
  }
  await db
    .insertInto('platform.audit_event')
    .values({
      name: 'early-warning.warning-triaged',
      subject: warning.id,
      partnership_id: kent,
    })
    .execute()
  // The database says when an event happened; only its owner, with the triggers out of the way, can say otherwise.
  await sql`alter table platform.audit_event disable trigger user`.execute(db)
  await sql`update platform.audit_event set at = '2026-07-01T11:05:00Z' where name = 'early-warning.warning-triaged'`.execute(
    db,
  )
  await sql`alter table platform.audit_event enable trigger user`.execute(db)
  const { get } = await site(t, db, { role: 'analyst' })
  const { page } = await get(`/records/${warning.reference}`)
  const rows = page.getAllByRole('row').map((row) => row.textContent.replaceAll(/\s+/g, ' ').trim())
  assert.equal(rows.length, 4)
  const triaged = rows.find((row) => row.includes('Warning judged')) ?? ''
  assert.match(triaged, /Goldenthread Set-up of this installation 1 July 2026 at 12:05pm/)
  assert.ok(rows.some((row) => row.startsWith('Warning opened')))
  assert.ok(
    rows.some((row) => row.startsWith('Owner was changed')),
    'an event without words of its own is shown by its name',
  )
})

test('another partnership’s record is not found, nor one that is not there; a stranger signs in first', async (t) => {
  const db = await twoPartnerships(t)
  const medway = await idOfPartnership(db, 'medway')
  const theirs = await aRecord(db, medway, 'warning', 'Medway’s own warning')
  const { get } = await site(t, db, { role: 'analyst' })
  const { status, page } = await get(`/records/${theirs.reference}`)
  assert.equal(status, 404)
  assert.doesNotMatch(page.text, /own warning/)
  assert.equal((await get('/records/KSCMP-WRN-2026-999')).status, 404)
  assert.equal((await get(`/records/${theirs.reference}`, { role: 'analyst', partnership: 'medway' })).status, 200)
  const stranger = await get(`/records/${theirs.reference}`, null)
  assert.equal(stranger.location, `/sign-in?next=${encodeURIComponent(`/records/${theirs.reference}`)}`)
})

test('an agency’s own record is known to that agency and to those who see the whole partnership, to no other', async (t) => {
  const db = await demonstrationDb(t)
  const { get } = await site(t, db)
  const own = await db
    .selectFrom('thread.record as record')
    .innerJoin('identity.organisation as organisation', 'organisation.id', 'record.organisation_id')
    .innerJoin('partnerships.partnership as partnership', 'partnership.id', 'record.partnership_id')
    .where('record.kind', '=', 'return')
    .where('partnership.slug', '=', 'kent')
    .where('organisation.slug', '=', 'kent-police')
    .select('record.reference')
    .executeTakeFirstOrThrow()
  const statusFor = async (role: string, organisation?: string) =>
    (await get(`/records/${own.reference}`, organisation === undefined ? { role } : { role, organisation })).status
  assert.equal(await statusFor('data-lead', 'Kent Police'), 200)
  assert.equal(await statusFor('data-lead', 'Kent County Council'), 404)
  for (const role of ['analyst', 'business-manager', 'executive-member', 'scrutineer'])
    assert.equal(await statusFor(role), 200)
})
