import assert from 'node:assert/strict'
import { test } from 'node:test'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { judgeProgress } from '#modules/plan/judge-progress.ts'
import { planPaths } from '#modules/plan/paths.ts'
import { anAgreedPlan, slug, world, type World } from '#modules/plan/testing.ts'
import { must } from '#platform/command.ts'
import { openZip } from '#platform/sheets/zip.ts'
import { testClock } from '#test/support/database.ts'
import { linkShownEverywhere } from '../keep-shown-linked.ts'
import { reportPaths } from '../paths.ts'
import { beginReport } from '../testing.ts'

const running = { startsOn: '1 April 2026', endsOn: '31 March 2027' }

async function judged(own: World, reference: string): Promise<void> {
  must(
    await judgeProgress(own.db, own.kent, {
      slug,
      reference,
      definitionKey: 'some-progress',
      judgedOn: '2026-10-14',
      reasoning: 'Health visitors saw more babies in time, police referrals did not change',
      groupId: own.groupId,
      evidence: [{ kind: 'audit', words: 'Audit of twenty files', trueOn: '2026-10-01' }],
      records: [],
      today: testClock.today(),
      at: testClock.now(),
    }),
  )
}

const pinned = async (own: World, report: string, item: string, key: string, claim: string) =>
  own.post(reportPaths.pin(report, item), { kind: 'table', key, claim })

const written = (own: World, report: string, item: string) =>
  own.post(reportPaths.section(report, item), { narrative: 'What it means.', version: '1', action: 'save' })

const reportedIn = async ({ db }: World, report: string): Promise<string[]> =>
  (
    await db
      .selectFrom('thread.link as link')
      .innerJoin('thread.record as report', 'report.id', 'link.to_id')
      .innerJoin('thread.record as record', 'record.id', 'link.from_id')
      .where('report.reference', '=', report)
      .where('link.relation', '=', 'reported in')
      .orderBy('record.reference')
      .select('record.reference')
      .execute()
  ).map(({ reference }) => reference)

test('a priority stands as it was judged, with its evidence, its day and its source: on the page, in Word and in the thread', async (t) => {
  const own = await world(t)
  const { priority } = await anAgreedPlan(own)
  await judged(own, priority)
  const report = await beginReport(own, running)
  const before = await own.get(reportPaths.show(report, 'little-progress'))
  assert.ok(before.page.getByRole('button', { name: 'Pin Priorities of the plan, and how far each has come' }))
  assert.equal((await pinned(own, report, 'little-progress', 'plan-progress', 'outcome')).status, 303)
  await written(own, report, 'little-progress')
  const { page } = await own.get(reportPaths.show(report, 'little-progress'))
  assert.match(page.text, /Priorities of the Strategic Plan 2026-27, as on 22 November 2026/)
  const row = page.getByRole('row', { name: /Babies are safer/ })
  assert.match(row.textContent ?? '', /Some progress, 14 October 2026, Scrutiny Group.*police referrals did not change/)
  assert.match(row.textContent ?? '', /KENT-EVI-2026-\d+/)
  assert.equal(row.querySelector('a')?.getAttribute('href'), planPaths.item(slug, priority))
  assert.match(page.text, /Some progress: Evidence shows some change, but slower/)
  assert.match(page.text, /as on 22 November 2026, before the period has ended/)
  assert.match(page.text, /1 of 20 evidenced, 0 activity only, 19 with nothing/)
  assert.deepEqual(await reportedIn(own, report), [priority])
  assert.match((await own.get(reportPaths.read(report))).page.text, /Some progress, 14 October 2026/)
  const opened = openZip((await own.get(reportPaths.word(report))).body, { maxBytes: 20_000_000, maxEntries: 200 })
  assert.ok(opened.ok)
  const word = opened.zip.read('word/document.xml')?.toString('utf8') ?? ''
  for (const said of ['Babies are safer', 'Some progress, 14 October 2026']) assert.ok(word.includes(said), said)
  const file = await own.get(reportPaths.pdf(report))
  assert.match(
    String(file.headers['content-disposition']),
    /KENT yearly report April 2026 to March 2027 \(draft, OFFICIAL\)\.pdf/,
  )
  const pdf = await getDocument({ data: new Uint8Array(file.body), useSystemFonts: true, verbosity: 0 }).promise
  const pages = await Promise.all(
    Array.from({ length: pdf.numPages }, async (_each, index) => {
      const { items } = await (await pdf.getPage(index + 1)).getTextContent()
      return items.map((item) => ('str' in item ? item.str : '')).join(' ')
    }),
  )
  assert.match(pages.join(' ').replaceAll(/\s+/g, ' '), /Babies are safer.*Some progress, 14 October 2026/)
})

