import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demonstrationDb } from '#test/support/database.ts'
import { site, type Site } from '#test/support/site.ts'
import { visitor, type Visitor } from './visitor.ts'

/** What people paste and what attackers type; none may end in a 500, nor come back as markup. */
const nasty: Record<string, string> = {
  markup: '<img src=x onerror=alert(1)>',
  template: '{{7*7}}${7*7}<%= 7*7 %>',
  sql: `'; drop table returns.entry; --`,
  quotes: `"'\`\\`,
  'ten thousand characters': 'x'.repeat(10_000),
  emoji: '🧵👨‍👩‍👧‍👦',
  'right to left': '\u202Eevil\u200F',
  'half an emoji': '\uD83D',
  nul: 'a\u0000b',
  constructor: 'constructor',
  prototype: '__proto__',
  'no number': 'NaN',
  'a huge number': '99999999999999999999',
  negative: '-1',
  'year 0': '0000-01-01',
  'year 9999': '31/12/9999',
  uuid: '00000000-0000-4000-8000-000000000000',
  nothing: '',
}

const nonsense = /\b(NaN|undefined)\b|\[object |\[native code\]/

/** The words of a page, without markup and without what was typed. */
const words = (html: string, typed: string): string =>
  html
    .replaceAll(/<(script|style|input|textarea)\b[^]*?(<\/\1>|>)/g, ' ')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(typed, ' ')

/** Sends each nasty text in each field, the others as they should be, and says what went wrong. */
async function everyField(
  person: Visitor,
  url: string,
  good: () => Promise<Record<string, string>>,
  method = 'POST',
): Promise<string[]> {
  const wrong: string[] = []
  for (const name of Object.keys(await good())) {
    for (const [kind, text] of Object.entries(nasty)) {
      const fields = { ...(await good()), [name]: text }
      const answer =
        method === 'POST'
          ? await person.post(url, fields)
          : await person.send('GET', `${url}?${new URLSearchParams(fields).toString()}`)
      const what = `${method} ${url} ${name} with ${kind}`
      if (answer.status >= 500) wrong.push(`${what} ends in ${answer.status}`)
      if (answer.text.includes('<img src=x')) wrong.push(`${what} comes back as markup`)
      const said = nonsense.exec(words(answer.text, text))
      if (said) wrong.push(`${what} prints ${said[0]}`)
    }
  }
  return wrong
}

type Key = 'return' | 'warning' | 'report'

async function referenceOf({ db }: Site, kind: Key, state?: string): Promise<string> {
  const row = await db
    .selectFrom('thread.record as record')
    .innerJoin('partnerships.partnership as partnership', 'partnership.id', 'record.partnership_id')
    .where('partnership.slug', '=', 'kent')
    .where('record.kind', '=', kind)
    .$if(state !== undefined, (query) => query.where('record.state', '=', state ?? ''))
    .orderBy('record.reference', 'desc')
    .select('record.reference')
    .executeTakeFirstOrThrow()
  return row.reference
}

const idOfWarning = async ({ db }: Site, reference: string): Promise<string> => {
  const warning = await db
    .selectFrom('early_warning.warning as warning')
    .innerJoin('thread.record as record', 'record.id', 'warning.record_id')
    .where('record.reference', '=', reference)
    .select('warning.id')
    .executeTakeFirstOrThrow()
  return warning.id
}

const versionOf = async ({ db }: Site, reference: string): Promise<string> => {
  const warning = await db
    .selectFrom('early_warning.warning as warning')
    .innerJoin('thread.record as record', 'record.id', 'warning.record_id')
    .where('record.reference', '=', reference)
    .select('warning.version')
    .executeTakeFirstOrThrow()
  return String(warning.version)
}

test('no text in a form about a warning breaks a page or comes back as markup', async (t) => {
  const service = await site(t, await demonstrationDb(t))
  const analyst = await visitor(service, { role: 'analyst' })
  const reference = await referenceOf(service, 'warning', 'new')
  const group = await service.db
    .selectFrom('partnerships.group as g')
    .innerJoin('partnerships.group_partnership as gp', 'gp.group_id', 'g.id')
    .innerJoin('partnerships.partnership as p', 'p.id', 'gp.partnership_id')
    .where('p.slug', '=', 'kent')
    .select('g.id')
    .executeTakeFirstOrThrow()
  const office = await service.db
    .selectFrom('identity.access as access')
    .innerJoin('partnerships.partnership as p', 'p.id', 'access.partnership_id')
    .where('p.slug', '=', 'kent')
    .select('access.office_id')
    .executeTakeFirstOrThrow()
  const triage = async () => ({
    decision: 'act',
    reason: 'It is well above the upper limit',
    group: group.id,
    owner: office.office_id,
    dueOn: '22 December 2026',
    version: await versionOf(service, reference),
  })
  const wrong = await everyField(analyst, `/warnings/${reference}/triage`, triage)
  assert.equal((await analyst.post(`/warnings/${reference}/triage`, await triage())).status, 303)
  // What was sent before may have moved the warning: it is put back as it was, with the version that it has now.
  const id = await idOfWarning(service, reference)
  const put = (state: { state: string; closed_at: Date | null; close_ground: string | null }) =>
    service.db.updateTable('early_warning.warning').set(state).where('id', '=', id).execute()
  const answer = async () => {
    await put({ state: 'with-group', closed_at: null, close_ground: null })
    return {
      answer: 'Looked at twenty cases',
      ground: 'evidence',
      evidenceKind: 'audit',
      evidenceSource: 'Audit of cases, in the shared folder',
      evidenceTrueOn: '1 November 2026',
      version: await versionOf(service, reference),
    }
  }
  wrong.push(...(await everyField(analyst, `/warnings/${reference}/answer`, answer)))
  const closed = async () => {
    await put({ state: 'closed', closed_at: new Date(), close_ground: 'reason' })
    return { reason: 'The figures were corrected', version: await versionOf(service, reference) }
  }
  wrong.push(...(await everyField(analyst, `/warnings/${reference}/reopen`, closed)))
  assert.deepEqual(wrong, [])
})

test('no text in a form about a yearly report breaks a page or comes back as markup', async (t) => {
  const service = await site(t, await demonstrationDb(t))
  const analyst = await visitor(service, { role: 'analyst' })
  const reference = await referenceOf(service, 'report')
  const wrong = await everyField(analyst, '/reports/new', async () => ({
    title: 'Yearly report',
    startsOn: '1 April 2025',
    endsOn: '31 March 2026',
    edition: '',
    editionReason: '',
  }))
  const { item } = await service.db
    .selectFrom('reports.section as section')
    .innerJoin('reports.report as report', 'report.id', 'section.report_id')
    .innerJoin('thread.record as record', 'record.id', 'report.record_id')
    .where('record.reference', '=', reference)
    .where('section.written_by', '=', 'team')
    .select('section.item')
    .executeTakeFirstOrThrow()
  const section = `/reports/${reference}/sections/${item}`
  for (const kind of ['indicator', 'warning', 'table']) {
    const pin = async () => ({ kind, key: 'income', claim: 'evidence' })
    wrong.push(...(await everyField(analyst, `${section}/pin`, pin)))
    wrong.push(...(await everyField(analyst, `${section}/unpin`, pin)))
  }
  wrong.push(
    ...(await everyField(analyst, section, async () => ({ narrative: 'Words', version: '1', action: 'save' }))),
  )
  wrong.push(...(await everyField(analyst, `/reports/${reference}`, async () => ({ item, done: 'saved' }), 'GET')))
  assert.deepEqual(wrong, [])
})

test('no text in a form about a return breaks a page or comes back as markup', async (t) => {
  const service = await site(t, await demonstrationDb(t))
  const analyst = await visitor(service, { role: 'analyst' })
  const { reference, organisation, id, state } = await service.db
    .selectFrom('returns.agency_return as r')
    .innerJoin('thread.record as record', 'record.id', 'r.record_id')
    .innerJoin('identity.organisation as organisation', 'organisation.id', 'r.organisation_id')
    .innerJoin('partnerships.partnership as p', 'p.id', 'r.partnership_id')
    .where('p.slug', '=', 'kent')
    .where('organisation.name', '=', 'Kent Police')
    .orderBy('record.reference', 'desc')
    .select(['record.reference', 'organisation.name as organisation', 'r.id', 'r.state'])
    .executeTakeFirstOrThrow()
  assert.equal(state, 'open')
  const lead = await visitor(service, { role: 'data-lead', organisation })
  const version = async () => {
    const held = service.db.selectFrom('returns.agency_return').where('id', '=', id)
    return String((await held.select('version').executeTakeFirstOrThrow()).version)
  }
  const { code } = await service.db
    .selectFrom('returns.asked as asked')
    .innerJoin('indicators.indicator as indicator', 'indicator.id', 'asked.indicator_id')
    .where('asked.return_id', '=', id)
    .where('indicator.denominator', 'is not', null)
    .select('indicator.code')
    .executeTakeFirstOrThrow()
  const url = `/returns/${reference}`
  const typed = async () => ({
    version: await version(),
    [`${code}-numerator`]: '10',
    [`${code}-denominator`]: '20',
    [`${code}-value`]: '',
    [`${code}-note`]: 'It was checked',
    [`was-${code}`]: '',
    next: 'stay',
  })
  const wrong = await everyField(lead, url, typed)
  const missing = async () => ({
    version: await version(),
    [`${code}-numerator`]: '',
    [`${code}-denominator`]: '',
    [`${code}-value`]: '',
    [`${code}-state`]: 'missing',
    [`${code}-reason`]: 'The system was changed',
  })
  wrong.push(...(await everyField(lead, url, missing)))
  const filled = service.db.selectFrom('returns.asked').where('return_id', '=', id).select('indicator_id')
  for (const { indicator_id } of await filled.execute())
    await service.db
      .insertInto('returns.entry')
      .values({
        return_id: id,
        indicator_id,
        state: 'missing',
        reason: 'Not known',
        is_unusual: false,
        changed_at: new Date(),
      })
      .onConflict((conflict) => conflict.columns(['return_id', 'indicator_id']).doNothing())
      .execute()
  const setState = (to: string) =>
    service.db.updateTable('returns.agency_return').set({ state: to }).where('id', '=', id).execute()
  const sign = async () => {
    await setState('open')
    return { officerName: 'A. Officer', officerOffice: 'Chief', version: await version() }
  }
  wrong.push(...(await everyField(lead, `${url}/sign-off`, sign)))
  const decide = async () => {
    await setState('signed-off')
    return { decision: 'return', reason: 'Correct the first', version: await version() }
  }
  wrong.push(...(await everyField(analyst, `${url}/decide`, decide)))
  const open = async () => ({ quarter: '2026-07-01', dueOn: '30/11/2026' })
  wrong.push(...(await everyField(analyst, '/returns/open-quarter', open)))
  wrong.push(...(await everyField(analyst, url, async () => ({ done: 'saved' }), 'GET')))
  assert.deepEqual(wrong, [])
})

test('no search, filter or address breaks a page or prints nonsense', async (t) => {
  const service = await site(t, await demonstrationDb(t))
  await service.app.ready()
  const analyst = await visitor(service, { role: 'analyst' })
  const nobody = await visitor(service, null)
  const keys = [
    'name',
    'page',
    'state',
    'group',
    'theme',
    'owner',
    'done',
    'year',
    'quarter',
    'item',
    'looked',
    'opened',
    'next',
    'agency',
    'q',
  ]
  const wrong: string[] = []
  const look = async (person: Visitor, url: string) => {
    const answer = await person.send('GET', url)
    if (answer.status >= 500) wrong.push(`${url.slice(0, 120)} ends in ${answer.status}`)
    if (answer.text.includes('<img src=x')) wrong.push(`${url.slice(0, 120)} comes back as markup`)
    if (answer.status < 400 && answer.headers['content-type']?.toString().startsWith('text/html')) {
      const said = nonsense.exec(words(answer.text, 'NaN'))
      if (said) wrong.push(`${url.slice(0, 120)} prints ${said[0]}`)
    }
  }
  const one = (url: string) => url.replaceAll(/:[a-zA-Z]+/g, 'x')
  for (const { url, permission } of service.app.routes.filter(({ method }) => method === 'GET')) {
    if (url.startsWith('/assets') || url.includes('*')) continue
    const person = permission === 'open to all' ? nobody : analyst
    for (const [kind, text] of Object.entries(nasty)) {
      if (url.includes(':'))
        await look(person, url.replaceAll(/:[a-zA-Z]+/g, encodeURIComponent(text.toWellFormed().slice(0, 500)) || 'x'))
      else if (['nul', 'constructor', 'prototype', 'markup', 'no number', 'negative', 'half an emoji'].includes(kind))
        await look(person, `${url}?${new URLSearchParams(keys.map((key) => [key, text])).toString()}`)
    }
    if (!url.includes(':')) await look(person, `${url}?${keys.map((key) => `${key}=a&${key}=b`).join('&')}`)
    for (const tail of ['%00', '%E0%A4%A', '%2e%2e%2f', '%']) await look(person, `${one(url)}${tail}`)
  }
  assert.deepEqual(wrong, [])
})

test('no text in a form about an indicator breaks a page or comes back as markup', async (t) => {
  const service = await site(t, await demonstrationDb(t))
  const indicator = service.db.selectFrom('indicators.indicator').where('unit', '=', 'percent').select('slug')
  const { slug } = await indicator.orderBy('position').executeTakeFirstOrThrow()
  const manager = await visitor(service, { role: 'business-manager' })
  const target = async () => ({ target: '85', note: 'The Executive, in May 2026', seen: '' })
  const wrong = await everyField(manager, `/indicators/${slug}/set-target`, target)
  const note = async () => ({
    date: '1 May 2026',
    on: '1 May 2026',
    text: 'A new form',
    note: 'A new form',
    kind: 'event',
  })
  wrong.push(...(await everyField(manager, `/indicators/${slug}/annotate`, note)))
  wrong.push(...(await everyField(manager, '/data/held', async () => ({ measure: '1', area: '1', period: '2024' }))))
  assert.deepEqual(wrong, [])
})
