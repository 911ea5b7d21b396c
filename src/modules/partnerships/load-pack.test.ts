import assert from 'node:assert/strict'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import type { Db } from '#platform/db/connect.ts'
import { emptyDb } from '#test/support/database.ts'
import { loadPacks } from './load-pack.ts'
import { PackError, readPack } from './pack.ts'
import { packFolders, partnershipsDb } from './testing.ts'

const silent = () => undefined
const packs = packFolders.map(readPack)

const counted = {
  organisations: (db: Db) => db.selectFrom('identity.organisation'),
  groups: (db: Db) => db.selectFrom('partnerships.group'),
  facts: (db: Db) => db.selectFrom('partnerships.group_fact'),
  seats: (db: Db) => db.selectFrom('partnerships.seat'),
  seatOrganisations: (db: Db) => db.selectFrom('partnerships.seat_organisation'),
  agencies: (db: Db) => db.selectFrom('partnerships.agency'),
  offices: (db: Db) => db.selectFrom('partnerships.published_office'),
  duties: (db: Db) => db.selectFrom('partnerships.office_duty'),
  holders: (db: Db) => db.selectFrom('partnerships.office_holder'),
  statements: (db: Db) => db.selectFrom('partnerships.statement'),
  links: (db: Db) => db.selectFrom('partnerships.link'),
  documents: (db: Db) => db.selectFrom('partnerships.source_document'),
  misprints: (db: Db) => db.selectFrom('partnerships.source_misprint'),
  people: (db: Db) => db.selectFrom('identity.person'),
  events: (db: Db) => db.selectFrom('platform.audit_event'),
} as const

type Counts = Record<keyof typeof counted, number>

async function countEverything(db: Db): Promise<Counts> {
  const counts = Object.entries(counted).map(async ([name, from]) => {
    const query = from(db) as ReturnType<typeof counted.groups>
    const { count } = await query.select((select) => select.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
    return [name, count]
  })
  return Object.fromEntries(await Promise.all(counts)) as Counts
}

/** A copy of the packs that a test may change. */
async function copyOfPacks(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'goldenthread-packs-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  for (const name of ['kent', 'medway', 'shared-kent-medway']) {
    await cp(join(packFolders[0] ?? '', '..', name), join(folder, name), { recursive: true })
  }
  return folder
}

async function change(file: string, how: (text: string) => string): Promise<void> {
  const before = await readFile(file, 'utf8')
  const after = how(before)
  assert.notEqual(after, before, 'the test changes the file')
  await writeFile(file, after)
}

/** All different slugs that the packs name, since what they share stands once. */
const union = (slugs: string[][]) => new Set(slugs.flat()).size

test('holds what the packs hold, and what they share once', async (t) => {
  const db = await partnershipsDb(t)
  const counts = await countEverything(db)
  const groups = new Map(packs.flatMap((pack) => pack.groups.map((group) => [group.slug, group])))
  const offices = new Map(packs.flatMap((pack) => pack.offices.map((office) => [office.slug, office])))
  assert.equal(counts.groups, groups.size)
  assert.equal(
    counts.seats,
    [...groups.values()].reduce((sum, group) => sum + group.seats.length, 0),
  )
  assert.equal(
    counts.agencies,
    packs.reduce((sum, pack) => sum + pack.agencies.length, 0),
  )
  assert.equal(counts.organisations, union(packs.map((pack) => pack.organisations.map(({ slug }) => slug))))
  assert.equal(counts.offices, offices.size)
  assert.equal(
    counts.holders,
    [...offices.values()].reduce((sum, office) => sum + office.holders.length, 0),
  )
  assert.equal(counts.documents, union(packs.map((pack) => pack.documents.map(({ id }) => id))))
  assert.equal(counts.people, union(packs.map((pack) => pack.people.map(({ name }) => name))))
  assert.equal(counts.events, packs.length)
  for (const pack of packs) {
    const { slug } = pack.partnership
    const [row] = await db
      .selectFrom('partnerships.group_partnership as place')
      .innerJoin('partnerships.partnership as partnership', 'partnership.id', 'place.partnership_id')
      .where('partnership.slug', '=', slug)
      .select((select) => select.fn.countAll<number>().as('count'))
      .execute()
    assert.equal(row?.count, pack.groups.length, slug)
  }
})

test('a group that both own is one row, under a group of each', async (t) => {
  const db = await partnershipsDb(t)
  const rows = await db
    .selectFrom('partnerships.group_partnership as place')
    .innerJoin('partnerships.group as group', 'group.id', 'place.group_id')
    .innerJoin('partnerships.group as above', 'above.id', 'place.reports_to')
    .innerJoin('partnerships.partnership as partnership', 'partnership.id', 'place.partnership_id')
    .where('group.slug', '=', 'policy-and-procedures')
    .orderBy('partnership.slug')
    .select(['group.id', 'partnership.slug', 'above.slug as above', 'place.reports_to_basis as basis'])
    .execute()
  assert.equal(new Set(rows.map((row) => row.id)).size, 1)
  assert.deepEqual(
    rows.map(({ slug, above, basis }) => ({ slug, above, basis })),
    [
      { slug: 'kent', above: 'kscmp-executive', basis: 'inferred' },
      { slug: 'medway', above: 'mscp-executive-group', basis: 'inferred' },
    ],
  )
})

