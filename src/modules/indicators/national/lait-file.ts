import { readCell } from './cell.ts'
import { emptyRange, isBounded, reasonToHold, widen, type Range } from './held-back.ts'
import { read, refused, type Outcome } from './outcome.ts'
import { laitPeriod, type Period } from './period.ts'
import type { Area } from './areas.ts'
import type { LaitDictionary, LaitMeasure } from './lait-dictionary.ts'

export const laitStates = ['value', 'c', 'x', 'z', 'k', 'u', 'missing', 'held'] as const
export type LaitState = (typeof laitStates)[number]
const held = laitStates.indexOf('held')

/** A row that was read and is not used, with the reason. `row` counts from 1, the heading. */
export type RefusedRow = { row: number; text: string }
/** A figure of a country or region that waits until a person accepts it. */
export type HeldValue = { measure: string; period: string; areaId: number; value: number; reason: string }

/** 350,000 figures in columns: 16 bytes each rather than an object each. `measureAt` and `periodAt` point into the lists. */
export type LaitFile = {
  measures: LaitMeasure[]
  periods: Period[]
  count: number
  measureAt: Uint16Array
  periodAt: Uint16Array
  areaId: Int16Array
  value: Float64Array
  state: Uint8Array
  refusedRows: RefusedRow[]
  held: HeldValue[]
  sha256: string
}

const needed = ['measure_short', 'period', 'area_name', 'value', 'la_number'] as const
type Column = (typeof needed)[number]

type Columns = Pick<LaitFile, 'measureAt' | 'periodAt' | 'areaId' | 'value' | 'state'>

const blankColumns = (size: number): Columns => ({
  measureAt: new Uint16Array(size),
  periodAt: new Uint16Array(size),
  areaId: new Int16Array(size),
  value: new Float64Array(size),
  state: new Uint8Array(size),
})

/** Columns that grow by doubling. `add` gives the position of what was added. */
function growing() {
  let size = 1 << 16
  let columns = blankColumns(size)
  let count = 0
  const grow = () => {
    size *= 2
    const next = blankColumns(size)
    for (const name of Object.keys(columns) as (keyof Columns)[]) next[name].set(columns[name])
    columns = next
  }
  return {
    add(measureAt: number, periodAt: number, areaId: number, value: number, state: number): number {
      if (count === size) grow()
      columns.measureAt[count] = measureAt
      columns.periodAt[count] = periodAt
      columns.areaId[count] = areaId
      columns.value[count] = value
      columns.state[count] = state
      return count++
    },
    done: () => ({ ...columns, count }),
  }
}

/** One measure in one period: what its authorities span, where the larger areas' figures lie, and every area's figure. */
type Group = { measureAt: number; periodAt: number; range: Range; larger: number[]; seen: Map<number, number> }

/** Holds back the rates and percentages of England and regions that lie outside the authorities of the same measure and period. */
function holdBack(file: Omit<LaitFile, 'held' | 'sha256' | 'refusedRows'>, groups: Iterable<Group>): HeldValue[] {
  const heldValues: HeldValue[] = []
  for (const { range, larger } of groups) {
    for (const at of larger) {
      const measure = file.measures[file.measureAt[at] ?? 0]
      const value = file.value[at] ?? Number.NaN
      const reason = measure && isBounded(measure.unit) ? reasonToHold(value, range) : undefined
      if (!measure || !reason) continue
      file.state[at] = held
      heldValues.push({
        measure: measure.code,
        period: file.periods[file.periodAt[at] ?? 0]?.key ?? '',
        areaId: file.areaId[at] ?? 0,
        value,
        reason,
      })
    }
  }
  return heldValues
}

/** Where `item` stands in `list`, put at its end when nothing there is the same. */
const indexIn = <T>(list: T[], item: T, isSame: (other: T) => boolean): number => {
  const found = list.findIndex(isSame)
  return found >= 0 ? found : list.push(item) - 1
}

