import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { sql } from 'kysely'
import { actingAs, signingIn } from '#platform/db/acting.ts'
import { connect } from '#platform/db/connect.ts'
import { asApplication, emptyDb, testClock } from '#test/support/database.ts'
import { hashOf, said } from './chain-link.ts'
import { linksOf } from './chain-store.ts'
import { aPartnership, aSmallKent, happened, rewriteChain, tamper } from './testing.ts'
import { verifyAuditChains, verifyChains } from './verify-chains.ts'

const problemsOf = async (db: Parameters<typeof verifyChains>[0]) =>
  (await verifyChains(db)).flatMap(({ problem }) => problem ?? [])

test('two hundred commands at once from several pools leave one whole chain for each partnership', async (t) => {
  const db = await emptyDb(t)
  const north = await aPartnership(db, 'north')
  const south = await aPartnership(db, 'south')
  const pools = [db, asApplication(db), asApplication(db), asApplication(db)]
  await Promise.all(
    Array.from({ length: 200 }, (_each, at) =>
      happened(pools[at % 4] ?? db, at % 3 === 0 ? south : north, { subject: `s${at}`, details: { at } }),
    ),
  )
  const found = await verifyChains(db)
  assert.deepEqual(
    found.map(({ name, events, problem }) => [name, events, problem]),
    [
      ['north', 133, null],
      ['south', 67, null],
    ],
  )
  const subjects = await db.selectFrom('platform.audit_event').select('subject').execute()
  assert.equal(new Set(subjects.map(({ subject }) => subject)).size, 200, 'each command left its own event')
  const times = await sql<{ backwards: number }>`
    select count(*) as backwards from (select at < lag(at) over (partition by partnership_id order by position) as is from platform.audit_event) x
    where x.is`.execute(db)
  assert.equal(times.rows[0]?.backwards, 0, 'time goes the way of the chain')
})

test('a transaction that is rolled back leaves no gap, and nothing waits on it afterwards', async (t) => {
  const db = await emptyDb(t)
  const north = await aPartnership(db, 'north')
  await happened(db, north, { subject: 'first' })
  await assert.rejects(
    db.transaction().execute(async (tx) => {
      await tx
        .insertInto('platform.audit_event')
        .values({ name: 'test.lost', subject: 'x', partnership_id: north.partnershipId })
        .execute()
      throw new Error('changed my mind')
    }),
    /changed my mind/,
  )
  await happened(db, north, { subject: 'second' })
  const links = await Array.fromAsync(linksOf(db, north.partnershipId))
  assert.deepEqual(
    links.map(({ position, body }) => [position, said(body)?.['subject']]),
    [
      [1, 'first'],
      [2, 'second'],
    ],
  )
  assert.deepEqual(await problemsOf(db), [])
})

test('a client chooses neither place, nor time, nor hash: what it sends is put aside, and the application may not even send it', async (t) => {
  const db = await emptyDb(t)
  const north = await aPartnership(db, 'north')
  const south = await aPartnership(db, 'south')
  const own = { name: 'test.happened', subject: 'x', partnership_id: north.partnershipId }
  const chosen = {
    position: 77,
    body: '{}',
    previous_hash: 'f'.repeat(64),
    hash: 'e'.repeat(64),
    at: '1999-01-01T00:00:00Z',
  }
  const row = await db
    .insertInto('platform.audit_event')
    .values({ ...own, ...chosen })
    .returningAll()
    .executeTakeFirstOrThrow()
  assert.equal(row.position, 1)
  assert.ok(row.at.getUTCFullYear() > 2000)
  assert.equal(row.hash, hashOf('0'.repeat(64), row.body))
  assert.deepEqual(await problemsOf(db), [])

  const application = asApplication(db)
  for (const [column, value] of Object.entries(chosen)) {
    await assert.rejects(
      actingAs(north, () =>
        application
          .insertInto('platform.audit_event')
          .values({ ...own, [column]: value })
          .execute(),
      ),
      /permission denied/,
      column,
    )
  }
  await assert.rejects(
    actingAs(south, () => application.insertInto('platform.audit_event').values(own).execute()),
    /row-level security/,
    'in the name of another partnership',
  )
  await actingAs(north, () => application.insertInto('platform.audit_event').values(own).execute())
  await signingIn(() =>
    application
      .insertInto('platform.audit_event')
      .values({ ...own, partnership_id: null })
      .execute(),
  )
  assert.deepEqual(
    (await verifyChains(db)).map(({ name, events, problem }) => [name, events, problem]),
    [
      ['north', 2, null],
      ['installation', 1, null],
    ],
  )
})

