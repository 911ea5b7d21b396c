import assert from 'node:assert/strict'
import { test } from 'node:test'
import { indicatorPaths } from '#modules/indicators/public.ts'
import { demonstrationDb } from '#test/support/database.ts'
import { site, type Site } from '#test/support/site.ts'
import { reportPaths } from '../paths.ts'
import { beginReport, demonstrationDraft } from '../testing.ts'

const team = { role: 'analyst' }

const linkedTo = ({ db }: Site, reference: string) =>
  db
    .selectFrom('thread.link as link')
    .innerJoin('thread.record as report', 'report.id', 'link.to_id')
    .innerJoin('thread.record as record', 'record.id', 'link.from_id')
    .where('report.reference', '=', reference)
    .where('link.relation', '=', 'reported in')
    .select(['record.kind', 'record.page'])
    .orderBy('record.kind')
    .execute()

test('the demonstration’s draft shows all three states and what is missing', async (t) => {
  const own = await site(t, await demonstrationDb(t), team)
  const reference = await demonstrationDraft(own, 'kent')
  const { status, page } = await own.get(reportPaths.show(reference))
  assert.equal(status, 200)
  assert.match(page.text, /1 of 15 evidenced, 6 activity only, 8 with nothing/)
  assert.match(page.text, /Where there was little progress Nothing/)
  assert.match(page.text, /Costs and contributions Activity only/)
  assert.match(page.text, /Impact on children and families Evidenced/)
  assert.match(page.text, /the fifteen contents of 2023 are shown on an earlier year/)
})

test('live figures are the published ones, with totals computed, marks and sources', async (t) => {
  const own = await site(t, await demonstrationDb(t), team)
  const reference = await demonstrationDraft(own, 'kent')
  const { page } = await own.get(reportPaths.show(reference, 'costs'))
  assert.match(page.text, /£430,552\.45/)
  assert.match(
    page.text,
    /Warning Income less spend is £78,765\.72; the roll-forward is printed as £36,115\.74\. £42,649\.98 is not explained/,
  )
  assert.match(
    page.text,
    /The account covers 1 April 2021 to 31 March 2022; the report covers 1 October 2021 to 30 September 2022/,
  )
  assert.equal(
    page.getAllByRole('link', { name: 'Where this figure comes from' })[0]?.getAttribute('href'),
    '/funding?year=2021-04-01',
  )
})

test('an indicator stands in the report’s period, with its source and the mark of what is invented', async (t) => {
  const own = await site(t, await demonstrationDb(t), team)
  const reference = await demonstrationDraft(own, 'kent')
  const { page } = await own.get(reportPaths.show(reference, 'impact'))
  const quarters = page.getAllByRole('rowheader').map((cell) => cell.textContent)
  for (const quarter of ['Q3 2021-22', 'Q4 2021-22', 'Q1 2022-23', 'Q2 2022-23']) assert.ok(quarters.includes(quarter))
  assert.ok(!quarters.includes('Q3 2022-23') && !quarters.includes('Q2 2021-22'))
  assert.match(page.text, /Published: Kent, year ending 31 March 2022/)
  assert.doesNotMatch(page.text, /year ending 31 March 2023: /)
  assert.match(page.text, /Invented demonstration figures\. Not data about any child/)
  assert.match(page.text, /Source: Department for Education/)
  assert.ok(page.getAllByRole('img').length > 0)
})

test('in the newest period an indicator is told with its whole course and its caution', async (t) => {
  const own = await site(t, await demonstrationDb(t), team)
  const reference = await beginReport(own, { startsOn: '1 April 2026', endsOn: '31 March 2027' }, team)
  const pin = { kind: 'indicator', key: 're-referral-rate', claim: 'outcome' }
  const { location } = await own.post(reportPaths.pin(reference, 'impact'), pin)
  const { page } = await own.get(location)
  assert.match(page.text, /Quarterly returns of Kent County Council\. What is counted: referrals/)
  assert.doesNotMatch(page.text, /after the report’s period/)
  const { page: onIndicator } = await own.get(indicatorPaths.show('re-referral-rate'))
  const said = page.getAllByText(/.{80,}/, { selector: '.gt-live p' }).map((each) => (each.textContent ?? '').trim())
  assert.ok(
    said.some((sentence) => onIndicator.text.includes(sentence)),
    'the sentence of the indicator’s own page',
  )
})

