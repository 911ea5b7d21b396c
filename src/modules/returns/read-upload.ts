import { readTable } from '#platform/sheets/read-table.ts'
import { shortened, textCell, type Cell, type Table } from '#platform/sheets/table.ts'
import { list, plural } from '#platform/words.ts'
import { parts, type Asked, type Entry, type Part } from './figure.ts'
import { identifying, nhsNumberIn } from './identifying.ts'
import { otherSheets } from './other-sheets.ts'
import { readReturn } from './read-return.ts'
import { findColumns, isHeaderRow, tellingColumns, type Columns } from './upload-columns.ts'

/** Something wrong with a file: by cell, and the box of the page that stands for the cell when there is one. */
export type UploadProblem = { text: string; box: { code: string; part: Part } | null }

export type Row = Record<Part, Cell>

export type UploadReading = {
  /** What the file says, by indicator; rows with nothing in them are left out. */
  rows: Map<string, Row>
  entries: Entry[]
  problems: UploadProblem[]
  /** What the sender should know and that stops nothing. */
  notices: string[]
}

export type Expected = { reference: string; asked: readonly Asked[]; endsOn: string; whole: string }

const mostRows = 1_000
const referencePattern = /\b[A-Z]{2,12}-RET-\d{4}-\d{3,}\b/

/** A file that is no return at all, or another one: one sentence, and nothing of it is shown. */
const refused = (...texts: string[]): UploadReading => ({
  rows: new Map(),
  entries: [],
  problems: texts.map((text) => ({ text, box: null })),
  notices: [],
})

/** Reads a file sent for a return and tells everything that is wrong with it at once, by cell. It saves nothing. */
export async function readUpload(bytes: Buffer, fileName: string, expected: Expected): Promise<UploadReading> {
  const reading = await readTable(bytes, {
    fileName,
    maxRows: mostRows,
    maxColumns: 60,
    sheet: isHeaderRow,
    what: 'a return',
  })
  if (!reading.ok) return refused(reading.problem)
  const { table } = reading
  const headerRow = table.headerRow ?? 1
  const wrongReturn = otherReference(table, headerRow, expected)
  if (wrongReturn !== null) return refused(wrongReturn)
  const about = personal(table, headerRow, expected.endsOn)
  if (about.length > 0) return refused(...about)
  const columns = findColumns(table, headerRow)
  const sheets = table.kind === 'xlsx' ? otherSheets(bytes, table.sheetName) : []
  if (sheets.length > 0) {
    columns.problems.push(
      `This workbook has ${sheets.length === 1 ? 'a sheet' : 'sheets'} that the template does not have: ${list(sheets.slice(0, 5).map((name) => `'${name}'`))}. Take ${sheets.length === 1 ? 'it' : 'them'} out: the file is kept as you send it, and must hold nothing but the figures`,
    )
  }
  return readRows(table, headerRow, columns, expected)
}

function otherReference(table: Table, headerRow: number, { reference, whole }: Expected): string | null {
  const above = table.rows.slice(0, headerRow - 1).flat()
  for (const cell of above) {
    const found = referencePattern.exec(cell.raw)?.[0]
    if (found !== undefined && found !== reference) {
      return `Cell ${cell.ref}: this file is for another return (${shortened(cell.raw)}). This is ${reference}, ${whole}: download its own template`
    }
  }
  return null
}

/**
 * Nothing that could point to a child is taken in, in whichever cell it stands: the file would be kept with it. What the template itself says
 * is passed over when dates are looked for.
 */
function personal(table: Table, headerRow: number, endsOn: string): string[] {
  const own = new Set(tellingColumns(table.rows[headerRow - 1] ?? []))
  return table.rows.flat().flatMap((cell) => {
    if (cell.kind !== 'text' && cell.kind !== 'number') return []
    const text = cell.kind === 'number' ? String(cell.value) : cell.raw
    const isTyped = cell.row > headerRow && !own.has(cell.column)
    const problem = isTyped ? identifying(text, endsOn) : nhsNumberIn(text)
    return problem === null ? [] : [`Cell ${cell.ref}: ${problem}`]
  })
}

