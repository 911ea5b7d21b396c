import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { sql } from 'kysely'
import { actingAs, actingAsNobody, signingIn } from '#platform/db/acting.ts'
import { applicationRole, ensureCannotBypass, type Db } from '#platform/db/connect.ts'
import type { Actor } from '#platform/actor.ts'
import { demonstrationDb, asApplication, emptyDb } from '#test/support/database.ts'
import { site, type Site } from '#test/support/site.ts'
import { withoutScoping } from '#test/support/unscoped.ts'
import { visitor } from './visitor.ts'

/**
 * Tables without row-level security, each with why everybody may read it. A new table that is neither under a policy nor named here
 * fails the test below.
 */
const shared: Readonly<Record<string, string>> = {
  'platform.setting': 'facts about the installation',
  'identity.organisation': 'which bodies there are, as published',
  'identity.organisation_alias': 'other names of those bodies, as published',
  'indicators.dataset': 'published figures',
  'indicators.measure': 'published figures',
  'indicators.national_value': 'published figures',
  'indicators.neighbour_model': 'published figures',
  'indicators.neighbour': 'published figures',
  'indicators.indicator': 'the catalogue, the same for everybody',
  'platform.rate_limit': 'counts under hashed keys, which say nothing of anybody',
  'duties.calendar_year': 'one calendar for England and Wales',
  'duties.bank_holiday': 'one calendar for England and Wales',
}
/** The arrangements are what a partnership must publish by law; the application may not write them. */
const isPublishedArrangement = (table: string): boolean => table.startsWith('partnerships.')

type Table = { name: string; secured: boolean; policies: number; granted: string[] }

const tablesOf = async (db: Db): Promise<Table[]> => {
  const { rows } = await sql<Table>`
    select n.nspname || '.' || c.relname as name, c.relrowsecurity as secured,
      (select count(*) from pg_policy p where p.polrelid = c.oid) as policies,
      array(select privilege from unnest(array['select','insert','update','delete','truncate','references','trigger']) privilege
        where has_table_privilege(${applicationRole}, c.oid, privilege)
           or (privilege in ('select','insert','update') and has_any_column_privilege(${applicationRole}, c.oid, privilege))) as granted
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'public', 'graphile_worker')
    order by 1`.execute(db)
  return rows
}

test('every table that the application reaches is under a policy, or says why everybody may read it', async (t) => {
  const tables = await tablesOf(await emptyDb(t))
  assert.ok(tables.length > 45)
  const open = tables.filter(({ secured, granted }) => !secured && granted.length > 0).map(({ name }) => name)
  assert.deepEqual(
    open.filter((name) => !(name in shared) && !isPublishedArrangement(name)),
    [],
  )
  const named = new Set(tables.map(({ name }) => name))
  assert.deepEqual(
    Object.keys(shared).filter((name) => !named.has(name)),
    [],
    'no table is excused that is not there',
  )
  for (const { name, secured, policies, granted } of tables) {
    if (secured && granted.length > 0) assert.ok(policies > 0, `${name} has a policy`)
    assert.ok(!granted.includes('truncate') && !granted.includes('trigger'), `${name}: ${granted.join(', ')}`)
    if (isPublishedArrangement(name) && !secured) assert.deepEqual(granted, ['select'], name)
  }
})

test('the application’s role owns nothing, cannot bypass the policies, and an owner’s connection is refused', async (t) => {
  const db = await emptyDb(t)
  const { rows } = await sql<{ owned: number; powers: boolean }>`
    select (select count(*) from pg_class where relowner = r.oid) + (select count(*) from pg_proc where proowner = r.oid) as owned,
      rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication as powers
    from pg_roles r where rolname = ${applicationRole}`.execute(db)
  assert.deepEqual(rows, [{ owned: 0, powers: false }])
  await ensureCannotBypass(asApplication(db))
  await assert.rejects(ensureCannotBypass(db), /row-level security does not bind/)
  const views = await sql<{ name: string }>`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('v', 'm') and n.nspname not like 'pg\_%' and n.nspname not in ('information_schema', 'graphile_worker')
      and not coalesce('security_invoker=true' = any (c.reloptions), false)`.execute(db)
  assert.deepEqual(views.rows, [], 'a view runs with the rights of whoever asks')
})

