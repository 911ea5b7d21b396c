import { median } from '#statistics/peers.ts'
import { quarterOfRank, type PublishedFigure, type PublishedYear } from './position.ts'

/** An area that published figures are about. */
export type PublishedArea = {
  id: number
  laCode: string | null
  name: string
  kind: 'country' | 'region' | 'authority' | 'predecessor' | 'aggregate'
  regionId: number | null
  startsOn: string | null
  endsOn: string | null
}

export type NeighbourModel = { model: string; title: string; datedOn: string }

/** The areas, each with its place in every list of figures, and the newest model of neighbours. */
export type Places = {
  areas: readonly PublishedArea[]
  /** Place by area id. */
  slots: ReadonlyMap<number, number>
  england: number | undefined
  model: NeighbourModel | null
  /** Area ids of the statistical neighbours, closest first. */
  neighbours: ReadonlyMap<number, readonly { areaId: number; closeness: string }[]>
}

const stateCodes = ['absent', 'value', 'c', 'x', 'z', 'k', 'u', 'missing', 'held'] as const
const codeOf = new Map<string, number>(stateCodes.map((state, code) => [state, code]))

export type PublishedPeriod = { period: string; startsOn: string | null; endsOn: string }

/** Every published figure of one measure: a row of places for each period, oldest first. */
export type MeasureFigures = {
  periods: readonly PublishedPeriod[]
  width: number
  values: Float64Array
  states: Uint8Array
  /** Place of the dataset in the list of sources. */
  datasets: Uint8Array
  /** The authorities’ figures of each period from low to high. */
  ranked: readonly Float64Array[]
}

/** One period as the database hands it over: lists beside each other, an empty text where there is no number. */
export type PeriodRow = PublishedPeriod & { areas: string; values: string; states: string; datasets: string }

/** Packs the periods of one measure, oldest first. */
export function packFigures(rows: readonly PeriodRow[], places: Places): MeasureFigures {
  const width = places.areas.length
  const values = new Float64Array(rows.length * width).fill(Number.NaN)
  const states = new Uint8Array(rows.length * width)
  const datasets = new Uint8Array(rows.length * width)
  const ranked = rows.map((row, at) => {
    const ids = row.areas.split(',')
    const printed = row.values.split(',')
    const named = row.states.split(',')
    const from = row.datasets.split(',')
    const authorities: number[] = []
    for (const [i, id] of ids.entries()) {
      const slot = places.slots.get(Number(id))
      if (slot === undefined) continue
      const place = at * width + slot
      const value = printed[i] === '' ? Number.NaN : Number(printed[i])
      values[place] = value
      states[place] = codeOf.get(named[i] ?? '') ?? 0
      datasets[place] = Number(from[i])
      if (named[i] === 'value' && places.areas[slot]?.kind === 'authority') authorities.push(value)
    }
    return Float64Array.from(authorities).sort()
  })
  const periods = rows.map(({ period, startsOn, endsOn }) => ({ period, startsOn, endsOn }))
  return { periods, width, values, states, datasets, ranked }
}

const stateAt = (figures: MeasureFigures, at: number, slot: number): (typeof stateCodes)[number] =>
  stateCodes[figures.states[at * figures.width + slot] ?? 0] ?? 'absent'

const nothing: PublishedFigure = { value: null, state: 'missing' }

/** What is shown of a place: low reliability with its number, a held figure without. */
export function shownAt(figures: MeasureFigures, at: number, slot: number | undefined): PublishedFigure {
  if (slot === undefined) return nothing
  const state = stateAt(figures, at, slot)
  if (state === 'absent') return nothing
  const value = figures.values[at * figures.width + slot] ?? Number.NaN
  return { value: (state === 'value' || state === 'u') && !Number.isNaN(value) ? value : null, state }
}

/** What counts for ranks and medians: published numbers only, none of low reliability and none that is held. */
export const countedAt = (figures: MeasureFigures, at: number, slot: number | undefined): number | null =>
  slot !== undefined && stateAt(figures, at, slot) === 'value'
    ? (figures.values[at * figures.width + slot] ?? null)
    : null

/** How many of a sorted list are smaller than a value. */
function countBelow(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? Infinity) < value) low = middle + 1
    else high = middle
  }
  return low
}

function countAbove(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? Infinity) <= value) low = middle + 1
    else high = middle
  }
  return sorted.length - low
}

const speaks = new Set(['value', 'u', 'c', 'k'])

/**
 * The periods in which the area has a figure, or a symbol that stands for one; also those in which only its neighbours do, while the area existed.
 * Nothing after an area's end: what is printed there is no figure of its own. Places in `periods`.
 */
export function periodsOf(figures: MeasureFigures, places: Places, areaId: number): number[] {
  const slotOf = (id: number): number[] => {
    const slot = places.slots.get(id)
    return slot === undefined ? [] : [slot]
  }
  const own = slotOf(areaId)
  const area = places.areas[own[0] ?? -1]
  const peers = (places.neighbours.get(areaId) ?? []).flatMap((neighbour) => slotOf(neighbour.areaId))
  const speaksIn = (slots: readonly number[], at: number) =>
    slots.some((slot) => speaks.has(stateAt(figures, at, slot)))
  return figures.periods.flatMap(({ endsOn }, at) => {
    if (!area || (area.endsOn !== null && endsOn > area.endsOn)) return []
    const hadBegun = area.startsOn === null || endsOn >= area.startsOn
    return speaksIn(own, at) || (hadBegun && speaksIn(peers, at)) ? [at] : []
  })
}

/**
 * One period of one area beside England, its region and the median of its neighbours, with its rank among the authorities that have a figure. Equal
 * figures share the better rank. An area that is no authority of its own (England, a region, a predecessor) has no rank.
 */
export function yearAt(
  figures: MeasureFigures,
  places: Places,
  at: number,
  areaId: number,
  lowerIsBetter: boolean,
): PublishedYear {
  const own = places.slots.get(areaId)
  const area = own === undefined ? undefined : places.areas[own]
  const peers = (places.neighbours.get(areaId) ?? []).map(({ areaId: id }) =>
    countedAt(figures, at, places.slots.get(id)),
  )
  const counted = countedAt(figures, at, own)
  const sorted = figures.ranked[at] ?? new Float64Array()
  const position =
    counted === null || area?.kind !== 'authority'
      ? null
      : (lowerIsBetter ? countBelow(sorted, counted) : countAbove(sorted, counted)) + 1
  const period = figures.periods[at] ?? { period: '', startsOn: null, endsOn: '' }
  return {
    ...period,
    own: shownAt(figures, at, own),
    england: shownAt(figures, at, places.england),
    region: shownAt(figures, at, area?.regionId == null ? undefined : places.slots.get(area.regionId)),
    neighbours: median(peers),
    rank: position === null ? null : { position, of: sorted.length },
    quartile: position === null ? null : quarterOfRank(position, sorted.length),
  }
}
