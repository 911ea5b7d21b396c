import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demonstrationDb } from '#test/support/database.ts'
import { site, type Site } from '#test/support/site.ts'
import { reportPaths } from '../paths.ts'
import { demonstrationDraft } from '../testing.ts'

const team = { role: 'business-manager' }
const scrutineersOwn = 'independent-scrutineer-section'

const saved = async ({ db }: Site, reference: string, item: string) =>
  db
    .selectFrom('reports.section as section')
    .innerJoin('reports.report as report', 'report.id', 'section.report_id')
    .innerJoin('thread.record as record', 'record.id', 'report.record_id')
    .where('record.reference', '=', reference)
    .where('section.item', '=', item)
    .select(['section.narrative', 'section.version', 'section.changed_by'])
    .executeTakeFirstOrThrow()

test('what is written is saved with its writer, and reads as Markdown', async (t) => {
  const own = await site(t, await demonstrationDb(t), team)
  const reference = await demonstrationDraft(own, 'kent')
  const url = reportPaths.section(reference, 'feedback')
  assert.equal((await own.get(url)).page.getByRole('textbox', { name: 'What the section says' }).textContent, '')
  const { status, location } = await own.post(url, {
    narrative: '# Listening\r\n\r\n- one\r\n- **two**',
    version: '1',
    action: 'save',
  })
  assert.equal(status, 303)
  const { page } = await own.get(location)
  assert.match(page.text, /The section was saved/)
  assert.equal(page.getByRole('heading', { name: 'Listening' }).tagName, 'H3')
  assert.equal(page.getByText('two').tagName, 'STRONG')
  const row = await saved(own, reference, 'feedback')
  assert.equal(row.version, 2)
  assert.notEqual(row.changed_by, null)
  const event = await own.db
    .selectFrom('platform.audit_event')
    .where('name', '=', 'reports.section-written')
    .orderBy('at', 'desc')
    .select('details')
    .executeTakeFirstOrThrow()
  assert.deepEqual(event.details, { item: 'feedback', characters: '# Listening\n\n- one\n- **two**'.length })
})

test('a preview shows the text and saves nothing', async (t) => {
  const own = await site(t, await demonstrationDb(t), team)
  const reference = await demonstrationDraft(own, 'kent')
  const { status, page } = await own.post(reportPaths.section(reference, 'feedback'), {
    narrative: '**Heard**',
    version: '1',
    action: 'preview',
  })
  assert.equal(status, 200)
  assert.ok(page.getByRole('heading', { name: 'Preview, not saved' }))
  assert.equal(page.getAllByText('Heard').find((each) => each.tagName === 'STRONG')?.tagName, 'STRONG')
  assert.equal(page.getByRole('textbox', { name: 'What the section says' }).textContent, '**Heard**')
  assert.equal((await saved(own, reference, 'feedback')).version, 1)
})

test('when two people save at once, the second sees both texts and loses nothing', async (t) => {
  const own = await site(t, await demonstrationDb(t))
  const reference = await demonstrationDraft(own, 'kent')
  const url = reportPaths.section(reference, 'feedback')
  assert.equal(
    (await own.post(url, { narrative: 'What the first wrote', version: '1' }, { role: 'analyst' })).status,
    303,
  )
  const { status, page } = await own.post(url, { narrative: 'What the second wrote', version: '1' }, team)
  assert.equal(status, 409)
  assert.match(page.title, /^Error: /)
  assert.equal(page.getByRole('link', { name: /Somebody else saved this section/ }).getAttribute('href'), '#narrative')
  assert.match(page.document.querySelector('pre')?.textContent ?? '', /^What the first wrote$/)
  assert.equal(page.getByRole('textbox', { name: 'What the section says' }).textContent, 'What the second wrote')
  assert.equal((await saved(own, reference, 'feedback')).narrative, 'What the first wrote')
  const version = page.document.querySelector('input[name=version]')?.getAttribute('value') ?? ''
  assert.equal((await own.post(url, { narrative: 'Both together', version }, team)).status, 303)
  assert.equal((await saved(own, reference, 'feedback')).narrative, 'Both together')
})