test('nobody changes, removes or empties the trail: not the application, and not the owner either', async (t) => {
  const db = await emptyDb(t)
  const north = await aPartnership(db, 'north')
  await happened(db, north, { subject: 'x' })
  const application = asApplication(db)
  const statements = [
    sql`update platform.audit_event set subject = 'y'`,
    sql`delete from platform.audit_event`,
    sql`truncate platform.audit_event`,
  ]
  for (const statement of statements) {
    await assert.rejects(
      actingAs(north, () => statement.execute(application)),
      /permission denied/,
    )
    await assert.rejects(statement.execute(db), /never changed or removed/)
  }
  for (const statement of [
    sql`select * from platform.audit_head`,
    sql`update platform.audit_head set position = 0`,
    sql`delete from platform.audit_head`,
    sql`update platform.audit_check set problem = null`,
    sql`alter table platform.audit_event disable trigger user`,
    sql`create or replace function platform.audit_body(platform.audit_event) returns text language sql as $$ select '' $$`,
  ]) {
    await assert.rejects(
      actingAs(north, () => statement.execute(application)),
      /permission denied|must be owner/,
    )
  }
})

const odd = [
  'plain',
  '',
  'He said "stop", and \\left\\',
  'line\nfeed\r\nand\ttab',
  '👩‍👩‍👧 family, 𝒳, ﷽',
  'separators \u2028 and \u2029 and \u0085',
  "'; drop table platform.audit_event; --",
  '\u0001\u001f\u007f',
  '{"position": 1}',
  'ß İ ﬁ é e\u0301',
  '<script>alert(1)</script>',
  '\ufeffmark',
  ...anyTexts(60),
]

/** Texts of any characters that a text in the database may hold: the same ones in every run. */
function anyTexts(count: number): string[] {
  let state = 20_261_122
  const next = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  const sign = (): string => {
    const code = 1 + next(next(2) === 0 ? 0x2f : 0x10ffff - 1)
    return code >= 0xd800 && code <= 0xdfff ? '\u2028' : String.fromCodePoint(code)
  }
  return Array.from({ length: count }, () => Array.from({ length: next(12) }, sign).join(''))
}

test('odd texts are hashed as they are kept, and the text says exactly what happened', async (t) => {
  const db = await emptyDb(t)
  const north = await aPartnership(db, 'north')
  // A fixed run of every pairing: keys as well as values, nested, with numbers that JSON writes in several ways.
  for (const [at, text] of odd.entries()) {
    const other = odd[(at * 5 + 3) % odd.length] ?? ''
    const details = { [text]: other, list: [text, null, true, at / 3, 1e21, -0.1], inner: { [other]: [{ text }] } }
    await happened(db, north, { subject: text, details })
  }
  const rows = await db.selectFrom('platform.audit_event').selectAll().orderBy('position').execute()
  let before = '0'.repeat(64)
  for (const [number, row] of rows.entries()) {
    const text = said(row.body)
    assert.equal(text?.['subject'], odd[number])
    assert.deepEqual(text?.['details'], row.details)
    const at = typeof text?.at === 'string' ? text.at : ''
    assert.equal(at.slice(0, 23), row.at.toISOString().slice(0, 23))
    assert.match(at, /\.\d{6}Z$/)
    assert.equal(row.hash, hashOf(before, row.body))
    before = row.hash
  }
  assert.equal(rows.length, odd.length)
  assert.deepEqual(await problemsOf(db), [])
})

