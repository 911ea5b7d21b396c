import type { Cell as LibraryCell, DataValidation, RowDef, WriteSheet } from 'hucre'
import { writeXlsx } from 'hucre/xlsx'
import { entryRules, type ListStore } from './entry-rules.ts'
import { rowHeight } from './row-heights.ts'
import { cellRef } from './table.ts'
import type { CellInput, NotesSheet, TableSheet, WorkbookSpec } from './workbook-spec.ts'
import { font, headerCell, tableCell, textLine } from './write-cells.ts'

/**
 * Writes an .xlsx workbook. Text is always written as text: a value that begins like a formula is kept as it is and its cell formatted as
 * text, so that it is not evaluated, not even after somebody edits the cell.
 */
export async function writeWorkbook(spec: WorkbookSpec): Promise<Buffer> {
  const names = sheetNames(spec.sheets.map((sheet) => sheet.name))
  const lists: ListStore = { sheetName: sheetNames([...names, 'Lists']).at(-1) ?? 'Lists', columns: [] }
  const sheets = spec.sheets.map((sheet, index) => {
    const name = names[index] ?? 'Sheet'
    return sheet.kind === 'notes' ? notesSheet(name, sheet, spec) : tableSheet(name, sheet, spec, lists)
  })
  const all = lists.columns.length > 0 ? [...sheets, listsSheet(lists)] : sheets
  const { title, creator, subject } = spec
  return Buffer.from(
    await writeXlsx({
      sheets: all,
      properties: subject === undefined ? { title, creator } : { title, creator, subject },
      defaultFont: font,
    }),
  )
}

/** Names that a spreadsheet program accepts: 31 characters, none of []:*?/\, none twice. */
function sheetNames(wanted: readonly string[]): string[] {
  const names: string[] = []
  for (const each of wanted) {
    const plain =
      each
        .replaceAll(/[[\]:*?/\\]/g, ' ')
        .replaceAll(/^'+|'+$/g, '')
        .trim()
        .slice(0, 31) || 'Sheet'
    let name = plain
    for (let copy = 2; names.some((other) => other.toLowerCase() === name.toLowerCase()); copy += 1) {
      name = `${plain.slice(0, 31 - String(copy).length - 1)} ${copy}`
    }
    names.push(name)
  }
  return names
}

function tableSheet(name: string, sheet: TableSheet, spec: WorkbookSpec, lists: ListStore): WriteSheet {
  const titles = sheet.titles ?? []
  // A blank row keeps the table apart from the lines above it, so that sorting and screen readers see one table.
  const headerIndex = titles.length === 0 ? 0 : titles.length + 1
  const cells = new Map<string, Partial<LibraryCell>>()
  titles.forEach((text, index) => cells.set(`${index},0`, textLine(text, index === 0)))
  sheet.columns.forEach((column, index) => cells.set(`${headerIndex},${index}`, headerCell(column.header)))
  const isProtected = sheet.isProtected ?? false
  for (const [rowIndex, row] of sheet.rows.entries()) {
    for (const [index, column] of sheet.columns.entries()) {
      cells.set(`${headerIndex + 1 + rowIndex},${index}`, tableCell(row[index] ?? null, column, isProtected))
    }
  }
  const validations: DataValidation[] = (sheet.rules ?? []).map((rule) => entryRules(rule, headerIndex + 1, lists))
  return {
    name,
    cells,
    rowDefs: tableHeights(sheet, headerIndex),
    columns: sheet.columns.map((column) => ({ width: column.width })),
    freezePane: sheet.frozenColumns
      ? { rows: headerIndex + 1, columns: sheet.frozenColumns }
      : { rows: headerIndex + 1 },
    dataValidations: validations,
    ...(isProtected ? { protection: allowingLayout } : {}),
    ...printing(spec, `$${headerIndex + 1}:$${headerIndex + 1}`, 'landscape'),
    a11y: { summary: spec.title, headerRow: headerIndex },
  }
}

/** Only text is wrapped: a number or date that is too wide is shown as such. */
function textOf(input: CellInput | undefined): string {
  const value = typeof input === 'object' && input !== null && 'value' in input ? input.value : input
  return typeof value === 'string' ? value : ''
}

const isBold = (input: CellInput | undefined): boolean =>
  typeof input === 'object' && input !== null && 'value' in input && input.bold === true

function tableHeights({ columns, rows }: TableSheet, headerIndex: number): Map<number, RowDef> {
  const headings = columns.map(({ header, width }) => ({ text: header, width, bold: true }))
  const heights = new Map([[headerIndex, { height: rowHeight(headings) }]])
  for (const [at, row] of rows.entries()) {
    const cells = columns.map(({ width }, index) => ({ text: textOf(row[index]), width, bold: isBold(row[index]) }))
    heights.set(headerIndex + 1 + at, { height: rowHeight(cells) })
  }
  return heights
}

/** People may still widen a column to read it and copy what they see. */
const allowingLayout = {
  sheet: true,
  selectLockedCells: true,
  selectUnlockedCells: true,
  formatColumns: true,
  formatRows: true,
}

/** In characters: as much as fits on an upright page. */
const notesWidth = 80

function notesSheet(name: string, sheet: NotesSheet, spec: WorkbookSpec): WriteSheet {
  const cells = new Map<string, Partial<LibraryCell>>([['0,0', textLine(sheet.title, true)]])
  const rowDefs = new Map<number, RowDef>()
  sheet.paragraphs.forEach((text, index) => {
    const cell = textLine(text, false)
    rowDefs.set(index + 2, { height: rowHeight([{ text, width: notesWidth }]) })
    cells.set(`${index + 2},0`, { ...cell, style: { ...cell.style, alignment: { wrapText: true, vertical: 'top' } } })
  })
  return { name, cells, rowDefs, columns: [{ width: notesWidth }], ...printing(spec, undefined, 'portrait') }
}

function listsSheet(lists: ListStore): WriteSheet {
  const cells = new Map<string, Partial<LibraryCell>>()
  lists.columns.forEach((values, column) =>
    values.forEach((value, row) => cells.set(`${row},${column}`, { value, type: 'string', style: { numFmt: '@' } })),
  )
  return { name: lists.sheetName, cells, veryHidden: true }
}

/** '&' begins a code in a header; doubled it is itself. */
const headerText = (text: string): string => text.replaceAll('&', '&&')

function printing(
  spec: WorkbookSpec,
  titleRows: string | undefined,
  orientation: 'landscape' | 'portrait',
): Partial<WriteSheet> {
  const marking = spec.marking === undefined ? '' : `&C&B${headerText(spec.marking)}&B`
  return {
    headerFooter: {
      // On an upright page the title would run into the marking.
      oddHeader: orientation === 'portrait' ? marking : `&L${headerText(spec.title)}${marking}`,
      oddFooter: `${marking}&RPage &P of &N`,
    },
    pageSetup: {
      paperSize: 'a4',
      orientation,
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      ...(titleRows === undefined ? {} : { printTitlesRow: titleRows }),
    },
  }
}

/** The cell (like 'C7') in which `writeWorkbook` puts a column's value of a row, both counted from 1, below so many titles. */
export const writtenRef = (row: number, column: number, titles: number): string =>
  cellRef((titles === 0 ? 1 : titles + 2) + row, column)