test('a report hides small numbers, works its limits out without them, and prints method, rule set and points', async (t) => {
  const own = await site(t, await demonstrationDb(t), team)
  const reference = await beginReport(own, { startsOn: '1 April 2025', endsOn: '31 March 2026' }, team)
  const quarter = await own.db
    .selectFrom('indicators.observation as o')
    .innerJoin('indicators.indicator as i', 'i.id', 'o.indicator_id')
    .innerJoin('partnerships.partnership as p', 'p.id', 'o.partnership_id')
    .where('i.slug', '=', 're-referral-rate')
    .where('p.slug', '=', 'kent')
    .where('o.ends_on', '=', '2025-12-31')
    .select('o.id')
    .executeTakeFirstOrThrow()
  const small = { numerator: '3', denominator: '4321', value: '0.0694283' }
  await own.db.updateTable('indicators.observation').set(small).where('id', '=', quarter.id).execute()
  const pin = { kind: 'indicator', key: 're-referral-rate', claim: 'outcome' }
  await own.post(reportPaths.pin(reference, 'impact'), pin)
  const { page } = await own.get(reportPaths.read(reference))
  const row = page.getByRole('row', { name: /^Q3 2025-26/ }).textContent ?? ''
  assert.match(row, /\[c\] suppressed/)
  assert.match(page.text, /Q3 2025-26: Hidden, as a count of 1 to 5 could be worked out/)
  assert.match(page.text, /Method: XmR chart: .*Rule set: Making Data Count 2023\. 19 points are enough/)
  assert.match(page.text, /When it is published, a figure is hidden and marked \[c\] where 1 to 5 are counted/)
  assert.doesNotMatch(page.text, /\b0\.1%/)
})

test('what bears on a content is offered, and pinning it moves the meter and the thread', async (t) => {
  const own = await site(t, await demonstrationDb(t), team)
  const reference = await beginReport(own, { startsOn: '1 October 2021', endsOn: '30 September 2022' }, team)
  const { page } = await own.get(reportPaths.show(reference, 'practice-reviews'))
  assert.ok(page.getByRole('button', { name: 'Pin Serious incident notifications' }))
  const pin = { kind: 'indicator', key: 're-referral-rate', claim: 'outcome' }
  const pinned = await own.post(reportPaths.pin(reference, 'impact'), pin)
  assert.equal(pinned.status, 303)
  assert.deepEqual(await linkedTo(own, reference), [
    { kind: 'indicator', page: indicatorPaths.show('re-referral-rate') },
  ])
  const shown = await own.get(pinned.location)
  assert.match(shown.page.text, /The figure was pinned to this section/)
  assert.match(shown.page.text, /It has figures and no words about them/)
  await own.post(reportPaths.section(reference, 'impact'), {
    narrative: 'What it means.',
    version: '1',
    action: 'save',
  })
  assert.match(
    (await own.get(reportPaths.show(reference))).page.text,
    /1 of 7 evidenced, 0 activity only, 6 with nothing/,
  )
})

test('a record stays reported while it stands in another section', async (t) => {
  const own = await site(t, await demonstrationDb(t), team)
  const reference = await beginReport(own, { startsOn: '1 April 2023', endsOn: '31 March 2024' }, team)
  const which = { kind: 'indicator', key: 're-referral-rate' }
  for (const item of ['impact', 'effectiveness'])
    await own.post(reportPaths.pin(reference, item), { ...which, claim: 'outcome' })
  assert.equal((await own.post(reportPaths.unpin(reference, 'impact'), which)).status, 303)
  assert.equal((await linkedTo(own, reference)).length, 1)
  await own.post(reportPaths.unpin(reference, 'effectiveness'), which)
  assert.deepEqual(await linkedTo(own, reference), [])
})

test('an early warning is reported with what was seen and how it was answered', async (t) => {
  const own = await site(t, await demonstrationDb(t), team)
  const warning = await own.db
    .selectFrom('thread.record as record')
    .innerJoin('partnerships.partnership as partnership', 'partnership.id', 'record.partnership_id')
    .where('record.kind', '=', 'warning')
    .where('partnership.slug', '=', 'kent')
    .select(['record.reference', 'record.title'])
    .executeTakeFirstOrThrow()
  const reference = await beginReport(own, { startsOn: '1 April 2026', endsOn: '31 March 2027' }, team)
  const { page } = await own.get(reportPaths.show(reference, 'little-progress'))
  assert.ok(page.getByRole('button', { name: `Pin ${warning.title}` }))
  await own.post(reportPaths.pin(reference, 'little-progress'), {
    kind: 'warning',
    key: warning.reference,
    claim: 'activity',
  })
  const shown = await own.get(reportPaths.show(reference, 'little-progress'))
  assert.match(shown.page.text, /What was seen: .*The warning was opened on 22 November 2026/)
  assert.match(shown.page.text, /Nobody had judged it when this report was drawn/)
  assert.deepEqual(
    (await linkedTo(own, reference)).map((each) => each.kind),
    ['warning'],
  )
})