test('the text does not depend on how the session writes times and numbers', async (t) => {
  const db = await emptyDb(t)
  const north = await aPartnership(db, 'north')
  await db.connection().execute(async (one) => {
    await sql`set time zone 'Asia/Kathmandu'`.execute(one)
    await sql`set datestyle to 'German, DMY'`.execute(one)
    await sql`set extra_float_digits to -10`.execute(one)
    await happened(one, north, { subject: 'x', details: { share: 0.30000000000000004 } })
    assert.deepEqual(await problemsOf(one), [])
  })
  assert.deepEqual(await problemsOf(db), [])
})

test('whatever is changed in an event is named: the chain, the place, the event and what is wrong', async (t) => {
  const db = await emptyDb(t)
  const north = await aPartnership(db, 'north')
  const south = await aPartnership(db, 'south')
  for (let at = 1; at <= 6; at += 1) await happened(db, north, { subject: `s${at}`, details: { at } })
  await happened(db, south, { subject: 'elsewhere' })
  const { partnershipId } = north
  const ids = await db
    .selectFrom('platform.audit_event')
    .where('partnership_id', '=', partnershipId)
    .orderBy('position')
    .select('id')
    .execute()
  const id = (position: number) => ids[position - 1]?.id ?? ''
  const place = (position: number) =>
    new RegExp(`^The chain of north is broken at position ${position} \\(event ${id(position)}, .+ 20\\d\\d at .+\\): `)
  const third = sql`where partnership_id = ${partnershipId} and position = 3`
  const anyone = sql`'00000000-0000-4000-8000-000000000009'::uuid`

  const cases: [name: string, where: RegExp, what: RegExp, ...statements: ReturnType<typeof sql>[]][] = [
    [
      'the time',
      place(3),
      /altered since it was hashed: its time\.$/,
      sql`update platform.audit_event set at = at + interval '1 microsecond' ${third}`,
    ],
    [
      'the person',
      place(3),
      /altered since it was hashed: its person\.$/,
      sql`update platform.audit_event set person_id = ${anyone} ${third}`,
    ],
    [
      'the office',
      place(3),
      /altered since it was hashed: its office\.$/,
      sql`update platform.audit_event set office_id = ${anyone} ${third}`,
    ],
    [
      'the kind',
      place(3),
      /altered since it was hashed: its kind of event\.$/,
      sql`update platform.audit_event set name = 'test.other' ${third}`,
    ],
    [
      'the subject',
      place(3),
      /altered since it was hashed: its subject\.$/,
      sql`update platform.audit_event set subject = 's33' ${third}`,
    ],
    [
      'the details',
      place(3),
      /altered since it was hashed: its details\.$/,
      sql`update platform.audit_event set details = '{"at": 4}' ${third}`,
    ],
    [
      'the id',
      place(3),
      /altered since it was hashed: its id\.$/,
      sql`update platform.audit_event set id = ${anyone} ${third}`,
    ],
    [
      'the text',
      place(3),
      /its hash does not belong/,
      sql`update platform.audit_event set body = replace(body, 's3', 's9') ${third}`,
    ],
    [
      'a text that is none',
      /broken at position 3 \(event without an id/,
      /cannot be read/,
      sql`update platform.audit_event set body = 'x' ${third}`,
    ],
    [
      'the hash',
      place(3),
      /its hash does not belong/,
      sql`update platform.audit_event set hash = repeat('a', 64) ${third}`,
    ],
    [
      'the hash before',
      place(3),
      /its hash does not belong/,
      sql`update platform.audit_event set previous_hash = repeat('a', 64) ${third}`,
    ],
    [
      'the partnership',
      place(4),
      /position 3 is missing/,
      sql`update platform.audit_event set partnership_id = ${anyone} ${third}`,
    ],
    ['the position', place(4), /position 3 is missing/, sql`update platform.audit_event set position = 9 ${third}`],
    [
      'two swapped',
      new RegExp(`^The chain of north is broken at position 3 \\(event ${id(5)}`),
      /out of order: its own text says that it is at position 5/,
      sql`update platform.audit_event set position = case position when 3 then 5 else 3 end where partnership_id = ${partnershipId} and position in (3, 5)`,
    ],
    ['one deleted in the middle', place(4), /position 3 is missing/, sql`delete from platform.audit_event ${third}`],
    [
      'two deleted',
      place(5),
      /positions 3 to 4 are missing/,
      sql`delete from platform.audit_event where partnership_id = ${partnershipId} and position in (3, 4)`,
    ],
    [
      'the first deleted',
      place(2),
      /position 1 is missing/,
      sql`delete from platform.audit_event where partnership_id = ${partnershipId} and position = 1`,
    ],
    [
      'one altered and hashed anew',
      place(4),
      /does not follow position 3/,
      sql`update platform.audit_event e set subject = 's9', body = replace(body, 's3', 's9'),
        hash = encode(sha256(convert_to(previous_hash || E'\\n' || replace(body, 's3', 's9'), 'UTF8')), 'hex') ${third}`,
    ],
    [
      'a forged one at a place that is taken',
      /^The chain of north is broken at position 3 /,
      /position is there twice/,
      sql`insert into platform.audit_event (id, name, subject, partnership_id, position, body, previous_hash, hash)
        select 'ffffffff-0000-4000-8000-000000000009', name, 'forged', partnership_id, position, body, previous_hash, hash from platform.audit_event ${third}`,
    ],
    [
      'a forged one at the end',
      /^The chain of north is longer than its head: it ends with position 7 /,
      /the end was forged or the head moved back/,
      sql`insert into platform.audit_event (id, at, name, subject, details, partnership_id, position, body, previous_hash, hash)
        select f.id, f.at, f.name, f.subject, f.details, f.partnership_id, f.position, platform.audit_body(f), f.previous_hash,
          encode(sha256(convert_to(f.previous_hash || E'\\n' || platform.audit_body(f), 'UTF8')), 'hex')
        from (select * from platform.audit_event where partnership_id = ${partnershipId} and position = 6) e,
          jsonb_populate_record(null::platform.audit_event, to_jsonb(e) || jsonb_build_object(
            'id', gen_random_uuid(), 'position', 7, 'previous_hash', e.hash)) f`,
    ],
    [
      'the tail cut off',
      /^The chain of north is cut off: it ends with position 4 /,
      /its head says position 6/,
      sql`delete from platform.audit_event where partnership_id = ${partnershipId} and position > 4`,
    ],
    [
      'everything gone',
      /^The chain of north is cut off: nothing is left/,
      /its head says position 6/,
      sql`delete from platform.audit_event where partnership_id = ${partnershipId}`,
    ],
    [
      'the head moved back',
      /^The chain of north is longer than its head/,
      /its head says position 5/,
      sql`update platform.audit_head set position = 5 where chain = ${partnershipId}`,
    ],
    [
      'the head’s hash',
      /^The chain of north is not that of its head/,
      /was rewritten/,
      sql`update platform.audit_head set hash = repeat('b', 64) where chain = ${partnershipId}`,
    ],
    [
      'the head removed',
      /^The chain of north is without a head/,
      /cannot be known/,
      sql`delete from platform.audit_head where chain = ${partnershipId}`,
    ],
  ]
  assert.deepEqual(await problemsOf(db), [])
  await sql`create table kept_event as select * from platform.audit_event`.execute(db)
  await sql`create table kept_head as select * from platform.audit_head`.execute(db)
  for (const [name, where, what, ...statements] of cases) {
    await tamper(db, ...statements)
    const found = await verifyChains(db)
    const problem = found.find((chain) => chain.name === 'north')?.problem ?? ''
    assert.match(problem, where, name)
    assert.match(problem, what, name)
    assert.equal(found.find((chain) => chain.name === 'south')?.problem, null, `${name}: the other chain is whole`)
    await tamper(
      db,
      sql`delete from platform.audit_event`,
      sql`delete from platform.audit_head`,
      sql`insert into platform.audit_event select * from kept_event`,
      sql`insert into platform.audit_head select * from kept_head`,
    )
  }
  assert.deepEqual(await problemsOf(db), [])
})

test('a chain of several thousand is walked to its end, and the nightly walk keeps what it found', async (t) => {
  const db = await emptyDb(t)
  const north = await aPartnership(db, 'north')
  await sql`insert into platform.audit_event (name, subject, partnership_id)
    select 'test.happened', 's' || n, ${north.partnershipId}::uuid from generate_series(1, 3500) n`.execute(db)
  const [found] = await verifyAuditChains(db, testClock)
  assert.deepEqual([found?.events, found?.problem], [3500, null])
  await tamper(db, sql`update platform.audit_event set details = '{"a": 1}' where position = 3400`)
  await verifyAuditChains(db, testClock)
  const [kept] = await actingAs(north, () => asApplication(db).selectFrom('platform.audit_check').selectAll().execute())
  assert.deepEqual([kept?.events, kept?.checked_at], [3399, testClock.now()])
  assert.match(kept?.problem ?? '', /north is broken at position 3400 .+ altered since it was hashed: its details/)
})

test('a chain rewritten from end to end is whole by itself: only a signed head can tell', async (t) => {
  const db = await emptyDb(t)
  const north = await aPartnership(db, 'north')
  for (let at = 1; at <= 4; at += 1) await happened(db, north, { subject: `s${at}` })
  await tamper(db, sql`delete from platform.audit_event where subject = 's2'`)
  assert.equal((await problemsOf(db)).length, 1)
  await rewriteChain(db, north.partnershipId)
  assert.deepEqual(await problemsOf(db), [])
})

test('the database itself lets an agency’s administrator, and none of its other offices, read what colleagues did', async (t) => {
  const db = await emptyDb(t)
  const { people } = await aSmallKent(db)
  const as = (role: string) => {
    const one = people.get(role)
    assert.ok(one)
    return { ...one.actor, reach: 'organisation' as const }
  }
  await happened(db, as('agency-administrator'), { subject: 'by the administrator' })
  await happened(db, as('data-lead'), { subject: 'by the data lead' })
  await happened(db, as('analyst'), { subject: 'by the council' })
  const read = async (role: string) =>
    (
      await actingAs(as(role), () =>
        asApplication(db).selectFrom('platform.audit_event').select('subject').orderBy('position').execute(),
      )
    ).map(({ subject }) => subject)
  assert.deepEqual(await read('agency-administrator'), ['by the administrator', 'by the data lead'])
  assert.deepEqual(await read('data-lead'), ['by the data lead'])
})

test('what happened before there were chains is chained in its order, as it was', async (t) => {
  const db = await emptyDb(t)
  const name = `gt_before_${randomBytes(6).toString('hex')}`
  await sql.raw(`create database ${name}`).execute(db)
  const url = new URL(process.env['GOLDENTHREAD_TEST_DATABASE_URL'] ?? '')
  url.pathname = `/${name}`
  const before = connect(url.href, 2)
  // In this order: the database that made it is closed with the test as well.
  const chainedThere = async () => {
    const folder = join(import.meta.dirname, '../../../db/migrations')
    const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).toSorted()
    const run = async (file: string) => sql.raw(await readFile(join(folder, file), 'utf8')).execute(before)
    const chained = '2026-11-25_2140_audit_chain.sql'
    for (const file of files.filter((each) => each < chained)) await run(file)
    await sql`insert into platform.audit_event (name, subject, partnership_id, at, details)
    select 'test.old', 's' || n, case when n % 3 > 0 then '00000000-0000-4000-8000-000000000001'::uuid end,
      '2026-01-01'::timestamptz + (100 - n) * interval '1 minute', '{"a": "\\u2028"}' from generate_series(1, 60) n`.execute(
      before,
    )
    const old = await sql`select id, at, name, subject, details from platform.audit_event order by at`.execute(before)
    await run(chained)
    const now = await sql`select id, at, name, subject, details from platform.audit_event order by at`.execute(before)
    assert.deepEqual(now.rows, old.rows)
    const found = await verifyChains(before)
    assert.deepEqual(
      found.map(({ events, problem }) => [events, problem]),
      [
        [40, null],
        [20, null],
      ],
    )
    const [first] = await Array.fromAsync(linksOf(before, 'installation'))
    assert.equal(said(first?.body ?? '')?.['subject'], 's60', 'by time, not by how they lay')
    await assert.rejects(sql`delete from platform.audit_event`.execute(before), /never changed or removed/)
  }
  try {
    await chainedThere()
  } finally {
    await before.destroy()
    await sql.raw(`drop database ${name} with (force)`).execute(db)
  }
})