test('two saves in the same instant: one is kept and one is told', async (t) => {
  const own = await site(t, await demonstrationDb(t), team)
  const reference = await demonstrationDraft(own, 'kent')
  await own.get('/')
  const url = reportPaths.section(reference, 'feedback')
  const answers = await Promise.all(['A', 'B'].map((narrative) => own.post(url, { narrative, version: '1' })))
  assert.deepEqual(
    answers.map((each) => each.status).toSorted((a, b) => a - b),
    [303, 409],
  )
})

test('only the scrutineer writes the scrutineer’s section; the team reads it', async (t) => {
  const own = await site(t, await demonstrationDb(t))
  const reference = await demonstrationDraft(own, 'medway')
  const url = reportPaths.section(reference, scrutineersOwn)
  const scrutineer = { role: 'scrutineer', partnership: 'medway' }
  const manager = { role: 'business-manager', partnership: 'medway' }
  const asTeam = await own.get(url, manager)
  assert.equal(asTeam.status, 200)
  assert.equal(asTeam.page.queryByRole('textbox'), null)
  assert.match(asTeam.page.text, /Only the independent scrutineer writes this section/)
  assert.equal((await own.post(url, { narrative: 'By the team', version: '1' }, manager)).status, 403)
  assert.equal(
    (
      await own.post(
        reportPaths.pin(reference, scrutineersOwn),
        { kind: 'table', key: 'account', claim: 'activity' },
        manager,
      )
    ).status,
    403,
  )
  assert.equal((await own.post(url, { narrative: 'By the scrutineer', version: '1' }, scrutineer)).status, 303)
  assert.equal((await saved(own, reference, scrutineersOwn)).narrative, 'By the scrutineer')
  assert.match((await own.get(url, manager)).page.text, /By the scrutineer/)
  assert.equal(
    (await own.post(reportPaths.section(reference, 'costs'), { narrative: 'x', version: '1' }, scrutineer)).status,
    403,
  )
  assert.equal(
    (await own.post(url, { narrative: 'x', version: '2' }, { role: 'executive-member', partnership: 'medway' })).status,
    403,
  )
  assert.equal((await saved(own, reference, scrutineersOwn)).narrative, 'By the scrutineer')
})

test('script and HTML in the text do nothing, in the section, the report and the preview', async (t) => {
  const own = await site(t, await demonstrationDb(t), team)
  const reference = await demonstrationDraft(own, 'kent')
  const narrative =
    '<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>\n\n[a](javascript:alert(1)) [b](//evil.example) ![c](https://evil.example/x.png)\n\n</textarea><h1>Broken</h1>'
  const url = reportPaths.section(reference, 'feedback')
  const preview = await own.post(url, { narrative, version: '1', action: 'preview' })
  await own.post(url, { narrative, version: '1' })
  for (const { page } of [
    preview,
    await own.get(reportPaths.show(reference, 'feedback')),
    await own.get(reportPaths.read(reference)),
    await own.get(url),
  ]) {
    const main = page.document.querySelector('main')
    assert.equal(main?.querySelector('script, img, iframe, [onerror]'), null)
    assert.equal(main?.querySelectorAll('h1').length, 1)
    for (const link of main?.querySelectorAll('a') ?? [])
      assert.doesNotMatch(link.getAttribute('href') ?? '', /javascript|evil/)
    assert.match(page.text, /alert\(1\)/)
  }
})

test('a text that is too long, or a form without its version, is refused', async (t) => {
  const own = await site(t, await demonstrationDb(t), team)
  const reference = await demonstrationDraft(own, 'kent')
  const url = reportPaths.section(reference, 'feedback')
  const { status, page } = await own.post(url, { narrative: 'x'.repeat(50_001), version: '1' })
  assert.equal(status, 400)
  assert.ok(page.getByRole('link', { name: /50,000 characters or fewer/ }))
  assert.equal((await own.post(url, { narrative: 'x' })).status, 400)
  assert.equal((await own.post(url, { narrative: 'x', version: '-1' })).status, 400)
  assert.equal((await saved(own, reference, 'feedback')).version, 1)
})
