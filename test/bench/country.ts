import { sql } from 'kysely'
import { addOrganisation, addSamplePerson } from '#modules/identity/public.ts'
import type { Db } from '#platform/db/connect.ts'

/** A country of partnerships with an invented thread, made in the database itself. */
export const country = { partnerships: 150, records: 200_000, links: 1_000_000 } as const

/** The partnership whose people open the pages: a large one, with this share of all records. */
const large = { slug: 'largeshire', share: 0.05 }

const words =
  `referral,neglect,threshold,strategy,discussion,hospital,discharge,school,exclusion,exploitation,missing,return,interview,domestic,
abuse,infant,sleep,parental,mental,health,supervision,escalation,transition,care,leaver,police,protection,conference,chronology,audit,
voice,child,father,sibling,bruising,attendance,early,help,information,sharing,consent,plan,review,practice,learning,training,impact,risk`
    .replaceAll('\n', '')
    .split(',')

/** A title of words that depend on `n`; every seventh word of the list is used far more than the others, as in real titles. */
const phrase = (n: string, count: number) =>
  sql.raw(
    `(select string_agg((array['${words.join("','")}'])[1 + abs(hashint8(${n} * 31 + w) % ${words.length})], ' ') from generate_series(1, ${count}) w)`,
  )

const kinds = `case when n % 500 = 0 then 'priority' when n % 500 = 1 then 'group' when n % 50 = 2 then 'indicator' when n % 10 < 4 then 'action'
  when n % 10 = 4 then 'recommendation' when n % 10 = 5 then 'decision' when n % 10 = 6 then 'matter' when n % 10 = 7 then 'evidence'
  when n % 20 = 8 then 'warning' else 'document' end`

/** The partnerships, an organisation and its offices in each, and the people who open pages in the large one. */
export async function fillPartnerships(db: Db): Promise<void> {
  await sql`insert into partnerships.partnership (slug, name, short_name, purpose)
    select case when p = 1 then ${large.slug} else 'area-' || p end, 'Area ' || p, 'A' || p, 'Invented'
    from generate_series(1, ${country.partnerships}) p`.execute(db)
  await sql`insert into identity.organisation (slug, name, sector)
    select 'agency-' || o, 'Agency ' || o, 'other' from generate_series(1, ${country.partnerships * 5}) o`.execute(db)
  await sql`insert into identity.office (organisation_id, title)
    select o.id, 'Office ' || f from identity.organisation o, generate_series(1, 4) f`.execute(db)
  const { id } = await db
    .selectFrom('partnerships.partnership')
    .where('slug', '=', large.slug)
    .select('id')
    .executeTakeFirstOrThrow()
  await db.transaction().execute(async (tx) => {
    const team = { slug: 'agency-1', name: 'Agency 1', sector: 'other', isCategory: false, aliases: [] }
    const organisationId = await addOrganisation(tx, team)
    for (const role of ['business-manager', 'safeguarding-lead'] as const) {
      const sample = { name: `Sam ${role}`, office: `Office of the ${role}`, role, organisationId, partnershipId: id }
      await addSamplePerson(tx, { ...sample, startsOn: '2020-01-01' })
    }
  })
}

