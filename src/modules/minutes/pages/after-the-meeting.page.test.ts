import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { meetingPaths, referMatter } from '#modules/meetings/public.ts'
import { partnershipPaths } from '#modules/partnerships/public.ts'
import { installation } from '#platform/actor.ts'
import { fixedClock } from '#platform/clock.ts'
import { raiseLooks } from '../raise-looks.ts'
import { minutesTasks } from '../public.ts'
import { minutesWorld } from '../testing.ts'

const chair = { role: 'group-chair', organisation: 'Shared Police' }
const medway = { role: 'business-manager', partnership: 'medway' }
const decision = {
  title: 'Ask every agency for its waiting list',
  reason: 'Nobody knows how long children wait',
  options: 'Do nothing; ask the largest three',
  decidedBy: 'Scrutiny group',
  authority: 'group',
  quorum: 'present',
  dissent: '',
  decidedOn: '18 November 2026',
  lookQuestion: 'Do we know the waits?',
  lookOn: '10 December 2026',
}

test('a decision is recorded with its reason and comes back once by itself, also with two workers', async (t) => {
  const { get, post, addMeeting, addMatter, groups, db, offices } = await minutesWorld(t)
  const matter = await addMatter(groups.scrutiny)
  const { reference, items } = await addMeeting({ items: [{ title: 'Waiting lists', matterId: matter.id }] })
  const page = `/meetings/${reference}/minutes/items/${items[0] ?? ''}/decision`
  const empty = await post(page, { ...decision, reason: '', lookOn: '1 January 2020' })
  assert.equal(empty.status, 400)
  assert.ok(empty.page.getByRole('link', { name: 'Enter the reason for it' }))
  assert.equal((await get(page, { role: 'group-member' })).status, 403)
  assert.equal((await get(page, medway)).status, 404)
  assert.equal((await post(page, decision)).status, 303)
  const { page: list } = await get('/decisions?q=waiting')
  const href = list.getByRole('link', { name: decision.title }).getAttribute('href') ?? ''
  assert.match(href, /^\/decisions\/KENT-DEC-2026-001$/)
  assert.equal((await get(href, medway)).status, 404)
  assert.match((await get(href)).page.text, /A quorum was present/)

  const action = `/meetings/${reference}/minutes/items/${items[0] ?? ''}/action`
  const form = {
    title: 'Write to the agencies',
    ownerOffice: offices['Pat Police'] ?? '',
    dueOn: '1 December 2026',
    decision: '',
    line: '',
  }
  assert.equal((await post(action, { ...form, title: '' })).status, 400)
  const { id: decisionId } = await db.selectFrom('minutes.decision').select('id').executeTakeFirstOrThrow()
  assert.equal((await post(action, { ...form, decision: decisionId })).status, 303)
  assert.match((await get(href)).page.text, /Write to the agencies/)
  assert.match(
    (await get(`/meetings/${reference}/minutes`)).page.text,
    /Write to the agencies, Pat Police’s office, Shared Police, by 1 December 2026/,
  )

  // A year on the clock, day by day where something could happen; two workers each time.
  for (const day of ['2026-11-23', '2026-12-10', '2027-03-01', '2027-11-22']) {
    const clock = fixedClock(`${day}T06:00:00Z`)
    await Promise.all([raiseLooks(db, clock), raiseLooks(db, clock)])
  }
  const raised = await db
    .selectFrom('meetings.matter')
    .where('title', 'like', 'Did it work?%')
    .select('due_on')
    .execute()
  assert.deepEqual(raised, [{ due_on: '2026-12-10' }])

  const look = `${href}/look`
  assert.equal((await post(look, { outcome: 'too-early', found: 'Half have answered', nextOn: '' }, chair)).status, 400)
  assert.equal(
    (await post(look, { outcome: 'too-early', found: 'Half have answered', nextOn: '1 March 2027' }, chair)).status,
    303,
  )
  await raiseLooks(db, fixedClock('2027-02-20T06:00:00Z'))
  await raiseLooks(db, fixedClock('2027-02-21T06:00:00Z'))
  assert.equal(
    (await db.selectFrom('meetings.matter').where('title', 'like', 'Did it work?%').select('id').execute()).length,
    2,
  )
  assert.match((await get(`/matters/${matter.reference}/life`)).page.text, /It is too early to say/)
})

