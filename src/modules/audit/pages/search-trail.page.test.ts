import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { sql } from 'kysely'
import { registerRecord } from '#modules/thread/public.ts'
import { emptyDb, testClock } from '#test/support/database.ts'
import { site, type Page } from '#test/support/site.ts'
import { readExportLine } from '../export-line.ts'
import { auditPaths } from '../paths.ts'
import { aPartnership, aSmallKent, happened, rewriteChain, tamper } from '../testing.ts'
import { verifyAuditChains } from '../verify-chains.ts'
import { verifyFile } from '../verify-file.ts'

const manager = { role: 'business-manager' }
const scrutineer = { role: 'scrutineer' }
const police = { role: 'agency-administrator' }

/** Twelve events of the analyst on a record, three of the police data lead, and one of another partnership. */
async function trail(t: TestContext) {
  const db = await emptyDb(t)
  const { kent, people } = await aSmallKent(db)
  const analyst = people.get('analyst')
  const lead = people.get('data-lead')
  assert.ok(analyst && lead)
  const record = await db.transaction().execute((tx) =>
    registerRecord(tx, {
      partnershipId: kent.partnershipId,
      kind: 'warning',
      title: 'An invented warning',
      state: 'new',
      page: (reference) => `/warnings/${reference}`,
      year: 2026,
    }),
  )
  for (let at = 1; at <= 12; at += 1) {
    await happened(db, analyst.actor, { subject: record.id, details: { dueOn: '2026-12-20', step: at, isLate: false } })
  }
  for (let at = 1; at <= 3; at += 1) await happened(db, lead.actor, { subject: `=cmd|${at}`, details: { at } })
  const elsewhere = await aPartnership(db, 'elsewhere')
  await happened(db, elsewhere, { subject: 'a secret of elsewhere' })
  return { ...(await site(t, db, manager)), kent, people, record, analyst, lead }
}

const rowsOf = (page: Page): string[][] =>
  [...page.document.querySelectorAll('tbody tr')].map((row) =>
    [...row.querySelectorAll('td')].map((cell) => (cell.textContent ?? '').replaceAll(/\s+/g, ' ').trim()),
  )
const errorsOf = (page: Page) =>
  [...page.document.querySelectorAll('.govuk-error-summary a')].map((link) => [
    link.textContent,
    link.getAttribute('href'),
  ])

test('the newest events come first, in words, with who, in which office, about what', async (t) => {
  const { get, record } = await trail(t)
  const { status, page } = await get(auditPaths.search())
  assert.equal(status, 200)
  assert.equal(page.title, 'Audit trail - Goldenthread for KENT')
  assert.match(page.text, /OFFICIAL-SENSITIVE/)
  assert.match(page.text, /It has not been walked from end to end yet/)
  const rows = rowsOf(page)
  // The manager's own sign-in is the newest; the search itself is written after what it found.
  assert.equal(rows.length, 16)
  assert.match(rows[0]?.[1] ?? '', /^Signed in$/)
  assert.match(rows[0]?.[2] ?? '', /^Bea Invented Office of the business-manager, Kent Council$/)
  assert.match(rows[1]?.[2] ?? '', /^Dan Invented Office of the data-lead, Kent Police$/)
  assert.deepEqual(rows[4]?.slice(1), [
    'Happened',
    'Ana Invented Office of the analyst, Kent Council',
    `An invented warning ${record.reference}`,
    'Step: 12 Due on: 20 December 2026 Is late: no',
  ])
  assert.equal(
    page.getAllByRole('link', { name: 'An invented warning' })[0]?.getAttribute('href'),
    `/records/${record.reference}`,
  )
  assert.ok(!page.html.includes('elsewhere'))
})