/** Turns rows into columns. Rows of one measure and period follow each other, so that the last group is nearly always the next. */
function collector(dictionary: LaitDictionary, areas: readonly Area[], isWanted: (measure: string) => boolean) {
  const areaOf = new Map(areas.map((area) => [String(area.id), area]))
  const measures: LaitMeasure[] = []
  const periods: Period[] = []
  const groups = new Map<string, Group | string>()
  const columns = growing()
  const refusedRows: RefusedRow[] = []
  const problems: string[] = []
  let last: { code: string; period: string; group: Group | string } | undefined

  /** The group of a measure and a period, or why there is none. */
  const groupOf = (code: string, printed: string): Group | string => {
    if (last?.code === code && last.period === printed) return last.group
    const key = `${code}|${printed}`
    const group = groups.get(key) ?? newGroup(code, printed)
    groups.set(key, group)
    last = { code, period: printed, group }
    return group
  }
  const newGroup = (code: string, printed: string): Group | string => {
    const measure = dictionary.measures.get(code)
    if (!measure) return `the measure '${code}' is not in the dictionary`
    const period = laitPeriod(printed, measure.yearKind)
    if (!period) return `the period '${printed}' of ${code} cannot be read`
    return {
      measureAt: indexIn(measures, measure, (other) => other === measure),
      periodAt: indexIn(periods, period, (other) => other.key === period.key && other.label === period.label),
      range: emptyRange(),
      larger: [],
      seen: new Map(),
    }
  }
  const take = (
    row: number,
    code: string,
    printedPeriod: string,
    areaNumber: string,
    areaName: string,
    printedValue: string,
  ): void => {
    if (!isWanted(code)) return
    const group = groupOf(code, printedPeriod)
    if (typeof group === 'string') return void refusedRows.push({ row, text: group })
    const area = areaOf.get(areaNumber)
    if (!area)
      return void refusedRows.push({ row, text: `the area ${areaName} with the number '${areaNumber}' is not known` })
    const cell = readCell(printedValue)
    if (!cell)
      return void problems.push(
        `Row ${row}: '${printedValue.slice(0, 40)}' is neither a number nor a symbol that is known.`,
      )
    const value = cell.value ?? Number.NaN
    const before = group.seen.get(area.id)
    if (before !== undefined) {
      if (!Object.is(before, value))
        problems.push(`Row ${row}: ${code} for ${area.name} in ${printedPeriod} is given twice with different figures.`)
      return undefined
    }
    group.seen.set(area.id, value)
    const at = columns.add(group.measureAt, group.periodAt, area.id, value, laitStates.indexOf(cell.state))
    if (cell.value === null) return undefined
    if (area.kind === 'authority' || area.kind === 'predecessor') widen(group.range, value)
    else group.larger.push(at)
    return undefined
  }
  const done = (sha256: string): Outcome<LaitFile> => {
    if (problems.length > 0) return refused(...problems)
    const file = { measures, periods, ...columns.done() }
    if (file.count === 0) return refused('The file has no figure that can be used.')
    const usable = [...groups.values()].filter((group) => typeof group !== 'string')
    return read({ ...file, refusedRows, held: holdBack(file, usable), sha256 })
  }
  return { take, done }
}

/**
 * Reads the long file of the Local Authority Interactive Tool, a few hundred rows at a time. Refuses the file when a column is missing or a
 * cell or duplicate cannot be understood; keeps aside, with the reason, rows whose measure, area or period is unknown.
 * A value is NaN where the state is not 'value' or 'held'.
 *
 * @param batches the rows as `csvFileRows` gives them, the heading first; its return value is the file's digest
 * @param areas every area that `readAreas` gives
 * @param isWanted leaves out other measures; all when not given
 */
export async function readLaitFile(
  batches: AsyncGenerator<string[][], string>,
  dictionary: LaitDictionary,
  areas: readonly Area[],
  isWanted: (measure: string) => boolean = () => true,
): Promise<Outcome<LaitFile>> {
  const { take, done } = collector(dictionary, areas, isWanted)
  let at: Record<Column, number> | undefined
  let row = 0
  try {
    for (;;) {
      const next = await batches.next()
      if (next.done) return done(next.value)
      for (const cells of next.value) {
        row++
        if (!at) {
          const missing = needed.filter((name) => !cells.includes(name))
          if (missing.length > 0) return refused(headingProblem(missing, cells))
          at = Object.fromEntries(needed.map((name) => [name, cells.indexOf(name)])) as Record<Column, number>
        } else if (cells.length > 1) {
          const text = (name: Column) => cells[at?.[name] ?? -1] ?? ''
          take(row, text('measure_short'), text('period'), text('la_number'), text('area_name'), text('value'))
        }
      }
    }
  } catch (error) {
    return refused(`The file cannot be read: ${error instanceof Error ? error.message : String(error)}.`)
  }
}

const headingProblem = (missing: readonly string[], found: readonly string[]): string =>
  `This is not the long file of the Local Authority Interactive Tool: ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing; its first row has ${found.slice(0, 30).join(', ')}.`