test('a period that ended before the judgement says that nobody had judged, and that does not count as evidence', async (t) => {
  const own = await world(t)
  const { priority } = await anAgreedPlan(own)
  await judged(own, priority)
  const report = await beginReport(own, { startsOn: '1 October 2025', endsOn: '30 September 2026' })
  await pinned(own, report, 'little-progress', 'plan-progress', 'outcome')
  await written(own, report, 'little-progress')
  const { page } = await own.get(reportPaths.show(report, 'little-progress'))
  assert.match(page.text, /as on 30 September 2026\./)
  assert.match(page.getByRole('row', { name: /Babies are safer/ }).textContent ?? '', /Not judged by then/)
  assert.match(page.text, /Of the one priority, 1 has little or no evidence of progress, or was never judged/)
  assert.match(page.text, /Its records hold no evidence of outcome, so it counts as activity only/)
  assert.match(page.text, /0 of 20 evidenced, 1 activity only, 19 with nothing/)
})

test('a table that counts what was done cannot be said to show an outcome', async (t) => {
  const own = await world(t)
  await anAgreedPlan(own)
  const report = await beginReport(own, running)
  const { status, page } = await pinned(own, report, 'what-was-done', 'plan-changes', 'outcome')
  assert.equal(status, 400)
  const told = page.getByRole('link', { name: /shows what was done, so it cannot be said to show outcome/ })
  assert.equal(told.getAttribute('href'), '#claim')
  assert.ok(page.document.querySelector('#claim'))
  assert.deepEqual(await own.db.selectFrom('reports.pin').select('id').execute(), [])
  const offered = await own.get(reportPaths.show(report, 'decisions-and-actions'))
  const choice = offered.page.getAllByRole('combobox', { name: 'It shows' })[0]
  const words = [...(choice?.querySelectorAll('option') ?? [])].map((option) => option.textContent)
  assert.deepEqual(words, ['Choose', 'Activity', 'Output'])
})

test('what changes in the plan later is linked in the night, once; a link that a person made stays', async (t) => {
  const own = await world(t)
  const { priority, outcome } = await anAgreedPlan(own)
  const report = await beginReport(own, running)
  await pinned(own, report, 'little-progress', 'plan-progress', 'activity')
  assert.deepEqual(await reportedIn(own, report), [priority])
  const added = await own.post(planPaths.add(slug, 'priority'), {
    title: 'Girls are safe',
    reason: 'Three escalations showed that no priority covered it',
    effectiveOn: '15 September 2026',
    approval: 'yes',
    approvedBy: 'Executive Board',
    approvedOn: '10 September 2026',
  })
  assert.equal(added.status, 303)
  const newest = await own.newest('priority')
  const events = async () =>
    (
      await own.db
        .selectFrom('platform.audit_event')
        .where('name', '=', 'reports.figures-linked')
        .select('details')
        .execute()
    ).map(({ details }) => details)
  await linkShownEverywhere(own.db, testClock)
  await linkShownEverywhere(own.db, testClock)
  assert.deepEqual(await reportedIn(own, report), [priority, newest].toSorted())
  assert.deepEqual(await events(), [{ added: 1, ended: 0 }])
  const { personId } = await own.officeOf('Ann Analyst')
  const idOf = async (reference: string) =>
    (await own.db.selectFrom('thread.record').where('reference', '=', reference).select('id').executeTakeFirstOrThrow())
      .id
  await own.db
    .insertInto('thread.link')
    .values({
      from_id: await idOf(outcome),
      to_id: await idOf(report),
      relation: 'reported in',
      linked_by: personId,
      reason: 'It is told in words',
    })
    .execute()
  const which = { kind: 'table', key: 'plan-progress' }
  assert.equal((await own.post(reportPaths.unpin(report, 'little-progress'), which)).status, 303)
  assert.deepEqual(await reportedIn(own, report), [outcome])
})