test('minutes are agreed by the chair, corrected with the first wording readable, and published without what is marked', async (t) => {
  const { get, post, addMeeting } = await minutesWorld(t)
  const { reference, items } = await addMeeting({
    items: [{ title: 'Open' }, { title: 'Closed', marking: 'OFFICIAL-SENSITIVE' }],
  })
  const base = `/meetings/${reference}/minutes`
  const [open, closed] = [randomUUID(), randomUUID()]
  await post(`${base}/take`, {
    [`line-${open}`]: 'Ten cases were read.',
    [`item-${open}`]: items[0] ?? '',
    [`version-${open}`]: '0',
    [`line-${closed}`]: 'In confidence.',
    [`item-${closed}`]: items[1] ?? '',
    [`version-${closed}`]: '0',
  })
  const agree = { way: 'circulation', agreedOn: '22 November 2026', note: '', version: '1' }
  assert.equal((await post(`${base}/agree`, agree, { role: 'group-chair', organisation: 'Kent Hospital' })).status, 403)
  assert.equal((await post(`${base}/agree`, { ...agree, agreedOn: '1 January 2026' }, chair)).status, 400)
  assert.equal((await get(`${base}/agree`, chair)).status, 200)
  assert.equal((await post(`${base}/agree`, agree, chair)).status, 303)
  const correct = `${base}/lines/${open}/correct`
  assert.equal((await get(correct, chair)).status, 200)
  assert.equal((await post(correct, { text: 'Twelve cases were read.', reason: '', version: '1' }, chair)).status, 400)
  assert.equal(
    (await post(correct, { text: 'Twelve cases were read.', reason: 'Miscounted', version: '1' }, chair)).status,
    303,
  )
  assert.match(
    (await get(base)).page.text,
    /Twelve cases were read.*Miscounted\. Before that it read:\s*Ten cases were read\./,
  )
  assert.equal((await get(`${base}/publish`)).status, 200)
  assert.equal((await post(`${base}/publish`, { names: 'no', version: '2' })).status, 303)
  const { page } = await get(`${base}/published`)
  assert.match(page.text, /Twelve cases/)
  assert.doesNotMatch(page.text, /Ten cases|In confidence|Closed/)
  const file = await get(`${base}/file/published.docx`)
  assert.equal(file.body.subarray(0, 2).toString(), 'PK')
  assert.equal((await get(`${base}/published`, medway)).status, 404)
})

