import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { disposables } from '#src/app.ts'
import { installation } from '#platform/actor.ts'
import { fixedClock } from '#platform/clock.ts'
import { actingAs } from '#platform/db/acting.ts'
import { asApplication } from '#test/support/database.ts'
import { hashOfIds } from '../disposal.ts'
import { dataProtectionPaths as paths } from '../paths.ts'
import { retentionLines } from '../retention-lines.ts'
import {
  administrator,
  analyst,
  anUpload,
  manager,
  medwayManager,
  policeLead,
  small,
  someoneWhoLeft,
  type Small,
} from '../testing.ts'

const signed = { version: '0', by: 'Dana Protectwell', office: 'Kent Council', on: '1 November 2026' }

/** Signs the schedules off under which the tests destroy. */
async function signOff({ post }: Pick<Small, 'post'>, ...kinds: string[]) {
  for (const kind of kinds) assert.equal((await post(paths.signOff(kind), signed)).status, 303)
}
const dryRun = async ({ post, db }: Pick<Small, 'post' | 'db'>): Promise<string> => {
  assert.equal((await post(paths.disposal(), {})).status, 303)
  const run = await db
    .selectFrom('data_protection.dry_run')
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .select('id')
    .executeTakeFirstOrThrow()
  return run.id
}
const contentOf = async ({ db }: Pick<Small, 'db'>, id: string): Promise<string> =>
  (
    await db.selectFrom('returns.upload').where('id', '=', id).select('content').executeTakeFirstOrThrow()
  ).content.toString()

test('an unsigned schedule is shown as such and destroys nothing', async (t) => {
  const service = await small(t)
  const { get, post, db, ids, stepUp } = service
  const upload = await anUpload(db, ids, '2022-05-01T12:00:00Z')
  assert.match((await get(paths.disposal())).page.text, /No dry run was made yet/)
  const run = await dryRun(service)
  const { page } = await get(paths.disposal())
  assert.match(page.text, /1, but not until the schedule is signed off/)
  assert.match(page.text, /2 years after the return is accepted; not signed off/)
  assert.equal(page.queryByRole('link', { name: /^Destroy/ }), null)
  await stepUp()
  assert.equal((await get(paths.destroy(run))).status, 404)
  assert.equal((await post(paths.destroy(run), { confirmation: 'destroy 1' })).status, 404)
  assert.notEqual(await contentOf(service, upload), '')
})

test('what a dry run listed goes under a signed schedule, with a certificate that is kept for good', async (t) => {
  const service = await small(t)
  const { get, post, db, ids, stepUp } = service
  const [old, recent] = [
    await anUpload(db, ids, '2022-05-01T12:00:00Z'),
    await anUpload(db, ids, '2026-01-10T12:00:00Z'),
  ]
  await signOff(service, 'return-files')
  const run = await dryRun(service)
  assert.match((await get(paths.disposal())).page.text, /Oldest.*1 May 2022/)
  assert.match((await get(paths.destroy(run))).location, /^\/step-up/)
  assert.match((await post(paths.destroy(run), { confirmation: 'destroy 1' })).location, /^\/step-up/)
  await stepUp()
  const asked = (await get(paths.destroy(run))).page
  asked.getByRole('textbox', { name: 'Type ‘destroy 1’ to confirm' })
  assert.match(asked.text, /This cannot be undone/)
  const wrong = await post(paths.destroy(run), { confirmation: 'destroy' })
  assert.equal(wrong.status, 400)
  assert.equal(wrong.page.getByRole('textbox').getAttribute('value'), 'destroy')
  assert.notEqual(await contentOf(service, old), '')
  // Came up after the dry run: it stays, though it is due.
  const later = await anUpload(db, ids, '2021-05-01T12:00:00Z')
  const done = await post(paths.destroy(run), { confirmation: 'destroy 1' })
  assert.equal(done.status, 303)
  assert.equal(done.location, paths.certificate('DES-2026-001'))
  assert.equal(await contentOf(service, old), '')
  assert.notEqual(await contentOf(service, later), '')
  assert.notEqual(await contentOf(service, recent), '')
  const row = await db.selectFrom('returns.upload').where('id', '=', old).selectAll().executeTakeFirstOrThrow()
  assert.deepEqual([row.destroyed_on, row.file_name, row.sha256], ['2026-11-22', 'return.csv', 'hash-2022'])

  const { page } = await get(done.location)
  assert.match(page.text, /Authorised by ?Declan Exampleby, business-manager of kent/)
  assert.ok(page.text.includes(hashOfIds([old])))
  assert.match(page.text, /signed off by Dana Protectwell, Kent Council, on 1 November 2026/)
  assert.equal((await get(done.location, medwayManager)).status, 404)
  await assert.rejects(sql`delete from data_protection.certificate_line`.execute(db), /never changed or removed/)
  await assert.rejects(sql`update data_protection.certificate set authorised_name = 'x'`.execute(db), /never changed/)
  const again = await post(paths.destroy(run), { confirmation: 'destroy 1' })
  assert.equal(again.status, 409)
  const event = await db
    .selectFrom('platform.audit_event')
    .where('name', '=', 'data-protection.records-destroyed')
    .select(['person_id', 'details'])
    .execute()
  assert.deepEqual(event, [
    {
      person_id: ids.person('Declan Exampleby'),
      details: {
        certificate: 'DES-2026-001',
        dryRun: run,
        destroyed: [{ kind: 'return-files', count: 1, idsSha256: hashOfIds([old]) }],
      },
    },
  ])
})

