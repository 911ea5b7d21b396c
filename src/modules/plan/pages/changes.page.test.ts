import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readXlsx } from 'hucre'
import { must } from '#platform/command.ts'
import { testClock } from '#test/support/database.ts'
import { agreePlan } from '../agree-plan.ts'
import { openZip } from '#platform/sheets/zip.ts'
import { planPaths } from '../paths.ts'
import { listPlanChanges, listPriorityProgress } from '../progress-store.ts'
import { aCount, aPart, aPlan, anAgreedPlan, slug, world, type World } from '../testing.ts'

const approved = {
  reason: 'Three escalations showed that no priority covered it',
  effectiveOn: '15 September 2026',
  approval: 'yes',
  approvedBy: 'Executive Board',
  approvedOn: '10 September 2026',
}
const proposed = { ...approved, effectiveOn: '1 December 2026', approval: 'no', approvedBy: '', approvedOn: '' }

const seenOf = async ({ get }: World, url: string): Promise<string> =>
  (await get(url)).page.document.querySelector<HTMLInputElement>('input[name="seen"]')?.value ?? ''

test('a change within the year gives its reason, its day and who approved it, and each mistake is said', async (t) => {
  const site = await world(t)
  await anAgreedPlan(site)
  const url = planPaths.add(slug, 'priority')
  const form = { title: 'Girls are safe', ...approved }
  const mistakes: [change: Record<string, string>, message: string, field: string][] = [
    [{ reason: '' }, 'Enter why the plan is changed', '#reason'],
    [{ effectiveOn: '' }, 'Enter the day from which the plan reads so', '#effectiveOn'],
    [{ effectiveOn: '1/4/2027' }, 'The day must lie within the period of the plan', '#effectiveOn'],
    [{ effectiveOn: '9/9/2026' }, 'The plan reads so from the day on which it was approved, or later', '#effectiveOn'],
    [{ approval: '' }, 'Select whether it has been approved', '#approval'],
    [{ approvedBy: '' }, 'Enter which group or office approved it', '#approvedBy'],
    [{ approvedOn: '' }, 'Enter the date on which it was approved', '#approvedOn'],
    [
      { approvedOn: '23/11/2026', effectiveOn: '24/11/2026' },
      'Date of approval must be today or earlier',
      '#approvedOn',
    ],
  ]
  for (const [change, message, field] of mistakes) {
    const { status, page } = await site.post(url, { ...form, ...change })
    assert.equal(status, 400, message)
    assert.equal(page.getByRole('link', { name: message }).getAttribute('href'), field)
  }
  const before = await site.db.selectFrom('plan.item').select('id').execute()
  assert.equal(before.length, 3, 'nothing was kept')
  assert.equal((await site.post(url, form)).status, 303)
  const { page } = await site.get(planPaths.changes(slug))
  assert.match(page.text, /Added: priority Approved Girls are safe From 15 September 2026. Reason: Three escalations/)
  assert.match(page.text, /Decided by Executive Board, 10 September 2026/)
  assert.doesNotMatch((await site.get(planPaths.asAt(slug, '2026-09-14'))).page.text, /Girls are safe/)
  assert.match((await site.get(planPaths.asAt(slug, '2026-09-15'))).page.text, /Girls are safe/)
  const told = await listPlanChanges(site.db, site.kent, '2026-09-15', '2026-09-15')
  assert.ok(told[0]?.recordId)
  assert.deepEqual(told, [
    {
      plan: 'Strategic Plan 2026-27',
      recordId: told[0].recordId,
      href: planPaths.changes(slug),
      what: 'Added',
      part: 'Priority',
      words: 'Girls are safe',
      before: null,
      on: '2026-09-15',
      reason: 'Three escalations showed that no priority covered it',
      approvedBy: 'Executive Board',
      isInvented: false,
    },
  ])
  assert.deepEqual(await listPlanChanges(site.db, site.kent, '2026-09-16', '2027-03-31'), [])
  const progress = await listPriorityProgress(site.db, site.kent, '2026-04-01', '2026-09-14')
  assert.deepEqual(
    progress.map(({ title, judged, isLittle }) => [title, judged, isLittle]),
    [['Babies are safer', null, true]],
  )
})

