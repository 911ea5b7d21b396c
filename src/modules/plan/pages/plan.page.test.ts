import assert from 'node:assert/strict'
import { test } from 'node:test'
import { planPaths } from '../paths.ts'
import { aPart, aPlan, anAgreedPlan, slug, world } from '../testing.ts'

const beginning = {
  title: 'Plan of odd length',
  startsOn: '1 April 2026',
  endsOn: '30/6/2027',
  group: '',
  from: 'blank',
}

test('an empty partnership is told how to begin, and the form offers a year', async (t) => {
  const { get } = await world(t)
  const list = await get(planPaths.list())
  assert.match(
    list.page.text,
    /There is no plan yet. Begin one from the priorities that your own documents print, or blank/,
  )
  const reader = await get(planPaths.list(), { role: 'data-lead' })
  assert.match(reader.page.text, /The business team begins it/)
  const { page } = await get(planPaths.begin())
  assert.equal(page.getByRole('textbox', { name: 'First day' }).getAttribute('value'), '1 April 2026')
  assert.ok(page.getByRole('radio', { name: 'Blank' }))
})

test('a plan is begun with an odd length, and what is wrong is said with what was typed', async (t) => {
  const { get, post, db } = await world(t)
  const wrong = await post(planPaths.begin(), { ...beginning, title: '', endsOn: '31 March 2026' })
  assert.equal(wrong.status, 400)
  assert.match(wrong.page.title, /^Error: Begin a plan/)
  assert.equal(wrong.page.getByRole('link', { name: 'Enter a title for the plan' }).getAttribute('href'), '#title')
  assert.ok(wrong.page.getByRole('link', { name: 'Last day of the plan must be after the first day' }))
  assert.equal(wrong.page.getByRole('textbox', { name: 'Last day' }).getAttribute('value'), '31 March 2026')
  assert.deepEqual(await db.selectFrom('plan.plan').select('id').execute(), [])
  const other = await post(planPaths.begin(), { ...beginning, from: '00000000-0000-7000-8000-000000000000' })
  assert.equal(other.page.getByRole('link', { name: 'Select where the plan begins' }).getAttribute('href'), '#from')
  const { status, location } = await post(planPaths.begin(), beginning)
  assert.equal(status, 303)
  assert.equal(location, '/plans/2026-04-01-to-2027-06-30?done=begun')
  const { page } = await get(location)
  assert.match(page.text, /1 April 2026 to 30 June 2027. Being written/)
  assert.match(page.text, /The plan has no priorities yet/)
  const events = await db
    .selectFrom('platform.audit_event')
    .where('name', '=', 'plan.plan-begun')
    .select('details')
    .execute()
  assert.equal(events.length, 1)
  const second = await post(planPaths.begin(), beginning)
  assert.match(second.location, /2027-06-30-2\?/, 'a strategic and a business plan may share a period')
})

test('a plan begins with the priorities that the documents print, each with its source', async (t) => {
  const { get, post, db, partnerships } = await world(t)
  const printed = {
    partnership_id: partnerships.kent,
    position: 1,
    label: '2022-23',
    source: 'Annual report 2021-22, Priority areas of focus',
    note: 'The latest set',
    items: JSON.stringify([
      { number: 1, text: 'Reduce harm to the youngest' },
      { number: 2, text: 'Embed learning' },
    ]),
  }
  const { id } = await db.insertInto('plan.published_set').values(printed).returning('id').executeTakeFirstOrThrow()
  const { location } = await post(planPaths.begin(), { ...beginning, from: id })
  const { page } = await get(location)
  assert.ok(page.getByRole('heading', { name: /Priority 1 Reduce harm to the youngest/ }))
  const href = page.getByRole('link', { name: 'Embed learning' }).getAttribute('href') ?? ''
  assert.match(href, /KENT-PRI-2026-002$/)
  assert.match((await get(href)).page.text, /Annual report 2021-22, Priority areas of focus/)
})

