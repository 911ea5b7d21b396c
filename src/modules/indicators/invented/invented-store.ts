import type { Tx } from '#platform/db/connect.ts'
import type { Supplied } from '../indicator-store.ts'
import type { Anchor } from './invent.ts'

/** True when an agency’s own figure is among the partnership’s. */
export async function hasRealFigures(tx: Tx, partnershipId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('indicators.observation')
    .where('partnership_id', '=', partnershipId)
    .where('is_invented', '=', false)
    .select('id')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** The area’s published figures of each supplied indicator, oldest first; a year’s figure stands at its middle, a position at its day. */
export async function findAnchors(
  tx: Tx,
  areaId: number | null,
  supplied: readonly Supplied[],
): Promise<Map<string, Anchor[]>> {
  const anchors = new Map<string, Anchor[]>()
  const measures = supplied.flatMap(({ indicator }) => (indicator.measureId === null ? [] : [indicator.measureId]))
  if (areaId === null || measures.length === 0) return anchors
  const rows = await tx
    .selectFrom('indicators.national_value')
    .where('area_id', '=', areaId)
    .where('measure_id', 'in', measures)
    .where('state', '=', 'value')
    .select(['measure_id', 'ends_on', 'value'])
    .orderBy('ends_on')
    .execute()
  for (const { indicator } of supplied) {
    const isPosition = indicator.periodKind === 'snapshot'
    anchors.set(
      indicator.id,
      rows
        .filter((row) => row.measure_id === indicator.measureId)
        .map((row) => ({
          on: isPosition ? row.ends_on : `${Number(row.ends_on.slice(0, 4)) - 1}-09-30`,
          value: Number(row.value),
        })),
    )
  }
  return anchors
}

/** Children aged 0 to 17 of the area by year: the estimate of that year, or of the nearest year that has one. */
export async function findPopulation(tx: Tx, areaId: number | null): Promise<(year: number) => number> {
  const rows = await tx
    .selectFrom('indicators.national_value as v')
    .innerJoin('indicators.measure as m', 'm.id', 'v.measure_id')
    .where('m.source', '=', 'ons')
    .where('v.area_id', '=', areaId)
    .where('v.state', '=', 'value')
    .select(['v.ends_on', 'v.value'])
    .orderBy('v.ends_on')
    .execute()
  const byYear = rows.map((row) => ({ year: Number(row.ends_on.slice(0, 4)), children: Number(row.value) }))
  if (byYear.length === 0) throw new Error('Load the population estimates before inventing a history')
  return (year) =>
    byYear.reduce((best, one) => (Math.abs(one.year - year) < Math.abs(best.year - year) ? one : best)).children
}

export type NewAnnotation = {
  partnershipId: string
  indicatorId: string
  startsOn: string
  text: string
  isRebase: boolean
}

/** Notes an invented change on a chart. */
export async function annotate(tx: Tx, note: NewAnnotation): Promise<void> {
  await tx
    .insertInto('indicators.annotation')
    .values({
      partnership_id: note.partnershipId,
      indicator_id: note.indicatorId,
      starts_on: note.startsOn,
      text: note.text,
      is_rebase: note.isRebase,
      author: 'Invented for the demonstration',
    })
    .execute()
}

/** Gives an indicator an invented target where the partnership has set none. */
export async function setTarget(
  tx: Tx,
  {
    partnershipId,
    indicatorId,
    target,
    note,
  }: { partnershipId: string; indicatorId: string; target: number; note: string },
): Promise<void> {
  await tx
    .updateTable('indicators.supply')
    .set({ target, target_note: note })
    .where('partnership_id', '=', partnershipId)
    .where('indicator_id', '=', indicatorId)
    .where('target', 'is', null)
    .execute()
}