test('an organisation that serves both is one row with two places', async (t) => {
  const db = await partnershipsDb(t)
  const places = await db
    .selectFrom('partnerships.agency as agency')
    .innerJoin('identity.organisation as organisation', 'organisation.id', 'agency.organisation_id')
    .where('organisation.slug', '=', 'kent-police')
    .select(['organisation.id', 'agency.partnership_id'])
    .execute()
  assert.equal(places.length, 2)
  assert.equal(new Set(places.map((place) => place.id)).size, 1)
})

test('changes nothing when loaded a second time, and says so', async (t) => {
  const db = await partnershipsDb(t)
  const before = await countEverything(db)
  const said: string[] = []
  const slugs = await loadPacks(db, packFolders, (line) => said.push(line), { withSamplePeople: true })
  assert.deepEqual(slugs, ['kent', 'medway'])
  assert.deepEqual(await countEverything(db), before)
  assert.deepEqual(said, [
    'Kent Safeguarding Children Multi-agency Partnership: nothing has changed since it was loaded.',
    'Medway Safeguarding Children Partnership: nothing has changed since it was loaded.',
  ])
})

test('brings a changed pack up to date: ids last, nothing is doubled and nothing else vanishes', async (t) => {
  const db = await partnershipsDb(t)
  const before = await countEverything(db)
  const groupId = async () =>
    (
      await db
        .selectFrom('partnerships.group')
        .where('slug', '=', 'kscmp-partnership-forum')
        .select(['id', 'frequency'])
        .executeTakeFirstOrThrow()
    ).id
  const id = await groupId()
  const folder = await copyOfPacks(t)
  await change(join(folder, 'kent/groups.json'), (text) => text.replace('Twice annual', 'Three times a year'))
  const said: string[] = []
  await loadPacks(db, [join(folder, 'kent'), join(folder, 'medway')], (line) => said.push(line), {
    withSamplePeople: true,
  })
  assert.match(said[0] ?? '', /^Kent .* loaded with 14 groups/)
  assert.match(said[1] ?? '', /^Medway .* nothing has changed/)
  assert.deepEqual(await countEverything(db), { ...before, events: before.events + 1 })
  assert.equal(await groupId(), id)
  const forum = await db
    .selectFrom('partnerships.group')
    .where('id', '=', id)
    .select('frequency')
    .executeTakeFirstOrThrow()
  assert.equal(forum.frequency, 'Three times a year')
})

test('a group that a pack drops leaves the structure and stays on record', async (t) => {
  const db = await partnershipsDb(t)
  const before = await countEverything(db)
  const folder = await copyOfPacks(t)
  await change(join(folder, 'kent/groups.json'), (text) => {
    const groups = JSON.parse(text) as { slug: string }[]
    return JSON.stringify(groups.filter((group) => group.slug !== 'kent-online-safeguarding-group'))
  })
  await loadPacks(db, [join(folder, 'kent')], silent, { withSamplePeople: true })
  const places = await db
    .selectFrom('partnerships.group_partnership as place')
    .innerJoin('partnerships.group as group', 'group.id', 'place.group_id')
    .where('group.slug', '=', 'kent-online-safeguarding-group')
    .select('place.partnership_id')
    .execute()
  assert.deepEqual(places, [])
  assert.equal((await countEverything(db)).groups, before.groups)
})

test('keeps nothing of a pack that cannot be used', async (t) => {
  const db = await emptyDb(t)
  const folder = await copyOfPacks(t)
  await change(join(folder, 'kent/agencies.json'), (text) =>
    text.replace('kscmp-education-safeguarding-group', 'no-such-group'),
  )
  await assert.rejects(loadPacks(db, [join(folder, 'kent')], silent, { withSamplePeople: true }), (error) => {
    assert.ok(error instanceof PackError)
    assert.match(error.message, /there is no group 'no-such-group'/)
    return true
  })
  assert.equal((await countEverything(db)).groups, 0)
})

test('loads no sample people unless asked', async (t) => {
  const db = await emptyDb(t)
  await loadPacks(db, packFolders, silent, { withSamplePeople: false })
  assert.equal((await countEverything(db)).people, 0)
  assert.deepEqual(await db.selectFrom('identity.access').select('id').execute(), [])
})

test('finds its area as soon as the areas are there', async (t) => {
  const db = await partnershipsDb(t)
  const areaOfKent = async () =>
    (
      await db
        .selectFrom('partnerships.partnership')
        .where('slug', '=', 'kent')
        .select('area_id')
        .executeTakeFirstOrThrow()
    ).area_id
  assert.equal(await areaOfKent(), null)
  const { id } = await db
    .insertInto('partnerships.area')
    .values({ la_code: '886', name: 'Kent', kind: 'authority' })
    .returning('id')
    .executeTakeFirstOrThrow()
  await loadPacks(db, packFolders, silent, { withSamplePeople: true })
  assert.equal(await areaOfKent(), id)
})

test('each load leaves one event of the installation, with what it loaded', async (t) => {
  const db = await partnershipsDb(t)
  const [event] = await db
    .selectFrom('platform.audit_event')
    .orderBy('at')
    .select(['name', 'subject', 'person_id', 'partnership_id', 'details'])
    .execute()
  const kent = await db
    .selectFrom('partnerships.partnership')
    .where('slug', '=', 'kent')
    .select('id')
    .executeTakeFirstOrThrow()
  assert.equal(event?.name, 'partnerships.pack-loaded')
  assert.equal(event.person_id, null)
  assert.equal(event.subject, kent.id)
  assert.equal(event.partnership_id, kent.id)
  assert.equal(Reflect.get(Object(event.details), 'groups'), 14)
})
