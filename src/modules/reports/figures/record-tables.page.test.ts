import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addOrganisation } from '#modules/identity/public.ts'
import { minutesWorld, type World } from '#modules/minutes/testing.ts'
import { registerRecord } from '#modules/thread/public.ts'
import { insertEvidence } from '#modules/tracker/evidence-store.ts'
import { findItemById } from '#modules/tracker/item-store.ts'
import { noteMove } from '#modules/tracker/move-store.ts'
import { insertItem } from '#modules/tracker/raise.ts'
import { trackerPaths } from '#modules/tracker/paths.ts'
import { installation, type Actor } from '#platform/actor.ts'
import { testClock } from '#test/support/database.ts'
import { beginReport } from '../testing.ts'
import { reportPaths } from '../paths.ts'

const lastYear = { startsOn: '1 April 2025', endsOn: '31 March 2026' }
const running = { startsOn: '1 April 2026', endsOn: '31 March 2027' }
const medway = { role: 'business-manager', partnership: 'medway' }

const kentOf = ({ partnerships }: World): Actor =>
  installation({ id: partnerships.kent, slug: 'kent', name: 'KENT partnership' }, [])

async function shown(own: World, report: string, key: string, item = 'decisions-and-actions') {
  const { status } = await own.post(reportPaths.pin(report, item), { kind: 'table', key, claim: 'activity' })
  assert.equal(status, 303, key)
  return (await own.get(reportPaths.show(report, item))).page
}

const cells = (row: HTMLElement): string[] => [...row.children].map((cell) => (cell.textContent ?? '').trim())

/** A recommendation raised in May 2025 and owed by the police, with what became of it on which day. */
function recommended(own: World, title: string, moves: [name: string, to: string, on: string][], marking = 'OFFICIAL') {
  return own.db.transaction().execute(async (tx) => {
    const kent = kentOf(own)
    const raised = await insertItem(
      tx,
      kent,
      'recommendation',
      {
        title,
        sourceKind: 'review',
        sourceTitle: 'Review A',
        raisedOn: '2025-05-01',
        today: '2025-05-01',
        at: new Date('2025-05-01T10:00:00Z'),
        theme: 'Neglect',
        ...(marking === 'OFFICIAL' ? {} : { marking: 'OFFICIAL-SENSITIVE' as const }),
      },
      'proposed',
      [{ officeId: own.offices['Pat Police'] ?? '', dueOn: '2025-12-01' }],
    )
    for (const [name, to, on] of moves)
      await noteMove(tx, kent, {
        itemId: raised.id,
        name,
        from: null,
        to,
        reason: null,
        on,
        at: new Date(`${on}T10:00:00Z`),
      })
    return raised
  })
}

const moment = (today: string) => ({ today, now: new Date(`${today}T12:00:00Z`) })

test('recommendations stand as on the last day of the period, each figure with what it counts', async (t) => {
  const own = await minutesWorld(t)
  const one = await recommended(own, 'See the child', [
    ['assign', 'assigned', '2025-06-01'],
    ['deliver', 'delivered', '2026-05-20'],
    ['evidence', 'evidenced', '2026-06-10'],
  ])
  const hidden = await recommended(own, 'What one family said', [['assign', 'assigned', '2025-06-01']], 'sensitive')
  await own.db.transaction().execute(async (tx) => {
    await tx
      .updateTable('tracker.part')
      .set({ state: 'delivered', delivered_on: '2026-05-20', is_settled: true })
      .where('item_id', '=', one.id)
      .execute()
    const item = await findItemById(tx, kentOf(own), one.id)
    assert.ok(item)
    const evidence = { kind: 'practice', what: 'Seventeen of twenty files', trueOn: '2026-06-01' } as const
    await insertEvidence(tx, kentOf(own), item, null, { ...evidence, receivedOn: '2026-06-02' }, moment('2026-06-02'))
  })
  const then = await beginReport(own, lastYear)
  const page = await shown(own, then, 'recommendations')
  assert.match(page.text, /Recommendations by where they stood, as on 31 March 2026/)
  assert.deepEqual(cells(page.getByRole('row', { name: /^In progress/ })), [
    'In progress',
    '2',
    `${one.reference}, ${hidden.reference}`,
  ])
  assert.equal(page.queryByRole('row', { name: /^Evidenced/ }), null)
  assert.match(page.text, /Of 2 recommendations taken up, 0 had evidence/)
  assert.deepEqual(cells(page.getByRole('row', { name: /^Overdue on the last day/ })).slice(1), [
    '2',
    `${one.reference}, ${hidden.reference}`,
  ])
  assert.deepEqual(cells(page.getByRole('row', { name: /^Raised in the period/ }))[1], '2')
  assert.ok(
    page
      .getAllByRole('link', { name: one.reference })
      .every((link) => link.getAttribute('href') === trackerPaths.show(one.reference)),
  )
  const owed = await shown(own, then, 'agencies-owe')
  assert.deepEqual(cells(owed.getByRole('row', { name: /^Shared Police/ })).slice(0, 4), [
    'Shared Police',
    '2',
    '2',
    '0',
  ])

  const now = await beginReport(own, running)
  const later = await shown(own, now, 'recommendations')
  assert.deepEqual(cells(later.getByRole('row', { name: /^Evidenced/ })).slice(1), ['1', one.reference])
  assert.match(later.text, /Of 2 recommendations taken up, 1 had evidence/)
  const singly = await shown(own, now, 'review-recommendations')
  assert.match(
    singly.getByRole('row', { name: /^See the child/ }).textContent ?? '',
    /Practice review: Review A.*Evidenced since 10 June 2026.*Practice/,
  )
  assert.match(singly.text, new RegExp(`${hidden.reference}: not told here, as it is OFFICIAL-SENSITIVE`))
  // The report tells nothing of it; the thread's line above the report has rules of its own.
  assert.doesNotMatch(singly.document.querySelector('#figures')?.textContent ?? '', /What one family said/)
  assert.doesNotMatch((await own.get(reportPaths.read(now))).page.text, /What one family said/)

  const impact = await shown(own, now, 'impact-evidence', 'impact')
  assert.match(
    impact.getByRole('row', { name: /^Seventeen of twenty files/ }).textContent ?? '',
    /Practice1 June 2026; it came in on 2 June 2026See the child/,
  )
  const other = await beginReport(own, { ...running, title: 'Medway’s' }, medway)
  await own.post(reportPaths.pin(other, 'impact'), { kind: 'table', key: 'recommendations', claim: 'activity' }, medway)
  const theirs = (await own.get(reportPaths.show(other, 'impact'), medway)).page
  assert.match(theirs.text, /No recommendation had been written down by 22 November 2026/)
})