test('it is searched by person, office, organisation, record and kind of event', async (t) => {
  const { get, record, analyst, lead, db } = await trail(t)
  const found = async (query: Parameters<typeof auditPaths.search>[0]) =>
    rowsOf((await get(auditPaths.search(query))).page).length
  assert.equal(await found({ person: analyst.id }), 12)
  assert.equal(await found({ person: lead.id }), 3)
  assert.equal(await found({ where: `office:${lead.officeId}` }), 3)
  assert.equal(await found({ where: `organisation:${lead.organisationId}` }), 3)
  assert.equal(await found({ record: ` ${record.reference.toLowerCase()} ` }), 12)
  assert.equal(await found({ record: record.reference, person: lead.id }), 0)
  assert.equal(await found({ event: 'identity.signed-in' }), 1)
  assert.equal(await found({ event: 'audit.searched' }), 7, 'each search before this one')
  const { page } = await get(auditPaths.search({ record: record.reference, person: lead.id }))
  assert.match(page.text, /No event fits this search\. Leave something out/)
  const chosen = page.getByRole('combobox', { name: /^Person/ }) as HTMLSelectElement
  assert.equal(chosen.value, lead.id, 'what was chosen stays chosen')
  // What somebody did, and what was done about them.
  await happened(db, analyst.actor, { subject: lead.id })
  assert.equal(await found({ person: lead.id }), 4)
})

test('days are London’s, both included', async (t) => {
  const { get, db, kent } = await trail(t)
  const at = (position: number, instant: string) =>
    sql`update platform.audit_event set at = ${instant}::timestamptz where partnership_id = ${kent.partnershipId} and position = ${position}`
  // Midnight of 1 July in London is 23:00 of 30 June in UTC.
  await tamper(
    db,
    sql`update platform.audit_event set at = '2026-01-05T12:00:00Z'::timestamptz + position * interval '1 second' where partnership_id = ${kent.partnershipId}`,
    at(13, '2026-06-30T22:59:59.999999Z'),
    at(14, '2026-06-30T23:00:00Z'),
    at(15, '2026-07-01T22:59:59Z'),
  )
  await rewriteChain(db, kent.partnershipId)
  const positions = async (from: string, to: string) =>
    rowsOf((await get(auditPaths.search({ from, to }))).page).map(([when]) => /Event (\d+)/.exec(when ?? '')?.[1])
  assert.deepEqual(await positions('1/7/2026', '1 July 2026'), ['15', '14'])
  assert.deepEqual(await positions('30/6/2026', '30/6/2026'), ['13'])
  assert.deepEqual(await positions('2026-06-30', '2/7/2026'), ['15', '14', '13'])
  assert.equal((await positions('', '29/6/2026')).length, 12)
})

test('what cannot be understood is said beside its field, kept as typed, and nothing is searched', async (t) => {
  const { get, db } = await trail(t)
  const query = {
    person: 'x',
    where: 'office:nowhere',
    record: 'KENT-WRN-2026-999',
    event: 'no.such',
    from: '31/2/2026',
    to: 'soon',
  }
  const { status, page } = await get(auditPaths.search(query))
  assert.equal(status, 400)
  assert.match(page.title, /^Error: Audit trail/)
  assert.deepEqual(errorsOf(page), [
    ['Choose a person from the list', '#person'],
    ['Choose an office or organisation from the list', '#where'],
    ['Enter the reference of a record that you may see, like LSCP-WRN-2026-001', '#record'],
    ['Choose what happened from the list', '#event'],
    ['The first day must be a real date, like 27/3/2026', '#from'],
    ['The last day must be a real date, like 27/3/2026', '#to'],
  ])
  assert.equal(page.getByRole('textbox', { name: /Reference/ }).getAttribute('value'), 'KENT-WRN-2026-999')
  const backwards = await get(auditPaths.search({ from: '2/3/2026', to: '1/3/2026' }))
  assert.deepEqual(errorsOf(backwards.page), [['The last day must be the same as or after the first day', '#to']])
  for (const odd of [
    '?person=a&person=b',
    "?record='; drop table x; --",
    '?before=99999999999999999999',
    '?before=-1',
    '?where=office:',
  ]) {
    assert.ok([200, 400].includes((await get(`/audit${odd}`)).status), odd)
  }
  const events = await db
    .selectFrom('platform.audit_event')
    .where('name', '=', 'audit.searched')
    .select('details')
    .execute()
  assert.ok(
    events.every(({ details }) => !JSON.stringify(details).includes('drop')),
    'no typed words are kept',
  )
})