/** Ids and references of everything that one partnership alone may know of (what a joint group owns is the others' too), and of one agency's returns. */
async function secretsOf(db: Db, slug: string): Promise<{ all: Set<string>; ofAgency: Map<string, Set<string>> }> {
  const { rows } = await sql<{ secret: string; organisation: string | null }>`
    with p as (select id from partnerships.partnership where slug = ${slug})
    select r.reference as secret, o.name as organisation from thread.record r join p on p.id = r.partnership_id
      left join identity.organisation o on o.id = r.organisation_id
      where not exists (select from thread.shared_with shared where shared.record_id = r.id)
    union all select id::text, null from early_warning.warning where partnership_id = (select id from p)
    union all select id::text, null from indicators.annotation where partnership_id = (select id from p)
    union all select id::text, null from reports.report where partnership_id = (select id from p)
    union all select r.id::text, o.name from returns.agency_return r join identity.organisation o on o.id = r.organisation_id
      where partnership_id = (select id from p)`.execute(db)
  const own = rows.filter(({ organisation }) => organisation !== null)
  return {
    all: new Set(rows.map(({ secret }) => secret)),
    ofAgency: new Map(
      [...Map.groupBy(own, ({ organisation }) => organisation ?? '')].map(([name, of]) => [
        name,
        new Set(of.map(({ secret }) => secret)),
      ]),
    ),
  }
}