test('the page of a plan shows priorities with outcomes, measures, gaps and what the judgements mean', async (t) => {
  const site = await world(t)
  const { priority } = await anAgreedPlan(site)
  const { page } = await site.get(planPaths.show(slug))
  assert.match(page.text, /As at 22 November 2026: 1 priority, 1 outcome for children, 1 measure, 0 open actions/)
  assert.match(page.text, /Gaps: never judged and no evidence for 6 months/)
  assert.match(page.text, /Gaps: no action and a measure without a figure/)
  assert.match(page.text, /Judged|Not judged yet/)
  assert.match(page.text, /Little or no evidence Work may have been done/)
  assert.equal(
    page.getByRole('link', { name: 'Babies are safer' }).getAttribute('href'),
    planPaths.item(slug, priority),
  )
  assert.match(page.text, /by Scrutiny Group/)
  assert.match(page.text, /Strategic Plan 2026-27/)
})

test('every printed page names the day asked for, and a day that is none is said to be none', async (t) => {
  const site = await world(t)
  await anAgreedPlan(site)
  const asked = await site.get(planPaths.asAt(slug, '2026-06-01'))
  assert.match(asked.page.text, /This is the plan as it stood on 1 June 2026/)
  assert.equal(asked.page.queryByRole('link', { name: 'Add a priority' }), null)
  assert.match((await site.get(planPaths.asAt(slug, 'nonsense'))).page.text, /not a date we can read/)
  assert.match((await site.get(planPaths.asAt(slug, '2030-01-01'))).page.text, /lies outside the plan/)
})

test('adding a part asks, says each mistake, saves, and links it in the thread', async (t) => {
  const site = await world(t)
  const { db, get, post } = site
  await aPlan(site)
  const priority = await aPart(site, 'priority', 'Babies are safer')
  const form = await get(planPaths.addUnder(slug, 'outcome', priority))
  const chosen = form.page.getByRole('combobox', { name: 'Which priority does it serve?' }) as HTMLSelectElement
  assert.equal(chosen.value, priority)
  const wrong = await post(planPaths.add(slug, 'measure'), {
    title: 'Share seen',
    under: priority,
    measureKind: '',
    target: 'many',
  })
  assert.equal(wrong.status, 400)
  assert.equal(
    wrong.page.getByRole('link', { name: 'Target must be a number, like 62.5' }).getAttribute('href'),
    '#target',
  )
  assert.equal(wrong.page.getByRole<HTMLTextAreaElement>('textbox', { name: 'Measure' }).value, 'Share seen')
  const wrongParent = await post(planPaths.add(slug, 'measure'), {
    title: 'Share seen',
    under: priority,
    measureKind: 'count',
  })
  assert.ok(wrongParent.page.getByRole('link', { name: 'Select an outcome for children that it hangs under' }))
  assert.equal((await post(planPaths.add(slug, 'outcome'), { title: 'Babies are seen', under: priority })).status, 303)
  const outcome = await site.newest('outcome')
  const links = await db
    .selectFrom('thread.link as link')
    .innerJoin('thread.record as above', 'above.id', 'link.to_id')
    .innerJoin('thread.record as below', 'below.id', 'link.from_id')
    .select(['below.reference as below', 'link.relation', 'above.reference as above'])
    .execute()
  assert.deepEqual(links, [{ below: outcome, relation: 'serves', above: priority }])
  const event = await db
    .selectFrom('platform.audit_event')
    .where('name', '=', 'plan.part-added')
    .select('details')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  assert.deepEqual(event.details, { plan: slug, kind: 'outcome', change: 'approved' })
})

test('an action of the plan is raised in the tracker, owned by an office, and serves the outcome', async (t) => {
  const site = await world(t)
  const { db, get, post } = site
  const { outcome } = await anAgreedPlan(site)
  const { officeId } = await site.officeOf('Dan Data')
  const approved = {
    reason: 'The scrutiny group asked',
    effectiveOn: '22/11/2026',
    approval: 'yes',
    approvedBy: 'Executive Board',
    approvedOn: '20/11/2026',
  }
  const wrong = await post(planPaths.add(slug, 'action'), { title: 'Agree a pathway', under: outcome, ...approved })
  assert.ok(wrong.page.getByRole('link', { name: 'Select the office that owns the action' }))
  const added = await post(planPaths.add(slug, 'action'), {
    title: 'Agree a pathway',
    under: outcome,
    ownerOffice: officeId,
    dueOn: '31 January 2027',
    ...approved,
  })
  assert.equal(added.status, 303, added.page.text)
  const action = await site.newest('action')
  assert.match(action, /^KENT-ACT-2026-/)
  const { page } = await get(planPaths.show(slug))
  assert.match(
    page.text,
    /Agree a pathway: Assigned. Dan Data’s office, The police, due 31 January 2027 \(in 70 days\); 0 days old/,
  )
  const relations = await db
    .selectFrom('thread.link as link')
    .innerJoin('thread.record as below', 'below.id', 'link.from_id')
    .innerJoin('thread.record as above', 'above.id', 'link.to_id')
    .where('below.reference', '=', action)
    .where('above.reference', '=', outcome)
    .orderBy('link.relation')
    .select('link.relation')
    .execute()
  assert.deepEqual(
    relations.map(({ relation }) => relation),
    ['came from', 'serves'],
  )
})