test('impact that is claimed counts when evidence of that kind came in within the period, and not before', async (t) => {
  const own = await minutesWorld(t)
  const one = await recommended(own, 'See the child', [['assign', 'assigned', '2025-06-01']])
  const report = await beginReport(own, running)
  const url = reportPaths.pin(report, 'impact')
  assert.equal((await own.post(url, { kind: 'table', key: 'impact-evidence', claim: 'practice' })).status, 303)
  await own.post(reportPaths.section(report, 'impact'), { narrative: 'Words.', version: '1', action: 'save' })
  const meter = async () => (await own.get(reportPaths.show(report, 'impact'))).page.text
  assert.match(await meter(), /0 of 20 evidenced, 1 activity only/)
  const give = (kind: 'practice' | 'experience', receivedOn: string) =>
    own.db.transaction().execute(async (tx) => {
      const item = await findItemById(tx, kentOf(own), one.id)
      assert.ok(item)
      const evidence = { kind, what: `Evidence of ${receivedOn}`, trueOn: receivedOn, receivedOn }
      await insertEvidence(tx, kentOf(own), item, null, evidence, moment(testClock.today()))
    })
  await give('practice', '2026-03-31')
  assert.match(await meter(), /0 of 20 evidenced, 1 activity only/)
  await give('experience', '2026-10-01')
  assert.match(await meter(), /Its records hold no evidence of changed practice, so it counts as activity only/)
  await give('practice', '2026-10-02')
  assert.match(await meter(), /1 of 20 evidenced, 0 activity only/)
})

async function attended(own: World, meetingId: string, seats: [organisation: string, state: string][]) {
  await own.db
    .insertInto('meetings.attendance')
    .values(
      seats.map(([organisation, state], index) => ({
        meeting_id: meetingId,
        organisation_id: own.organisations[organisation] ?? '',
        organisation_name: organisation,
        position_title: `Seat ${index}`,
        position: index + 1,
        state,
        deputy: state === 'deputy' ? 'Deputy head' : '',
      })),
    )
    .execute()
}