test('feedback is drafted, written, sent to its destinations, and goes into a Circular that the chair approves', async (t) => {
  const { get, post, partnerships, groups, db } = await minutesWorld(t)
  const arrange = {
    newHeading: 'Progress',
    newDestination: 'To the Executive',
    newKind: 'group',
    newDestinationGroup: groups.executive,
    feedbackDays: '21',
    circularDays: '35',
    source: 'A test',
    version: '0',
  }
  assert.equal((await get('/feedback/arrangements')).status, 200)
  assert.equal((await post('/feedback/arrangements', { ...arrange, feedbackDays: 'soon' })).status, 400)
  assert.equal((await post('/feedback/arrangements', arrange)).status, 303)
  assert.match((await get('/feedback')).page.text, /Scrutiny group\s*Overdue/)
  assert.equal((await get('/feedback/begin/scrutiny/2026-07-01', chair)).status, 200)
  const begun = await post('/feedback/begin/scrutiny/2026-07-01', {}, chair)
  assert.equal(begun.status, 303)
  const edit = begun.location.replace(/\?.*/, '')
  const draft = edit.replace(/\/edit$/, '')
  const linksOf = async (who: { role: string; organisation?: string }) =>
    [...(await get('/feedback', who)).page.document.querySelectorAll('a')].map((link) => link.getAttribute('href'))
  assert.ok((await linksOf(chair)).includes(draft))
  // Who may neither read the draft nor begin another group's feedback is led to neither.
  const other = await linksOf({ role: 'group-chair', organisation: 'Kent Hospital' })
  assert.ok(!other.some((href) => href === draft || href?.startsWith('/feedback/begin/scrutiny')))
  const { page } = await get(edit, chair)
  const box = page.getByLabelText<HTMLTextAreaElement>('Progress')
  assert.equal((await post(edit, { [box.name]: 'Waits are shorter.', version: '1' }, chair)).status, 303)
  assert.equal((await post(edit, { [box.name]: 'Typed elsewhere', version: '1' }, chair)).status, 409)
  const show = edit.replace('/edit', '')
  const early = (await get(show, { role: 'group-member' })).page
  assert.match(early.text, /Scrutiny group is writing it/)
  assert.doesNotMatch(early.text, /Waits are shorter/)
  assert.equal(early.document.querySelectorAll(`a[href^="${show}/"]`).length, 0)
  assert.equal((await get(`${show}/send`, chair)).status, 200)
  assert.equal((await post(`${show}/send`, { version: '2' }, chair)).status, 303)
  const mails = () => db.selectFrom('platform.mail').select(['to_address', 'subject']).execute()
  assert.deepEqual(await mails(), [
    { to_address: 'eve.executive@agency.example', subject: '[OFFICIAL] Feedback of Scrutiny group, Q2 2026-27' },
  ])
  assert.match((await get(show, { role: 'group-member' })).page.text, /Waits are shorter/)

  assert.equal((await get('/circulars/begin/2026-07-01')).status, 200)
  const drafted = await post('/circulars/begin/2026-07-01', {})
  const circular = drafted.location.replace(/\/edit.*/, '')
  assert.equal((await get(drafted.location)).status, 200)
  const unsent = (await get(circular, { role: 'group-member' })).page
  assert.match(unsent.text, /It can be read here when its chair has approved it/)
  assert.doesNotMatch(unsent.text, /Waits are shorter|What Executive decided/)
  assert.equal((await post(`${circular}/approve`, { version: '1' })).status, 400)
  const eve = { role: 'executive-member' }
  assert.equal((await get(`${circular}/approve`, eve)).status, 200)
  assert.equal((await post(`${circular}/approve`, { version: '1' }, eve)).status, 303)
  assert.equal((await get(`${circular}/send`)).status, 200)
  assert.equal((await post(`${circular}/send`, { version: '2' })).status, 303)
  assert.match(
    (await get(circular, { role: 'group-member' })).page.text,
    /From Scrutiny group.*Progress: Waits are shorter/,
  )
  assert.match((await get(circular)).page.text, /Kent Council\s*No address known: tell it another way/)
  assert.equal((await get(circular, medway)).status, 404)
  assert.equal((await get('/circulars')).status, 200)
  assert.ok(partnerships.kent)
})

test('agencies are asked to pass something on, and each confirms for itself', async (t) => {
  const { get, post, organisations } = await minutesWorld(t)
  const ask = {
    title: 'New front door',
    message: 'The number changes.',
    whatToDo: 'Tell every duty team',
    marking: 'OFFICIAL',
    dueOn: '1 December 2026',
    agencies: [organisations['police'] ?? '', organisations['hospital'] ?? ''],
  }
  assert.equal((await get('/cascades/ask')).status, 200)
  const none = await post('/cascades/ask', { ...ask, agencies: [] })
  assert.equal(none.status, 400)
  assert.ok(none.page.getByRole('link', { name: 'Select the agencies that are to pass it on' }))
  const { location } = await post('/cascades/ask', ask)
  const show = location.replace(/\?.*/, '')
  const police = { role: 'safeguarding-lead', organisation: 'Shared Police' }
  const { page } = await get(show, police)
  assert.equal(page.queryByText('Kent Hospital'), null)
  const answer = page.getByRole('link', { name: /^Answer ?for Shared Police$/ }).getAttribute('href') ?? ''
  assert.equal((await get(answer, police)).status, 200)
  const given = {
    answer: 'confirmed',
    toldWho: 'Duty teams',
    toldHow: 'Briefing',
    toldOn: '',
    reason: '',
    version: '1',
  }
  assert.equal((await post(answer, given, police)).status, 400)
  assert.equal((await post(answer, { ...given, toldOn: '20 November 2026' }, police)).status, 303)
  const hospital = `${show}/agencies/${organisations['hospital'] ?? ''}`
  assert.equal((await get(hospital, police)).status, 404)
  assert.match((await get(show)).page.text, /Kent Hospital\s*not yet: not known.*Shared Police\s*confirmed/)
  assert.equal((await get(show, { role: 'executive-member' })).status, 200)
  assert.match((await get('/cascades')).page.text, /1 confirmed, 1 not yet/)
  assert.equal((await get(show, medway)).status, 404)
})

