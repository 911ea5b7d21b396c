import { number, plural } from '#platform/words.ts'
import { declaredDelimiter, detectDelimiter, splitCsv } from './csv-text.ts'
import { decodeText } from './decode-text.ts'
import {
  findHeader,
  noSuchHeader,
  tooManyColumns,
  tooManyRows,
  type ReadLimits,
  type SheetChoice,
} from './read-limits.ts'
import { refusal, textCell, type Cell, type Reading } from './table.ts'

/** Reads a CSV file: every cell is text, as typed; what it means is for the reader of the values. A sheet's name is not looked for in it. */
export function readCsv(bytes: Buffer, fileName: string, limits: ReadLimits, choice: SheetChoice): Reading {
  const decoded = decodeText(bytes)
  if (!decoded.ok)
    return refusal('This is not a workbook or a CSV file that we can read. Send a workbook (.xlsx) or a CSV file')
  const declared = declaredDelimiter(decoded.text)
  const text = declared?.rest ?? decoded.text
  const delimiter = declared?.delimiter ?? detectDelimiter(text)
  const split = splitCsv(text, delimiter, limits.maxRows + 1)
  if (split.openQuoteRow !== undefined) {
    return refusal(
      `A quotation mark in row ${number(split.openQuoteRow)} is opened and never closed. Close it and send the file again`,
    )
  }
  if (split.filledRows === 0) return refusal('This file is empty')
  const rows = split.rows.map((row, index) => readRow(row, index + 1))
  rows.length = rows.findLastIndex((row) => row.length > 0) + 1
  if (split.filledRows > limits.maxRows || rows.length > limits.maxRows)
    return refusal(tooManyRows(Math.max(split.filledRows, rows.length), limits))
  const widest = Math.max(...rows.map((row) => row.length))
  if (widest > limits.maxColumns) return refusal(tooManyColumns(widest, limits))
  const header = findHeader(rows, choice)
  if (header === 'none') return refusal(noSuchHeader([]))
  const warnings = decoded.nulls > 0 ? [`${plural(decoded.nulls, 'unreadable character')} left out`] : []
  const table = { kind: 'csv' as const, encoding: decoded.encoding, delimiter, sheetName: fileName, rows, warnings }
  return { ok: true, table: header === undefined ? table : { ...table, headerRow: header } }
}

function readRow(fields: readonly string[], row: number): Cell[] {
  const cells = fields.map((field, index) => textCell(row, index + 1, field))
  return cells.slice(0, cells.findLastIndex((cell) => cell.kind !== 'empty') + 1)
}