/** Follows every link from the front page, then tries each secret's own addresses; answers with the secrets found in what came back. */
async function crawl(
  service: Site,
  who: { role: string; partnership: string; organisation?: string },
  secrets: Set<string>,
) {
  const person = await visitor(service, who)
  const queue = ['/', '/returns', '/warnings?state=all', '/reports', '/data', '/executive', '/duties']
  const addresses = [...secrets].flatMap((secret) => [
    `/records/${secret}`,
    `/returns/${secret}`,
    `/warnings/${secret}`,
    `/reports/${secret}`,
  ])
  const seen = new Set(queue)
  const perPattern = new Map<string, number>()
  const found = new Set<string>()
  let pages = 0
  const look = async (url: string) => {
    const answer = await person.send('GET', url)
    pages += 1
    // A refused address comes back in the refusal; only what an answer gives away counts.
    if (answer.status !== 200) return
    for (const [word] of answer.text.matchAll(
      /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[A-Z]+-[A-Z]+-\d{4}-\d{3,}/g,
    )) {
      if (secrets.has(word)) found.add(`${word} on ${url}`)
    }
    for (const [, href = ''] of answer.text.matchAll(/href="(\/[^"#]*)/g)) {
      const address = href.replaceAll('&amp;', '&')
      const pattern = address.replaceAll(/[^/?]*\d[^/?]*/g, '#').split('?')[0] ?? ''
      const times = perPattern.get(pattern) ?? 0
      if (seen.has(address) || address.startsWith('/assets/') || times >= 1) continue
      perPattern.set(pattern, times + 1)
      seen.add(address)
      queue.push(address)
    }
  }
  for (let url = queue.shift(); url !== undefined; url = queue.shift()) await look(url)
  for (const url of addresses.slice(0, 200)) await look(url)
  return { found: [...found], pages }
}

test(
  'with every scope taken out of the stores’ SQL, nothing of another partnership or agency comes out',
  { timeout: 600_000 },
  async (t) => {
    const db = await demonstrationDb(t)
    const forgetful = withoutScoping()
    const service = await site(t, db, null, undefined, asApplication(db).withPlugin(forgetful.plugin))
    const kent = await secretsOf(db, 'kent')
    const ofOthers = new Set(
      [...kent.ofAgency].flatMap(([name, secrets]) => (name === 'Kent Police' ? [] : [...secrets])),
    )
    assert.ok(kent.all.size > 20 && ofOthers.size > 2, `${kent.all.size} secrets, ${ofOthers.size} of other agencies`)
    for (const [who, secrets] of [
      [{ role: 'analyst', partnership: 'medway' }, kent.all],
      [{ role: 'executive-member', partnership: 'medway' }, kent.all],
      [{ role: 'data-lead', partnership: 'kent', organisation: 'Kent Police' }, ofOthers],
      [
        { role: 'practitioner', partnership: 'kent' },
        new Set([...kent.ofAgency.values()].flatMap((each) => [...each])),
      ],
      [{ role: 'system-operator', partnership: 'kent' }, kent.all],
    ] as const) {
      const { found, pages } = await crawl(service, who, secrets)
      assert.ok(pages > 20)
      assert.deepEqual(found, [], `what ${who.role} of ${who.partnership} sees`)
    }
    assert.ok(forgetful.removed() > 100, 'the scopes were taken out')

    // The same with the owner's connection, which no policy binds, so that the test itself is known to find a leak.
    const leaky = await site(t, db, null, undefined, db.withPlugin(withoutScoping().plugin))
    const leaked = await crawl(leaky, { role: 'analyst', partnership: 'medway' }, kent.all)
    assert.ok(leaked.found.length > 5, 'without policies the forgotten scopes would leak')
  },
)

const actor = (
  partnershipId: string,
  reach: Actor['reach'] = 'partnership',
  organisationId: string | null = null,
): Actor => ({
  personId: null,
  personName: 'Somebody',
  officeId: null,
  officeTitle: 'Office',
  organisationId,
  organisationName: '',
  role: 'analyst',
  reach,
  partnershipId,
  partnershipSlug: '',
  partnershipName: '',
  permissions: new Set(),
  modulesOff: new Set(),
  authorities: new Set(),
})

async function twoPartnerships(db: Db): Promise<{ a: string; b: string }> {
  const rows = await db
    .insertInto('partnerships.partnership')
    .values(['a', 'b'].map((slug) => ({ slug, name: slug, short_name: slug, purpose: '' })))
    .returning('id')
    .execute()
  const [a = '', b = ''] = rows.map(({ id }) => id)
  await db
    .insertInto('thread.counter')
    .values([a, b].map((partnership_id) => ({ partnership_id, kind: 'warning', year: 2026, last: 1 })))
    .execute()
  return { a, b }
}

const whoseCounters = async (db: Db): Promise<string[]> =>
  (await db.selectFrom('thread.counter').select('partnership_id').execute()).map((row) => row.partnership_id)

test('a pooled connection never keeps the actor before: one connection, many actors, failures between', async (t) => {
  const owner = await emptyDb(t)
  const { a, b } = await twoPartnerships(owner)
  const db = asApplication(owner, 1)
  assert.deepEqual(await whoseCounters(db), [], 'nobody acts: nothing is seen')
  assert.deepEqual(await actingAs(actor(a), () => whoseCounters(db)), [a])
  assert.deepEqual(await whoseCounters(db), [], 'the connection has forgotten')
  assert.deepEqual(await actingAs(actor(b), () => whoseCounters(db)), [b])
  await assert.rejects(
    actingAs(actor(a), () =>
      db.transaction().execute(async (tx) => {
        assert.deepEqual(await whoseCounters(tx as unknown as Db), [a])
        await sql`select 1 / 0`.execute(tx)
      }),
    ),
    /division by zero/,
  )
  assert.deepEqual(await actingAsNobody(() => whoseCounters(db)), [], 'a rollback brings nobody back')
  assert.deepEqual(await actingAs(actor(b, 'nothing'), () => whoseCounters(db)), [], 'an operator sees no content')
  assert.deepEqual(await signingIn(() => whoseCounters(db)), [], 'finding out who signs in opens nothing else')
})

test('hundreds of units of work at once on three connections each see their own partnership only', async (t) => {
  const owner = await emptyDb(t)
  const { a, b } = await twoPartnerships(owner)
  const db = asApplication(owner, 3)
  const wrong: string[] = []
  await Promise.all(
    Array.from({ length: 400 }, (_, index) => {
      const own = [a, b, ''][index % 3] ?? ''
      const work = async () => {
        const before = await whoseCounters(db)
        await new Promise((resolve) => setImmediate(resolve))
        const after = await db.transaction().execute((tx) => whoseCounters(tx as unknown as Db))
        for (const seen of [before, after]) if (seen.join() !== own) wrong.push(`${index}: ${seen.join()} for ${own}`)
      }
      return own === '' ? actingAsNobody(work) : actingAs(actor(own), work)
    }),
  )
  assert.deepEqual(wrong, [])
})

test('a forged row of another partnership or agency is refused by the database itself', async (t) => {
  const owner = await emptyDb(t)
  const { a, b } = await twoPartnerships(owner)
  const db = asApplication(owner)
  const organisations = await owner
    .insertInto('identity.organisation')
    .values(['police', 'council'].map((slug) => ({ slug, name: slug, sector: 'other' })))
    .returning('id')
    .execute()
  const [police = '', council = ''] = organisations.map(({ id }) => id)
  const record = (partnership_id: string, organisation_id: string | null) =>
    db
      .insertInto('thread.record')
      .values({
        partnership_id,
        organisation_id,
        reference: crypto.randomUUID(),
        kind: 'return',
        title: 't',
        state: 's',
        page: '/',
      })
      .execute()
  await actingAs(actor(a), () => record(a, council))
  await assert.rejects(
    actingAs(actor(a), () => record(b, null)),
    /row-level security/,
  )
  await actingAs(actor(a, 'organisation', police), () => record(a, police))
  await assert.rejects(
    actingAs(actor(a, 'organisation', police), () => record(a, council)),
    /row-level security/,
  )
  await assert.rejects(
    actingAsNobody(() => record(a, null)),
    /row-level security/,
  )
  const moved = await actingAs(actor(a), () =>
    db.updateTable('thread.record').set({ title: 'changed' }).where('partnership_id', '=', b).executeTakeFirst(),
  )
  assert.equal(Number(moved.numUpdatedRows), 0)
  await assert.rejects(
    actingAs(actor(a), () => db.updateTable('thread.record').set({ partnership_id: b }).execute()),
    /row-level security/,
  )
  for (const statement of [
    sql`update platform.audit_event set name = 'a.b'`,
    sql`delete from platform.audit_event`,
    sql`insert into partnerships.partnership (slug, name, short_name, purpose) values ('c', 'c', 'c', '')`,
    sql`alter table thread.record disable row level security`,
    sql`create table thread.x (a int)`,
  ]) {
    await assert.rejects(
      actingAs(actor(a), () => statement.execute(db)),
      /permission denied|must be owner/,
    )
  }
})

test('of those who see a whole partnership only the offices that keep its arrangements write them', async (t) => {
  const owner = await emptyDb(t)
  const { a, b } = await twoPartnerships(owner)
  const db = asApplication(owner)
  const { id: organisationId } = await owner
    .insertInto('identity.organisation')
    .values({ slug: 'team', name: 'Team', sector: 'other' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const officeWith = async (role: string, partnership_id: string): Promise<Actor> => {
    const office = await owner
      .insertInto('identity.office')
      .values({ organisation_id: organisationId, title: `${role} ${partnership_id}` })
      .returning('id')
      .executeTakeFirstOrThrow()
    await owner.insertInto('identity.access').values({ office_id: office.id, partnership_id, role }).execute()
    return { ...actor(a), role, officeId: office.id }
  }
  const rename = async (as: Actor): Promise<number> =>
    actingAs(as, async () => {
      const { numUpdatedRows } = await db
        .updateTable('partnerships.partnership')
        .set({ short_name: 'Changed' })
        .where('id', '=', a)
        .executeTakeFirst()
      return Number(numUpdatedRows)
    })
  const review = (as: Actor, reviewed_on: string) =>
    actingAs(as, () =>
      db
        .insertInto('partnerships.agency_list_review')
        .values({ partnership_id: a, reviewed_on, what_changed: 'Nothing', next_due_on: '2027-11-22' })
        .execute(),
    )
  for (const as of [
    await officeWith('analyst', a),
    await officeWith('scrutineer', a),
    // Keeps the arrangements of another partnership, and acts in this one without an office of it.
    await officeWith('business-manager', b),
    actor(a),
  ]) {
    assert.equal(await rename(as), 0, as.role)
    await assert.rejects(review(as, '2026-11-22'), /row-level security/)
  }
  for (const [index, role] of ['business-manager', 'administrator'].entries()) {
    const as = await officeWith(role, a)
    assert.equal(await rename(as), 1, role)
    await review(as, `2026-11-2${index}`)
  }
})

test('only what finds out who somebody is may work in the scope of signing in', async () => {
  const root = new URL('../../src/', import.meta.url).pathname
  const files = (await readdir(root, { recursive: true })).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
  )
  const users: string[] = []
  for (const name of files) {
    if (/\bsigningIn\b/.test(await readFile(`${root}${name}`, 'utf8'))) users.push(name)
  }
  assert.deepEqual(
    users.filter((name) => !name.startsWith('modules/identity/') && name !== 'platform/db/acting.ts'),
    [],
  )
  assert.ok(users.length > 1)
})
