import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demonstrationDb } from '#test/support/database.ts'
import { site } from '#test/support/site.ts'
import { reportPaths } from '../paths.ts'
import { beginReport } from '../testing.ts'

const team = { role: 'business-manager' }
const filled = {
  title: 'Yearly report 2023-24',
  startsOn: '1 April 2023',
  endsOn: '31 March 2024',
  edition: '',
  editionReason: '',
}

test('asks for a title, a period and the guidance, and offers the next period with its date', async (t) => {
  const { get } = await site(t, await demonstrationDb(t), team)
  const { status, page } = await get(reportPaths.create())
  assert.equal(status, 200)
  assert.equal(page.getByRole('textbox', { name: 'First day' }).getAttribute('value'), '1 April 2027')
  assert.equal(page.getByRole('textbox', { name: 'Last day' }).getAttribute('value'), '31 March 2028')
  assert.match(page.text, /to be published by 30 September 2028/)
  assert.equal(page.getAllByRole('radio').length, 4)
  assert.match(page.text, /7 contents.*15 contents.*20 contents/)
})

test('keeps what was typed and says everything that is wrong', async (t) => {
  const { post, db } = await site(t, await demonstrationDb(t), team)
  const before = await db.selectFrom('reports.report').select('id').execute()
  const { status, page } = await post(reportPaths.create(), { ...filled, title: '', startsOn: '31/2/2023', endsOn: '' })
  assert.equal(status, 400)
  assert.match(page.title, /^Error: Begin a yearly report/)
  assert.equal(page.getByRole('link', { name: 'Enter a title for the report' }).getAttribute('href'), '#title')
  assert.equal(page.getByRole('link', { name: /First day must be a real date/ }).getAttribute('href'), '#startsOn')
  assert.equal(page.getByRole('link', { name: 'Enter the last day of the period' }).getAttribute('href'), '#endsOn')
  assert.equal(page.getByRole('textbox', { name: 'First day' }).getAttribute('value'), '31/2/2023')
  const backwards = await post(reportPaths.create(), { ...filled, startsOn: '31 March 2024', endsOn: '1 April 2023' })
  assert.equal(backwards.status, 400)
  assert.ok(backwards.page.getByRole('link', { name: 'Last day of the period must be after the first day' }))
  assert.equal((await db.selectFrom('reports.report').select('id').execute()).length, before.length)
})

test('begins a report with the contents of the guidance in force, in the thread and with one event', async (t) => {
  const { post, get, db } = await site(t, await demonstrationDb(t), team)
  const { status, location } = await post(reportPaths.create(), filled)
  assert.equal(status, 303)
  assert.match(location, /^\/reports\/KSCMP-REP-2026-003\?done=begun$/)
  const { page } = await get(location)
  assert.match(page.text, /The report was begun/)
  assert.match(page.text, /0 of 15 evidenced, 0 activity only, 15 with nothing/)
  assert.match(page.text, /To be published by 30 September 2024/)
  const record = await db
    .selectFrom('thread.record')
    .where('reference', '=', 'KSCMP-REP-2026-003')
    .select(['id', 'kind', 'state', 'page'])
    .executeTakeFirstOrThrow()
  assert.deepEqual([record.kind, record.state, record.page], ['report', 'draft', '/reports/KSCMP-REP-2026-003'])
  const events = await db
    .selectFrom('platform.audit_event')
    .where('subject', '=', record.id)
    .select(['name', 'details'])
    .execute()
  assert.deepEqual(
    events.map((event) => event.name),
    ['reports.report-begun'],
  )
})

test('each edition gives its own number of contents', async (t) => {
  const own = await site(t, await demonstrationDb(t), team)
  const table: [string, string, string, number][] = [
    ['1 April 2020', '31 March 2021', 'Working Together to Safeguard Children 2018', 7],
    ['1 April 2023', '31 March 2024', 'Working Together to Safeguard Children 2023', 15],
    ['1 April 2025', '31 March 2026', 'Working Together to Safeguard Children 2026', 20],
  ]
  for (const [startsOn, endsOn, guidance, contents] of table) {
    const reference = await beginReport(own, { startsOn, endsOn })
    const { page } = await own.get(reportPaths.show(reference))
    assert.match(page.text, new RegExp(guidance))
    assert.match(page.text, new RegExp(`0 of ${contents} evidenced`))
    const { page: whole } = await own.get(reportPaths.read(reference))
    assert.match(whole.text, new RegExp(`Draft: ${contents} of ${contents} statutory contents are missing`))
  }
})

test('another guidance than the one in force needs a reason, which stands in the report', async (t) => {
  const own = await site(t, await demonstrationDb(t), team)
  const without = await own.post(reportPaths.create(), { ...filled, edition: 'WT2026' })
  assert.equal(without.status, 400)
  assert.equal(
    without.page
      .getByRole('link', { name: /Enter why the report is not built on Working Together to Safeguard Children 2023/ })
      .getAttribute('href'),
    '#editionReason',
  )
  assert.ok(without.page.getByRole('radio', { name: 'Working Together to Safeguard Children 2026', checked: true }))
  const reference = await beginReport(own, {
    ...filled,
    edition: 'WT2026',
    editionReason: 'To be ready for the next one',
  })
  const { page } = await own.get(reportPaths.read(reference))
  assert.match(page.text, /To be ready for the next one/)
})

test('a period before any known guidance must name the edition', async (t) => {
  const { post } = await site(t, await demonstrationDb(t), team)
  const { status, page } = await post(reportPaths.create(), {
    ...filled,
    startsOn: '1 April 2016',
    endsOn: '31 March 2017',
  })
  assert.equal(status, 400)
  assert.equal(page.getByRole('link', { name: /No guidance known here was in force/ }).getAttribute('href'), '#edition')
})

test('eighteen months are allowed and cautioned', async (t) => {
  const own = await site(t, await demonstrationDb(t), team)
  const reference = await beginReport(own, { startsOn: '1 October 2022', endsOn: '31 March 2024' })
  const { page } = await own.get(reportPaths.show(reference))
  assert.match(page.text, /The period is longer than 12 months/)
  assert.match(page.text, /ends more than 12 months after the report before it, which ended on 30 September 2022/)
  assert.equal((await own.get(reportPaths.word(reference))).status, 200)
})

test('the same report cannot be begun twice', async (t) => {
  const own = await site(t, await demonstrationDb(t), team)
  assert.equal((await own.post(reportPaths.create(), filled)).status, 303)
  const { status, page } = await own.post(reportPaths.create(), filled)
  assert.equal(status, 400)
  assert.ok(page.getByRole('link', { name: /has been begun already/ }))
})

test('a partnership’s own sections come after the statutory ones', async (t) => {
  const medway = { role: 'business-manager', partnership: 'medway' }
  const own = await site(t, await demonstrationDb(t), medway)
  const reference = await beginReport(own, { startsOn: '1 April 2023', endsOn: '31 March 2024' }, medway)
  const { page } = await own.get(reportPaths.show(reference))
  assert.match(page.text, /0 of 15 evidenced/)
  assert.ok(page.getByRole('link', { name: 'Section by the Independent Scrutineer' }))
  assert.ok(page.getByRole('link', { name: 'Review of restraint and safeguarding in the secure estate' }))
})

test('only the business team begins a report', async (t) => {
  const { get, post } = await site(t, await demonstrationDb(t), { role: 'executive-member' })
  assert.equal((await get(reportPaths.create())).status, 403)
  assert.equal((await post(reportPaths.create(), filled)).status, 403)
})
