import { emptyRange, isBounded, reasonToHold, widen, type Range } from './held-back.ts'
import type { Area } from './areas.ts'
import type { Cell } from './cell.ts'
import type { Period } from './period.ts'

/** What a stored figure's cell says; 'held' is a figure of England or a region that waits until a person accepts it. */
export const figureStates = ['value', 'c', 'x', 'z', 'k', 'u', 'missing', 'held'] as const
const held = figureStates.indexOf('held')

/** A published measure as it is stored. `unit` is in the catalogue's words. */
export type Measure = {
  code: string
  name: string
  unit: string | null
  decimals: number | null
  polarity: string | null
  topic: string | null
  definition: string | null
}

/** A row that was read and is not used, with the reason. `row` counts from 1, the heading. */
export type RefusedRow = { row: number; text: string }
/** A figure of a country or region that waits until a person accepts it. */
export type HeldFigure = { measure: string; period: string; areaId: number; value: number; reason: string }

/**
 * Figures in columns, 16 bytes each rather than an object each: there are 350,000 in one file. `measureAt` and `periodAt` point into the lists,
 * `state` into `figureStates`; a value is NaN where the state is not 'value' or 'held'.
 */
export type Figures = {
  measures: Measure[]
  periods: Period[]
  count: number
  measureAt: Uint16Array
  periodAt: Uint16Array
  areaId: Int16Array
  value: Float64Array
  state: Uint8Array
  refusedRows: RefusedRow[]
  held: HeldFigure[]
}

type Columns = Pick<Figures, 'measureAt' | 'periodAt' | 'areaId' | 'value' | 'state'>

const blankColumns = (size: number): Columns => ({
  measureAt: new Uint16Array(size),
  periodAt: new Uint16Array(size),
  areaId: new Int16Array(size),
  value: new Float64Array(size),
  state: new Uint8Array(size),
})

/** One measure in one period: what its authorities span, where the larger areas' figures lie, and every area's figure. */
export type Group = { measureAt: number; periodAt: number; range: Range; larger: number[]; seen: Map<number, number> }

/** Collects figures by measure and period, notices what is given twice, and holds back what no authority can explain. */
export function figureCollector() {
  let size = 1 << 14
  let columns = blankColumns(size)
  let count = 0
  const measures: Measure[] = []
  const periods: Period[] = []
  const groups: Group[] = []

  const grow = () => {
    size *= 2
    const next = blankColumns(size)
    for (const name of Object.keys(columns) as (keyof Columns)[]) next[name].set(columns[name])
    columns = next
  }

  return {
    /** A new group: the measure's and the period's place in the lists are found or made. */
    group(measure: Measure, period: Period): Group {
      const group = {
        measureAt: placeIn(measures, measure, (other) => other.code === measure.code),
        periodAt: placeIn(
          periods,
          period,
          (other) => other.label === period.label && other.startsOn === period.startsOn && other.key === period.key,
        ),
        range: emptyRange(),
        larger: [],
        seen: new Map<number, number>(),
      }
      groups.push(group)
      return group
    },
    /** Adds a figure. False when the group already has another figure for the area; the same figure twice is taken once. */
    add(group: Group, area: Area, cell: Cell): boolean {
      const value = cell.value ?? Number.NaN
      const before = group.seen.get(area.id)
      if (before !== undefined) return Object.is(before, value)
      group.seen.set(area.id, value)
      if (count === size) grow()
      columns.measureAt[count] = group.measureAt
      columns.periodAt[count] = group.periodAt
      columns.areaId[count] = area.id
      columns.value[count] = value
      columns.state[count] = figureStates.indexOf(cell.state)
      if (cell.value !== null) {
        if (area.kind === 'authority' || area.kind === 'predecessor') widen(group.range, value)
        else group.larger.push(count)
      }
      count++
      return true
    },
    done(refusedRows: RefusedRow[]): Figures {
      const heldFigures: HeldFigure[] = []
      for (const { measureAt, periodAt, range, larger } of groups) {
        const measure = measures[measureAt]
        if (!measure || !isBounded(measure.unit)) continue
        for (const at of larger) {
          const value = columns.value[at] ?? Number.NaN
          const reason = reasonToHold(value, range)
          if (!reason) continue
          columns.state[at] = held
          heldFigures.push({
            measure: measure.code,
            period: periods[periodAt]?.key ?? '',
            areaId: columns.areaId[at] ?? 0,
            value,
            reason,
          })
        }
      }
      return { measures, periods, count, ...columns, refusedRows, held: heldFigures }
    },
  }
}

/** Where `item` stands in `list`, put at its end when nothing there is the same. */
function placeIn<T>(list: T[], item: T, isSame: (other: T) => boolean): number {
  const found = list.findIndex(isSame)
  return found >= 0 ? found : list.push(item) - 1
}
