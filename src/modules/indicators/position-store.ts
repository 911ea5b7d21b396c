import type { Db, Tx } from '#platform/db/connect.ts'
import type { Indicator } from './indicator.ts'
import { funnelStanding } from './funnel-standing.ts'
import { countsOf } from './national/measure-counts.ts'
import { readPosition, type Position, type PublishedSource } from './position.ts'
import { countedAt, periodsOf, yearAt, type MeasureFigures } from './published.ts'
import { figuresOf, openPublished, type Published } from './published-store.ts'
import { rankInterval, type CountedShare, type RankInterval } from './rank-interval.ts'

const unknownSource: PublishedSource = { title: 'Not recorded', publisher: '', licence: '', released: null, note: null }

/** The source of the figure of a place, or of any place in that period when it has none. */
function sourceAt(
  figures: MeasureFigures,
  { places, sources }: Published,
  at: number,
  areaId: number,
): PublishedSource {
  const row = figures.states.subarray(at * figures.width, (at + 1) * figures.width)
  const own = places.slots.get(areaId) ?? -1
  const slot = row[own] ? own : row.findIndex((state) => state !== 0)
  return sources[figures.datasets[at * figures.width + slot] ?? -1] ?? unknownSource
}

type Wanted = { areaId: number; indicator: Indicator; period?: string | undefined }

function positionIn(published: Published, figures: MeasureFigures, wanted: Wanted): Position | null {
  const { areaId, indicator, period } = wanted
  const { places } = published
  const area = places.areas[places.slots.get(areaId) ?? -1]
  const spoken = periodsOf(figures, places, areaId)
  const upTo =
    period === undefined
      ? spoken
      : spoken.slice(0, spoken.findIndex((at) => figures.periods[at]?.period === period) + 1)
  const last = upTo.at(-1)
  if (!area || last === undefined) return null
  const lowerIsBetter = indicator.polarity === 'lower-better'
  const year = (at: number) => yearAt(figures, places, at, areaId, lowerIsBetter)
  const region = area.regionId === null ? undefined : places.areas[places.slots.get(area.regionId) ?? -1]
  const position = readPosition({
    indicator,
    areaName: area.name,
    regionName: region?.name ?? null,
    model: places.model,
    neighbourNames: (places.neighbours.get(areaId) ?? []).flatMap(
      (neighbour) => places.areas[places.slots.get(neighbour.areaId) ?? -1]?.name ?? [],
    ),
    source: sourceAt(figures, published, last, areaId),
    latest: year(last),
    history: [],
  })
  // Earlier years only when somebody looks: a list of sixty indicators shows them for few.
  let history: Position['history'] | undefined
  return Object.defineProperty(position, 'history', { enumerable: true, get: () => (history ??= upTo.map(year)) })
}

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
  const published = await openPublished(db)
  const figures = (await figuresOf(db, published, [indicator.measureId])).get(indicator.measureId)
  return figures ? positionIn(published, figures, { areaId, indicator, period: asAtPeriod }) : null
}

/** The newest published position of an area for many indicators, by indicator id. */
export async function listPositions(
  db: Db | Tx,
  areaId: number,
  indicators: readonly Indicator[],
): Promise<Map<string, Position>> {
  const published = await openPublished(db)
  const figures = await figuresOf(
    db,
    published,
    indicators.flatMap(({ measureId }) => measureId ?? []),
  )
  const positions = new Map<string, Position>()
  for (const indicator of indicators) {
    const theirs = indicator.measureId === null ? undefined : figures.get(indicator.measureId)
    const position = theirs ? positionIn(published, theirs, { areaId, indicator }) : null
    if (position) positions.set(indicator.id, position)
  }
  return positions
}

/** The measures of the counts behind a measure; null when they are not published with it or not loaded. */
async function countMeasures(
  db: Db | Tx,
  measureId: number,
): Promise<{ numerator: number; denominator: number } | null> {
  const measures = db.selectFrom('indicators.measure')
  const measure = await measures.where('id', '=', measureId).select(['source', 'code']).executeTakeFirst()
  const counts = measure && countsOf(measure.source, measure.code)
  if (!counts) return null
  const rows = await measures
    .where('source', '=', measure.source)
    .where('code', 'in', [counts.numerator, counts.denominator])
    .select(['id', 'code'])
    .execute()
  const idOf = (code: string) => rows.find((row) => row.code === code)?.id
  const [numerator, denominator] = [idOf(counts.numerator), idOf(counts.denominator)]
  return numerator === undefined || denominator === undefined ? null : { numerator, denominator }
}

/** Every ranked area's share with its counts, and which of them is the area; null when the counts are not published. */
async function countedShares(
  db: Db | Tx,
  published: Published,
  figures: MeasureFigures,
  { areaId, indicator, period }: Wanted & { period: string },
): Promise<{ shares: CountedShare[]; own: number } | null> {
  const measures = indicator.measureId === null ? null : await countMeasures(db, indicator.measureId)
  if (!measures) return null
  const counts = await figuresOf(db, published, [measures.numerator, measures.denominator])
  const [numerators, denominators] = [counts.get(measures.numerator), counts.get(measures.denominator)]
  if (!numerators || !denominators) return null
  const countAt = (of: MeasureFigures, slot: number) =>
    countedAt(
      of,
      of.periods.findIndex((one) => one.period === period),
      slot,
    )
  const at = figures.periods.findIndex((one) => one.period === period)
  const ranked = published.places.areas.flatMap((area, slot) => {
    const percent = area.kind === 'authority' ? countedAt(figures, at, slot) : null
    return percent === null
      ? []
      : [{ id: area.id, percent, numerator: countAt(numerators, slot), denominator: countAt(denominators, slot) }]
  })
  return { shares: ranked, own: ranked.findIndex(({ id }) => id === areaId) }
}

/** A position among every authority. `drawings` keeps what is drawn of published figures alone, until the next import. */
export type Among = {
  position: Position
  areas: readonly { label: string; value: number | null }[]
  /** Where the area may really stand; null when the counts behind the figure are not published with it, or it has no rank. */
  rankInterval: RankInterval | null
  /** Where it stands in the funnel of all areas; null when that cannot be said. */
  funnel: string | null
  drawings: Published['drawings']
}

/** A position with the figures of every authority for the same period, for a strip that shows where one stands. */
export async function positionAmong(db: Db | Tx, areaId: number, indicator: Indicator): Promise<Among | null> {
  if (indicator.measureId === null) return null
  const published = await openPublished(db)
  const figures = (await figuresOf(db, published, [indicator.measureId])).get(indicator.measureId)
  const position = figures ? positionIn(published, figures, { areaId, indicator }) : null
  if (!figures || !position) return null
  const at = figures.periods.findIndex((one) => one.period === position.period)
  const areas = published.places.areas.flatMap((area, slot) =>
    area.kind === 'authority' ? [{ label: area.name, value: countedAt(figures, at, slot) }] : [],
  )
  const counted = position.rank
    ? await countedShares(db, published, figures, { areaId, indicator, period: position.period })
    : null
  const order = indicator.polarity === 'lower-better' ? 'low-to-high' : 'high-to-low'
  return {
    position,
    areas,
    rankInterval: counted && rankInterval(counted.shares, counted.own, order),
    funnel: counted && funnelStanding(counted.shares, counted.own),
    drawings: published.drawings,
  }
}
