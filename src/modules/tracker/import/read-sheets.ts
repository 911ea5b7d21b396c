import { readTable } from '#platform/sheets/read-table.ts'
import type { Cell, Table } from '#platform/sheets/table.ts'
import { listSheets } from '#platform/sheets/workbook-sheets.ts'
import { openZip } from '#platform/sheets/zip.ts'
import { furtherColumns, looksLikeHeadings, readHeadings, twoRowHeadings, type Columns } from './headings.ts'

/** A sheet as it was sent: its headings and the rows below them, numbered as the spreadsheet program does. */
export type Sheet = {
  name: string
  headings: string[]
  headerRow: number
  columns: Columns
  /** Columns (from 0) that hold a further state or update: the last state that says something counts, updates stand together. */
  further?: { state: number[]; update: number[] }
  isRecommendations: boolean
  /** What its sender should know: hidden rows, merged cells. */
  warnings?: string[]
  rows: { row: number; cells: string[] }[]
}

type Reading = { ok: true; sheets: Sheet[] } | { ok: false; problem: string }

const textOf = ({ kind, value, raw }: Cell): string => {
  if (kind === 'date') return String(value).slice(0, 10)
  return kind === 'formula' ? String(value ?? '') : raw
}

/** A workbook of many sheets is not read to its end. */
const mostSheets = 20
const what = 'an action tracker'

/** Reads an action tracker: every sheet with a row of headings that looks like one, whatever titles stand above it. */
export async function readSheets(bytes: Buffer, fileName: string): Promise<Reading> {
  const first = await readTable(bytes, { fileName, sheet: looksLikeHeadings, what })
  if (!first.ok) return first
  const sheets = [sheetOf(first.table, fileName)]
  const opening =
    first.table.kind === 'xlsx' ? openZip(bytes, { maxBytes: 100 * 1_024 * 1_024, maxEntries: 2_000 }) : null
  const others = opening?.ok === true ? listSheets(opening.zip).slice(0, mostSheets) : []
  for (const { name, hidden } of others) {
    if (hidden || name === first.table.sheetName) continue
    const reading = await readTable(bytes, { fileName, sheet: name, what })
    if (!reading.ok) continue
    const at = reading.table.rows.slice(0, 30).findIndex((cells) => looksLikeHeadings(cells.map(textOf)))
    if (at !== -1) sheets.push(sheetOf({ ...reading.table, headerRow: at + 1 }, fileName))
  }
  return { ok: true, sheets }
}

function sheetOf(table: Table, fileName: string): Sheet {
  const texts = (row: number) => (table.rows[row - 1] ?? []).map(textOf)
  const top = table.headerRow ?? 1
  const both = twoRowHeadings(texts(top), texts(top + 1))
  const headings = both ?? texts(top)
  const headerRow = both === null ? top : top + 1
  const columns = readHeadings(headings)
  return {
    name: table.kind === 'csv' ? fileName : table.sheetName,
    headings,
    headerRow,
    columns,
    further: {
      state: furtherColumns(headings, 'state', columns.state),
      update: furtherColumns(headings, 'update', columns.update),
    },
    isRecommendations: headings.some((heading) => /recommendation/i.test(heading)),
    warnings: table.warnings,
    rows: table.rows
      .slice(headerRow)
      .map((cells, index) => ({ row: headerRow + 1 + index, cells: cells.map(textOf) }))
      .filter(({ cells }) => cells.some((cell) => cell.trim() !== '')),
  }
}