/** Records `from` to `to` of the country's number, and links so that each has five; events of the trail for all of them. */
export async function fillThread(db: Db, from: number, to: number): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`create temporary table place on commit drop as
      select id, row_number() over (order by slug <> ${large.slug}, slug) as number,
        (select array_agg(o.id) from identity.organisation o where o.slug in (
          select 'agency-' || ((row_number() over ()) + 5 * (abs(hashtext(p.slug)) % ${country.partnerships}))
          from generate_series(1, 5))) as agencies
      from partnerships.partnership p`.execute(tx)
    await sql`update place set agencies = agencies || (select id from identity.organisation where slug = 'agency-1') where number = 1`.execute(
      tx,
    )
    await sql`insert into thread.record (partnership_id, organisation_id, reference, kind, title, state, page, marking, search_text,
        registered_at, changed_at)
      select place.id, case when n % 5 = 3 then place.agencies[1 + n % cardinality(place.agencies)] end,
        'A' || place.number || '-' || upper(left(${sql.raw(kinds)}, 3)) || '-2026-' || n, ${sql.raw(kinds)},
        initcap(left(${phrase('n', 7)}, 1)) || substr(${phrase('n', 7)}, 2) || ' ' || n,
        (array['open','delivered','in-progress','closed'])[1 + n / 10 % 4], '/somewhere/' || n,
        case when n % 4 = 0 then 'OFFICIAL-SENSITIVE' else 'OFFICIAL' end,
        case when n % 2 = 0 then ${phrase('n + 7', 60)} else '' end,
        timestamptz '2026-11-01' - make_interval(mins => n % 500000), timestamptz '2026-11-20' - make_interval(mins => n % 500000)
      from generate_series(${from + 1}::int, ${to}::int) n
      join place on place.number = case when n % 100 < ${large.share * 100} then 1 else 2 + abs(hashint8(n)) % (${country.partnerships} - 1) end`.execute(
      tx,
    )
    await sql`create temporary table member on commit drop as
      select id, partnership_id, kind, row_number() over (partition by partnership_id order by id) - 1 as number,
        count(*) over (partition by partnership_id) as all_of_it
      from thread.record`.execute(tx)
    await sql`create index on member (partnership_id, number)`.execute(tx)
    await sql`analyze member`.execute(tx)
    const perRecord = country.links / country.records
    await sql`insert into thread.link (from_id, to_id, relation)
      select one.id, other.id, (array['serves','came from','evidences','part of','reported in'])[1 + l % 5]
      from member one
      join thread.record fresh on fresh.id = one.id and fresh.reference ~ '-2026-' and split_part(fresh.reference, '-', 4)::int > ${from}
      cross join generate_series(1, ${perRecord}) l
      join member other on other.partnership_id = one.partnership_id
        and other.number = case when l = 1 then 0 else (one.number * 7919 + l * 104729) % one.all_of_it end and other.id <> one.id
      on conflict do nothing`.execute(tx)
    await sql`insert into thread.shared_with (record_id, partnership_id)
      select id, (select place.id from place where place.number = 1) from thread.record
      where partnership_id <> (select place.id from place where place.number = 1) and organisation_id is null
        and split_part(reference, '-', 4)::int > ${from} and split_part(reference, '-', 4)::int % 400 = 10
      on conflict do nothing`.execute(tx)
  })
  await fillTracker(db, from)
  await fillTrail(db, from)
  await sql`vacuum analyze`.execute(db)
}

/** One event a record, as if a person had made it: straight into the table, since the chain would make each wait for the one before. */
async function fillTrail(db: Db, from: number): Promise<void> {
  await sql`alter table platform.audit_event disable trigger user`.execute(db)
  await sql`insert into platform.audit_event (at, name, subject, partnership_id, person_id, position, body, previous_hash, hash)
    select r.changed_at, 'tracker.item-changed', r.id::text, r.partnership_id, (select id from identity.person limit 1),
      coalesce((select max(position) from platform.audit_event e where e.partnership_id = r.partnership_id), 0)
        + row_number() over (partition by r.partnership_id order by r.changed_at), '', repeat('0', 64), repeat('0', 64)
    from thread.record r where split_part(r.reference, '-', 4)::int > ${from}`.execute(db)
  await sql`alter table platform.audit_event enable trigger user`.execute(db)
  await sql`insert into platform.audit_head (chain, position, hash)
    select partnership_id::text, max(position), repeat('0', 64) from platform.audit_event where partnership_id is not null group by 1
    on conflict (chain) do update set position = excluded.position`.execute(db)
}

/** Actions and recommendations stand in the tracker too, one part each; one in two hundred is owed by the office of those who look. */
async function fillTracker(db: Db, from: number): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`create temporary table placed on commit drop as
      select r.id as record_id, r.partnership_id, r.kind, r.title, n, o.id as office_id, o.organisation_id,
        (array['assigned','in-progress','delivered','evidenced'])[1 + n / 10 % 4] as state, date '2026-10-01' + (n % 200)::int as due_on
      from (select *, split_part(reference, '-', 4)::int as n from thread.record where kind in ('action', 'recommendation')) r
      join (select id, organisation_id, title, row_number() over (order by id) as number, count(*) over () as all_of_it from identity.office) o
        on case when n % 200 in (3, 103) then o.title = 'Office of the safeguarding-lead' else o.number = 1 + n % o.all_of_it end
      where n > ${from}`.execute(tx)
    await sql`insert into tracker.item (partnership_id, record_id, kind, title, state, state_since, source_kind, source_title, raised_on,
        owner_office_id, owner_organisation_id, first_due_on, due_on)
      select partnership_id, record_id, kind, title, state, due_on - 60, 'review', 'An invented review', due_on - 90, office_id,
        organisation_id, due_on, due_on from placed`.execute(tx)
    await sql`insert into tracker.part (item_id, partnership_id, position, office_id, organisation_id, state, first_due_on, due_on,
        delivered_on, is_settled)
      select i.id, i.partnership_id, 1, p.office_id, p.organisation_id, case when p.state = 'evidenced' then 'delivered' else p.state end,
        p.due_on, p.due_on, case when p.state in ('delivered', 'evidenced') then p.due_on - 5 end, p.state = 'evidenced'
      from placed p join tracker.item i on i.record_id = p.record_id`.execute(tx)
  })
}
