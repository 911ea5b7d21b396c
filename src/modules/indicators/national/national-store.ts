import { sql } from 'kysely'
import type { Tx } from '#platform/db/connect.ts'
import { figureStates, type Figures, type Measure } from './figures.ts'
import type { Area } from './areas.ts'
import type { Neighbour } from './neighbours-file.ts'

/** How many rows one statement inserts. */
const batchSize = 20_000

/** A PostgreSQL array written by hand: the driver quotes every element of a large array by itself, which takes longer than the insert. */
const plainArray = (values: Iterable<number | string | null>): string =>
  `{${[...values].map((value) => value ?? 'NULL').join(',')}}`
const quoted = (text: string): string => `"${text.replaceAll(/["\\]/g, '\\$&')}"`
const textArray = (values: Iterable<string | null>): string =>
  plainArray([...values].map((value) => (value === null ? null : quoted(value))))

/** Writes the areas, regions first; an area that is there keeps its number and takes today's name and codes. */
export async function saveAreas(tx: Tx, areas: readonly Area[]): Promise<void> {
  await sql`
    insert into partnerships.area (id, la_code, ons_code, name, kind, region_id, police_force, icb, starts_on, ends_on)
    select * from unnest(
      ${plainArray(areas.map(({ id }) => id))}::smallint[], ${textArray(areas.map(({ laCode }) => laCode))}::text[],
      ${textArray(areas.map(({ onsCode }) => onsCode))}::text[], ${textArray(areas.map(({ name }) => name))}::text[],
      ${textArray(areas.map(({ kind }) => kind))}::text[], ${plainArray(areas.map(({ regionId }) => regionId))}::smallint[],
      ${textArray(areas.map(({ policeForce }) => policeForce))}::text[], ${textArray(areas.map(({ icb }) => icb))}::text[],
      ${textArray(areas.map(({ startsOn }) => startsOn))}::date[], ${textArray(areas.map(({ endsOn }) => endsOn))}::date[])
    on conflict (id) do update set la_code = excluded.la_code, ons_code = excluded.ons_code, name = excluded.name, kind = excluded.kind,
      region_id = excluded.region_id, police_force = excluded.police_force, icb = excluded.icb,
      starts_on = excluded.starts_on, ends_on = excluded.ends_on`.execute(tx)
}

/** Writes a model of neighbours in place of what stands under its name. */
export async function saveNeighbours(
  tx: Tx,
  { model, datedOn, title }: { model: string; datedOn: string; title: string },
  neighbours: readonly Neighbour[],
): Promise<void> {
  await sql`insert into indicators.neighbour_model (model, dated_on, title) values (${model}, ${datedOn}, ${title})
    on conflict (model) do update set dated_on = excluded.dated_on, title = excluded.title`.execute(tx)
  await sql`delete from indicators.neighbour where model = ${model}`.execute(tx)
  await sql`
    insert into indicators.neighbour (model, area_id, position, neighbour_id, closeness)
    select ${model}, * from unnest(
      ${plainArray(neighbours.map(({ areaId }) => areaId))}::smallint[], ${plainArray(neighbours.map(({ position }) => position))}::smallint[],
      ${plainArray(neighbours.map(({ neighbourId }) => neighbourId))}::smallint[],
      ${textArray(neighbours.map(({ closeness }) => closeness))}::text[])`.execute(tx)
}

export type StoredDataset = { id: string; sha256: string; row_count: number }

/** The dataset of that name when it was imported before. */
export async function findDataset(tx: Tx, slug: string): Promise<StoredDataset | undefined> {
  const { rows } =
    await sql<StoredDataset>`select id, sha256, row_count from indicators.dataset where slug = ${slug}`.execute(tx)
  return rows[0]
}

export type DatasetFacts = {
  slug: string
  title: string
  publisher: string
  licence: string
  sourceNote: string
  fileName: string
  sha256: string
  releasedOn: string | null
  rowCount: number
  problemCount: number
}

