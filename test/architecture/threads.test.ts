import assert from 'node:assert/strict'
import { test } from 'node:test'
import { meetingPaths } from '#modules/meetings/paths.ts'
import { recordKinds, type RecordKind } from '#modules/thread/record.ts'
import { demonstrationDb } from '#test/support/database.ts'
import { site, type Site } from '#test/support/site.ts'

/** Kinds of record whose own page does not show their thread, each with the reason. */
const withoutThread: Partial<Record<RecordKind, string>> = {
  review: 'known by named access only: the thread itself says nothing of it',
  dispute: 'known to its parties only: the thread itself says nothing of it',
  evidence: 'stands on the page of what it is evidence for, which shows that record’s thread',
  'sign-off': 'stands on the page of the version that was signed, which shows the document’s thread',
  'report-section': 'nothing registers one yet',
}

/** A paper for an item of a meeting that is to come: the demonstration has none. */
async function addPaper({ db, post }: Site): Promise<void> {
  const item = await db
    .selectFrom('meetings.agenda_item as item')
    .innerJoin('meetings.meeting as meeting', 'meeting.id', 'item.meeting_id')
    .innerJoin('partnerships.partnership as partnership', 'partnership.id', 'meeting.partnership_id')
    .where('partnership.slug', '=', 'kent')
    .where('meeting.state', '=', 'planned')
    .select(['item.id', 'meeting.reference'])
    .executeTakeFirstOrThrow()
  const paper = { title: 'A paper', marking: 'OFFICIAL', owner: '', dueOn: '', body: 'What it says' }
  const { status, page } = await post(meetingPaths.addPaper(item.reference, item.id), paper)
  assert.equal(status, 303, page.text)
}

test('every kind of record shows on its own page what it serves and what it rests on, or is listed with a reason', async (t) => {
  const service = await site(t, await demonstrationDb(t), { role: 'business-manager' })
  const { db, get } = service
  await addPaper(service)
  const records = await db
    .selectFrom('thread.record as record')
    .innerJoin('partnerships.partnership as partnership', 'partnership.id', 'record.partnership_id')
    .where('partnership.slug', '=', 'kent')
    .distinctOn('record.kind')
    .orderBy('record.kind')
    .orderBy('record.reference')
    .select(['record.kind', 'record.reference', 'record.page', 'record.is_restricted'])
    .execute()
  const found: string[] = []
  for (const kind of Object.keys(recordKinds) as RecordKind[]) {
    const record = records.find((each) => each.kind === kind)
    if (record === undefined || record.is_restricted) {
      if (withoutThread[kind] === undefined) found.push(`${kind}: the demonstration has none`)
      continue
    }
    const { page, status } = await get(record.page.split('#')[0] ?? '')
    assert.equal(status, 200, `${kind}: ${record.page}`)
    const links = page.queryAllByRole('link', { name: 'Whole thread, links and history' })
    const shown = links.map((link) => link.getAttribute('href'))
    if (withoutThread[kind] === undefined && !shown.includes(`/records/${record.reference}`)) {
      found.push(`${kind}: ${record.page} shows ${shown.join(', ') || 'no thread'}`)
    }
    if (withoutThread[kind] !== undefined) assert.ok(shown.length > 0, `${kind}: ${record.page} shows no thread at all`)
  }
  assert.deepEqual(found, [])
})

/** Kinds of record that say more than their title to whoever may open them. */
const withText: readonly RecordKind[] = [
  'action',
  'agreement',
  'assurance',
  'circular',
  'decision',
  'document',
  'feedback',
  'guidance',
  'matter',
  'meeting',
  'priority',
  'project',
  'protocol',
  'recommendation',
  'terms',
  'warning',
]

test('search finds a record by the words of its body, not by its title alone', async (t) => {
  const { db, get } = await site(t, await demonstrationDb(t), { role: 'business-manager' })
  const missing: string[] = []
  for (const kind of withText) {
    const record = await db
      .selectFrom('thread.record as record')
      .innerJoin('partnerships.partnership as partnership', 'partnership.id', 'record.partnership_id')
      .where('partnership.slug', '=', 'kent')
      .where('record.kind', '=', kind)
      .where('record.search_text', '<>', '')
      .orderBy((eb) => eb.fn('length', ['record.search_text']), 'desc')
      .orderBy('record.reference')
      .select(['record.reference', 'record.title', 'record.search_text as text'])
      .executeTakeFirst()
    const inTitle = new Set(record?.title.toLowerCase().match(/[a-z]+/g) ?? [])
    const words = (record?.text.toLowerCase().match(/\b[a-z]{5,}\b/g) ?? []).filter((word) => !inTitle.has(word))
    const chosen = words.toSorted((a, b) => b.length - a.length).slice(0, 4)
    if (record === undefined || chosen.length === 0) {
      missing.push(`${kind}: no text`)
      continue
    }
    const { page } = await get(`/search?kind=${kind}&q=${chosen.join('+')}`)
    if (!page.text.includes(record.reference)) missing.push(`${record.reference} by ‘${chosen.join(' ')}’`)
  }
  assert.deepEqual(missing, [])
})

test('the demonstration shows what is missing at once, in both partnerships', async (t) => {
  const { get } = await site(t, await demonstrationDb(t), { role: 'business-manager' })
  for (const partnership of ['kent', 'medway']) {
    const { page, status } = await get('/records/gaps', { role: 'business-manager', partnership })
    assert.equal(status, 200)
    const listed = page.queryAllByRole('link', { name: /Set aside: / })
    assert.ok(listed.length > 0, `${partnership}: ${page.text}`)
  }
})
