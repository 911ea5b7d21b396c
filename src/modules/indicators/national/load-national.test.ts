import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { sql } from 'kysely'
import type { Db } from '#platform/db/connect.ts'
import { emptyDb } from '#test/support/database.ts'
import { importDfeFile, importLaitFile, loadAll, loadEssential, shippedAreas, type FileFacts } from './load-national.ts'
import { saveAreas } from './national-store.ts'

const counted = async (db: Db): Promise<number> =>
  (await sql<{ count: number }>`select count(*) as count from indicators.national_value`.execute(db)).rows[0]?.count ??
  -1

type Stored = { value: string | null; state: string; starts_on: string | null; ends_on: string; slug: string }
async function stored(db: Db, code: string, areaId: number, period: string): Promise<Stored | undefined> {
  const { rows } = await sql<Stored>`
    select v.value, v.state, v.starts_on, v.ends_on, d.slug from indicators.national_value v
    join indicators.measure m on m.id = v.measure_id join indicators.dataset d on d.id = v.dataset_id
    where m.code = ${code} and v.area_id = ${areaId} and v.period = ${period}`.execute(db)
  return rows[0]
}

const header =
  'time_period,time_identifier,geographic_level,country_code,region_code,region_name,old_la_code,new_la_code,la_name,children'
const line = (year: number, value: string) =>
  `${year},Reporting year,Local authority,E92000001,E12000008,South East,886,E10000016,Kent,${value}`
const facts: FileFacts = {
  slug: 'mine',
  title: 'Mine',
  publisher: 'Department for Education',
  sourceNote: 'test',
  fileName: 'x1_mine.csv',
  releasedOn: null,
}
const bytes = (...lines: string[]) => new Uint8Array(Buffer.from(lines.join('\n')))
const withAreas = async (db: Db) => db.transaction().execute(async (tx) => saveAreas(tx, await shippedAreas()))
const bring = (db: Db, file: Uint8Array, given: FileFacts = facts) =>
  db.transaction().execute((tx) => importDfeFile(tx, given, file))

test('the essential figures make every one of the 153 authorities real, and the rest follows without changing them', async (t) => {
  const db = await emptyDb(t)
  const steps: string[] = []
  const first = await db
    .transaction()
    .execute((tx) => loadEssential(tx, (step, done, total) => void steps.push(`${step} ${done} of ${total}`)))
  assert.ok(first.every(({ status }) => status === 'imported'))
  const total = await counted(db)
  assert.equal(steps.at(-1), `Loading published figures ${total} of ${total}`)
  assert.match(steps[0] ?? '', /^Reading the published files 0 of /)

  const { rows: covered } = await sql<{ count: number; with_figure: number }>`
    select count(*) as count, count(v.value) as with_figure from indicators.national_value v join indicators.measure m on m.id = v.measure_id
    join partnerships.area a on a.id = v.area_id where m.code = 'CPP_rate' and v.period = '2025' and a.kind = 'authority'`.execute(
    db,
  )
  // The City of London and the Isles of Scilly have too few children on a plan for a rate.
  assert.deepEqual(covered[0], { count: 153, with_figure: 151 })
  assert.deepEqual(await stored(db, 'CPP_rate', 886, '2025'), {
    value: '32.4',
    state: 'value',
    starts_on: null,
    ends_on: '2025-03-31',
    slug: 'lait',
  })
  assert.deepEqual(await stored(db, 'd5.2_years_or_more_percent', 887, '2025'), {
    value: null,
    state: 'c',
    starts_on: null,
    ends_on: '2025-03-31',
    slug: 'dfe-d5-2025',
  })
  assert.equal((await stored(db, 'FirstYJS', 970, '2024'))?.state, 'held')
  assert.equal((await stored(db, 'population_0_17', 886, '2024'))?.ends_on, '2024-06-30')

  const again = await db.transaction().execute((tx) => loadEssential(tx))
  assert.deepEqual(new Set(again.map(({ status, written }) => `${status} ${written}`)), new Set(['unchanged 0']))
  assert.equal(await counted(db), total)

  const all = await db.transaction().execute((tx) => loadAll(tx))
  assert.equal(
    all.find(({ slug }) => slug === 'lait')?.written,
    352_580 - (first.find(({ slug }) => slug === 'lait')?.written ?? 0),
  )
  assert.equal((await stored(db, 'c1.referral_count', 886, '2024'))?.slug, 'dfe-c1-2025')
  assert.equal((await stored(db, 'c1.referral_rate', 886, '2024'))?.slug, 'dfe-c1-2024')
  const complete = await counted(db)
  await db.transaction().execute((tx) => loadEssential(tx))
  assert.equal(await counted(db), complete)
  const { rows: notes } = await sql<{ source_note: string; problem_count: number }>`
    select source_note, problem_count from indicators.dataset where slug = 'lait'`.execute(db)
  assert.equal(notes[0]?.problem_count, 240)
  assert.match(notes[0]?.source_note ?? '', /170 rows refused: the period '0' .*70 figures of England and regions held/)

  const { rows: orphans } = await sql<{ count: number }>`
    select count(*) as count from indicators.national_value v where not exists (select 1 from indicators.measure m where m.id = v.measure_id)
    or not exists (select 1 from partnerships.area a where a.id = v.area_id) or not exists (select 1 from indicators.dataset d where d.id = v.dataset_id)`.execute(
    db,
  )
  assert.equal(orphans[0]?.count, 0)

  const { rows: neighbours } = await sql<{ model: string; count: number }>`
    select model, count(*) as count from indicators.neighbour group by model order by model`.execute(db)
  assert.deepEqual(neighbours, [
    { model: '2021-04', count: 1560 },
    { model: '2025-05', count: 1580 },
  ])
})

