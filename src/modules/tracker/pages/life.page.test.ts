import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Site } from '#test/support/site.ts'
import { trackerPaths } from '../paths.ts'
import { council, councilLead, manager, medway, police, proposed, scrutineer, trackerSite } from '../testing.ts'

const rowOf = ({ db }: Site, reference: string) =>
  db
    .selectFrom('tracker.item as item')
    .innerJoin('thread.record as record', 'record.id', 'item.record_id')
    .where('record.reference', '=', reference)
    .select([
      'item.id',
      'item.state',
      'item.version',
      'item.record_id',
      'item.due_on',
      'item.first_due_on',
      'item.round',
    ])
    .executeTakeFirstOrThrow()
const version = async (service: Site, reference: string) => String((await rowOf(service, reference)).version)

/** The value of an option in a select whose words hold a text. */
const optionIn = async ({ get }: Site, url: string, label: string, text: string, who = manager) => {
  const { page } = await get(url, who)
  const found = [...page.getByRole('combobox', { name: label }).querySelectorAll('option')].find((each) =>
    each.textContent?.includes(text),
  )
  assert.ok(found, `${label} offers ${text}`)
  return found.value
}

const accepted = {
  answer: 'accept',
  strength: 'train',
  childWouldNotice: 'My social worker knows what I told the last one',
  measureKind: 'audit-question',
  measure: 'Was the history read before the visit?',
}

async function accept(service: Site, reference: string) {
  const answered = await service.post(
    trackerPaths.answer(reference),
    { ...accepted, version: await version(service, reference) },
    manager,
  )
  assert.equal(answered.status, 303, answered.page.text)
}

async function assign(service: Site, reference: string, agency: string, what = '') {
  const owner = await optionIn(service, trackerPaths.assign(reference), 'Who owes it?', agency)
  const given = { owner, what, dueOn: '1 December 2026', group: '', version: await version(service, reference) }
  const assigned = await service.post(trackerPaths.assign(reference), given, manager)
  assert.equal(assigned.status, 303, assigned.page.text)
}

const output = { evidenceKind: 'output', evidenceWhat: 'The new form', evidenceTrueOn: '20/11/2026' }

async function deliver(service: Site, reference: string, who = police) {
  const verifier = await optionIn(service, trackerPaths.deliver(reference), 'Who verifies it?', 'signing-officer', who)
  const done = await service.post(
    trackerPaths.deliver(reference),
    { words: 'The form is in use', verifier, ...output },
    who,
  )
  assert.equal(done.status, 303, done.page.text)
}

test('from proposed to evidenced: each step by whom it is due, with its reason, its events and its record in the thread', async (t) => {
  const service = await trackerSite(t)
  const { db, get, post } = service
  const reference = await proposed(db, 'Practitioners should read the history before each visit')
  await accept(service, reference)
  await assign(service, reference, 'Kent Police')
  assert.equal((await rowOf(service, reference)).state, 'assigned')

  const update = { standing: 'on-track', words: 'The form is being written' }
  assert.equal((await post(trackerPaths.update(reference), update, council)).status, 403, 'not theirs')
  assert.equal((await post(trackerPaths.update(reference), update, police)).status, 303)
  assert.equal((await rowOf(service, reference)).state, 'in-progress')

  await deliver(service, reference)
  assert.equal((await rowOf(service, reference)).state, 'delivered')

  const judged = { reason: 'Audit shows it', version: await version(service, reference) }
  const early = await post(trackerPaths.judge(reference), judged, manager)
  assert.equal(early.status, 400)
  assert.match(early.page.text, /must first be verified by somebody of another agency/)

  const own = await post(trackerPaths.verify(reference), { verdict: 'verified' }, police)
  assert.equal(own.status, 400)
  assert.match(own.page.text, /Kent Police delivered this, so somebody of another agency must verify it/)
  assert.equal(
    (await post(trackerPaths.verify(reference), { verdict: 'verified', reason: 'I saw the form' }, scrutineer)).status,
    303,
  )

  const onlyActivity = await post(
    trackerPaths.judge(reference),
    { ...judged, version: await version(service, reference) },
    manager,
  )
  assert.equal(onlyActivity.status, 400)
  assert.match(onlyActivity.page.text, /All evidence so far says what was done/)
  const practice = { evidenceKind: 'practice', evidenceWhat: '18 of 20 files show it', evidenceTrueOn: '21/11/2026' }
  assert.equal((await post(trackerPaths.evidence(reference), practice, manager)).status, 303)
  assert.equal(
    (await post(trackerPaths.judge(reference), { ...judged, version: await version(service, reference) }, manager))
      .status,
    303,
  )

  const { page } = await get(trackerPaths.show(reference))
  assert.match(page.text, /Planned \(in 92 days\)/, 'the first re-test of training is after three months')
  assert.match(page.text, /18 of 20 files show it/)
  assert.match(page.text, /Verified by KSCMP/)
  assert.equal(page.document.querySelector('[aria-current=step]')?.textContent, 'Evidencednow')
  assert.match((await get(`/records/${reference}`)).page.text, /18 of 20 files show it/)
  const events = await db
    .selectFrom('platform.audit_event')
    .where('subject', '=', (await rowOf(service, reference)).record_id)
    .orderBy('at')
    .select('name')
    .execute()
  assert.deepEqual(
    events.map(({ name }) => name),
    [
      'tracker.raised',
      'tracker.proposal-answered',
      'tracker.part-assigned',
      'tracker.update-given',
      'tracker.delivery-reported',
      'tracker.delivery-verified',
      'tracker.evidence-added',
      'tracker.impact-evidenced',
    ],
  )
  const record = await db
    .selectFrom('thread.record')
    .where('reference', '=', reference)
    .select('state')
    .executeTakeFirstOrThrow()
  assert.equal(record.state, 'evidenced')
})