test('what was escalated is sent back with a reason, in one history', async (t) => {
  const { get, post, addMatter, groups, db, partnerships } = await minutesWorld(t)
  const matter = await addMatter(groups.scrutiny, 'Thresholds')
  const kent = installation({ id: partnerships.kent, slug: 'kent', name: 'KENT' }, [])
  const change = { matterId: matter.id, toGroupId: groups.executive, way: 'escalated', reason: 'Needs money' } as const
  await db.transaction().execute((tx) => referMatter(tx, kent, change))
  const eve = { role: 'executive-member' }
  const executive = (await get(partnershipPaths.group('kent', 'executive'), eve)).page
  const waiting = executive.getByRole('link', { name: '1 matter waits to be chosen' })
  const { page } = await get(waiting.getAttribute('href') ?? '', eve)
  const href = page.getByRole('link', { name: /Say what becomes of it/ }).getAttribute('href') ?? ''
  assert.equal((await get(href, eve)).status, 200)
  assert.equal((await post(href, { choice: 'sent-back', reason: '' }, eve)).status, 400)
  assert.equal((await post(href, { choice: 'sent-back', reason: 'Try the early help board first' }, eve)).status, 303)
  assert.equal((await get(href, eve)).status, 404)
  assert.match((await get(partnershipPaths.group('kent', 'executive'), eve)).page.text, /0 matters wait/)
  const whole = (await get(meetingPaths.matter(matter.reference))).page.getByRole('link', { name: /Its whole life/ })
  assert.match(
    (await get(whole.getAttribute('href') ?? '')).page.text,
    /Escalated.*Needs money.*Try the early help board first/,
  )
})

test('each office owes what is its own', async (t) => {
  const { addMeeting, db, partnerships, offices, organisations } = await minutesWorld(t)
  await addMeeting()
  const base = installation({ id: partnerships.kent, slug: 'kent', name: 'KENT' }, [
    'minutes.read',
    'minutes.confirm-cascade',
  ])
  const owed = (role: string, name: string, organisation: string) =>
    minutesTasks(
      db,
      {
        ...base,
        role,
        officeId: offices[name] ?? null,
        organisationId: organisations[organisation] ?? null,
        reach: role === 'business-manager' ? 'partnership' : 'organisation',
      },
      '2026-11-22',
      new Date('2026-11-22T10:00:00Z'),
    )
  assert.deepEqual(
    (await owed('business-manager', 'Mary Manager', 'team')).map(({ what, dueOn }) => [what, dueOn]),
    [['Minutes of Scrutiny group, 18 November 2026', '2026-11-28']],
  )
  assert.deepEqual(await owed('group-member', 'Mo Member', 'hospital'), [])
  // A backlog of one group is one line, which leads to the oldest.
  const older = await addMeeting({ startsAt: '2026-09-02T10:00:00Z' })
  assert.deepEqual(
    (await owed('business-manager', 'Mary Manager', 'team')).map(({ what, href, dueOn }) => [what, href, dueOn]),
    [
      [
        'Minutes of 2 meetings of Scrutiny group, the oldest of 2 September 2026',
        `/meetings/${older.reference}/minutes/take`,
        '2026-09-12',
      ],
    ],
  )
})