test('a refused file leaves nothing behind, and all its problems are told', async (t) => {
  const db = await emptyDb(t)
  await withAreas(db)
  const before = await counted(db)
  const answer = await bring(db, bytes(header, line(2024, '5'), line(2025, 'lots'), line(2023, 'few'), line(2022, '6')))
  assert.ok(!answer.ok)
  assert.equal(answer.problems.length, 2)
  assert.equal(await counted(db), before)
  assert.equal(await stored(db, 'x1.children', 886, '2024'), undefined)
  assert.equal((await sql`select 1 from indicators.dataset where slug = 'mine'`.execute(db)).rows.length, 0)
})

test('the same file twice changes nothing and says so; a corrected file replaces; an older release never overwrites a newer', async (t) => {
  const db = await emptyDb(t)
  await withAreas(db)
  const original = bytes(header, line(2024, '5'), line(2025, '6'))
  const first = await bring(db, original)
  assert.ok(first.ok && first.value.status === 'imported' && first.value.written === 2)
  const second = await bring(db, original)
  assert.ok(second.ok && second.value.status === 'unchanged' && second.value.kept === 2)
  const corrected = await bring(db, bytes(header, line(2024, '5'), line(2025, '7')))
  assert.ok(corrected.ok && corrected.value.status === 'imported')
  assert.equal((await stored(db, 'x1.children', 886, '2025'))?.value, '7')

  const older = await bring(db, bytes(header, line(2023, '4'), line(2024, '99')), { ...facts, slug: 'mine-older' })
  assert.ok(older.ok && older.value.written === 1 && older.value.kept === 1)
  assert.equal((await stored(db, 'x1.children', 886, '2024'))?.value, '5')
  const newer = await bring(db, bytes(header, line(2024, 'c'), line(2026, '8')), { ...facts, slug: 'mine-newer' })
  assert.ok(newer.ok)
  assert.deepEqual(await stored(db, 'x1.children', 886, '2024').then((row) => [row?.value, row?.state, row?.slug]), [
    null,
    'c',
    'mine-newer',
  ])
})

test('a later file of the Local Authority Interactive Tool is imported from the disk, and one that lacks a column is refused', async (t) => {
  const db = await emptyDb(t)
  await withAreas(db)
  const folder = await mkdtemp(join(tmpdir(), 'goldenthread-lait-'))
  t.after(() => rm(folder, { recursive: true }))
  const path = join(folder, 'long.csv')
  const lait: FileFacts = { ...facts, slug: 'lait', fileName: 'long.csv' }
  const bringLait = async (...lines: string[]) => {
    await writeFile(path, lines.join('\n'))
    return db.transaction().execute((tx) => importLaitFile(tx, lait, path))
  }
  const heading = 'measure_short,period,area_name,value,la_number,region'
  const first = await bringLait(
    heading,
    'CPP_rate,2026,Kent,33.1,886,South East',
    'CPP_rate,2026,Medway,-,887,South East',
  )
  assert.ok(first.ok && first.value.written === 2)
  assert.equal((await stored(db, 'CPP_rate', 887, '2026'))?.state, 'missing')
  const refusal = await bringLait('measure_short,area_name,value', 'CPP_rate,Kent,1')
  assert.ok(!refusal.ok)
  assert.match(refusal.problems[0] ?? '', /^long\.csv: This is not the long file .* period, la_number are missing/)
  assert.equal((await stored(db, 'CPP_rate', 886, '2026'))?.value, '33.1')
})
