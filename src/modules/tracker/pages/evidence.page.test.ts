import assert from 'node:assert/strict'
import { test } from 'node:test'
import { writeWorkbook } from '#platform/sheets/write-workbook.ts'
import { scanHeldFiles } from '#platform/files/scan-held-files.ts'
import { trackerPaths } from '../paths.ts'
import { actorAs, council, councilLead, manager, medway, police, proposed, trackerSite } from '../testing.ts'

const pdf = Buffer.from('%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')
const practice = { evidenceKind: 'practice', evidenceWhat: '18 of 20 files show it', evidenceTrueOn: '20/11/2026' }
const said = { ...practice, evidenceLink: '', evidenceBody: '', evidenceAbout: '' }

test('a file is evidence: kept with its item, under its marking, for those alone who may see the item', async (t) => {
  const { db, get, post } = await trackerSite(t)
  const reference = await proposed(db, 'Read the history before each visit')
  const form = await get(trackerPaths.evidence(reference))
  assert.equal(form.page.document.querySelector('main form')?.getAttribute('enctype'), 'multipart/form-data')
  assert.ok(form.page.getByLabelText('The evidence as a file (optional)'))
  const evidenceFile = { fileName: 'Audit October.pdf', bytes: pdf }
  const sent = await post(trackerPaths.evidence(reference), { ...said, evidenceFile }, manager)
  assert.equal(sent.status, 303, sent.page.text)

  const { page } = await get(trackerPaths.show(reference), council)
  const link = page.getByRole('link', { name: 'Audit October.pdf' }).getAttribute('href') ?? ''
  assert.match(page.text, /Audit October\.pdf \(1 KB, not checked for viruses\)/)
  const file = await get(link, council)
  assert.equal(file.status, 200)
  assert.ok(file.body.equals(pdf))
  assert.match(String(file.headers['content-disposition']), /^attachment; filename="Audit October-OFFICIAL\.pdf"/)
  assert.match(String(file.headers['content-security-policy']), /^sandbox/)
  assert.equal(file.headers['content-type'], 'application/pdf')
  assert.equal((await get(link, medway)).status, 404, 'another partnership')
  const other = await proposed(db, 'Something else')
  assert.equal((await get(link.replace(reference, other))).status, 404, 'of another item')
  assert.equal((await get(`${trackerPaths.show(reference)}/evidence/not-an-id/file`)).status, 404)
  const [event] = await db
    .selectFrom('platform.audit_event')
    .where('name', '=', 'tracker.evidence-added')
    .select('details')
    .execute()
  assert.deepEqual(event?.details, { kind: 'practice', trueOn: '2026-11-20', file: 'pdf' })
})

test('a file is judged by its content; whoever sent one is told to select it again, and what was typed stays', async (t) => {
  const { db, get, post } = await trackerSite(t)
  const reference = await proposed(db, 'Read the history before each visit')
  const url = trackerPaths.evidence(reference)
  const send = (change: object) => post(url, { ...said, ...change }, manager)
  const cases: [object, RegExp, string][] = [
    [
      { evidenceFile: { fileName: 'a.pdf', bytes: Buffer.from('<html>') } },
      /cannot be taken\. Send a PDF, a Word/,
      '#evidenceFile',
    ],
    [{ evidenceFile: { fileName: 'a.pdf', bytes: Buffer.alloc(0) } }, /The selected file is empty/, '#evidenceFile'],
    [
      { evidenceFile: { fileName: 'a.pdf', bytes: pdf }, evidenceTrueOn: '31/2/2026' },
      /Select ‘a\.pdf’ again/,
      '#evidenceFile',
    ],
    [{ evidenceFile: { fileName: 'a.pdf', bytes: pdf }, evidenceKind: '' }, /Select what kind/, '#evidenceKind'],
    [
      { evidenceFile: { fileName: 'a.pdf', bytes: pdf }, evidenceTrueOn: '1/12/2026' },
      /must be the day it came in/,
      '#evidenceTrueOn',
    ],
    [{ evidenceLink: 'javascript:alert(1)' }, /Enter a web address/, '#evidenceLink'],
  ]
  for (const [change, text, href] of cases) {
    const { status, page } = await send(change)
    assert.equal(status, 400, String(text))
    assert.equal(page.getByRole('link', { name: text }).getAttribute('href'), href)
    const what = page.getByRole<HTMLTextAreaElement>('textbox', { name: 'What does it show?' })
    assert.equal(what.value, said.evidenceWhat)
  }
  assert.deepEqual(await db.selectFrom('platform.file').select('id').execute(), [])
  assert.deepEqual(await db.selectFrom('tracker.evidence').select('id').execute(), [])
  assert.equal((await get(url, councilLead)).status, 403, 'who owes nothing of it')
})

