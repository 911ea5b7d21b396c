import assert from 'node:assert/strict'
import { test } from 'node:test'
import { registerRecord } from '#modules/thread/public.ts'
import { meetingPaths } from '../paths.ts'
import { arranged, world, type World } from '../testing.ts'

const chair = { role: 'group-chair' }
const outside = { role: 'group-member' }
const medway = { role: 'business-manager', partnership: 'medway' }

const record = (db: World['db'], partnershipId: string, kind: 'terms' | 'document' | 'recommendation', title: string) =>
  db.transaction().execute((tx) =>
    registerRecord(tx, {
      partnershipId,
      kind,
      title,
      state: 'open',
      page: (reference) => `/${reference}`,
      year: 2026,
    }),
  )

/** A year's worth of what is due to the quality group and the Executive: invented. */
async function dueThings({ db, partnerships, groups, offices, organisations }: World): Promise<void> {
  const { kent } = partnerships
  await db
    .insertInto('groups.duty')
    .values([
      {
        group_id: groups.quality,
        words: 'Review the audit programme',
        every_months: 12,
        next_due_on: '2026-12-31',
        source: 'Invented, section 2',
      },
      {
        group_id: groups.quality,
        words: 'Not due for long',
        every_months: 12,
        next_due_on: '2027-06-30',
        source: 'Invented',
      },
      {
        group_id: groups.executive,
        words: 'Another group’s duty',
        every_months: 12,
        next_due_on: '2026-12-01',
        source: 'Invented',
      },
    ])
    .execute()
  const terms = await record(db, kent, 'terms', 'Terms of reference')
  await db
    .insertInto('groups.terms')
    .values({
      id: terms.id,
      partnership_id: kent,
      group_id: groups.quality,
      number: 1,
      body: 'It meets.',
      what_changed: 'First version',
      proposed_on: '2025-10-01',
      approved_on: '2025-10-20',
      approved_by: groups.executive,
      in_force_from: '2025-11-01',
    })
    .execute()
  for (const [title, owner] of [
    ['Thresholds', 'Chris Chair'],
    ['Information for families', 'Nora Nurse'],
  ] as const) {
    const { id } = await record(db, kent, 'document', title)
    await db
      .insertInto('governance.document')
      .values({
        record_id: id,
        partnership_id: kent,
        kind: 'policy',
        title,
        owner_office_id: offices[owner] ?? '',
        review_on: '2027-01-10',
      })
      .execute()
  }
  for (const [title, state] of [
    ['Supervision for every duty worker', 'delivered'],
    ['A shared form', 'proposed'],
  ] as const) {
    const { id } = await record(db, kent, 'recommendation', title)
    const { id: itemId } = await db
      .insertInto('tracker.item')
      .values({
        record_id: id,
        partnership_id: kent,
        kind: 'recommendation',
        title,
        state,
        state_since: '2026-06-01',
        source_kind: 'other',
        source_title: 'Invented',
        raised_on: '2026-05-01',
        group_id: groups.quality,
        theme: '',
        priority: 'medium',
        ...(state === 'delivered'
          ? {
              owner_organisation_id: organisations['police'] ?? '',
              owner_office_id: offices['Chris Chair'] ?? '',
              first_due_on: '2026-06-01',
              due_on: '2026-06-01',
            }
          : {}),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    if (state === 'delivered')
      await db
        .insertInto('tracker.retest')
        .values({
          item_id: itemId,
          partnership_id: kent,
          round: 1,
          number: 1,
          step: 1,
          due_on: '2026-12-08',
          lapses_on: '2027-01-08',
          theme: '',
        })
        .execute()
  }
}

const suggested = (page: Awaited<ReturnType<World['get']>>['page']) =>
  page
    .queryAllByRole('button', { name: /^Put on the agenda ?:/ })
    .map((button) => (button.textContent ?? '').replace(/^Put on the agenda:\s*/, ''))

test('what the year makes due to a group is suggested with its reason, taken once, or left off with a reason', async (t) => {
  const service = await world(t)
  const { get, post, db, groups } = service
  await dueThings(service)
  const reference = await arranged(service, groups.quality)
  const agenda = meetingPaths.agenda(reference)
  const { page } = await get(agenda, chair)
  assert.deepEqual(suggested(page).toSorted(), [
    'Re-test: Supervision for every duty worker',
    'Review the audit programme',
    'Review: Thresholds',
    'Terms of reference: review',
    'To accept or decline: A shared form',
  ])
  assert.match(page.text, /the group’s own duty every 12 months, due on 31 December 2026 \(Invented, section 2\)/)
  assert.match(
    page.text,
    /Version 1 has been in force since 1 November 2025, and the group looks at it again after 12 months/,
  )
  assert.match(page.text, /It is due on 8 December 2026 and asks whether what was delivered still holds/)
  assert.match(page.text, /This document is due for review on 10 January 2027; Chris Chair’s office owns it/)

  // Taken: it is on the agenda with its history, and nowhere suggested again.
  const accept = page.getByRole('button', { name: /Put on the agenda ?: Review the audit programme/ })
  const accepted = { accept: accept.getAttribute('value') ?? '' }
  assert.equal((await post(agenda, accepted, outside)).status, 403)
  assert.equal((await post(agenda, accepted, medway)).status, 404)
  assert.equal((await post(agenda, accepted, chair)).status, 303)
  assert.equal((await post(agenda, accepted, chair)).status, 303)
  const items = () =>
    db.selectFrom('meetings.agenda_item').where('title', '=', 'Review the audit programme').select('id').execute()
  assert.equal((await items()).length, 1)
  const second = await arranged(service, groups.quality, { on: '17/12/2026' })
  assert.ok(!suggested((await get(meetingPaths.agenda(second), chair)).page).includes('Review the audit programme'))

  // Left off, with a reason.
  const leave =
    page.getByRole('link', { name: /^Leave it off ?: Terms of reference: review/ }).getAttribute('href') ?? ''
  assert.equal((await get(leave, outside)).status, 403)
  assert.equal((await get(leave, medway)).status, 404)
  assert.equal((await get(leave.replace(/key=.*/, 'key=nonsense'), chair)).status, 404)
  const asked = (await get(leave, chair)).page
  assert.ok(asked.getByLabelText('Why is it not for this group now?'))
  const empty = await post(leave, { reason: ' ' }, chair)
  assert.equal(empty.status, 400)
  assert.match(empty.page.title, /^Error: Not for this agenda/)
  assert.equal(
    empty.page.getByRole('link', { name: 'Enter why it is not for this group now' }).getAttribute('href'),
    '#reason',
  )
  assert.deepEqual(await db.selectFrom('meetings.declined_suggestion').select('id').execute(), [])
  assert.equal((await post(leave, { reason: 'The Executive reviews all of them in March.' }, chair)).status, 303)
  const { page: after } = await get(agenda, chair)
  assert.ok(!suggested(after).includes('Terms of reference: review'))
  assert.match(
    after.text,
    /Left off: 1 suggestion.*The Executive reviews all of them in March \(Chris Chair’s office, 22 November 2026\)/,
  )
  assert.ok(!suggested((await get(meetingPaths.agenda(second))).page).includes('Terms of reference: review'))
  const event = await db
    .selectFrom('platform.audit_event')
    .where('name', '=', 'meetings.suggestion-declined')
    .select('details')
    .executeTakeFirstOrThrow()
  assert.match(
    JSON.stringify(event.details),
    /terms:KENT-TOR-2026-001:2026-11-01|terms:[A-Z]+-[A-Z]+-2026-001:2026-11-01/,
  )

  // And back again.
  const again = after.getByRole('button', { name: /^Suggest it again ?: Terms of reference: review/ })
  assert.equal((await post(agenda, { again: again.getAttribute('value') ?? '' }, chair)).status, 303)
  assert.ok(suggested((await get(agenda, chair)).page).includes('Terms of reference: review'))
})

test('the Executive is suggested every review; a group may look at its terms in another rhythm', async (t) => {
  const service = await world(t)
  const { get, post, groups } = service
  await dueThings(service)
  const executive = await arranged(service, groups.executive)
  assert.deepEqual(suggested((await get(meetingPaths.agenda(executive))).page).toSorted(), [
    'Another group’s duty',
    'Review: Information for families',
    'Review: Thresholds',
  ])
  const settings = meetingPaths.settings('quality')
  const form = {
    weekday: '',
    startsAt: '10am',
    minutesLong: '120',
    place: '',
    papersDaysBefore: '7',
    quorumMembers: '',
    quorumPercent: '',
    quorumWords: '',
    quorumSource: '',
    termsReviewMonths: 'often',
    version: '0',
  }
  const wrong = await post(settings, form)
  assert.equal(wrong.status, 400)
  assert.ok(wrong.page.getByRole('link', { name: 'Months must be a whole number from 1 to 60' }))
  assert.equal((await post(settings, { ...form, termsReviewMonths: '24' })).status, 303)
  const quality = await arranged(service, groups.quality)
  assert.ok(!suggested((await get(meetingPaths.agenda(quality))).page).some((title) => title.startsWith('Terms')))
})

test('what was escalated says by whom and why, and is chosen once it stands on the agenda', async (t) => {
  const service = await world(t)
  const { get, post, db, groups } = service
  const add = meetingPaths.addMatter('quality')
  const matter = {
    title: 'Waiting lists',
    purpose: 'decide',
    marking: 'OFFICIAL',
    presenter: '',
    minutes: '',
    summary: '',
    dueOn: '',
    meeting: '',
  }
  const { location } = await post(add, matter)
  const refer = { toGroup: groups.executive, way: 'escalated', reason: 'It needs money.' }
  assert.equal((await post(`${location}/refer`, refer)).status, 303)
  const reference = await arranged(service, groups.executive)
  const { page } = await get(meetingPaths.agenda(reference))
  assert.match(page.text, /Escalated by Quality Group on \d+ \w+ 2026: It needs money\. It waits in the forward plan/)
  assert.equal(page.queryByRole('link', { name: /^Leave it off/ }), null, 'a matter is closed, not left off')
  const accept = page.getByRole('button', { name: /Put on the agenda ?: Waiting lists/ }).getAttribute('value') ?? ''
  assert.match((await get('/partnerships/kent/groups/executive')).page.text, /1 matter waits to be chosen/)
  assert.equal((await post(meetingPaths.agenda(reference), { accept })).status, 303)
  assert.match((await get('/partnerships/kent/groups/executive')).page.text, /0 matters wait to be chosen/)
  assert.equal(
    (await db.selectFrom('meetings.agenda_item').where('title', '=', 'Waiting lists').select('id').execute()).length,
    1,
  )
})
