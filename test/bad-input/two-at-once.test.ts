import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lookEverywhere } from '#modules/early-warning/public.ts'
import { demonstrationDb, testClock } from '#test/support/database.ts'
import { site } from '#test/support/site.ts'
import { visitor } from '../security/visitor.ts'

const statuses = async (answers: Promise<{ status: number }>[]) =>
  (await Promise.all(answers)).map(({ status }) => status).toSorted((a, b) => a - b)

test('whatever two people do at once, one of them succeeds and the other is told', async (t) => {
  const service = await site(t, await demonstrationDb(t))
  const { db } = service
  const analyst = await visitor(service, { role: 'analyst' })
  const manager = await visitor(service, { role: 'business-manager' })
  const open = { quarter: '2025-04-01', dueOn: '30/7/2026' }
  assert.deepEqual(
    await statuses([analyst.post('/returns/open-quarter', open), manager.post('/returns/open-quarter', open)]),
    [303, 400],
  )
  const report = { title: 'Twice', startsOn: '1/4/2025', endsOn: '31/3/2026', edition: '', editionReason: '' }
  assert.deepEqual(
    await statuses([analyst.post('/reports/new', report), manager.post('/reports/new', report)]),
    [303, 400],
  )

  const { reference } = await db
    .selectFrom('reports.report as report')
    .innerJoin('thread.record as record', 'record.id', 'report.record_id')
    .where('report.title', '=', 'Twice')
    .select('record.reference')
    .executeTakeFirstOrThrow()
  const { item } = await db
    .selectFrom('reports.section')
    .where('written_by', '=', 'team')
    .select('item')
    .executeTakeFirstOrThrow()
  const section = `/reports/${reference}/sections/${item}`
  const words = (narrative: string) => ({ narrative, version: '1', action: 'save' })
  assert.deepEqual(
    await statuses([analyst.post(section, words('mine')), manager.post(section, words('ours'))]),
    [303, 409],
  )
  const pin = { kind: 'table', key: 'account', claim: 'evidence' }
  const pinned = await statuses([analyst.post(`${section}/pin`, pin), manager.post(`${section}/pin`, pin)])
  assert.ok(
    pinned.every((status) => status < 500),
    String(pinned),
  )
  const slug = (await db.selectFrom('indicators.indicator').select('slug').executeTakeFirstOrThrow()).slug
  const indicator = { kind: 'indicator', key: slug, claim: 'evidence' }
  const both = await statuses([analyst.post(`${section}/pin`, indicator), manager.post(`${section}/pin`, indicator)])
  assert.ok(
    both.every((status) => status < 500),
    String(both),
  )

  const warning = await db
    .selectFrom('early_warning.warning as warning')
    .innerJoin('thread.record as record', 'record.id', 'warning.record_id')
    .innerJoin('partnerships.partnership as p', 'p.id', 'warning.partnership_id')
    .where('p.slug', '=', 'kent')
    .where('warning.state', '=', 'new')
    .select(['record.reference', 'warning.version'])
    .executeTakeFirstOrThrow()
  const judged = {
    decision: 'explained',
    reason: 'A new form',
    group: '',
    owner: '',
    dueOn: '',
    version: String(warning.version),
  }
  const triage = `/warnings/${warning.reference}/triage`
  const triaged = await statuses([analyst.post(triage, judged), manager.post(triage, judged)])
  assert.equal(triaged[0], 303)
  assert.ok([400, 409].includes(triaged[1] ?? 0), String(triaged))
})

test('two looks for signals at once open each warning once', async (t) => {
  const db = await demonstrationDb(t)
  await db.deleteFrom('early_warning.warning').execute()
  const looks = await Promise.all([lookEverywhere(db, testClock), lookEverywhere(db, testClock)])
  const opened = looks.flat().flatMap((look) => look.opened)
  const { count } = await db
    .selectFrom('early_warning.warning')
    .select((s) => s.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  assert.ok(Number(count) > 0)
  assert.equal(opened.length, Number(count))
  const again = await lookEverywhere(db, testClock)
  assert.deepEqual(
    again.flatMap((look) => look.opened),
    [],
  )
})

test('an agency that saves and signs off at once, and a team that accepts and returns at once, leave one outcome', async (t) => {
  const service = await site(t, await demonstrationDb(t))
  const { db } = service
  const one = await db
    .selectFrom('returns.agency_return as r')
    .innerJoin('thread.record as record', 'record.id', 'r.record_id')
    .innerJoin('identity.organisation as organisation', 'organisation.id', 'r.organisation_id')
    .innerJoin('partnerships.partnership as p', 'p.id', 'r.partnership_id')
    .where('p.slug', '=', 'kent')
    .where('organisation.name', '=', 'Kent Police')
    .where('r.state', '=', 'open')
    .select(['r.id', 'r.version', 'record.reference'])
    .executeTakeFirstOrThrow()
  const asked = await db
    .selectFrom('returns.asked as asked')
    .innerJoin('indicators.indicator as indicator', 'indicator.id', 'asked.indicator_id')
    .where('asked.return_id', '=', one.id)
    .select('indicator.code')
    .execute()
  const police = await visitor(service, { role: 'data-lead', organisation: 'Kent Police' })
  const [analyst, manager] = [
    await visitor(service, { role: 'analyst' }),
    await visitor(service, { role: 'business-manager' }),
  ]
  const url = `/returns/${one.reference}`
  const missing = (reason: string) =>
    Object.fromEntries(
      asked.flatMap(({ code }): [string, string][] => [
        [`${code}-numerator`, ''],
        [`${code}-denominator`, ''],
        [`${code}-value`, ''],
        [`${code}-state`, 'missing'],
        [`${code}-reason`, reason],
      ]),
    )
  const version = async () =>
    String(
      (
        await db
          .selectFrom('returns.agency_return')
          .where('id', '=', one.id)
          .select('version')
          .executeTakeFirstOrThrow()
      ).version,
    )
  const stateOf = async () =>
    (await db.selectFrom('returns.agency_return').where('id', '=', one.id).select('state').executeTakeFirstOrThrow())
      .state
  assert.equal(
    (await police.post(url, { ...missing('The system was replaced'), version: await version() })).status,
    303,
  )
  const seen = await version()
  const sign = { officerName: 'A. Officer', officerOffice: 'Superintendent', version: seen }
  assert.deepEqual(
    await statuses([
      police.post(`${url}/sign-off`, sign),
      police.post(url, { ...missing('Another reason'), version: seen }),
    ]),
    [303, 409],
  )
  if ((await stateOf()) === 'open')
    assert.equal((await police.post(`${url}/sign-off`, { ...sign, version: await version() })).status, 303)
  const now = await version()
  const decided = await statuses([
    analyst.post(`${url}/decide`, { decision: 'accept', reason: '', version: now }),
    manager.post(`${url}/decide`, { decision: 'return', reason: 'Look again', version: now }),
  ])
  assert.equal(decided[0], 303)
  assert.ok([400, 409].includes(decided[1] ?? 0), String(decided))
})
