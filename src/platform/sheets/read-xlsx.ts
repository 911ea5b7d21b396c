import { type Sheet, type Workbook } from 'hucre'
import { readXlsx as readWorkbook } from 'hucre/xlsx'
import { number } from '#platform/words.ts'
import { refusedPackage } from './file-kind.ts'
import { measureSheet } from './measure-sheet.ts'
import { readCell } from './read-cell.ts'
import { cellRef, columnLetters, refusal, type Cell, type Reading } from './table.ts'
import type { ReadLimits } from './read-limits.ts'
import { findHeader, noSuchHeader, tooManyColumns, tooManyRows, type SheetChoice } from './read-limits.ts'
import { listSheets, type SheetPart } from './workbook-sheets.ts'
import { DamagedZip, openZip, type Zip } from './zip.ts'

const damaged =
  'This workbook is damaged or only part of it arrived. Open it, save it again as .xlsx and send that file'
const tooLarge = 'This workbook is too large when unpacked to be read. Send only the sheet that is asked for'
const locked = 'This workbook is protected with a password. Save it without the password and send it again'

/** Why a zip could not be opened, in words for its sender. */
export const zipProblems = { damaged, 'too-large': tooLarge, encrypted: locked } as const

/** Reading one sheet parses the whole table of texts again, so a workbook of many sheets is not searched to its end. */
const maxSheetsTried = 20

/** Reads one sheet of an .xlsx workbook. Nothing is unpacked before the declared sizes are checked, and no row is built before it is counted. */
export async function readXlsx(bytes: Buffer, limits: ReadLimits, choice: SheetChoice): Promise<Reading> {
  const opening = openZip(bytes, { maxBytes: limits.maxUnpackedBytes, maxEntries: limits.maxEntries })
  if (!opening.ok) return refusal(zipProblems[opening.why])
  const refused = refusedPackage(opening.zip.names)
  if (refused !== undefined) return refusal(refused)
  try {
    for (const name of opening.zip.names) checkPart(opening.zip, name)
    return await readSheets(bytes, opening.zip, limits, choice)
  } catch (error) {
    // The library throws its own errors and, for a hostile file, any other: whatever it is, the file cannot be read.
    if (error instanceof Error) return refusal(damaged)
    throw error
  }
}

/** Unpacks a part once to prove its size and checksum; a document type is where entity bombs live and no spreadsheet program writes one. */
function checkPart(zip: Zip, name: string): void {
  const part = zip.read(name)
  if (part !== undefined && /\.(xml|rels)$/i.test(name) && part.subarray(0, 1_024).includes('<!DOCTYPE'))
    throw new DamagedZip(name)
}

async function readSheets(bytes: Buffer, zip: Zip, limits: ReadLimits, choice: SheetChoice): Promise<Reading> {
  const sheets = listSheets(zip)
  const wanted =
    typeof choice === 'string' ? sheets.filter((sheet) => sameName(sheet.name, choice)) : visibleFirst(sheets)
  if (wanted.length === 0) return refusal(typeof choice === 'string' ? noSheet(choice, sheets) : damaged)
  let problem: string | undefined
  for (const part of wanted.slice(0, maxSheetsTried)) {
    const reading = await readSheet(bytes, zip, part, limits, choice)
    if (reading === 'other-headings') continue
    if (reading.ok || typeof choice !== 'function') return reading
    problem ??= reading.problem
  }
  return refusal(problem ?? noSuchHeader(sheets.map((sheet) => sheet.name)))
}