test('a proposal is accepted only with its strength, what a child would notice and its measure; what was typed stays', async (t) => {
  const service = await trackerSite(t)
  const reference = await proposed(service.db, 'Remind everybody to record the voice of the child')
  const send = async (change: Record<string, string>) =>
    service.post(trackerPaths.answer(reference), { ...accepted, ...change, version: await version(service, reference) })
  const cases: [Record<string, string>, string, string][] = [
    [{ answer: '' }, 'Select whether it is accepted', '#answer'],
    [{ strength: '' }, 'Select how strong it is', '#strength'],
    [{ childWouldNotice: '' }, 'Enter what a child would notice', '#childWouldNotice'],
    [{ measure: '' }, 'Select what it is measured by, and enter which', '#measureKind'],
    [{ answer: 'decline' }, 'Enter the reason why it is declined', '#reason'],
    [{ answer: 'accept-in-part' }, 'Enter what is not taken up, and why', '#reason'],
  ]
  for (const [change, text, href] of cases) {
    const { status, page } = await send(change)
    assert.equal(status, 400, text)
    assert.equal(page.getByRole('link', { name: text }).getAttribute('href'), href)
    assert.match(page.title, /^Error: /)
  }
  const { page } = await send({ strength: '' })
  assert.equal(
    page.getByRole<HTMLTextAreaElement>('textbox', { name: 'What would a child notice?' }).value,
    accepted.childWouldNotice,
  )
  assert.equal((await rowOf(service, reference)).state, 'proposed')
})

test('what was said before is shown with what became of it, and linked as repeated', async (t) => {
  const service = await trackerSite(t)
  const { db, get, post } = service
  const earlier = await proposed(db, 'Agencies must share information at the point of referral')
  await post(trackerPaths.answer(earlier), {
    answer: 'decline',
    reason: 'The law already asks it',
    version: await version(service, earlier),
  })
  const unlike = await proposed(db, 'Publish the calendar of masterclasses')
  const reference = await proposed(db, 'All agencies should be sharing information when they refer a child')
  const { page } = await get(trackerPaths.answer(reference))
  assert.match(page.text, /declined since 22 November 2026: The law already asks it/)
  assert.equal(page.queryByRole('link', { name: unlike }), null)
  const answered = await post(trackerPaths.answer(reference), {
    ...accepted,
    repeats: earlier,
    version: await version(service, reference),
  })
  assert.equal(answered.status, 303)
  assert.match((await get(trackerPaths.show(reference))).page.text, new RegExp(`Repeats: ${earlier}`))
})

test('a later date is asked for with its reason and decided by the team; the first date stays', async (t) => {
  const service = await trackerSite(t)
  const { get, post } = service
  const reference = await proposed(service.db, 'Write the joint protocol')
  await accept(service, reference)
  await assign(service, reference, 'Kent Police')
  const before = await post(trackerPaths.extend(reference), { toDueOn: '1/11/2026', reason: 'x' }, police)
  assert.equal(before.status, 400)
  assert.match(before.page.text, /must be after 1 December 2026, when it is due now/)
  assert.equal(
    (await post(trackerPaths.extend(reference), { toDueOn: '1 March 2027', reason: 'The author left' }, police)).status,
    303,
  )
  assert.equal((await rowOf(service, reference)).state, 'extension-requested')
  assert.equal(
    (await post(trackerPaths.decideExtension(reference), { decision: 'granted', reason: 'x' }, police)).status,
    403,
  )
  assert.equal(
    (await post(trackerPaths.decideExtension(reference), { decision: 'granted', reason: 'Agreed with the chair' }))
      .status,
    303,
  )
  const row = await rowOf(service, reference)
  assert.deepEqual([row.state, row.due_on, row.first_due_on], ['in-progress', '2027-03-01', '2026-12-01'])
  const { page } = await get(trackerPaths.show(reference))
  assert.match(page.text, /First due 1 December 2026/)
  assert.match(page.text, /The author left\s*Granted on 22 November 2026: Agreed with the chair/)
  assert.match(
    (await post(trackerPaths.decideExtension(reference), { decision: 'refused', reason: 'x' })).page.text,
    /No later date waits/,
  )
})

