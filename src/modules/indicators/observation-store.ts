import { sql } from 'kysely'
import type { Db, Tx } from '#platform/db/connect.ts'
import { periodLabel, type Observation, type ObservationState } from './observation.ts'

const columns = [
  'o.id',
  'o.indicator_id',
  'o.starts_on',
  'o.ends_on',
  'o.numerator',
  'o.denominator',
  'o.value',
  'o.state',
  'o.reason',
  'o.is_invented',
] as const

const current = (db: Db | Tx, partnershipId: string) =>
  db
    .selectFrom('indicators.observation as o')
    .where('o.partnership_id', '=', partnershipId)
    .where('o.replaced_at', 'is', null)
    .select(columns)

type Row = Awaited<ReturnType<ReturnType<typeof current>['executeTakeFirstOrThrow']>>

const numberOf = (text: string | null): number | null => (text === null ? null : Number(text))

const observationOf = (row: Row): Observation => ({
  id: row.id,
  startsOn: row.starts_on,
  endsOn: row.ends_on,
  label: periodLabel(row.starts_on, row.ends_on),
  numerator: numberOf(row.numerator),
  denominator: numberOf(row.denominator),
  value: numberOf(row.value),
  state: row.state as ObservationState,
  reason: row.reason,
  isInvented: row.is_invented,
})

function byIndicator(rows: readonly Row[]): Map<string, Observation[]> {
  const found = new Map<string, Observation[]>()
  for (const row of rows) {
    const list = found.get(row.indicator_id)
    if (list) list.push(observationOf(row))
    else found.set(row.indicator_id, [observationOf(row)])
  }
  return found
}

/** Every current figure of a partnership by indicator, oldest first; of some indicators when they are named. */
export async function listObservations(
  db: Db | Tx,
  partnershipId: string,
  indicatorIds?: readonly string[],
): Promise<Map<string, Observation[]>> {
  if (indicatorIds?.length === 0) return new Map()
  let query = current(db, partnershipId).orderBy('o.starts_on').orderBy('o.ends_on')
  if (indicatorIds) query = query.where('o.indicator_id', 'in', indicatorIds)
  return byIndicator(await query.execute())
}

/** The last `count` current figures of each indicator for periods that began before a day, newest first. An indicator without any is not in the map. */
export async function lastObservations(
  db: Db | Tx,
  partnershipId: string,
  indicatorIds: readonly string[],
  beforeStartsOn: string,
  count: number,
): Promise<Map<string, Observation[]>> {
  if (indicatorIds.length === 0) return new Map()
  const place = sql<number>`row_number() over (partition by o.indicator_id order by o.starts_on desc, o.ends_on desc)`
  const rows = await db
    .with('ranked', (with_) =>
      current(with_ as Db, partnershipId)
        .where('o.indicator_id', 'in', indicatorIds)
        .where('o.starts_on', '<', beforeStartsOn)
        .select(place.as('place')),
    )
    .selectFrom('ranked as o')
    .where('o.place', '<=', count)
    .select(columns)
    .orderBy('o.indicator_id')
    .orderBy('o.place')
    .execute()
  return byIndicator(rows)
}

/** One figure to record: a value, or a state and the reason why there is none. */
export type NewFigure = {
  indicatorId: string
  numerator: number | null
  denominator: number | null
  value: number | null
  state: ObservationState
  reason: string | null
}

export type NewFigures = {
  partnershipId: string
  organisationId: string
  returnId: string | null
  startsOn: string
  endsOn: string
  entries: readonly NewFigure[]
  /** True only for figures that a demonstration made up. */
  isInvented?: boolean
}

/**
 * Records the figures of one organisation for one period. A current figure of the same period is kept with the time at which it was
 * replaced. Throws the database’s error when a value lacks its state or a missing one its reason.
 */
export async function recordObservations(tx: Tx, figures: NewFigures): Promise<void> {
  const { partnershipId, organisationId, returnId, startsOn, endsOn, entries, isInvented = false } = figures
  if (entries.length === 0) return
  await tx
    .updateTable('indicators.observation')
    .set({ replaced_at: sql<Date>`now()` })
    .where('partnership_id', '=', partnershipId)
    .where('starts_on', '=', startsOn)
    .where('ends_on', '=', endsOn)
    .where('replaced_at', 'is', null)
    .where(
      'indicator_id',
      'in',
      entries.map((entry) => entry.indicatorId),
    )
    .execute()
  await tx
    .insertInto('indicators.observation')
    .values(
      entries.map((entry) => ({
        partnership_id: partnershipId,
        organisation_id: organisationId,
        return_id: returnId,
        starts_on: startsOn,
        ends_on: endsOn,
        indicator_id: entry.indicatorId,
        numerator: entry.numerator,
        denominator: entry.denominator,
        value: entry.value,
        state: entry.state,
        reason: entry.reason,
        is_invented: isInvented,
      })),
    )
    .execute()
}
