import { sql } from 'kysely'
import type { Db, Tx } from '#platform/db/connect.ts'

/** Which published figure: of which measure, area and period. */
export type FigureKey = { measureId: number; areaId: number; period: string }

/** A published figure that waits for a person, beside the range of the authorities for the same period. */
export type HeldFigure = FigureKey & {
  measure: string
  area: string
  startsOn: string | null
  endsOn: string
  value: number
  smallest: number
  largest: number
  count: number
  source: string
}

/** More than this at once is a fault of a file, not a list for a person. */
const most = 500

/** Every held figure, the newest period of each measure first. */
export async function listHeld(db: Db | Tx): Promise<HeldFigure[]> {
  const { rows } = await sql<HeldFigure>`
    select v.measure_id as "measureId", v.area_id as "areaId", v.period, m.name as measure, a.name as area,
      v.starts_on as "startsOn", v.ends_on as "endsOn", v.value::float8 as value,
      coalesce(r.smallest, 0)::float8 as smallest, coalesce(r.largest, 0)::float8 as largest, r.count::int as count,
      concat(d.publisher, ', ', d.title) as source
    from indicators.national_value v
      join indicators.measure m on m.id = v.measure_id
      join partnerships.area a on a.id = v.area_id
      join indicators.dataset d on d.id = v.dataset_id
      cross join lateral (
        select min(o.value) as smallest, max(o.value) as largest, count(*) as count
        from indicators.national_value o join partnerships.area p on p.id = o.area_id
        where o.measure_id = v.measure_id and o.period = v.period and o.state = 'value' and p.kind = 'authority') r
    where v.state = 'held' order by m.name, v.ends_on desc, a.name limit ${most}`.execute(db)
  return rows
}

/** Counts a held figure like any other; what its dataset says of held figures says so too. False when it is held no more. */
export async function acceptFigure(tx: Tx, { measureId, areaId, period }: FigureKey, today: string): Promise<boolean> {
  const accepted = await tx
    .updateTable('indicators.national_value')
    .set({ state: 'value' })
    .where('measure_id', '=', measureId)
    .where('area_id', '=', areaId)
    .where('period', '=', period)
    .where('state', '=', 'held')
    .returning('dataset_id')
    .executeTakeFirst()
  if (!accepted) return false
  // Published figures stay in memory until this count changes (published-store.ts).
  await sql`
    update indicators.dataset d set problem_count = d.problem_count - 1,
      source_note = concat_ws('; ', d.source_note, concat('a held figure of ', a.name, ', ', ${period}::text, ', accepted on ', ${today}::text))
    from partnerships.area a where a.id = ${areaId} and d.id = ${accepted.dataset_id}`.execute(tx)
  return true
}