test('a search leaves an event with ids only, and so does an export', async (t) => {
  const { get, db, record, analyst, people, kent } = await trail(t)
  await get(auditPaths.search({ person: analyst.id, record: record.reference, from: '1/2/2026' }))
  await get(auditPaths.csv({ event: 'test.happened' }))
  const events = await db
    .selectFrom('platform.audit_event')
    .where('name', 'like', 'audit.%')
    .orderBy('position')
    .select(['name', 'subject', 'details', 'person_id as person'])
    .execute()
  const by = { subject: kent.partnershipId, person: people.get('business-manager')?.id }
  assert.deepEqual(events, [
    { ...by, name: 'audit.searched', details: { personId: analyst.id, recordId: record.id, from: '2026-02-01' } },
    { ...by, name: 'audit.exported', details: { event: 'test.happened', format: 'csv', upTo: 17 } },
  ])
})

test('a long trail is paged by place, and events that come meanwhile move nothing', async (t) => {
  const { get, db, analyst } = await trail(t)
  for (let at = 0; at < 110; at += 1) await happened(db, analyst.actor, { subject: `long-${at}` })
  const seen: string[] = []
  let url = auditPaths.search({ person: analyst.id })
  for (let pages = 0; pages < 5 && url !== ''; pages += 1) {
    const { page } = await get(url)
    seen.push(...rowsOf(page).map(([when]) => /Event (\d+)/.exec(when ?? '')?.[1] ?? ''))
    assert.equal(page.queryByRole('link', { name: 'Newest events' }) !== null, pages > 0)
    url = page.queryByRole('link', { name: 'Older events' })?.getAttribute('href') ?? ''
    await happened(db, analyst.actor, { subject: 'meanwhile' })
  }
  assert.equal(seen.length, 122)
  assert.equal(new Set(seen).size, 122)
  assert.deepEqual(
    seen,
    seen.toSorted((a, b) => Number(b) - Number(a)),
  )
})

test('what was found is exported as lines that verify, and as CSV that no spreadsheet evaluates', async (t) => {
  const { get, lead } = await trail(t)
  const whole = await get(auditPaths.jsonLines(), scrutineer)
  assert.equal(whole.status, 200)
  assert.match(String(whole.headers['content-type']), /^application\/jsonl/)
  assert.equal(
    whole.headers['content-disposition'],
    'attachment; filename="kent-audit-trail-2026-11-22-OFFICIAL-SENSITIVE.jsonl"',
  )
  const folder = await mkdtemp(join(tmpdir(), 'goldenthread-audit-'))
  t.after(() => rm(folder, { recursive: true }))
  const file = join(folder, 'kent.jsonl')
  await writeFile(file, whole.body)
  assert.deepEqual(await verifyFile(file), { events: 16, from: 1, to: 16, problem: null })
  const part = await get(auditPaths.jsonLines({ person: lead.id }))
  await writeFile(file, part.body)
  assert.equal((await verifyFile(file, { isPart: true })).events, 3)
  assert.equal(part.body.toString().trimEnd().split('\n').map(readExportLine).length, 3)

  const csv = (await get(auditPaths.csv({ person: lead.id }))).body.toString()
  const lines = csv.trimEnd().split('\r\n')
  assert.equal(lines.length, 4)
  assert.match(lines[0] ?? '', /^\uFEFFPosition,Time \(UTC\),What happened/)
  assert.match(lines[1] ?? '', /,'=cmd\|1,/)
  assert.match(lines[3] ?? '', /,Happened,test\.happened,Dan Invented,"Office of the data-lead, Kent Police",/)
  assert.equal((await get(auditPaths.csv({ from: 'soon' }))).status, 400)
})

test('an export of more than one batch goes on as the same actor to its end', async (t) => {
  const { get, db, kent } = await trail(t)
  await sql`insert into platform.audit_event (name, subject, partnership_id)
    select 'test.happened', 'many-' || n, ${kent.partnershipId}::uuid from generate_series(1, 2500) n`.execute(db)
  const [lines, csv] = await Promise.all([
    get(auditPaths.jsonLines()),
    get(auditPaths.csv({ event: 'test.happened' }), scrutineer),
  ])
  const positions = lines.body
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => readExportLine(line)?.position)
  assert.ok(positions.length >= 2516)
  assert.deepEqual(
    positions,
    positions.map((_each, at) => at + 1),
  )
  assert.equal(csv.body.toString().trimEnd().split('\r\n').length, 1 + 2515)
  assert.ok(!lines.body.includes('secret of elsewhere'))
})

