import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listArrangementChanges } from '../document-store.ts'
import { tasksFor } from '../due.ts'
import { governancePaths as paths } from '../paths.ts'
import { assertTold, eventsOf, lead, medway, police, referenceIn, versionOn, world, type World } from '../testing.ts'

const described = { kind: 'arrangements', title: 'Our arrangements', reviewOn: '1 December 2026' }
const first = { label: 'Version 1', whatChanged: 'First published', body: '', publishBy: '30 November 2026' }

async function added({ post, office }: World): Promise<string> {
  const owner = await office('Mary Manager')
  const { status, location, page } = await post(paths.addDocument(), { ...described, ...first, owner })
  assert.equal(status, 303, page.text)
  return referenceIn(location)
}

/** Asks the council's lead partner and the police for sign-off. */
async function asked({ post, office, db }: World, reference: string, number = 1) {
  const offices = [await office('Lee Lead'), await office('Pat Police')]
  const { status, page } = await post(paths.askSignOff(reference, number), {
    offices,
    capacity: 'safeguarding partner',
    dueOn: '10 December 2026',
  })
  assert.equal(status, 303, page.text)
  const rows = await db.selectFrom('governance.signature').orderBy('entered_at').select(['id', 'office_id']).execute()
  const of = (office: string | undefined) => rows.findLast(({ office_id }) => office_id === office)?.id ?? ''
  return { lead: of(offices[0]), police: of(offices[1]) }
}

test('a partnership that has nothing yet sees what to do first', async (t) => {
  const { get } = await world(t)
  const { status, page } = await get(paths.home())
  assert.equal(status, 200)
  assert.ok(page.getByRole('link', { name: /Add the published arrangements/ }))
  assert.match(page.text, /Nothing is due in the next 60 days/)
  assert.match((await get(paths.documents())).page.text, /Begin with the published arrangements/)
  assert.equal((await get(paths.home(), police)).page.queryByRole('link', { name: /Add the published/ }), null)
})

test('adding a document explains every mistake, keeps what was typed and writes nothing', async (t) => {
  const { post, db } = await world(t)
  const { status, page } = await post(paths.addDocument(), {
    kind: '',
    title: 'Levels of need',
    owner: '',
    reviewOn: '31/2/2027',
    label: '',
    whatChanged: '',
  })
  assert.equal(status, 400)
  assert.match(page.title, /^Error: Add a document/)
  assertTold(page, 'Select what kind of document it is', 'kind')
  assertTold(page, 'Date of the next review must be a real date, like 27/3/2027', 'reviewOn')
  assertTold(page, 'Enter what changed, in a sentence', 'whatChanged')
  assert.equal(page.getByRole('textbox', { name: 'Title' }).getAttribute('value'), 'Levels of need')
  assert.deepEqual(await db.selectFrom('governance.document').select('id').execute(), [])
  assert.deepEqual(await eventsOf(db), [])
})

test('a document is added, approved, published and superseded by a new version that starts anew', async (t) => {
  const one = await world(t)
  const { get, post, db } = one
  const reference = await added(one)
  const early = await post(paths.publish(reference, 1), {
    publishedOn: '1 November 2026',
    publishedAt: 'https://x.example',
  })
  assert.equal(early.status, 400)
  assertTold(early.page, 'Record first who approved this version', 'publishedOn')
  const approval = { approvedOn: '1 November 2026', approvedBy: 'The Executive', approvalReference: 'Minute 4' }
  assert.equal((await post(paths.approve(reference, 1), { ...approval, approvedOn: '1 December 2026' })).status, 400)
  assert.equal((await post(paths.approve(reference, 1), approval)).status, 303)
  const publication = { publishedOn: '2 November 2026', publishedAt: 'https://kent.example/arrangements' }
  assert.equal((await post(paths.publish(reference, 1), publication)).status, 303)
  await asked(one, reference)
  const form = await get(paths.addVersion(reference))
  const next = { ...first, label: 'Version 2', whatChanged: 'New teams added', version: versionOn(form.page) }
  assert.equal((await post(paths.addVersion(reference), { ...next, label: 'Version 1' })).status, 400)
  assert.match((await post(paths.addVersion(reference), next)).location, /versions\/2/)
  const { page } = await get(paths.document(reference))
  assert.match(page.text, /Current: Version 1/)
  assert.match(page.text, /Version 2 Draft What changed: New teams added/)
  assert.match(page.text, /Sign-off: not asked for/)
  assert.equal((await post(paths.approve(reference, 1), approval)).status, 400, 'an older version is left as it is')
  await post(paths.approve(reference, 2), approval)
  await post(paths.publish(reference, 2), publication)
  assert.match((await get(paths.document(reference))).page.text, /Version 1 Superseded/)
  assert.deepEqual(await eventsOf(db), [
    'governance.document-added',
    'governance.version-approved',
    'governance.version-published',
    'governance.sign-off-asked',
    'governance.version-added',
    'governance.version-approved',
    'governance.version-published',
  ])
})

