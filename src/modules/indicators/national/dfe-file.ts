import { readCell, type Cell } from './cell.ts'
import { decodeText, splitCsv } from './csv-rows.ts'
import { measureName } from './dfe-measures.ts'
import { read, refused, type Outcome } from './outcome.ts'
import { dfePeriod, type Period } from './period.ts'
import type { PublishedPlace } from './areas.ts'

export const keyColumns = [
  'time_period',
  'time_identifier',
  'geographic_level',
  'country_code',
  'region_code',
  'region_name',
  'old_la_code',
  'new_la_code',
  'la_name',
] as const

/** One row: when, where, the values of its filters in the order of `filters`, and a cell for each of `measures`. `row` counts from 1, the heading. */
export type DfeRow = {
  row: number
  period: Period
  place: PublishedPlace
  placeName: string
  filters: string[]
  cells: Cell[]
}

export type DfeFile = {
  /** Today's names of the measures (see dfe-measures.ts), and the names as the file prints them. */
  measures: string[]
  printedMeasures: string[]
  /** Columns that hold words: each is a dimension, with the values it takes. */
  filters: { name: string; values: string[] }[]
  /** Columns without anything in them. */
  emptyColumns: string[]
  rows: DfeRow[]
}

const known = new Set<string>([...keyColumns, 'country_name'])
const list = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`

function headingProblems(fileName: string, header: readonly string[]): string[] {
  const missing = keyColumns.filter((name) => !header.includes(name))
  const twice = [...new Set(header.filter((name, at) => name !== '' && header.indexOf(name) !== at))]
  const problems: string[] = []
  if (missing.length > 0) {
    const columns = missing.length === 1 ? 'the column' : 'the columns'
    problems.push(
      `${fileName} is not in the layout of Explore Education Statistics: ${columns} ${list(missing)} ${missing.length === 1 ? 'is' : 'are'} missing; its first row has ${list(header.filter((name) => name !== '').slice(0, 30)) || 'nothing'}.`,
    )
  }
  if (twice.length > 0) problems.push(`${fileName} has the column ${list(twice)} more than once.`)
  return problems
}

/** A column is a measure when most of its cells that are not blank are numbers or symbols and at least one is a number; otherwise it is a filter. */
function kindOf(at: number, body: readonly string[][]): 'measure' | 'filter' | 'empty' {
  let filled = 0
  let readable = 0
  let numbers = 0
  for (const cells of body) {
    const text = cells[at]?.trim() ?? ''
    if (text === '') continue
    filled++
    const cell = readCell(text)
    if (cell) readable++
    if (cell?.state === 'value') numbers++
  }
  if (filled === 0) return 'empty'
  return numbers > 0 && readable * 2 >= filled ? 'measure' : 'filter'
}

const sameCells = (one: DfeRow, other: DfeRow): boolean =>
  one.cells.every((cell, at) => cell.state === other.cells[at]?.state && cell.value === other.cells[at].value)

/**
 * Reads a file in the layout of Explore Education Statistics: columns are found by name, in any order, so that both layouts of a table give
 * the same measures; symbols stay states. Refuses, with every reason at once, a file that is no CSV, is empty, lacks a key column, has a period
 * or a cell that cannot be read (row and column told), or gives different figures for the same key twice.
 *
 * @param reportingYearEnds 'MM-DD', the day on which a 'Reporting year' ends: 31 March when not given
 */
export function readDfeFile(bytes: Uint8Array, fileName: string, reportingYearEnds = '03-31'): Outcome<DfeFile> {
  const text = decodeText(bytes)
  if (!text.ok) return refused(...text.problems.map((problem) => `${fileName} cannot be read. ${problem}.`))
  const split = splitCsv(text.value)
  if (!split.ok) return refused(...split.problems.map((problem) => `${fileName} cannot be read. ${problem}.`))
  const [heading = [], ...body] = split.value
  const printed = heading.map((name) => name.trim())
  const header = printed.map((name) => (known.has(name.toLowerCase()) ? name.toLowerCase() : name))
  const problems = headingProblems(fileName, header)
  if (problems.length > 0) return refused(...problems)
  const filled = body.filter((cells) => cells.length > 1)
  if (filled.length === 0)
    return refused(`${fileName} has a first row with the names of its columns and nothing below it.`)

  const others = header.flatMap((name, at) =>
    known.has(name) || name === '' ? [] : [{ name, at, kind: kindOf(at, filled) }],
  )
  const measures = others.filter(({ kind }) => kind === 'measure')
  const filters = others.filter(({ kind }) => kind === 'filter')
  if (measures.length === 0)
    return refused(
      `${fileName} has no column of figures: ${list(others.map(({ name }) => name)) || 'only the key columns'}.`,
    )

  const at = Object.fromEntries(keyColumns.map((name) => [name, header.indexOf(name)])) as Record<
    (typeof keyColumns)[number],
    number
  >
  const periods = new Map<string, Period | undefined>()
  const rows: DfeRow[] = []
  const seen = new Map<string, DfeRow>()
  for (const [index, cells] of body.entries()) {
    const row = index + 2
    if (cells.length < 2) continue
    if (cells.length !== header.length) {
      problems.push(`Row ${row} has ${cells.length} cells where the first row has ${header.length}.`)
      continue
    }
    const key = (name: (typeof keyColumns)[number]) => cells[at[name]]?.trim() ?? ''
    const when = `${key('time_period')}|${key('time_identifier')}`
    if (!periods.has(when)) periods.set(when, dfePeriod(key('time_period'), key('time_identifier'), reportingYearEnds))
    const period = periods.get(when)
    if (!period)
      problems.push(
        `Row ${row}: '${key('time_period')}' with '${key('time_identifier')}' is not a period that can be read.`,
      )
    const readCells = measures.map((measure): Cell => {
      const printedCell = cells[measure.at] ?? ''
      const cell = readCell(printedCell)
      if (!cell)
        problems.push(
          `Row ${row}, column ${measure.name}: '${printedCell.slice(0, 40)}' is neither a number nor a symbol that is known.`,
        )
      return cell ?? { value: null, state: 'missing' }
    })
    if (!period) continue
    const place = {
      level: key('geographic_level'),
      laCode: key('old_la_code'),
      onsCode: key('new_la_code'),
      regionCode: key('region_code'),
      regionName: key('region_name'),
    }
    const entry = {
      row,
      period,
      place,
      placeName: key('la_name') || key('region_name'),
      filters: filters.map((each) => cells[each.at]?.trim() ?? ''),
      cells: readCells,
    }
    const identity = [
      period.key,
      place.level,
      place.laCode || place.onsCode,
      place.laCode ? '' : place.regionCode,
      key('la_name'),
      ...entry.filters,
    ].join('|')
    const before = seen.get(identity)
    if (!before) {
      seen.set(identity, entry)
      rows.push(entry)
    } else if (!sameCells(before, entry)) {
      problems.push(
        `Rows ${before.row} and ${row} are both about ${entry.placeName || 'England'} in ${period.label} and give different figures.`,
      )
    }
  }
  if (problems.length > 0) return refused(...problems)
  return read({
    measures: measures.map(({ name }) => measureName(name)),
    printedMeasures: measures.map(({ name }) => name),
    filters: filters.map(({ name }, position) => ({
      name,
      values: [...new Set(rows.map((each) => each.filters[position] ?? ''))],
    })),
    emptyColumns: others.filter(({ kind }) => kind === 'empty').map(({ name }) => name),
    rows,
  })
}