test('a dry run older than 24 hours destroys nothing', async (t) => {
  const service = await small(t)
  const upload = await anUpload(service.db, service.ids, '2022-05-01T12:00:00Z')
  await signOff(service, 'return-files')
  const run = await dryRun(service)
  const next = await service.at(fixedClock('2026-11-23T10:00:00Z'))
  await next.stepUp()
  assert.match((await next.get(paths.disposal())).page.text, /older than 24 hours/)
  const refused = await next.post(paths.destroy(run), { confirmation: 'destroy 1' })
  assert.equal(refused.status, 400)
  assert.match(refused.page.text, /This dry run is older than 24 hours\. Make a new one/)
  assert.notEqual(await contentOf(service, upload), '')
})

test('a legal hold wins, also when it is placed after the dry run; released, the record goes', async (t) => {
  const service = await small(t)
  const { get, post, db, ids, stepUp } = service
  const upload = await anUpload(db, ids, '2022-05-01T12:00:00Z')
  await signOff(service, 'return-files')
  const run = await dryRun(service)
  const blank = { kind: '', organisation: '', itemId: '', reason: '', reviewOn: '22/11/2026' }
  const refused = await post(paths.placeHold(), blank)
  assert.equal(refused.status, 400)
  assert.match(refused.page.text, /Enter why this must not be destroyed/)
  const nothing = await post(paths.placeHold(), { ...blank, reason: 'Claim 12' })
  assert.match(nothing.page.text, /Choose a kind of record, an organisation or both/)
  const hold = { ...blank, organisation: ids.police, reason: 'Claim 12', reviewOn: '1 March 2027' }
  assert.equal((await post(paths.placeHold(), hold, administrator)).status, 303)
  await stepUp()
  const stopped = await post(paths.destroy(run), { confirmation: 'destroy 1' })
  assert.equal(stopped.status, 400)
  assert.match(stopped.page.text, /Nothing of this dry run is still due/)
  assert.notEqual(await contentOf(service, upload), '')
  await dryRun(service)
  assert.match((await get(paths.disposal())).page.text, /1: Claim 12/)

  const list = (await get(paths.holds())).page
  assert.match(list.text, /Every kind of record, of Kent Police/)
  const release = list.getByRole('link', { name: /^Release/ }).getAttribute('href') ?? ''
  assert.equal((await get(release, medwayManager)).status, 404)
  assert.equal((await post(release, { reason: 'x' }, medwayManager)).status, 404)
  assert.equal((await post(release, { reason: 'Settled' })).status, 303)
  const free = await dryRun(service)
  assert.equal((await post(paths.destroy(free), { confirmation: 'destroy 1' })).status, 303)
  assert.equal(await contentOf(service, upload), '')
})

