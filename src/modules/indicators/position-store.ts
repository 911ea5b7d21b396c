import { sql } from 'kysely'
import type { Db, Tx } from '#platform/db/connect.ts'
import type { Indicator } from './indicator.ts'
import { quarterOfRank, readPosition, type Position, type PublishedSource, type PublishedYear } from './position.ts'

type YearRow = {
  measure_id: number
  period: string
  starts_on: string | null
  ends_on: string
  own_value: number | null
  own_state: string | null
  england_value: number | null
  england_state: string | null
  region_value: number | null
  region_state: string | null
  median: number | null
  used: number
  of: number
  ranked: number
  below: number
  above: number
  own_ranked: boolean
  dataset_id: string | null
}

type Which = { measures: readonly number[]; areaId: number; period?: string | undefined; everyPeriod: boolean }

/**
 * Published figures of one area beside England, its region and its neighbours, with how many authorities lie below and above: one row a measure
 * and period, all by one statement. The newest period is the last in which the area or one of its neighbours has a figure or a symbol of its own.
 * Figures of low reliability are shown but neither ranked nor in a median; held ones are not used at all.
 */
async function yearsOf(db: Db | Tx, { measures, areaId, period, everyPeriod }: Which): Promise<YearRow[]> {
  if (measures.length === 0) return []
  const chosen = everyPeriod
    ? sql`select distinct v.measure_id, v.period, v.starts_on, v.ends_on from mine v`
    : sql`select distinct on (v.measure_id) v.measure_id, v.period, v.starts_on, v.ends_on from mine v
          ${period === undefined ? sql`` : sql`where v.period = ${period}`}
          order by v.measure_id, v.ends_on desc, v.period desc`
  const { rows } = await sql<YearRow>`
    with place as (
      select a.id, a.region_id, (select e.id from partnerships.area e where e.kind = 'country' limit 1) as england_id
      from partnerships.area a where a.id = ${areaId}),
    peer as (
      select n.neighbour_id from indicators.neighbour n
      where n.area_id = ${areaId} and n.model = (select m.model from indicators.neighbour_model m order by m.dated_on desc limit 1)),
    mine as (
      select v.measure_id, v.period, v.starts_on, v.ends_on from indicators.national_value v
      where v.measure_id = any(${`{${measures.join(',')}}`}::int[])
        and (v.area_id = ${areaId} or v.area_id in (select neighbour_id from peer)) and v.state in ('value', 'u', 'c', 'k')),
    chosen as (${chosen}),
    figure as (
      select c.measure_id, c.period, c.starts_on, c.ends_on, v.area_id, v.state, v.dataset_id,
        case when v.state in ('value', 'u') then v.value::float8 end as shown,
        case when v.state = 'value' then v.value::float8 end as value,
        v.area_id = p.id as is_own, v.area_id = p.england_id as is_england, v.area_id = p.region_id as is_region,
        v.area_id in (select neighbour_id from peer) as is_peer, a.kind = 'authority' as is_authority,
        max(case when v.area_id = p.id and v.state = 'value' and a.kind = 'authority' then v.value end)
          over (partition by c.measure_id, c.period)::float8 as own
      from chosen c join indicators.national_value v on v.measure_id = c.measure_id and v.period = c.period
        join partnerships.area a on a.id = v.area_id cross join place p
      where a.kind = 'authority' or a.id in (p.id, p.england_id, p.region_id))
    select measure_id, period, starts_on, ends_on,
      max(shown) filter (where is_own) as own_value, max(state) filter (where is_own) as own_state,
      max(shown) filter (where is_england) as england_value, max(state) filter (where is_england) as england_state,
      max(shown) filter (where is_region) as region_value, max(state) filter (where is_region) as region_state,
      percentile_cont(0.5) within group (order by value) filter (where is_peer) as median,
      count(value) filter (where is_peer)::int as used,
      (select count(*)::int from peer) as of,
      count(value) filter (where is_authority)::int as ranked,
      count(*) filter (where is_authority and value < own)::int as below,
      count(*) filter (where is_authority and value > own)::int as above,
      bool_or(own is not null) as own_ranked,
      (max(dataset_id::text) filter (where is_own)) as dataset_id
    from figure group by measure_id, period, starts_on, ends_on order by measure_id, ends_on, period`.execute(db)
  return rows
}

function yearOf(row: YearRow, polarity: Indicator['polarity']): PublishedYear {
  const position = row.own_ranked ? (polarity === 'lower-better' ? row.below : row.above) + 1 : null
  return {
    period: row.period,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    own: { value: row.own_value, state: row.own_state ?? 'missing' },
    england: { value: row.england_value, state: row.england_state ?? 'missing' },
    region: { value: row.region_value, state: row.region_state ?? 'missing' },
    neighbours: { median: row.median, used: row.used, of: row.of },
    rank: position === null ? null : { position, of: row.ranked },
    quartile: position === null ? null : quarterOfRank(position, row.ranked),
  }
}

type Place = {
  areaName: string
  regionName: string | null
  model: { model: string; title: string; datedOn: string } | null
}