test('each partner signs by themself, others are recorded with evidence, and the state follows from who has signed', async (t) => {
  const one = await world(t)
  const { get, post, db, actor } = one
  const reference = await added(one)
  const waiting = await asked(one, reference)
  const tasks = await tasksFor(db, await actor('Lee Lead'), '2026-11-22')
  assert.deepEqual(
    tasks.map(({ what, dueOn }) => [what, dueOn]),
    [['Sign off Our arrangements, Version 1', '2026-12-10']],
  )
  assert.equal((await post(paths.sign(waiting.lead), { agreed: 'yes' })).status, 403, 'the manager signs for nobody')
  assert.equal(
    (await post(paths.sign(waiting.police), { agreed: 'yes' }, police)).status,
    403,
    'a seat without the authority',
  )
  assert.equal(
    (await post(paths.sign(waiting.police), { agreed: 'yes' }, lead)).status,
    403,
    'another partner’s signature',
  )
  const unsure = await post(paths.sign(waiting.lead), { agreed: '' }, lead)
  assert.equal(unsure.status, 400)
  assertTold(unsure.page, 'Confirm that you have read this version and sign it off', 'agreed')
  assert.equal((await post(paths.sign(waiting.lead), { agreed: 'yes', note: 'With thanks' }, lead)).status, 303)
  assert.match((await get(paths.version(reference, 1))).page.text, /Sign-off: 1 of 2 signed/)
  assert.deepEqual(await tasksFor(db, await actor('Lee Lead'), '2026-11-22'), [])
  assert.equal((await post(paths.sign(waiting.lead), { agreed: 'yes' }, lead)).status, 400, 'nobody signs twice')
  const recorded = { signerName: 'Pat Police', signedOn: '20 November 2026', evidence: '', note: '' }
  const bare = await post(paths.recordSignature(waiting.police), recorded)
  assert.equal(bare.status, 400)
  assertTold(bare.page, 'Enter the minute that shows the signature, or send its file', 'evidence')
  const evidence = { ...recorded, evidence: 'Executive minutes, item 4' }
  assert.equal((await post(paths.recordSignature(waiting.police), evidence)).status, 303)
  const { page } = await get(paths.signOffs())
  assert.match(page.text, /Given elsewhere, recorded ?Executive minutes, item 4/)
  assert.match(page.text, /By themself ?With thanks/)
  const record = await db.selectFrom('thread.record').where('kind', '=', 'sign-off').select('state').executeTakeFirst()
  assert.equal(record?.state, 'signed off')
})

test('what waits for a signature is owed no more once a newer version has been made', async (t) => {
  const one = await world(t)
  const { get, post, db, actor } = one
  const reference = await added(one)
  const waiting = await asked(one, reference)
  const form = await get(paths.addVersion(reference))
  await post(paths.addVersion(reference), { ...first, label: 'Version 2', version: versionOn(form.page) })
  assert.deepEqual(await tasksFor(db, await actor('Lee Lead'), '2026-11-22'), [])
  const { status, page } = await post(paths.sign(waiting.lead), { agreed: 'yes' }, lead)
  assert.equal(status, 400)
  assert.match(page.text, /A newer version has been made since/)
})

