import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demonstrationDb, testClock } from '#test/support/database.ts'
import { site, type Site, type Who } from '#test/support/site.ts'
import { lookEverywhere } from '../look-for-signals.ts'
import { warningPaths } from '../paths.ts'

const analyst: Who = { role: 'analyst' }

/** The first new warning of Kent, and what its triage form offers. */
async function newWarning({ db, get }: Site) {
  const row = await db
    .selectFrom('early_warning.warning as warning')
    .innerJoin('thread.record as record', 'record.id', 'warning.record_id')
    .innerJoin('partnerships.partnership as partnership', 'partnership.id', 'warning.partnership_id')
    .where('partnership.slug', '=', 'kent')
    .where('warning.state', '=', 'new')
    .orderBy('record.reference')
    .select(['warning.id', 'warning.version', 'record.reference', 'record.id as recordId'])
    .executeTakeFirstOrThrow()
  const { page } = await get(warningPaths.triage(row.reference), analyst)
  const value = (label: string, text: RegExp) =>
    [...page.getByRole('combobox', { name: label }).querySelectorAll('option')].find((option) =>
      text.test(option.textContent ?? ''),
    )?.value ?? ''
  return {
    ...row,
    group: value('Which group answers?', /Scrutiny/),
    owner: value('Who owns the answer?', /Kent Police/),
  }
}

const given = (warning: { group: string; owner: string; version: number }) => ({
  decision: 'act',
  reason: 'Rising for five quarters; the group should hear why',
  group: warning.group,
  owner: warning.owner,
  dueOn: '20 December 2026',
  version: String(warning.version),
})