test('several agencies owe a part each, and the whole follows from them by the printed rule', async (t) => {
  const service = await trackerSite(t)
  const { get, post } = service
  const reference = await proposed(service.db, 'Agree one threshold document')
  await accept(service, reference)
  await assign(service, reference, 'Kent Police')
  await assign(service, reference, 'County Council: signing', 'Write it')
  await post(trackerPaths.update(reference), { standing: 'on-track', words: 'Begun' }, police)
  assert.equal((await rowOf(service, reference)).state, 'in-progress')
  await deliver(service, reference)
  assert.equal((await rowOf(service, reference)).state, 'in-progress', 'the council has not delivered')
  const { page } = await get(trackerPaths.show(reference))
  assert.match(page.text, /The whole is delivered when every part is delivered/)
  assert.equal(
    (await post(trackerPaths.update(reference), { standing: 'on-track', words: 'x' }, councilLead)).status,
    403,
    'another office of the council',
  )
  await deliver(service, reference, council)
  assert.equal((await rowOf(service, reference)).state, 'delivered')
})

test('an action is owed at once, comes from a record, and is superseded or opened again with a reason', async (t) => {
  const service = await trackerSite(t)
  const { get, post } = service
  const from = await proposed(service.db, 'Look at repeat referrals')
  const owner = await optionIn(service, trackerPaths.raise(), 'Who owes it?', 'Kent Police')
  const form = {
    kind: 'action',
    title: 'Bring the figures to the next meeting',
    sourceKind: 'meeting',
    sourceReference: from,
    raisedOn: '22 November 2026',
    priority: 'high',
    owner,
    dueOn: '31/2/2027',
  }
  const wrong = await post(trackerPaths.raise(), form)
  assert.equal(wrong.status, 400)
  assert.equal(wrong.page.getByRole('link', { name: /Date due must be a real date/ }).getAttribute('href'), '#dueOn')
  assert.equal(wrong.page.getByRole('textbox', { name: 'By when?' }).getAttribute('value'), '31/2/2027')
  const raised = await post(trackerPaths.raise(), { ...form, dueOn: '1/2/2027' })
  assert.equal(raised.status, 303, raised.page.text)
  const reference = /ACT-2026-\d+/.exec(raised.location)?.[0] ?? ''
  const path = trackerPaths.show(`KSCMP-${reference}`)
  const { page } = await get(path)
  assert.match(page.text, new RegExp(`Came from Meeting: Look at repeat referrals`))
  const ended = await post(trackerPaths.end(`KSCMP-${reference}`), {
    way: 'supersede',
    reason: 'Both are one',
    byReference: from.toLowerCase(),
    version: await version(service, `KSCMP-${reference}`),
  })
  assert.equal(ended.status, 303, ended.page.text)
  assert.match((await get(path)).page.text, /Both are one/)
  assert.equal((await get(trackerPaths.show('KSCMP-ACT-2026-999'))).status, 404)
})

test('two who decide at once do not overwrite each other; two who give updates lose nothing', async (t) => {
  const service = await trackerSite(t)
  const { db, post } = service
  const reference = await proposed(db, 'Check the out-of-hours rota')
  const seen = await version(service, reference)
  assert.equal((await post(trackerPaths.answer(reference), { ...accepted, version: seen })).status, 303)
  const late = await post(trackerPaths.end(reference), { way: 'supersede', reason: 'x', version: seen })
  assert.equal(late.status, 409)
  assert.match(late.page.text, /Somebody else has changed this/)
  await assign(service, reference, 'Kent Police')
  await service.get(trackerPaths.update(reference), police)
  const both = await Promise.all(
    ['First', 'Second'].map((words) => post(trackerPaths.update(reference), { standing: 'on-track', words }, police)),
  )
  assert.deepEqual(
    both.map(({ status }) => status),
    [303, 303],
  )
  const kept = await db.selectFrom('tracker.progress').select('words').orderBy('words').execute()
  assert.deepEqual(
    kept.map(({ words }) => words),
    ['First', 'Second'],
  )
})

test('who may not: an agency decides nothing, another partnership knows nothing of it', async (t) => {
  const service = await trackerSite(t)
  const reference = await proposed(service.db, 'Anything')
  for (const path of [
    trackerPaths.answer,
    trackerPaths.assign,
    trackerPaths.judge,
    trackerPaths.end,
    trackerPaths.retest,
    trackerPaths.decideExtension,
  ])
    assert.equal((await service.get(path(reference), police)).status, 403)
  assert.equal((await service.get(trackerPaths.settings(), police)).status, 403)
  for (const path of [
    trackerPaths.show,
    trackerPaths.answer,
    trackerPaths.update,
    trackerPaths.verify,
    trackerPaths.evidence,
  ])
    assert.equal((await service.get(path(reference), medway)).status, 404)
  assert.equal((await service.get(trackerPaths.show(reference), null)).status, 303)
})