test('agreeing asks who and when, and a plan without priorities cannot be agreed', async (t) => {
  const site = await world(t)
  const { db, get, post } = site
  await aPlan(site)
  const agreed = { agreedBy: 'Executive Board', agreedOn: '12 March 2026', version: '1' }
  const empty = await post(planPaths.agree(slug), agreed)
  assert.ok(empty.page.getByRole('link', { name: 'Add a priority before the plan is agreed' }))
  await aPart(site, 'priority', 'Babies are safer')
  assert.match((await get(planPaths.agree(slug))).page.text, /cannot be taken back/)
  assert.ok(
    (await post(planPaths.agree(slug), { ...agreed, agreedOn: '1/1/2027' })).page.getByRole('link', {
      name: 'Date on which it was agreed must be today or earlier',
    }),
  )
  assert.equal((await post(planPaths.agree(slug), agreed)).status, 303)
  assert.match((await get(planPaths.show(slug))).page.text, /Agreed on 12 March 2026 by Executive Board/)
  assert.equal((await post(planPaths.agree(slug), agreed)).status, 400)
  const { state } = await db.selectFrom('plan.plan').select('state').executeTakeFirstOrThrow()
  assert.equal(state, 'agreed')
})

test('the settings say who judges and how often, and two people do not overwrite each other', async (t) => {
  const site = await world(t)
  const { get, post } = site
  await anAgreedPlan(site)
  const settings = {
    title: 'Our plan',
    group: site.groupId,
    judgeEveryMonths: '6',
    judgeDaysBefore: '14',
    staleAfterMonths: '9',
    version: '2',
  }
  const wrong = await post(planPaths.settings(slug), { ...settings, judgeEveryMonths: '0' })
  assert.ok(wrong.page.getByRole('link', { name: 'How often must be a number of months from 1 to 24' }))
  assert.equal((await post(planPaths.settings(slug), settings)).status, 303)
  assert.equal((await post(planPaths.settings(slug), settings)).status, 409)
  assert.match((await get(planPaths.show(slug))).page.text, /judged every 6 months, 14 days before the group meets/)
})

test('the plan is nobody’s outside its partnership, and only the business team writes it', async (t) => {
  const site = await world(t)
  const { priority, outcome, measure } = await anAgreedPlan(site)
  const medway = { role: 'business-manager', partnership: 'medway' }
  const pages = [
    planPaths.show(slug),
    planPaths.changes(slug),
    planPaths.document(slug),
    planPaths.workbook(slug),
    planPaths.settings(slug),
    planPaths.next(slug),
    planPaths.add(slug, 'priority'),
    planPaths.item(slug, priority),
    planPaths.reword(slug, outcome),
    planPaths.end(slug, outcome),
    planPaths.judge(slug, priority),
    planPaths.figure(slug, measure),
  ]
  for (const url of pages) assert.equal((await site.get(url, medway)).status, 404, url)
  const lead = { role: 'data-lead' }
  for (const url of [
    planPaths.begin(),
    planPaths.settings(slug),
    planPaths.add(slug, 'priority'),
    planPaths.judge(slug, priority),
  ])
    assert.equal((await site.get(url, lead)).status, 403, url)
  assert.equal((await site.get(planPaths.show(slug), lead)).status, 200)
  assert.equal((await site.get(planPaths.show(slug), { role: 'trainer' })).status, 403)
})