function readRows(table: Table, headerRow: number, columns: Columns, expected: Expected): UploadReading {
  const byCode = new Map(expected.asked.map((each) => [each.indicator.code.toLowerCase(), each]))
  const rows = new Map<string, Row>()
  const firstAt = new Map<string, string>()
  const problems: UploadProblem[] = columns.problems.map((text) => ({ text, box: null }))
  const notices = [...table.warnings]
  const blankCodes: string[] = []
  for (const cells of table.rows.slice(headerRow)) {
    const row = rowOf(cells, columns)
    const codeCell = cells[columns.at.code ?? 0]
    const code = codeCell?.raw.trim() ?? ''
    const hasFigures = parts.some((part) => row[part].kind !== 'empty')
    const asked = byCode.get(code.toLowerCase())
    if (asked === undefined) {
      if (hasFigures) problems.push({ text: unknown(codeCell, code, cells), box: null })
      continue
    }
    const { id, code: own } = asked.indicator
    const earlier = firstAt.get(id)
    if (earlier !== undefined) {
      problems.push({
        text: `Cell ${codeCell?.ref ?? ''}: ${own} is here twice, first in ${earlier}. Take one row out`,
        box: null,
      })
      continue
    }
    firstAt.set(id, codeCell?.ref ?? '')
    if (hasFigures) rows.set(id, row)
    else blankCodes.push(own)
  }
  const absent = expected.asked
    .filter(({ indicator }) => !firstAt.has(indicator.id))
    .map(({ indicator }) => indicator.code)
  if (absent.length > 0) notices.push(kept(absent, 'not in the file'))
  if (blankCodes.length > 0) notices.push(kept(blankCodes, 'empty in the file'))
  const read = readReturn(expected.asked, rows, expected.endsOn)
  for (const { asked, part, text } of read.problems) {
    const { id, code } = asked.indicator
    const ref = rows.get(id)?.[part].ref ?? ''
    const place = ref === '' ? `Row of ${code}` : `Cell ${ref} (${code}, ${part === 'state' ? 'cannot give' : part})`
    problems.push({ text: `${place}: ${text}`, box: { code, part } })
  }
  if (rows.size === 0 && problems.length === 0) problems.push({ text: 'There is no figure in this file', box: null })
  return { rows, entries: read.entries, problems, notices }
}

const kept = (codes: readonly string[], why: string): string =>
  `${plural(codes.length, 'row')} ${codes.length === 1 ? 'was' : 'were'} ${why} and stayed as ${codes.length === 1 ? 'it was' : 'they were'}: ${list(codes.slice(0, 12))}${codes.length > 12 ? ' and more' : ''}`

function unknown(codeCell: Cell | undefined, code: string, cells: readonly Cell[]): string {
  if (code === '') {
    const first = cells.find((cell) => cell.kind !== 'empty')
    return `Cell ${first?.ref ?? ''}: this row has figures and no code. Write the indicator's code, or take the row out`
  }
  return `Cell ${codeCell?.ref ?? ''}: '${shortened(code)}' is not a code of this return. Correct it, or take the row out`
}

function rowOf(cells: readonly Cell[], { at }: Columns): Row {
  const row = cells[0]?.row ?? 0
  const cellOf = (part: Part): Cell => {
    const index = at[part]
    if (index === undefined) return { ...textCell(row, 1, ''), ref: '' }
    return cells[index] ?? textCell(row, index + 1, '')
  }
  return {
    numerator: cellOf('numerator'),
    denominator: cellOf('denominator'),
    value: cellOf('value'),
    state: cellOf('state'),
    reason: cellOf('reason'),
    note: cellOf('note'),
  }
}
