import { sql } from 'kysely'
import type { Db, Tx } from '#platform/db/connect.ts'
import type { PublishedSource } from './position.ts'
import { packFigures, type MeasureFigures, type PeriodRow, type Places, type PublishedArea } from './published.ts'

/** The published figures as they stand since one import: they change only when a file is imported or a held figure accepted. */
export type Published = {
  places: Places
  /** In the order to which `MeasureFigures.datasets` points. */
  sources: readonly PublishedSource[]
  measures: Map<number, Promise<MeasureFigures | null>>
  /** Charts of published figures alone, by what was drawn of them; see `drawnOnce`. */
  drawings: Map<string, string>
}

type Kept = { stamp: string; published: Promise<Published> }

/**
 * Kept for each pool of connections: figures that everybody sees alike and that change only with an import. The stamp is read from the database at
 * every use, so that an import, also by another process, shows at once.
 */
const kept = new WeakMap<object, Kept>()

const listSources = (db: Db | Tx) =>
  sql<PublishedSource & { id: string; stamp: string }>`
    select d.id, d.title, d.publisher, d.licence, d.released_on as released, d.source_note as note,
      concat_ws(' ', d.imported_at, d.row_count, d.problem_count, (select max(m.dated_on) from indicators.neighbour_model m)) as stamp
    from indicators.dataset d order by d.id`.execute(db)

async function readPlaces(db: Db | Tx): Promise<Places> {
  const [areas, models, neighbours] = await Promise.all([
    db
      .selectFrom('partnerships.area')
      .select([
        'id',
        'la_code as laCode',
        'name',
        'kind',
        'region_id as regionId',
        'starts_on as startsOn',
        'ends_on as endsOn',
      ])
      .orderBy('name')
      .execute(),
    db.selectFrom('indicators.neighbour_model').selectAll().orderBy('dated_on', 'desc').execute(),
    db
      .selectFrom('indicators.neighbour')
      .where('model', '=', (where) =>
        where.selectFrom('indicators.neighbour_model').select('model').orderBy('dated_on', 'desc').limit(1),
      )
      .select(['area_id', 'neighbour_id as areaId', 'closeness'])
      .orderBy('area_id')
      .orderBy('position')
      .execute(),
  ])
  const newest = models[0]
  const ended = new Set(
    areas.flatMap(({ id, endsOn }) => (endsOn !== null && newest && endsOn < newest.dated_on ? [id] : [])),
  )
  const england = areas.findIndex((area) => area.kind === 'country')
  return {
    areas: areas as PublishedArea[],
    slots: new Map(areas.map(({ id }, slot) => [id, slot])),
    england: england < 0 ? undefined : england,
    model: newest ? { model: newest.model, title: newest.title, datedOn: newest.dated_on } : null,
    // A model that was made after an area's end has nothing to say of it.
    neighbours: Map.groupBy(
      neighbours.filter(({ area_id }) => !ended.has(area_id)),
      (neighbour) => neighbour.area_id,
    ),
  }
}

/** The published figures as they stand now. */
export async function openPublished(db: Db | Tx): Promise<Published> {
  const { rows } = await listSources(db)
  const stamp = rows.map((row) => row.id + row.stamp).join()
  const found = kept.get(db)
  if (found?.stamp === stamp) return found.published
  const sources = rows.map(({ id: _id, stamp: _stamp, ...source }) => source)
  const published = readPlaces(db).then((places) => ({ places, sources, measures: new Map(), drawings: new Map() }))
  // A failed read is not kept: the next visitor tries again.
  published.catch(() => kept.delete(db))
  kept.set(db, { stamp, published })
  return published
}

type MeasureRow = PeriodRow & { measureId: number }

async function readMeasures(db: Db | Tx, places: Places, ids: readonly number[]): Promise<Map<number, MeasureFigures>> {
  const { rows } = await sql<MeasureRow>`
    with source as (select id, row_number() over (order by id) - 1 as place from indicators.dataset)
    select v.measure_id as "measureId", v.period, min(v.starts_on) as "startsOn", max(v.ends_on) as "endsOn",
      string_agg(v.area_id::text, ',' order by v.area_id) as areas,
      string_agg(coalesce(v.value::float8::text, ''), ',' order by v.area_id) as values,
      string_agg(v.state, ',' order by v.area_id) as states,
      string_agg(s.place::text, ',' order by v.area_id) as datasets
    from indicators.national_value v join source s on s.id = v.dataset_id
    where v.measure_id = any(${`{${ids.join(',')}}`}::int[])
    group by v.measure_id, v.period order by v.measure_id, max(v.ends_on), v.period`.execute(db)
  const byMeasure = Map.groupBy(rows, (row) => row.measureId)
  return new Map([...byMeasure].map(([id, periods]) => [id, packFigures(periods, places)]))
}

/** The figures of some measures: those that nobody asked for since the last import are read by one query. */
export async function figuresOf(
  db: Db | Tx,
  { places, measures }: Published,
  ids: readonly number[],
): Promise<Map<number, MeasureFigures>> {
  const missing = [...new Set(ids)].filter((id) => !measures.has(id))
  if (missing.length > 0) {
    const reading = readMeasures(db, places, missing)
    for (const id of missing) {
      const one = reading.then((read) => read.get(id) ?? null)
      one.catch(() => measures.delete(id))
      measures.set(id, one)
    }
  }
  const found = new Map<number, MeasureFigures>()
  for (const id of ids) {
    const figures = await measures.get(id)
    if (figures) found.set(id, figures)
  }
  return found
}