test('a signal opens a warning once, however often one looks or reads', async (t) => {
  const db = await demonstrationDb(t)
  const { get, post } = await site(t, db, analyst)
  const count = async () =>
    (
      await db
        .selectFrom('early_warning.warning')
        .select((one) => one.fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
    ).n
  const before = await count()
  assert.ok(Number(before) > 0, 'the demonstration has signals')
  await Promise.all([lookEverywhere(db, testClock), lookEverywhere(db, testClock)])
  await get(warningPaths.list())
  const { status, location } = await post(warningPaths.look(), {})
  assert.equal(status, 303)
  assert.match(location, /opened=0/)
  assert.equal(await count(), before)
})

test('the list shows open warnings first and says what to do when none fits', async (t) => {
  const { get } = await site(t, await demonstrationDb(t), analyst)
  const { page } = await get(warningPaths.list())
  assert.ok(page.getAllByRole('row').length > 2)
  assert.match(page.text, /Invented demonstration figures/)
  const closed = await get(`${warningPaths.list()}?state=closed`)
  assert.match(closed.page.text, /No warning fits/)
})

test('a warning shows what was seen, by which rule, how likely by chance, and its history', async (t) => {
  const service = await site(t, await demonstrationDb(t), analyst)
  const { reference } = await newWarning(service)
  const { page } = await service.get(warningPaths.show(reference))
  assert.match(page.text, /Making Data Count 2023/)
  assert.match(page.text, /If nothing had changed, this would still be seen/)
  assert.match(page.text, /indicators were looked at together/)
  assert.match(page.text, /Warning opened/)
  assert.ok(page.document.querySelector('svg[role] title'))
})

test('triage asks for a judgement and a reason, keeps what was typed and saves nothing', async (t) => {
  const service = await site(t, await demonstrationDb(t), analyst)
  const warning = await newWarning(service)
  const { status, page } = await service.post(warningPaths.triage(warning.reference), {
    ...given(warning),
    decision: '',
    reason: '',
  })
  assert.equal(status, 400)
  assert.match(page.title, /^Error: Judge this warning/)
  assert.equal(
    page.getByRole('link', { name: 'Select what should happen with this warning' }).getAttribute('href'),
    '#decision',
  )
  assert.equal(page.getByRole('link', { name: 'Enter the reason for your judgement' }).getAttribute('href'), '#reason')
  assert.equal(page.getByRole('textbox', { name: 'Answer due by' }).getAttribute('value'), '20 December 2026')
  const row = await service.db
    .selectFrom('early_warning.warning')
    .where('id', '=', warning.id)
    .select('state')
    .executeTakeFirstOrThrow()
  assert.equal(row.state, 'new')
})

const mistakes: [name: string, change: Record<string, string>, message: string, field: string][] = [
  ['no group', { group: '' }, 'Select the group that must answer', '#group'],
  ['no owner', { owner: '' }, 'Select who owns the answer', '#owner'],
  ['no date', { dueOn: '' }, 'Enter the date by which the group must answer', '#dueOn'],
  [
    'a date that does not exist',
    { dueOn: '31/2/2027' },
    'Date for the answer must be a real date, like 27/3/2027',
    '#dueOn',
  ],
  ['a date in the past', { dueOn: '1/1/2020' }, 'Date for the answer must be today or later', '#dueOn'],
  [
    'another partnership’s group',
    { group: '00000000-0000-7000-8000-000000000000' },
    'Select one of the groups of this partnership',
    '#group',
  ],
  [
    'another partnership’s office',
    { owner: '00000000-0000-7000-8000-000000000000' },
    'Select one of the offices of this partnership',
    '#owner',
  ],
]
test('giving a warning to a group says each mistake beside its field', async (t) => {
  const service = await site(t, await demonstrationDb(t), analyst)
  const warning = await newWarning(service)
  for (const [name, change, message, field] of mistakes) {
    const { status, page } = await service.post(warningPaths.triage(warning.reference), {
      ...given(warning),
      ...change,
    })
    assert.equal(status, 400, name)
    assert.equal(page.getByRole('link', { name: message }).getAttribute('href'), field, name)
  }
})

test('the whole life: given to a group, on its list, answered by its owner with evidence, in the thread and in the events', async (t) => {
  const service = await site(t, await demonstrationDb(t), analyst)
  const { db, get, post } = service
  const warning = await newWarning(service)
  const given303 = await post(warningPaths.triage(warning.reference), given(warning))
  assert.equal(given303.status, 303)

  const row = await db
    .selectFrom('early_warning.warning')
    .where('id', '=', warning.id)
    .selectAll()
    .executeTakeFirstOrThrow()
  assert.deepEqual([row.state, row.decision, row.due_on], ['with-group', 'act', '2026-12-20'])

  const police: Who = { role: 'signing-officer', organisation: 'Kent Police' }
  const office = await db
    .selectFrom('identity.office')
    .where('id', '=', row.owner_office_id)
    .select('title')
    .executeTakeFirstOrThrow()
  const owner = [police, { role: 'data-lead', organisation: 'Kent Police' }]
  const owns = []
  for (const who of owner) {
    const { page } = await get('/', who)
    if (page.text.includes(warning.reference) || page.queryAllByRole('link', { name: /Early warning:/ }).length > 0)
      owns.push(who)
  }
  assert.equal(owns.length, 1, `exactly the holder of ${office.title} owes the answer`)
  const [holder] = owns

  const noEvidence = await post(
    warningPaths.answer(warning.reference),
    { answer: 'Looked into it', ground: 'evidence', version: '2' },
    holder,
  )
  assert.equal(noEvidence.status, 400)
  assert.ok(noEvidence.page.getByRole('link', { name: 'Select what kind of evidence it is' }))
  assert.ok(noEvidence.page.getByRole('link', { name: 'Enter what the evidence is and where it can be found' }))

  const answered = await post(
    warningPaths.answer(warning.reference),
    {
      answer: 'Twenty cases were sampled; thresholds were applied differently in two teams.',
      ground: 'evidence',
      evidenceKind: 'audit',
      evidenceSource: 'Dip sample of 20 referrals',
      evidenceTrueOn: '20/11/2026',
      version: '2',
    },
    holder,
  )
  assert.equal(answered.status, 303)
  const { page } = await get(answered.location, analyst)
  assert.match(page.text, /Closed with evidence/)
  assert.match(page.text, /Dip sample of 20 referrals/)

  const thread = await get(`/records/${warning.reference}`, analyst)
  assert.match(thread.page.text, /Dip sample of 20 referrals/)
  assert.match(thread.page.text, /came from|rests on/i)

  const events = await db
    .selectFrom('platform.audit_event')
    .where('subject', '=', warning.recordId)
    .orderBy('at')
    .select('name')
    .execute()
  assert.deepEqual(
    events.map((event) => event.name),
    ['early-warning.warning-opened', 'early-warning.warning-triaged', 'early-warning.warning-answered'],
  )
})

test('a judgement of no concern closes the warning with its reason, and the team may open it again', async (t) => {
  const service = await site(t, await demonstrationDb(t), analyst)
  const warning = await newWarning(service)
  const closed = await service.post(warningPaths.triage(warning.reference), {
    decision: 'explained',
    reason: 'The definition changed in April',
    version: '1',
  })
  assert.equal(closed.status, 303)
  await lookEverywhere(service.db, testClock)
  const still = await service.db
    .selectFrom('early_warning.warning')
    .where('id', '=', warning.id)
    .select('state')
    .executeTakeFirstOrThrow()
  assert.equal(still.state, 'closed', 'the same figures do not open it again')
  const again = await service.post(warningPaths.reopen(warning.reference), {
    reason: 'It did not change after all',
    version: '2',
  })
  assert.equal(again.status, 303)
  const { page } = await service.get(warningPaths.show(warning.reference))
  assert.match(page.text, /It did not change after all/)
  assert.match(page.text, /Nobody has looked at it yet/)
})

test('two people who judge a warning at once do not overwrite each other', async (t) => {
  const service = await site(t, await demonstrationDb(t), analyst)
  const warning = await newWarning(service)
  assert.equal((await service.post(warningPaths.triage(warning.reference), given(warning))).status, 303)
  const second = await service.post(
    warningPaths.triage(warning.reference),
    { ...given(warning), decision: 'not-a-concern' },
    { role: 'business-manager' },
  )
  assert.equal(second.status, 409)
  assert.match(second.page.text, /Somebody else has changed this warning/)
})

test('who may not: an agency does not judge, another office does not answer, another partnership does not know of it', async (t) => {
  const service = await site(t, await demonstrationDb(t), analyst)
  const warning = await newWarning(service)
  const lead: Who = { role: 'data-lead', organisation: 'Integrated Care Board' }
  assert.equal((await service.get(warningPaths.triage(warning.reference), lead)).status, 403)
  assert.equal((await service.post(warningPaths.triage(warning.reference), given(warning), lead)).status, 403)
  await service.post(warningPaths.triage(warning.reference), given(warning))
  const other = await service.post(
    warningPaths.answer(warning.reference),
    { answer: 'x', ground: 'reason', version: '2' },
    lead,
  )
  assert.equal(other.status, 403)
  const medway: Who = { role: 'analyst', partnership: 'medway' }
  for (const path of [warningPaths.show, warningPaths.triage, warningPaths.answer, warningPaths.reopen]) {
    assert.equal((await service.get(path(warning.reference), medway)).status, 404)
  }
  assert.equal((await service.get(warningPaths.show(warning.reference), null)).status, 303)
})