/** Writes the facts about a file and gives the dataset's id. */
export async function saveDataset(tx: Tx, facts: DatasetFacts): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into indicators.dataset (slug, title, publisher, licence, source_note, file_name, sha256, released_on, row_count, problem_count)
    values (${facts.slug}, ${facts.title}, ${facts.publisher}, ${facts.licence}, ${facts.sourceNote}, ${facts.fileName}, ${facts.sha256},
      ${facts.releasedOn}, ${facts.rowCount}, ${facts.problemCount})
    on conflict (slug) do update set title = excluded.title, publisher = excluded.publisher, licence = excluded.licence,
      source_note = excluded.source_note, file_name = excluded.file_name, sha256 = excluded.sha256, released_on = excluded.released_on,
      imported_at = now(), row_count = excluded.row_count, problem_count = excluded.problem_count
    returning id`.execute(tx)
  const id = rows[0]?.id
  if (id === undefined) throw new Error(`dataset ${facts.slug} was not stored`)
  return id
}

/** Writes the measures of a source and gives the id of each code. */
export async function saveMeasures(
  tx: Tx,
  source: 'dfe' | 'lait' | 'ons',
  measures: readonly Measure[],
): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: number; code: string }>`
    insert into indicators.measure (source, code, name, unit, decimals, polarity, topic, definition)
    select ${source}, * from unnest(
      ${textArray(measures.map(({ code }) => code))}::text[], ${textArray(measures.map(({ name }) => name))}::text[],
      ${textArray(measures.map(({ unit }) => unit))}::text[], ${plainArray(measures.map(({ decimals }) => decimals))}::int[],
      ${textArray(measures.map(({ polarity }) => polarity))}::text[], ${textArray(measures.map(({ topic }) => topic))}::text[],
      ${textArray(measures.map(({ definition }) => definition))}::text[])
    on conflict (source, code) do update set name = excluded.name, unit = excluded.unit, decimals = excluded.decimals,
      polarity = excluded.polarity, topic = excluded.topic, definition = excluded.definition
    returning id, code`.execute(tx)
  return new Map(rows.map(({ id, code }) => [code, id]))
}

/** Datasets with figures for these measures and the last day that each covers. */
async function coverage(
  tx: Tx,
  measureIds: readonly number[],
): Promise<{ dataset_id: string; covers_to: string; released_on: string | null }[]> {
  const { rows } = await sql<{ dataset_id: string; covers_to: string; released_on: string | null }>`
    select v.dataset_id, max(v.ends_on)::text as covers_to, d.released_on::text as released_on
    from indicators.national_value v join indicators.dataset d on d.id = v.dataset_id
    where v.measure_id = any(${plainArray(measureIds)}::int[]) group by v.dataset_id, d.released_on`.execute(tx)
  return rows
}

export type SaveFigures = {
  datasetId: string
  releasedOn: string | null
  /** True when the dataset held another file before: its own figures are then replaced too. */
  replacesOwn: boolean
  measureIds: ReadonlyMap<string, number>
  onRows: (rows: number) => void
}

/**
 * Writes figures, 20,000 at a time. A figure that is there stays, unless it came from a dataset that this one follows: one that covers no later
 * day and was not released later, or the same dataset's earlier file.
 *
 * @returns how many figures were written or replaced
 */
export async function saveFigures(
  tx: Tx,
  figures: Figures,
  { datasetId, releasedOn, replacesOwn, measureIds, onRows }: SaveFigures,
): Promise<number> {
  const idAt = figures.measures.map(({ code }) => measureIds.get(code) ?? 0)
  const coversTo = figures.periods.reduce((latest, { endsOn }) => (endsOn > latest ? endsOn : latest), '')
  const replaced = (await coverage(tx, idAt))
    .filter((other) =>
      other.dataset_id === datasetId
        ? replacesOwn
        : other.covers_to <= coversTo &&
          (other.released_on === null || releasedOn === null || other.released_on <= releasedOn),
    )
    .map((other) => other.dataset_id)
  const keys = textArray(figures.periods.map(({ key }) => key))
  const starts = textArray(figures.periods.map(({ startsOn }) => startsOn))
  const ends = textArray(figures.periods.map(({ endsOn }) => endsOn))
  const states = textArray(figureStates)
  let written = 0
  for (let from = 0; from < figures.count; from += batchSize) {
    const to = Math.min(from + batchSize, figures.count)
    const measures = Array.from(figures.measureAt.subarray(from, to), (at) => idAt[at] ?? 0)
    const values = Array.from(figures.value.subarray(from, to), (value) => (Number.isNaN(value) ? null : value))
    const result = await sql`
      insert into indicators.national_value as kept (measure_id, area_id, period, starts_on, ends_on, value, state, dataset_id)
      select f.measure_id, f.area_id, p.key, p.starts_on, p.ends_on, f.value, (${states}::text[])[f.state_at + 1], ${datasetId}::uuid
      from unnest(${plainArray(measures)}::int[], ${plainArray(figures.areaId.subarray(from, to))}::smallint[],
        ${plainArray(figures.periodAt.subarray(from, to))}::int[], ${plainArray(values)}::numeric[],
        ${plainArray(figures.state.subarray(from, to))}::int[]) as f (measure_id, area_id, period_at, value, state_at)
      join unnest(${keys}::text[], ${starts}::date[], ${ends}::date[]) with ordinality as p (key, starts_on, ends_on, at) on p.at = f.period_at + 1
      on conflict (measure_id, area_id, period) do update set starts_on = excluded.starts_on, ends_on = excluded.ends_on,
        value = excluded.value, state = excluded.state, dataset_id = excluded.dataset_id
        where kept.dataset_id = any(${plainArray(replaced)}::uuid[])`.execute(tx)
    written += Number(result.numAffectedRows ?? 0n)
    onRows(to - from)
  }
  return written
}