test('rewording keeps what was said before, changes the thread’s title, and two people do not overwrite each other', async (t) => {
  const site = await world(t)
  const { priority } = await anAgreedPlan(site)
  const url = planPaths.reword(slug, priority)
  const seen = await seenOf(site, url)
  const form = { title: 'Children under two are safer', note: '', source: '', ...approved, seen }
  assert.ok((await site.post(url, { ...form, title: '' })).page.getByRole('link', { name: 'Enter what it says' }))
  assert.equal((await site.post(url, form)).status, 303)
  assert.equal((await site.post(url, { ...form, title: 'Overwritten' })).status, 409)
  const { page } = await site.get(planPaths.changes(slug))
  assert.match(page.text, /Before: Babies are safer/)
  const record = await site.db
    .selectFrom('thread.record')
    .where('reference', '=', priority)
    .select('title')
    .executeTakeFirstOrThrow()
  assert.equal(record.title, 'Children under two are safer')
  assert.match((await site.get(planPaths.asAt(slug, '2026-09-14'))).page.text, /Babies are safer/)
})

test('a proposed change waits, somebody whose seat carries the authority approves it, and it counts from then on', async (t) => {
  const site = await world(t)
  const { outcome } = await anAgreedPlan(site)
  const url = planPaths.end(slug, outcome)
  const { page: asks } = await site.get(url)
  assert.match(asks.text, /What hangs under it leaves the plan with it/)
  assert.equal((await site.post(url, { ...proposed, seen: await seenOf(site, url) })).status, 303)
  assert.match((await site.get(planPaths.show(slug))).page.text, /1 change waits for approval/)
  const { id } = await site.db
    .selectFrom('plan.change')
    .where('state', '=', 'proposed')
    .select('id')
    .executeTakeFirstOrThrow()
  const decide = planPaths.change(slug, id)
  assert.equal((await site.get(decide, { role: 'analyst' })).status, 403)
  assert.equal(
    (await site.post(decide, { decision: 'approve' }, { role: 'executive-member' })).status,
    403,
    'membership gives no authority',
  )
  const decider = { role: 'delegated-partner' }
  assert.ok((await site.post(decide, {}, decider)).page.getByRole('link', { name: 'Select whether it is approved' }))
  assert.ok(
    (await site.post(decide, { decision: 'refuse' }, decider)).page.getByRole('link', {
      name: 'Enter why it was refused',
    }),
  )
  assert.equal((await site.post(decide, { decision: 'approve' }, decider)).status, 303)
  assert.equal((await site.post(decide, { decision: 'approve' }, decider)).status, 404, 'decided once')
  assert.match(
    (await site.get(planPaths.changes(slug))).page.text,
    /Decided by Dora Decider’s office, The council, 22 November 2026/,
  )
  assert.match((await site.get(planPaths.asAt(slug, '2026-11-30'))).page.text, /Babies are seen by somebody/)
  assert.doesNotMatch((await site.get(planPaths.asAt(slug, '2026-12-01'))).page.text, /Babies are seen by somebody/)
  const states = await site.db
    .selectFrom('thread.record')
    .where('state', '=', 'ended')
    .orderBy('kind')
    .select('kind')
    .execute()
  assert.deepEqual(
    states.map(({ kind }) => kind),
    ['measure', 'outcome'],
    'what hangs under it has ended too',
  )
})

test('the business manager records what a group refused, with the reason; the plan stays as it was', async (t) => {
  const site = await world(t)
  await anAgreedPlan(site)
  assert.equal((await site.post(planPaths.add(slug, 'priority'), { title: 'Never agreed', ...proposed })).status, 303)
  const { id } = await site.db
    .selectFrom('plan.change')
    .where('state', '=', 'proposed')
    .select('id')
    .executeTakeFirstOrThrow()
  const decide = planPaths.change(slug, id)
  assert.ok(
    (await site.post(decide, { decision: 'refuse', note: 'Too much' })).page.getByRole('link', {
      name: 'Enter which group or office decided it',
    }),
  )
  const refused = {
    decision: 'refuse',
    note: 'Too much for one year',
    approvedBy: 'Executive Board',
    approvedOn: '20 November 2026',
  }
  assert.equal((await site.post(decide, refused)).status, 303)
  assert.match(
    (await site.get(planPaths.changes(slug))).page.text,
    /Add priority Refused Never agreed .* Too much for one year/,
  )
  assert.doesNotMatch((await site.get(planPaths.asAt(slug, '2027-03-31'))).page.text, /Never agreed/)
})

