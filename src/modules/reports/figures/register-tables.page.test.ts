import assert from 'node:assert/strict'
import { test } from 'node:test'
import { governancePaths as paths } from '#modules/governance/paths.ts'
import { world, type World } from '#modules/governance/testing.ts'
import { axeViolations } from '#test/support/axe.ts'
import { reportPaths } from '../paths.ts'
import { beginReport } from '../testing.ts'

const running = { startsOn: '1 April 2026', endsOn: '31 March 2027' }
const lastYear = { startsOn: '1 April 2025', endsOn: '31 March 2026' }
const reader = { role: 'executive-member', organisation: 'Police' }
const medway = { role: 'business-manager', partnership: 'medway' }

async function shown(own: World, report: string, item: string, key: string) {
  const { status } = await own.post(reportPaths.pin(report, item), { kind: 'table', key, claim: 'activity' })
  assert.equal(status, 303, key)
  return (await own.get(reportPaths.show(report, item))).page
}

/** A document or guidance as rows of their own, with the record of each. @returns the reference */
async function record({ db, partnerships }: World, kind: string, title: string, reference: string, page: string) {
  const { id } = await db
    .insertInto('thread.record')
    .values({ partnership_id: partnerships.kent, reference, kind, title, state: 'x', page })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

test('updates to the arrangements stand with what changed and their timescale, seen from the last day', async (t) => {
  const own = await world(t)
  const page = paths.document('KENT-DOC-2026-001')
  const recordId = await record(own, 'document', 'Our arrangements', 'KENT-DOC-2026-001', page)
  const { id } = await own.db
    .insertInto('governance.document')
    .values({
      record_id: recordId,
      partnership_id: own.partnerships.kent,
      kind: 'arrangements',
      title: 'Our arrangements',
      owner_office_id: await own.office('Mary Manager'),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await own.db
    .insertInto('governance.document_version')
    .values({
      document_id: id,
      number: 1,
      label: 'Version 2',
      made_on: '2026-03-02',
      what_changed: 'Education joins the Executive',
      publish_by: '2026-03-31',
      published_on: '2026-05-04',
      published_at: 'kent.example/arrangements',
    })
    .execute()
  const then = await beginReport(own, lastYear)
  const shownThen = await shown(own, then, 'updates-to-arrangements', 'arrangement-changes')
  const row = shownThen.getByRole('row', { name: /^Our arrangements/ })
  assert.match(
    row.textContent ?? '',
    /Version 2Education joins the ExecutiveTo be published by 31 March 2026\. Since published, on 4 May 2026/,
  )
  assert.equal(row.querySelector('a')?.getAttribute('href'), page)
  const now = await beginReport(own, running)
  const shownNow = await shown(own, now, 'updates-to-arrangements', 'arrangement-changes')
  assert.match(
    shownNow.getByRole('row', { name: /^Our arrangements/ }).textContent ?? '',
    /Published on 4 May 2026, kent\.example\/arrangements/,
  )
  const links = await own.db
    .selectFrom('thread.link')
    .where('from_id', '=', recordId)
    .where('relation', '=', 'reported in')
    .select('id')
    .execute()
  assert.equal(links.length, 2)
})

test('a reform that was implemented after the period does not count in it', async (t) => {
  const own = await world(t)
  const recordId = await record(
    own,
    'guidance',
    'A new duty',
    'KENT-GUI-2026-001',
    paths.guidanceItem('KENT-GUI-2026-001'),
  )
  await own.db
    .insertInto('governance.guidance')
    .values({
      record_id: recordId,
      partnership_id: own.partnerships.kent,
      kind: 'law',
      title: 'A new duty',
      publisher: 'Parliament',
      source: 'An Act',
      certainty: 'believed',
      heard_on: '2025-10-01',
      in_force_on: '2026-01-01',
      summary: 'Share what is known',
      who_must: 'Everybody',
      owner_office_id: await own.office('Mary Manager'),
      state: 'implemented',
      changed_locally: 'The referral form',
      evidence: 'An audit of twelve referrals',
      implemented_on: '2026-06-15',
    })
    .execute()
  const then = await beginReport(own, lastYear)
  const before = await shown(own, then, 'national-reforms', 'reforms')
  assert.match(before.text, /Of 1 that the period is about, 0 had been implemented by 31 March 2026/)
  const early = before.getByRole('row', { name: /^A new duty/ }).textContent ?? ''
  assert.match(early, /From 1 January 2026\. Believed, not read againStill open by then/)
  assert.doesNotMatch(early, /audit of twelve/)
  const now = await beginReport(own, running)
  const after = await shown(own, now, 'national-reforms', 'reforms')
  assert.match(
    after.getByRole('row', { name: /^A new duty/ }).textContent ?? '',
    /Implemented on 15 June 2026The referral formAn audit of twelve referrals/,
  )
  await own.post(reportPaths.section(now, 'national-reforms'), { narrative: 'W', version: '1', action: 'save' })
  const told = await own.get(reportPaths.show(now, 'national-reforms'), reader)
  assert.equal(told.status, 200)
  assert.ok(told.page.getByRole('row', { name: /^A new duty/ }), 'a reader sees the same figures')
  assert.deepEqual(await axeViolations(told.page.html), [])
  const pin = { kind: 'table', key: 'reforms', claim: 'activity' }
  assert.equal((await own.post(reportPaths.pin(now, 'national-reforms'), pin, reader)).status, 403)
  assert.equal((await own.get(reportPaths.show(now), medway)).status, 404)
  assert.equal((await own.post(reportPaths.pin(now, 'national-reforms'), pin, medway)).status, 404)
})

test('a group that changed its name or began in the period stands with the day and what it was before', async (t) => {
  const own = await world(t)
  const { id } = await own.db
    .insertInto('partnerships.group')
    .values({
      slug: 'learning',
      name: 'Learning Group',
      kind: 'sub-group',
      ownership: 'own',
      frequency: 'Quarterly',
      source: 'a test',
      starts_on: '2026-05-01',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await own.db
    .insertInto('partnerships.group_partnership')
    .values({ group_id: id, partnership_id: own.partnerships.kent, position: 1 })
    .execute()
  const fact = { group_id: id, kind: 'frequency', source: 'The Executive, 1 September 2026' }
  await own.db
    .insertInto('partnerships.group_fact')
    .values([
      { ...fact, position: 1, words: 'Quarterly', as_at: '2026', source: 'Arrangements' },
      { ...fact, position: 2, words: 'Monthly', as_at: '2026-09-15', starts_on: '2026-09-15' },
    ])
    .execute()
  const now = await beginReport(own, running)
  const page = await shown(own, now, 'updates-to-arrangements', 'structure-changes')
  const rows = page.getAllByRole('row', { name: /^Learning Group/ }).map((each) => each.textContent ?? '')
  assert.equal(rows.length, 2)
  assert.match(rows[0] ?? '', /Began1 May 2026Not recorded/)
  assert.match(rows[1] ?? '', /Frequency: MonthlyBefore: Quarterly15 September 2026The Executive, 1 September 2026/)
  assert.ok(
    page
      .getAllByRole('link', { name: 'Learning Group' })
      .every((link) => link.getAttribute('href') === '/partnerships/kent/groups/learning'),
  )
})

test('an agreement is in force once every party had approved it by the last day', async (t) => {
  const own = await world(t)
  const page = paths.agreement('KENT-ISA-2026-001')
  const recordId = await record(own, 'agreement', 'MASH sharing', 'KENT-ISA-2026-001', page)
  const { id } = await own.db
    .insertInto('governance.agreement')
    .values({
      record_id: recordId,
      partnership_id: own.partnerships.kent,
      title: 'MASH sharing',
      purposes: 'To decide at the front door',
      data_level: 'identifiable',
      legal_basis: 'Children Act 2004',
      owner_office_id: await own.office('Mary Manager'),
      starts_on: '2026-01-01',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const party = { agreement_id: id, approved_by: 'A chief officer' }
  await own.db
    .insertInto('governance.agreement_party')
    .values([
      { ...party, organisation_id: own.organisations['Police'] ?? '', approved_on: '2026-02-01' },
      { ...party, organisation_id: own.organisations['Council'] ?? '', approved_on: '2026-06-01' },
    ])
    .execute()
  const table: [typeof running, string, string, RegExp][] = [
    [lastYear, '1 of 2 parties', 'Waits for approval', /Of 1 that is written down, 0 were in force on 31 March 2026/],
    [running, '2 of 2 parties', 'In force', /1 was in force on 22 November 2026/],
  ]
  for (const [period, approved, stood, sum] of table) {
    const shownThen = await shown(own, await beginReport(own, period), 'data-and-information-sharing', 'agreements')
    const row = shownThen.getByRole('row', { name: /^MASH sharing/ })
    assert.deepEqual(
      [...row.children].map((cell) => cell.textContent),
      ['MASH sharing', 'To decide at the front door', approved, stood],
    )
    assert.equal(row.querySelector('a')?.getAttribute('href'), page)
    assert.match(shownThen.text, sum)
  }
})