test('a review that is due is owed by the owner, recorded with its outcome, and owed no more', async (t) => {
  const one = await world(t)
  const { get, post, db, actor } = one
  const reference = await added(one)
  const mary = await actor('Mary Manager')
  const due = async () => (await tasksFor(db, mary, '2026-11-22')).map(({ key }) => key)
  assert.deepEqual(await due(), [`${reference}:publish:1`, `${reference}:review`])
  const form = await get(paths.recordReview(reference))
  const review = {
    reviewedOn: '22 November 2026',
    outcome: '',
    note: 'Read by the group',
    nextOn: '',
    version: versionOn(form.page),
  }
  const wrong = await post(paths.recordReview(reference), review)
  assert.equal(wrong.status, 400)
  assertTold(wrong.page, 'Select what came of the review', 'outcome')
  const bare = await post(paths.recordReview(reference), { ...review, outcome: 'no-change' })
  assertTold(bare.page, 'Enter when it is reviewed next', 'nextOn')
  const whole = { ...review, outcome: 'no-change', nextOn: '22 November 2027' }
  assert.equal((await post(paths.recordReview(reference), whole, police)).status, 403)
  assert.equal((await post(paths.recordReview(reference), whole)).status, 303)
  assert.equal((await post(paths.recordReview(reference), { ...whole, reviewedOn: '21 November 2026' })).status, 409)
  assert.deepEqual(await due(), [`${reference}:publish:1`])
  assert.match((await get(paths.document(reference))).page.text, /reviewed, no change needed Read by the group/)
})

test('two people changing a document at once: the second is told, and nothing is overwritten', async (t) => {
  const one = await world(t)
  const { get, post, db, office } = one
  const reference = await added(one)
  const version = versionOn((await get(paths.changeDocument(reference))).page)
  const owner = await office('Mary Manager')
  const change = (title: string) => post(paths.changeDocument(reference), { ...described, title, owner, version })
  assert.equal((await change('First')).status, 303)
  const second = await change('Second')
  assert.equal(second.status, 409)
  assert.match(second.page.text, /Somebody else has changed this/)
  assert.equal((await db.selectFrom('governance.document').select('title').executeTakeFirst())?.title, 'First')
})

test('a withdrawn document names the one that replaces it, and the thread says so', async (t) => {
  const one = await world(t)
  const { get, post, db } = one
  const old = await added(one)
  const next = await added(one)
  const version = versionOn((await get(paths.withdrawDocument(old))).page)
  const itself = await post(paths.withdrawDocument(old), { why: 'Merged', replacedBy: old, version })
  assert.equal(itself.status, 400)
  assert.equal((await post(paths.withdrawDocument(old), { why: 'Merged', replacedBy: next, version })).status, 303)
  const { page } = await get(paths.document(old))
  assert.match(page.text, /Withdrawn/)
  assert.equal(page.queryByRole('link', { name: 'Add a new version' }), null)
  const links = await db.selectFrom('thread.link').where('relation', '=', 'supersedes').select('reason').execute()
  assert.deepEqual(links, [{ reason: 'Merged' }])
  assert.equal((await post(paths.askSignOff(old, 1), { offices: 'x', capacity: 'y' })).status, 400)
})

test('members read and do not write; another partnership does not know of it', async (t) => {
  const one = await world(t)
  const { get, post, db } = one
  const reference = await added(one)
  assert.equal((await get(paths.document(reference), police)).status, 200)
  assert.equal((await get(paths.addDocument(), police)).status, 403)
  assert.equal((await post(paths.addDocument(), { ...described, ...first }, police)).status, 403)
  for (const url of [
    paths.document(reference),
    paths.version(reference, 1),
    paths.changeDocument(reference),
    paths.recordReview(reference),
    paths.tie(reference),
  ])
    assert.equal((await get(url, medway)).status, 404, url)
  const { id } = await db.selectFrom('governance.document_version').select('id').executeTakeFirstOrThrow()
  assert.equal((await get(paths.sign(id), medway)).status, 404)
  assert.equal((await get(paths.sign('no-id'))).status, 404)
  assert.equal((await get(paths.version(reference, 'x'))).status, 404)
  assert.doesNotMatch((await get(paths.documents(), medway)).page.text, /Our arrangements/)
})