test('the next plan carries over what somebody chose, one by one, and an open action stays the same action', async (t) => {
  const site = await world(t)
  await aPlan(site)
  const priority = await aPart(site, 'priority', 'Babies are safer')
  await aPart(site, 'priority', 'Left behind')
  const outcome = await aPart(site, 'outcome', 'Babies are seen', { under: priority })
  await aPart(site, 'measure', 'Share seen', { under: outcome, measure: aCount, target: 90 })
  const { officeId } = await site.officeOf('Dan Data')
  const action = await aPart(site, 'action', 'Agree a pathway', {
    under: outcome,
    ownerOfficeId: officeId,
    dueOn: '2027-01-31',
  })
  must(
    await agreePlan(site.db, site.kent, {
      slug,
      version: 1,
      agreedOn: '2026-03-12',
      agreedBy: 'Executive Board',
      today: testClock.today(),
    }),
  )
  const { get, post } = await site.on('2027-02-01T10:00:00Z')
  const url = planPaths.next(slug)
  const { page } = await get(url)
  assert.equal(page.getByRole('textbox', { name: 'First day' }).getAttribute('value'), '1 April 2027')
  const box = (name: RegExp) => page.getByRole<HTMLInputElement>('checkbox', { name }).value
  const chosen = {
    priority: box(/^Priority: Babies are safer/),
    outcome: box(/^Outcome: Babies are seen/),
    measure: box(/^Measure: Share seen/),
    action: box(/^Action: Agree a pathway/),
  }
  const form = { title: 'Strategic Plan 2027-28', startsOn: '1 April 2027', endsOn: '31 March 2028' }
  const orphan = await post(url, { ...form, items: [chosen.measure] })
  assert.ok(orphan.page.getByRole('link', { name: 'Choose also what ‘Share seen’ hangs under, or leave it out' }))
  const { status, location } = await post(url, { ...form, items: Object.values(chosen) })
  assert.equal(status, 303)
  const next = await get(location)
  assert.match(next.page.text, /Babies are safer/)
  assert.match(next.page.text, /Agree a pathway/)
  assert.doesNotMatch(next.page.text, /Left behind/)
  const actions = await site.db.selectFrom('tracker.item').where('kind', '=', 'action').select('id').execute()
  assert.equal(actions.length, 1)
  const superseded = await site.db
    .selectFrom('thread.link as link')
    .innerJoin('thread.record as old', 'old.id', 'link.to_id')
    .where('link.relation', '=', 'supersedes')
    .orderBy('old.kind')
    .select('old.kind')
    .execute()
  assert.deepEqual(
    superseded.map(({ kind }) => kind),
    ['measure', 'outcome', 'priority'],
  )
  assert.equal((await get(planPaths.show(slug))).page.html.includes(action), true, 'the old plan still shows it')
})

test('the plan is taken away as a Word document and as a workbook with its changes', async (t) => {
  const site = await world(t)
  await anAgreedPlan(site)
  assert.equal((await site.post(planPaths.add(slug, 'priority'), { title: 'Girls are safe', ...approved })).status, 303)
  const document = await site.get(planPaths.document(slug))
  assert.match(String(document.headers['content-disposition']), /kent-plan-2026-27-OFFICIAL\.docx/)
  const workbook = await site.get(planPaths.workbook(slug))
  assert.match(String(workbook.headers['content-disposition']), /kent-plan-2026-27-OFFICIAL\.xlsx/)
  const [plan, changes] = (await readXlsx(workbook.body)).sheets
  assert.match(JSON.stringify(plan?.rows), /Babies are seen by somebody who knows the risks/)
  assert.match(JSON.stringify(changes?.rows), /Three escalations/)
  const opening = openZip(document.body, { maxBytes: 20_000_000, maxEntries: 200 })
  assert.ok(opening.ok)
  const text = opening.zip.read('word/document.xml')?.toString('utf8') ?? ''
  for (const words of [
    'Babies are safer',
    'Share of babies seen within ten days',
    'What the judgements mean',
    'Agreed on 12 March 2026 by Executive Board',
  ])
    assert.ok(text.includes(words), words)
})