async function readSheet(
  bytes: Buffer,
  zip: Zip,
  part: SheetPart,
  limits: ReadLimits,
  choice: SheetChoice,
): Promise<Reading | 'other-headings'> {
  const size = measureSheet(zip.read(part.path) ?? Buffer.alloc(0))
  if (size.filledRows === 0) {
    return typeof choice === 'function' ? 'other-headings' : refusal(`There is nothing on the sheet '${part.name}'`)
  }
  if (size.filledRows > limits.maxRows) return refusal(tooManyRows(size.filledRows, limits))
  if (size.lastRow > limits.maxRows) {
    return refusal(
      `This file has something in row ${number(size.lastRow)}; ${limits.what} has at most ${number(limits.maxRows)} rows`,
    )
  }
  if (size.lastColumn > limits.maxColumns) return refusal(tooManyColumns(size.lastColumn, limits))
  const workbook = await readWorkbook(bytes, {
    sheets: (info) => info.index === part.index,
    readStyles: true,
    range: `A1:${cellRef(size.lastRow, size.lastColumn)}`,
  })
  const sheet = workbook.sheets[0]
  if (!sheet) return refusal(damaged)
  const rows = sheet.rows.map((row, index) => readRow(sheet, row, index)).slice(0, size.lastRow)
  const header = findHeader(rows, choice)
  if (header === 'none') return 'other-headings'
  const table = { kind: 'xlsx' as const, sheetName: sheet.name, rows, warnings: warningsOf(sheet, part, workbook, zip) }
  return { ok: true, table: header === undefined ? table : { ...table, headerRow: header } }
}

function readRow(sheet: Sheet, values: Sheet['rows'][number], index: number): Cell[] {
  const cells = values.map((value, column) =>
    readCell(index + 1, column + 1, value, sheet.cells?.get(`${index},${column}`)),
  )
  return cells.slice(0, cells.findLastIndex((cell) => cell.kind !== 'empty') + 1)
}

function warningsOf(sheet: Sheet, part: SheetPart, workbook: Workbook, zip: Zip): string[] {
  const warnings: string[] = []
  if (part.hidden) warnings.push(`The sheet '${sheet.name}' is hidden; it was read`)
  const rows = [...(sheet.rowDefs ?? [])].filter(([, row]) => row.hidden).map(([row]) => row + 1)
  if (rows.length > 0) warnings.push(`${some('Row', rows)} hidden; what is there was read`)
  const columns = (sheet.columns ?? []).flatMap((column, index) => (column.hidden ? [columnLetters(index + 1)] : []))
  if (columns.length > 0) warnings.push(`${some('Column', columns)} hidden; what is there was read`)
  const merges = (sheet.merges ?? []).map(
    (merge) => `${cellRef(merge.startRow + 1, merge.startCol + 1)}:${cellRef(merge.endRow + 1, merge.endCol + 1)}`,
  )
  if (merges.length > 0) warnings.push(`Merged cells were read as the first cell of each (${firstFew(merges)})`)
  if ((workbook.externalLinks ?? []).length > 0 || zip.names.some((name) => name.startsWith('xl/externalLinks/'))) {
    warnings.push('This workbook is linked to another workbook; the values saved in it were read')
  }
  if (zip.names.some((name) => name.endsWith('vbaProject.bin')))
    warnings.push('This workbook has macros; they were not run')
  return warnings
}

const some = (noun: string, items: readonly (string | number)[]): string =>
  items.length === 1 ? `${noun} ${items[0]} is` : `${noun}s ${firstFew(items)} are`

const firstFew = (items: readonly (string | number)[]): string =>
  items.length > 5 ? `${items.slice(0, 5).join(', ')} and ${number(items.length - 5)} more` : items.join(', ')

const sameName = (left: string, right: string): boolean => left.trim().toLowerCase() === right.trim().toLowerCase()

const visibleFirst = (sheets: readonly SheetPart[]): SheetPart[] => [
  ...sheets.filter((sheet) => !sheet.hidden),
  ...sheets.filter((sheet) => sheet.hidden),
]

const noSheet = (wanted: string, sheets: readonly SheetPart[]): string =>
  `There is no sheet called '${wanted}' in this workbook. Its sheets are: ${firstFew(sheets.map((sheet) => `'${sheet.name}'`))}`