test('what was changed in the plan stands with its reason, and a challenge with its answer as it was by the last day', async (t) => {
  const own = await world(t)
  const { priority } = await anAgreedPlan(own)
  const change = {
    note: '',
    source: '',
    reason: 'Two reviews named toddlers',
    effectiveOn: '15 September 2026',
    approval: 'yes',
    approvedBy: 'Executive Board',
    approvedOn: '10 September 2026',
  }
  const url = planPaths.reword(slug, priority)
  const seen = (await own.get(url)).page.document.querySelector<HTMLInputElement>('input[name="seen"]')?.value ?? ''
  assert.equal((await own.post(url, { ...change, title: 'Children under two are safer', seen })).status, 303)
  const { officeId, personId } = await own.officeOf('Sally Scrutineer')
  const { item_id: itemId, plan_id: planId } = await own.db
    .selectFrom('plan.change')
    .where('title', '=', 'Children under two are safer')
    .select(['item_id', 'plan_id'])
    .executeTakeFirstOrThrow()
  await own.db
    .insertInto('plan.challenge')
    .values({
      plan_id: planId,
      item_id: itemId,
      words: 'Nobody asked the fathers',
      made_by: personId,
      made_office_id: officeId,
      made_at: '2026-09-20T10:00:00Z',
      answer: 'They are asked from October',
      answered_by: personId,
      answered_office_id: officeId,
      answered_at: '2026-10-20T10:00:00Z',
    })
    .execute()
  const report = await beginReport(own, running)
  await pinned(own, report, 'what-was-done', 'plan-changes', 'activity')
  await pinned(own, report, 'independent-scrutiny', 'scrutiny-challenges', 'activity')
  const changed = (await own.get(reportPaths.show(report, 'what-was-done'))).page
  const row = changed.getByRole('row', { name: /^Reworded/ })
  assert.match(
    row.textContent ?? '',
    /Reworded: priority ‘Children under two are safer’Before: ‘Babies are safer’15 September 2026Two reviews named toddlersExecutive Board/,
  )
  assert.equal(row.querySelector('a')?.getAttribute('href'), planPaths.changes(slug))
  const challenged = (await own.get(reportPaths.show(report, 'independent-scrutiny'))).page
  assert.match(
    challenged.getByRole('row', { name: /^Children under two/ }).textContent ?? '',
    /Nobody asked the fathersSally Scrutineer’s office, 20 September 2026They are asked from October20 October 2026/,
  )
  const earlier = await beginReport(own, { startsOn: '1 October 2025', endsOn: '30 September 2026' })
  await pinned(own, earlier, 'independent-scrutiny', 'scrutiny-challenges', 'activity')
  const before = (await own.get(reportPaths.show(earlier, 'independent-scrutiny'))).page
  assert.match(
    before.getByRole('row', { name: /^Children under two/ }).textContent ?? '',
    /Not answered by 30 September 2026/,
  )
  assert.doesNotMatch(before.text, /They are asked from October/)
})

const recordTables = [
  'plan-progress',
  'plan-changes',
  'decisions',
  'recommendations',
  'review-recommendations',
  'recommendation-themes',
  'agencies-owe',
  'impact-evidence',
  'family-evidence',
  'scrutiny-challenges',
  'scrutineer-recommendations',
  'meetings-held',
  'partners-present',
  'education-present',
  'arrangement-changes',
  'structure-changes',
  'reforms',
  'agreements',
]

test('a table without anything in the period says what to do, shows no nought and does not move the meter', async (t) => {
  const own = await world(t)
  await anAgreedPlan(own)
  const report = await beginReport(own, { startsOn: '1 April 2019', endsOn: '31 March 2020' })
  for (const key of recordTables)
    assert.equal((await pinned(own, report, 'what-was-done', key, 'activity')).status, 303, key)
  const { page } = await own.get(reportPaths.show(report, 'what-was-done'))
  const figures = page.getAllByRole('region').filter((each) => each.classList.contains('gt-live'))
  assert.equal(figures.length, recordTables.length)
  for (const [index, figure] of figures.entries()) {
    assert.equal(figure.querySelector('table'), null, recordTables[index])
    const toDo = figure.querySelector('.govuk-inset-text a')
    assert.ok((toDo?.textContent ?? '').length > 8, `${recordTables[index]}: what to do`)
    assert.equal((await own.get(toDo?.getAttribute('href') ?? '')).status, 200, toDo?.getAttribute('href') ?? '')
    assert.doesNotMatch(figure.textContent ?? '', /\b0\b/)
    assert.match(figure.textContent ?? '', /It holds nothing of the report’s period/)
  }
  assert.match(page.text, /0 of 7 evidenced, 0 activity only, 7 with nothing/)
  assert.match(page.text, /It has no words, and its figures hold nothing of the report’s period/)
  assert.match((await own.get(reportPaths.list())).page.text, /0 of 7 evidenced, 0 activity only, 7 with nothing/)
  assert.match((await own.get(reportPaths.read(report))).page.text, /Draft: 7 of 7 statutory contents are missing/)
  assert.deepEqual(await reportedIn(own, report), [])
})

test('tables of a module that is switched off are not offered, and one that was pinned says so', async (t) => {
  const own = await world(t)
  await anAgreedPlan(own)
  const report = await beginReport(own, running)
  await pinned(own, report, 'little-progress', 'plan-progress', 'activity')
  await own.db
    .insertInto('identity.module_off')
    .values({ partnership_id: own.partnerships.kent, module: 'plan' })
    .execute()
  const { page } = await own.get(reportPaths.show(report, 'little-progress'))
  assert.match(page.text, /Priorities of the plan, .* the partnership has switched this off/)
  const offered = [...page.document.querySelectorAll('select[name=key] option')].map((option) =>
    option.getAttribute('value'),
  )
  assert.ok(offered.includes('reforms') && !offered.includes('plan-progress'))
})