async function findPlace(db: Db | Tx, areaId: number): Promise<Place | undefined> {
  const row = await db
    .selectFrom('partnerships.area as a')
    .leftJoin('partnerships.area as r', 'r.id', 'a.region_id')
    .leftJoin('indicators.neighbour_model as m', (join) =>
      join.on('m.model', '=', (on) =>
        on.selectFrom('indicators.neighbour_model').select('model').orderBy('dated_on', 'desc').limit(1),
      ),
    )
    .where('a.id', '=', areaId)
    .select(['a.name', 'r.name as region', 'm.model', 'm.title', 'm.dated_on'])
    .executeTakeFirst()
  if (!row) return undefined
  const { name, region, model, title, dated_on } = row
  return {
    areaName: name,
    regionName: region,
    model: model === null || title === null || dated_on === null ? null : { model, title, datedOn: dated_on },
  }
}

async function listSources(db: Db | Tx): Promise<Map<string, PublishedSource>> {
  const rows = await db
    .selectFrom('indicators.dataset')
    .select(['id', 'title', 'publisher', 'licence', 'released_on as released', 'source_note as note'])
    .execute()
  return new Map(rows.map(({ id, ...source }) => [id, source]))
}

const noSource: PublishedSource = { title: 'Not recorded', publisher: '', licence: '', released: null, note: null }

/**
 * Where an area stands by the newest published figure of an indicator (or that of `asAtPeriod`, as the publisher prints the period), with every
 * earlier period. null when the indicator has no published measure, or the measure no figure for the area or its neighbours.
 */
export async function positionOf(
  db: Db | Tx,
  areaId: number,
  indicator: Indicator,
  asAtPeriod?: string,
): Promise<Position | null> {
  if (indicator.measureId === null) return null
  const [rows, place, sources] = await Promise.all([
    yearsOf(db, { measures: [indicator.measureId], areaId, everyPeriod: true }),
    findPlace(db, areaId),
    listSources(db),
  ])
  const at = asAtPeriod === undefined ? rows.length - 1 : rows.findIndex((row) => row.period === asAtPeriod)
  const row = rows[at]
  if (!row || !place) return null
  const history = rows.slice(0, at + 1).map((each) => yearOf(each, indicator.polarity))
  const latest = history.at(-1)
  if (!latest) return null
  const dataset = row.dataset_id ?? rows.findLast((each) => each.dataset_id !== null)?.dataset_id
  return readPosition({ indicator, ...place, source: sources.get(dataset ?? '') ?? noSource, latest, history })
}

/** The newest published position of an area for many indicators, without earlier periods, by three queries in all. */
export async function listPositions(
  db: Db | Tx,
  areaId: number,
  indicators: readonly Indicator[],
): Promise<Map<string, Position>> {
  const measures = [...new Set(indicators.flatMap(({ measureId }) => measureId ?? []))]
  const [rows, place, sources] = await Promise.all([
    yearsOf(db, { measures, areaId, everyPeriod: false }),
    findPlace(db, areaId),
    listSources(db),
  ])
  const byMeasure = new Map(rows.map((row) => [row.measure_id, row]))
  const positions = new Map<string, Position>()
  for (const indicator of indicators) {
    const row = indicator.measureId === null ? undefined : byMeasure.get(indicator.measureId)
    if (!row || !place) continue
    const latest = yearOf(row, indicator.polarity)
    const source = sources.get(row.dataset_id ?? '') ?? noSource
    positions.set(indicator.id, readPosition({ indicator, ...place, source, latest, history: [] }))
  }
  return positions
}

/** The figures of every authority for one published period, for a strip that shows where one stands. */
export async function listAuthorityFigures(
  db: Db | Tx,
  measureId: number,
  period: string,
): Promise<{ areaId: number; label: string; value: number | null }[]> {
  const rows = await db
    .selectFrom('indicators.national_value as v')
    .innerJoin('partnerships.area as a', 'a.id', 'v.area_id')
    .where('v.measure_id', '=', measureId)
    .where('v.period', '=', period)
    .where('a.kind', '=', 'authority')
    .select(['a.id', 'a.name', 'v.value', 'v.state'])
    .orderBy('a.name')
    .execute()
  return rows.map(({ id, name, value, state }) => ({
    areaId: id,
    label: name,
    value: state === 'value' && value !== null ? Number(value) : null,
  }))
}

/** The statistical neighbours of an area by the newest model, closest first. */
export async function listNeighbours(
  db: Db | Tx,
  areaId: number,
): Promise<{ name: string; laCode: string | null; closeness: string }[]> {
  return db
    .selectFrom('indicators.neighbour as n')
    .innerJoin('partnerships.area as a', 'a.id', 'n.neighbour_id')
    .where('n.area_id', '=', areaId)
    .where('n.model', '=', (where) =>
      where.selectFrom('indicators.neighbour_model').select('model').orderBy('dated_on', 'desc').limit(1),
    )
    .select(['a.name', 'a.la_code as laCode', 'n.closeness'])
    .orderBy('n.position')
    .execute()
}