test('a workbook with a delivery, an update with an address, a quotation word for word', async (t) => {
  const { db, get, post } = await trackerSite(t)
  const reference = await proposed(db, 'Read the history before each visit')
  const quoted = { ...said, evidenceKind: 'experience', evidenceBody: 'They asked me.\n\nAnd they <b>listened</b>.' }
  assert.equal((await post(trackerPaths.evidence(reference), quoted, manager)).status, 303)
  const bytes = await writeWorkbook({
    title: 'Audit',
    creator: 'A test',
    marking: 'OFFICIAL',
    sheets: [
      { kind: 'table', name: 'Audit', titles: ['Audit'], columns: [{ header: 'Case', width: 10 }], rows: [[1]] },
    ],
  })
  const evidenceFile = { fileName: 'audit.xlsx', bytes: Buffer.from(bytes) }
  assert.equal((await post(trackerPaths.evidence(reference), { ...said, evidenceFile }, manager)).status, 303)
  const { page } = await get(trackerPaths.show(reference), police)
  const paragraphs = [...page.document.querySelectorAll('blockquote p')].map((each) => each.textContent)
  assert.deepEqual(paragraphs, ['They asked me.', 'And they <b>listened</b>.'])
  assert.match(page.text, /audit\.xlsx/)
  const found = await get('/search?q=listened')
  assert.match(found.page.text, /Experience: 18 of 20 files show it/, 'search finds its words')
})

test('while the scanner was away a file is held unread; then it is read, or destroyed when it held a virus', async (t) => {
  const { db, clock, get, post } = await trackerSite(t)
  const reference = await proposed(db, 'Read the history before each visit')
  const evidenceFile = { fileName: 'audit.pdf', bytes: pdf }
  assert.equal((await post(trackerPaths.evidence(reference), { ...said, evidenceFile }, manager)).status, 303)
  await db.updateTable('platform.file').set({ scan_state: 'held', scanned_at: null }).execute()
  const { id } = await db.selectFrom('tracker.evidence').select('id').executeTakeFirstOrThrow()
  const url = trackerPaths.evidenceFile(reference, id)
  const held = await get(trackerPaths.show(reference))
  assert.equal(held.page.queryByRole('link', { name: 'audit.pdf' }), null)
  assert.match(held.page.text, /waits for the virus check/)
  assert.equal((await get(url)).status, 404)
  await scanHeldFiles(db, clock, async () => 'clean')
  assert.equal((await get(url)).status, 200)
  await db.updateTable('platform.file').set({ scan_state: 'held', scanned_at: null }).execute()
  await scanHeldFiles(db, clock, async () => 'infected')
  assert.equal((await get(url)).status, 404)
  assert.match((await get(trackerPaths.show(reference))).page.text, /held a virus, so it was destroyed/)
})

test('an update asks two things; its evidence is folded away until something stands in it', async (t) => {
  const { db, get, post } = await trackerSite(t)
  const officeId = (await actorAs(db, police)).officeId ?? ''
  const { id } = await db
    .selectFrom('partnerships.partnership')
    .where('slug', '=', 'kent')
    .select('id')
    .executeTakeFirstOrThrow()
  const reference = await proposed(db, 'Read the history before each visit')
  const item = await db.selectFrom('tracker.item').select('id').executeTakeFirstOrThrow()
  const owed = { owner_office_id: officeId, state: 'assigned', due_on: '2027-01-31', first_due_on: '2027-01-31' }
  await db.updateTable('tracker.item').set(owed).execute()
  const office = await db.selectFrom('identity.office').where('id', '=', officeId).selectAll().executeTakeFirstOrThrow()
  await db
    .insertInto('tracker.part')
    .values({
      item_id: item.id,
      partnership_id: id,
      position: 1,
      office_id: officeId,
      organisation_id: office.organisation_id,
      first_due_on: '2027-01-31',
      due_on: '2027-01-31',
    })
    .execute()
  const folded = (page: Awaited<ReturnType<typeof get>>['page']) =>
    page.document.querySelector('details#evidence')?.hasAttribute('open')
  const url = trackerPaths.update(reference)
  assert.equal(folded((await get(url, police)).page), false)
  const half = await post(url, { ...said, evidenceKind: '', standing: 'on-track', words: 'Begun' }, police)
  assert.equal(half.status, 400)
  assert.equal(folded(half.page), true, 'what was typed and what is wrong are in sight')
  const evidenceFile = { fileName: 'audit.pdf', bytes: pdf }
  const sent = await post(url, { ...said, evidenceFile, standing: 'on-track', words: 'Begun' }, police)
  assert.equal(sent.status, 303, sent.page.text)
  assert.match((await get(trackerPaths.show(reference), council)).page.text, /audit\.pdf/)
})