test('an agency’s administrator sees what that agency’s own offices did, and nothing else', async (t) => {
  const { get, analyst, lead } = await trail(t)
  const { page } = await get(auditPaths.search(), police)
  assert.match(page.text, /what the offices of Kent Police did/)
  const who = rowsOf(page).map((row) => row[2])
  assert.equal(who.length, 4)
  assert.ok(
    who.every((name) => name?.includes('Kent Police')),
    who.join(),
  )
  const people = [...page.getByRole('combobox', { name: /^Person/ }).querySelectorAll('option')].map(
    ({ textContent }) => textContent,
  )
  assert.deepEqual(people, ['Anybody', 'Ada Invented', 'Dan Invented'])
  assert.equal((await get(auditPaths.search({ person: analyst.id }), police)).status, 400)
  assert.equal(rowsOf((await get(auditPaths.search({ person: lead.id }), police)).page).length, 3)
  const lines = (await get(auditPaths.jsonLines(), police)).body.toString()
  assert.ok(!lines.includes(analyst.id))
  // The same right without the database's own leave: a colleague of that agency reads no trail of colleagues.
  for (const role of ['data-lead', 'analyst', 'system-operator']) {
    for (const url of [auditPaths.search(), auditPaths.csv(), auditPaths.jsonLines()]) {
      assert.equal((await get(url, { role })).status, 403, `${role} ${url}`)
    }
  }
})

test('the page says when the chain was last walked, and warns when a link is broken', async (t) => {
  const { get, db, kent } = await trail(t)
  await verifyAuditChains(db, testClock)
  assert.match(
    (await get(auditPaths.search())).page.text,
    /It was last walked from end to end on 22 November 2026 at 10:00am and is whole: 15 events, each following the one before\./,
  )
  await tamper(db, sql`delete from platform.audit_event where partnership_id = ${kent.partnershipId} and position = 4`)
  await verifyAuditChains(db, testClock)
  const { page } = await get(auditPaths.search())
  assert.match(
    page.text,
    /Warning When it was last walked, on 22 November 2026 at 10:00am, it was not whole\. The chain of kent is broken at position 5/,
  )
})

test('the history of a record leads to it in the audit trail, for those who may search it', async (t) => {
  const { get, record } = await trail(t)
  const { page } = await get(`/records/${record.reference}`)
  const href = page.getByRole('link', { name: 'This record in the audit trail' }).getAttribute('href') ?? ''
  assert.equal(href, `/audit?record=${record.reference}`)
  assert.equal(rowsOf((await get(href)).page).length, 12)
  const analyst = await get(`/records/${record.reference}`, { role: 'analyst' })
  assert.equal(analyst.page.queryByRole('link', { name: 'This record in the audit trail' }), null)
})