test('the list filters by kind and pages through many', async (t) => {
  const one = await world(t)
  const { get, db, partnerships, office } = one
  const reference = await added(one)
  const owner = await office('Mary Manager')
  for (let n = 1; n <= 51; n++) {
    const record = await db
      .insertInto('thread.record')
      .values({
        partnership_id: partnerships.kent,
        reference: `KENT-DOC-2020-${100 + n}`,
        kind: 'document',
        title: `P${n}`,
        state: 'x',
        page: '/',
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await db
      .insertInto('governance.document')
      .values({
        record_id: record.id,
        partnership_id: partnerships.kent,
        kind: 'policy',
        title: `Policy ${n}`,
        owner_office_id: owner,
      })
      .execute()
  }
  const all = await get(paths.documents())
  assert.equal(all.page.getAllByRole('row').length, 51)
  assert.ok(all.page.getByRole('link', { name: 'Our arrangements' }), 'the one with a review date comes first')
  const next = all.page.getByRole('link', { name: 'Next page' }).getAttribute('href') ?? ''
  assert.equal((await get(next)).page.getAllByRole('row').length, 3)
  const filtered = await get(`${paths.documents()}?kind=arrangements`)
  assert.equal(filtered.page.getAllByRole('row').length, 2)
  assert.match(filtered.page.text, new RegExp(reference))
})

test('the yearly report is told of changes to the arrangements in its period, with their timescale', async (t) => {
  const one = await world(t)
  const { db, actor } = one
  await added(one)
  const [change, ...others] = await listArrangementChanges(db, await actor('Ann Analyst'), '2026-04-01', '2027-03-31')
  assert.deepEqual(others, [])
  assert.equal(change?.whatChanged, 'First published')
  assert.equal(change.publishBy, '2026-11-30')
  assert.deepEqual(await listArrangementChanges(db, await actor('Max Medway'), '2026-04-01', '2027-03-31'), [])
  assert.deepEqual(await listArrangementChanges(db, await actor('Ann Analyst'), '2020-04-01', '2021-03-31'), [])
})

test('a document is tied to another record or a group of the golden thread', async (t) => {
  const one = await world(t)
  const { post, db } = one
  const [reference, other] = [await added(one), await added(one)]
  const wrong = await post(paths.tie(reference), { to: 'KENT-PRI-2026-999', group: '', reason: 'It serves it' })
  assert.equal(wrong.status, 400)
  assertTold(wrong.page, 'There is no such record in this partnership. Check the reference', 'to')
  const neither = await post(paths.tie(reference), { to: '', group: '', reason: 'It serves it' })
  assertTold(neither.page, 'Enter a reference or select a group, one of the two', 'to')
  assert.equal((await post(paths.tie(reference), { to: other, group: '', reason: 'It serves it' })).status, 303)
  const links = await db.selectFrom('thread.link').select(['relation', 'reason']).execute()
  assert.deepEqual(links, [{ relation: 'serves', reason: 'It serves it' }])
})

test('a version’s file is attached before its approval, by its content, and downloaded by members alone', async (t) => {
  const one = await world(t)
  const { get, post, db } = one
  const reference = await added(one)
  const bytes = Buffer.from('%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')
  const none = await post(paths.attachFile(reference, 1), {})
  assert.equal(none.status, 400)
  assertTold(none.page, 'Select the file of this version', 'file')
  const picture = await post(paths.attachFile(reference, 1), {
    file: { fileName: 'a.pdf', bytes: Buffer.from('<html>') },
  })
  assert.equal(picture.status, 400)
  const sent = await post(paths.attachFile(reference, 1), { file: { fileName: 'arrangements.pdf', bytes } })
  assert.equal(sent.status, 303, sent.page.text)
  const again = await post(paths.attachFile(reference, 1), { file: { fileName: 'other.pdf', bytes } })
  assertTold(again.page, 'This version has its file already. A changed file is a new version', 'file')
  const file = await get(paths.file(reference, 1), police)
  assert.deepEqual([file.status, file.body.equals(bytes)], [200, true])
  assert.match(String(file.headers['content-disposition']), /^attachment/)
  assert.equal((await get(paths.file(reference, 1), medway)).status, 404)
  const waiting = await asked(one, reference)
  const recorded = { signerName: 'Pat Police', signedOn: '20 November 2026', file: { fileName: 'letter.pdf', bytes } }
  assert.equal((await post(paths.recordSignature(waiting.police), recorded)).status, 303)
  assert.equal((await get(paths.evidence(waiting.police))).status, 200)
  assert.equal((await get(paths.evidence(waiting.lead))).status, 404)
  assert.equal((await db.selectFrom('platform.file').select('id').execute()).length, 2)
})