test('a pin without a claim, or of something that is not there, is refused', async (t) => {
  const own = await site(t, await demonstrationDb(t), team)
  const reference = await demonstrationDraft(own, 'kent')
  const count = async () => (await own.db.selectFrom('reports.pin').select('id').execute()).length
  const before = await count()
  const table: [Record<string, string>, RegExp, string][] = [
    [{ kind: 'table', key: 'account', claim: '' }, /Select what the figure shows/, '#claim'],
    [{ kind: 'table', key: '', claim: 'activity' }, /Select what to pin/, '#key'],
    [{ kind: 'table', key: 'secrets', claim: 'activity' }, /Select one of the tables/, '#key'],
    [{ kind: 'indicator', key: 'none', claim: 'outcome' }, /Select one of the indicators/, '#key'],
    [{ kind: 'warning', key: 'MSCP-WRN-2026-001', claim: 'outcome' }, /Select one of the warnings/, '#key'],
  ]
  for (const [fields, words, href] of table) {
    const { status, page } = await own.post(reportPaths.pin(reference, 'education'), fields)
    assert.equal(status, 400)
    assert.equal(page.getByRole('link', { name: words }).getAttribute('href'), href)
    assert.ok(page.document.querySelector(href), `${href} is on the page`)
  }
  assert.equal(await count(), before)
})

test('a period without any data says so for each table, and never nought', async (t) => {
  const medway = { role: 'analyst', partnership: 'medway' }
  const own = await site(t, await demonstrationDb(t), medway)
  const reference = await beginReport(own, { startsOn: '1 April 2019', endsOn: '31 March 2020' }, medway)
  for (const key of [
    'contributions',
    'account',
    'training-courses',
    'training-attendance',
    'e-learning',
    'notifications',
    'returns-timeliness',
  ])
    assert.equal(
      (await own.post(reportPaths.pin(reference, 'what-was-done'), { kind: 'table', key, claim: 'activity' })).status,
      303,
    )
  await own.post(reportPaths.pin(reference, 'what-was-done'), {
    kind: 'indicator',
    key: 're-referral-rate',
    claim: 'outcome',
  })
  const { page } = await own.get(reportPaths.show(reference))
  assert.match(page.text, /No account that touches the report’s period is recorded/)
  assert.match(page.text, /No training is recorded for the report’s period\. That is not the same as none/)
  assert.match(page.text, /No counts of notifications are recorded/)
  assert.match(page.text, /No quarter of returns in the report’s period/)
  assert.match(page.text, /No quarterly figure was recorded for the report’s period/)
  assert.doesNotMatch(page.text, /£0\.00/)
})

test('readers without the right see the report and no way to pin', async (t) => {
  const own = await site(t, await demonstrationDb(t), { role: 'executive-member' })
  const reference = await demonstrationDraft(own, 'kent')
  const { status, page } = await own.get(reportPaths.show(reference, 'costs'))
  assert.equal(status, 200)
  assert.equal(page.queryByRole('button', { name: /Pin/ }), null)
  assert.equal(page.queryByRole('link', { name: 'Write this section' }), null)
  assert.equal(
    (await own.post(reportPaths.pin(reference, 'costs'), { kind: 'table', key: 'account', claim: 'activity' })).status,
    403,
  )
})

test('another partnership’s report is not found', async (t) => {
  const own = await site(t, await demonstrationDb(t), { role: 'analyst', partnership: 'medway' })
  const reference = await demonstrationDraft(own, 'kent')
  for (const url of [
    reportPaths.show(reference),
    reportPaths.read(reference),
    reportPaths.word(reference),
    reportPaths.section(reference, 'costs'),
  ])
    assert.equal((await own.get(url)).status, 404, url)
  assert.equal(
    (await own.post(reportPaths.pin(reference, 'costs'), { kind: 'table', key: 'account', claim: 'activity' })).status,
    404,
  )
  assert.equal((await own.post(reportPaths.section(reference, 'costs'), { narrative: 'x', version: '1' })).status, 404)
  assert.equal((await own.get(reportPaths.show('MSCP-REP-2026-001', 'no-such-content'))).status, 404)
})