test('people who left long ago lose name, address and ways in; whoever works elsewhere, or left lately, keeps them', async (t) => {
  const service = await small(t)
  const { post, db, ids, stepUp } = service
  const gone = await someoneWhoLeft(db, ids, 'Gone Longago', '2018-03-31')
  const lately = await someoneWhoLeft(db, ids, 'Left Lately', '2025-03-31')
  const elsewhere = await someoneWhoLeft(db, ids, 'Works Elsewhere', '2018-03-31')
  // In Medway, which Kent's manager may not see.
  const medway = await db
    .selectFrom('identity.office')
    .where('title', '=', 'business-manager of medway')
    .select('id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('identity.tenure')
    .values({ office_id: medway.id, person_id: elsewhere, starts_on: '2020-01-01' })
    .execute()
  await db
    .insertInto('identity.person_account')
    .values({ person_id: gone, issuer: 'https://i.example', subject: 's', linked_at: '2017-01-01' })
    .execute()
  // Also what Today keeps, of who goes and of who stays.
  const kept = [gone, lately]
  await db
    .insertInto('today.visit')
    .values(kept.map((person_id) => ({ person_id, last_at: '2018-01-01' })))
    .execute()
  await db
    .insertInto('today.reminder_setting')
    .values(kept.map((person_id) => ({ person_id, choice: 'daily', weekday: 1 })))
    .execute()
  await db
    .insertInto('today.reminder_day')
    .values(kept.map((person_id) => ({ person_id, sent_on: '2018-01-01' })))
    .execute()
  await db
    .insertInto('today.reminder_sent')
    .values(
      kept.map((person_id) => ({
        person_id,
        partnership_id: ids.kent,
        module: 'returns',
        key: 'R',
        stage: 'today',
        sent_on: '2018-01-01',
      })),
    )
    .execute()
  await db
    .insertInto('today.feed')
    .values(kept.map((person_id, index) => ({ person_id, token_hash: `${index}`.repeat(64), made_at: '2018-01-01' })))
    .execute()
  await db
    .insertInto('platform.mail')
    .values([
      {
        to_address: 'left.lately@police.example',
        subject: 'An old notice',
        state: 'sent',
        queued_at: '2024-01-01',
        sent_at: '2024-01-01',
      },
      {
        to_address: 'left.lately@police.example',
        subject: 'A new notice',
        state: 'sent',
        queued_at: '2026-11-01',
        sent_at: '2026-11-01',
      },
      {
        to_address: 'nobody@medway.example',
        subject: 'Of others',
        state: 'sent',
        queued_at: '2024-01-01',
        sent_at: '2024-01-01',
      },
    ])
    .execute()
  const lines = await retentionLines(db, { id: ids.kent, slug: 'kent', name: 'Kent' }, disposables, '2026-11-22')
  assert.match(
    lines.join('\n'),
    /Names and addresses of people who left: 1 would go, 0 held back, the oldest from 31 March 2018/,
  )
  assert.match(lines.join('\n'), /Mails that the service has sent: 1 would go/)
  assert.deepEqual(await db.selectFrom('data_protection.dry_run').select('id').execute(), [])

  // Past the application's own rules, the database still wants a signed schedule, a partnership and the time.
  const application = asApplication(db)
  const forget = async (partnershipId: string, before: string): Promise<boolean | undefined> => {
    const actor = installation({ id: partnershipId, slug: '', name: '' }, [])
    const { rows } = await actingAs(actor, () =>
      sql<{
        done: boolean
      }>`select data_protection.forget_person(${gone}::uuid, ${before}::date, '2026-11-22') as done`.execute(
        application,
      ),
    )
    return rows[0]?.done
  }
  assert.equal(await forget(ids.kent, '2026-01-01'), false, 'not signed off')
  await signOff(service, 'people-who-left', 'mails')
  assert.equal(await forget(ids.medway, '2026-01-01'), false, 'another partnership’s')
  await assert.rejects(sql`update identity.person set name = 'x'`.execute(application), /permission denied/)
  await assert.rejects(sql`select subject from platform.mail`.execute(application), /permission denied/)
  const run = await dryRun(service)
  await stepUp()
  const done = await post(paths.destroy(run), { confirmation: 'destroy 2' })
  assert.equal(done.status, 303, done.page.text)
  const people = await db
    .selectFrom('identity.person')
    .where('id', 'in', [gone, lately, elsewhere])
    .orderBy('name')
    .select(['id', 'name', 'email', 'pseudonymised_on'])
    .execute()
  assert.deepEqual(
    people.map(({ name, email }) => [name, email]),
    [
      ['Left Lately', 'left.lately@police.example'],
      ['Somebody who left', null],
      ['Works Elsewhere', 'works.elsewhere@police.example'],
    ],
  )
  assert.deepEqual(await db.selectFrom('identity.person_account').select('id').execute(), [])
  for (const table of [
    'today.visit',
    'today.reminder_setting',
    'today.reminder_day',
    'today.reminder_sent',
    'today.feed',
  ] as const) {
    assert.deepEqual(await db.selectFrom(table).select('person_id').execute(), [{ person_id: lately }], table)
  }
  const mails = await db.selectFrom('platform.mail').orderBy('subject').select('subject').execute()
  assert.deepEqual(
    mails.map(({ subject }) => subject),
    ['A new notice', 'Of others'],
  )
})

test('ended sign-ins go, live ones and another partnership’s stay', async (t) => {
  const service = await small(t)
  const { post, db, ids, stepUp } = service
  await stepUp()
  const of = async (title: string) =>
    (
      await db
        .selectFrom('identity.access as a')
        .innerJoin('identity.office as o', 'o.id', 'a.office_id')
        .where('o.title', '=', title)
        .select('a.id')
        .executeTakeFirstOrThrow()
    ).id
  const session = (id: string, person: string, access: string) => ({
    id,
    person_id: person,
    access_id: access,
    csrf_token: 'x',
    created_at: '2024-01-01',
    last_seen_at: '2024-01-02',
  })
  await db
    .insertInto('identity.session')
    .values([
      session('old-kent', ids.person('Priya Samplewood'), await of('analyst of kent')),
      session('old-medway', ids.person('Mo Fictionford'), await of('business-manager of medway')),
    ])
    .execute()
  await signOff(service, 'sign-in-sessions')
  await stepUp()
  assert.equal((await post(paths.destroy(await dryRun(service)), { confirmation: 'destroy 1' })).status, 303)
  const left = await db.selectFrom('identity.session').where('id', 'like', 'old-%').select('id').execute()
  assert.deepEqual(
    left.map(({ id }) => id),
    ['old-medway'],
  )
})

test('changing a schedule ends its sign-off; an undecided one cannot be signed; two people do not overwrite each other', async (t) => {
  const service = await small(t)
  const { get, post } = service
  await signOff(service, 'mails')
  assert.match((await get(paths.retention())).page.text, /Dana Protectwell, Kent Council, 1 November 2026/)
  const change = {
    version: '1',
    keeps: 'months',
    months: '24',
    basis: 'Two audits',
    source: 'Executive, 3 November 2026',
    certainty: 'seen',
  }
  for (const [fields, problem] of [
    [{ months: '' }, /Months must be a whole number from 1 to 1,200/],
    [{ months: '0' }, /Months must be a whole number/],
    [{ months: '1.5' }, /Months must be a whole number/],
    [{ keeps: 'permanent' }, /Leave the months empty/],
    [{ keeps: '' }, /Select how long it is kept/],
    [{ basis: '' }, /Enter why it is kept that long/],
  ] as const) {
    const refused = await post(paths.changeSchedule('mails'), { ...change, ...fields })
    assert.equal(refused.status, 400)
    assert.match(refused.page.text, problem)
  }
  assert.equal((await post(paths.changeSchedule('mails'), change, administrator)).status, 303)
  const { text } = (await get(paths.retention())).page
  assert.match(text, /2 years after the mail was queued/)
  assert.doesNotMatch(text, /Dana Protectwell/)
  assert.equal((await post(paths.changeSchedule('mails'), change)).status, 409)
  assert.equal((await get(paths.signOff('figures'))).status, 404)
  assert.equal((await get(paths.signOff('nothing'))).status, 404)
  const future = await post(paths.signOff('mails'), { ...signed, version: '2', on: '23/11/2026' })
  assert.match(future.page.text, /Date of the sign-off must be today or in the past/)
  // Medway still has what is shipped.
  assert.match((await get(paths.retention(), medwayManager)).page.text, /1 year after the mail was queued/)
})

test('who may do what: an administrator prepares and does not destroy, an analyst reads, an agency knows nothing of it', async (t) => {
  const service = await small(t)
  const { get, post, db, ids, stepUp } = service
  await anUpload(db, ids, '2022-05-01T12:00:00Z')
  await signOff(service, 'return-files')
  const run = await dryRun(service)
  await stepUp()
  assert.equal((await post(paths.destroy(run), { confirmation: 'destroy 1' }, administrator)).status, 403)
  assert.equal((await post(paths.destroy(run), { confirmation: 'destroy 1' }, medwayManager)).status, 404)
  assert.equal((await post(paths.signOff('mails'), signed, administrator)).status, 403)
  assert.equal((await get(paths.retention(), analyst)).status, 200)
  assert.equal((await get(paths.disposal(), analyst)).status, 403)
  for (const url of [paths.home(), paths.retention(), paths.disposal(), paths.holds(), paths.people()])
    assert.equal((await get(url, policeLead)).status, 403, url)
  await db.insertInto('identity.module_off').values({ partnership_id: ids.kent, module: 'data-protection' }).execute()
  for (const url of [paths.home(), paths.retention(), paths.disposal()])
    assert.equal((await get(url, manager)).status, 404, url)
  assert.equal((await get(paths.privacy('kent'), manager)).status, 200, 'what the law makes public stays')
})