test('meetings, partners and education are counted by group, with what is not known kept apart from absence', async (t) => {
  const own = await minutesWorld(t)
  const { db, partnerships, groups } = own
  const college = await db.transaction().execute((tx) =>
    addOrganisation(tx, {
      slug: 'college',
      name: 'Kent College',
      sector: 'education',
      isCategory: false,
      aliases: [],
    }),
  )
  own.organisations['college'] = college
  await db
    .insertInto('partnerships.agency')
    .values({
      partnership_id: partnerships.kent,
      organisation_id: college,
      position: 9,
      category: 'Education',
      name_as_printed: 'Kent College',
      source: 'a test',
    })
    .execute()
  await db
    .updateTable('partnerships.agency')
    .set({ is_safeguarding_partner: true })
    .where('organisation_id', 'in', [own.organisations['police'] ?? '', own.organisations['council'] ?? ''])
    .execute()
  const add = (group: string, on: string, state: string) =>
    own.addMeeting({ group, startsAt: `${on}T10:00:00Z`, title: `Meeting ${on}`, state })
  const first = await add(groups.executive, '2026-05-12', 'held')
  const second = await add(groups.executive, '2026-07-14', 'held')
  await add(groups.scrutiny, '2026-06-09', 'called')
  const third = await add(groups.scrutiny, '2026-09-08', 'held')
  const early = await add(groups.executive, '2026-03-10', 'held')
  await attended(own, first.id, [
    ['police', 'attended'],
    ['police', 'absent'],
  ])
  await attended(own, second.id, [['police', 'not-recorded']])
  await attended(own, third.id, [
    ['police', 'deputy'],
    ['college', 'remote'],
  ])
  await attended(own, early.id, [['council', 'attended']])
  await db
    .updateTable('meetings.meeting')
    .set({ state: 'cancelled', cancel_reason: 'Snow', cancelled_at: '2026-06-08T10:00:00Z' })
    .where('starts_at', '=', new Date('2026-06-09T10:00:00Z'))
    .execute()
  await add(groups.scrutiny, '2026-10-06', 'called')

  const report = await beginReport(own, running)
  const held = await shown(own, report, 'meetings-held', 'partner-contributions')
  assert.deepEqual(cells(held.getByRole('row', { name: /^Executive/ })).slice(1), [
    'Quarterly',
    '2',
    '0',
    '0',
    '12 May 2026, 14 July 2026',
  ])
  assert.deepEqual(cells(held.getByRole('row', { name: /^Scrutiny group/ })).slice(2), [
    '1',
    '1',
    '1',
    '8 September 2026',
  ])
  assert.deepEqual(cells(held.getByRole('row', { name: /^All groups/ })).slice(0, 5), ['All groups', '', '3', '1', '1'])
  assert.equal(held.getByRole('link', { name: '12 May 2026' }).getAttribute('href'), `/meetings/${first.reference}`)
  const partners = await shown(own, report, 'partners-present', 'partner-contributions')
  const rows = partners
    .getAllByRole('row')
    .map(cells)
    .filter(([name]) => name === 'Shared Police' || name === 'Kent Council')
  assert.deepEqual(rows, [
    ['Shared Police', 'Scrutiny group', '1 of 1', '1', '0'],
    ['Shared Police', 'Executive', 'At least 1 of 2', '0', '1'],
    ['Kent Council', 'No seat is recorded at a meeting that was held', '', '', ''],
  ])
  const education = await shown(own, report, 'education-present', 'education')
  assert.match(education.text, /Of 2 groups that met, 1 had no seat of education at any meeting/)
  assert.deepEqual(cells(education.getByRole('row', { name: /^Executive/ })).slice(1, 3), [
    'Strategic',
    'No seat of education',
  ])
  assert.deepEqual(cells(education.getByRole('row', { name: /^Scrutiny group/ })).slice(1, 4), [
    'Operational',
    '1 of 1',
    '0',
  ])
})

async function decided(own: World, title: string, on: string, more: { group?: string; marking?: string } = {}) {
  const { db, partnerships, groups } = own
  return db.transaction().execute(async (tx) => {
    const marking = more.marking ?? 'OFFICIAL'
    const record = await registerRecord(tx, {
      partnershipId: partnerships.kent,
      kind: 'decision',
      title,
      state: 'decided',
      page: (reference) => `/decisions/${reference}`,
      year: 2026,
      marking,
    })
    const { id } = await tx
      .insertInto('minutes.decision')
      .values({
        record_id: record.id,
        partnership_id: partnerships.kent,
        group_id: more.group ?? groups.executive,
        title,
        reason: `Why: ${title}`,
        decided_by: 'The Executive',
        authority: 'group',
        quorum: 'present',
        decided_on: on,
        marking,
        is_between_meetings: true,
        look_question: 'Is it working?',
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return { id, reference: record.reference }
  })
}

test('decisions are those of the partners’ own groups in the period, with what was found by its end, and nothing sensitive', async (t) => {
  const own = await minutesWorld(t)
  const one = await decided(own, 'Fund a second analyst', '2026-02-03')
  await decided(own, 'A family’s complaint', '2026-02-04', { marking: 'OFFICIAL-SENSITIVE' })
  await decided(own, 'Change the template', '2026-02-05', { group: own.groups.scrutiny })
  await decided(own, 'Taken a year later', '2027-02-05')
  await own.db
    .insertInto('minutes.look')
    .values({ decision_id: one.id, due_on: '2026-06-01', outcome: 'working', found: 'Yes', looked_on: '2026-06-02' })
    .execute()
  const report = await beginReport(own, lastYear)
  const page = await shown(own, report, 'decisions')
  assert.match(page.text, /Decisions of the safeguarding partners, 1 April 2025 to 31 March 2026/)
  const row = page.getByRole('row', { name: /^Fund a second analyst/ })
  assert.deepEqual(cells(row), [
    'Fund a second analyst',
    '3 February 2026, Executive',
    'Why: Fund a second analyst',
    'Not looked at again by then',
  ])
  assert.equal(row.querySelector('a')?.getAttribute('href'), `/decisions/${one.reference}`)
  assert.doesNotMatch(page.text, /A family’s complaint|Change the template|Taken a year later/)
  const wider = await beginReport(own, { startsOn: '1 January 2026', endsOn: '31 December 2026' })
  const later = await shown(own, wider, 'decisions')
  assert.match(later.getByRole('row', { name: /^Fund a second/ }).textContent ?? '', /It is working, 2 June 2026/)
})
