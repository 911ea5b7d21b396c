/** Turns what the workbook library says of a cell into ours: what the sender sees, and what kind of thing it is. */

import { formatValue, type Cell as LibraryCell, type CellValue } from 'hucre'
import { cellRef, textCell, trimmed, type Cell } from './table.ts'

/** Excel's 'short date' is shown in the reader's own order; ours is British. The library names it in the American one. */
const shortDates = new Set(['mm-dd-yy', 'm/d/yy', 'm/d/yyyy', 'mm/dd/yy'])

const withoutLiterals = (format: string): string => format.replaceAll(/"[^"]*"|\\./g, '')

/** The built-in currency formats are stored with a dollar and shown with the reader's own sign. */
const builtInCurrency = /^\$#,##0(\.00)?_\);(\[Red\])?\\\(\$/

/** '[$£-809]#,##0' as '"£"#,##0': the library drops a currency that carries a language. */
const plainCurrency = (format: string): string =>
  (builtInCurrency.test(format) ? format.replaceAll('$', '£') : format).replaceAll(
    /\[\$([^\]-]+)(?:-[0-9A-Fa-f]+)?\]/g,
    (_whole, symbol: string) => `"${symbol}"`,
  )

/** 15 significant digits, as a spreadsheet program shows: 0.1 + 0.2 is 0.3. */
const general = (value: number): string => String(Number(value.toPrecision(15)))

function shown(value: CellValue, format: string | undefined): string {
  if (value === null) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (value instanceof Date) {
    const dateFormat = format === undefined || shortDates.has(format.toLowerCase()) ? 'dd/mm/yyyy' : format
    return formatted(value, dateFormat) ?? isoDate(value)
  }
  if (format === undefined || format === '@' || /^general$/i.test(format)) return general(value)
  return formatted(value, plainCurrency(format)) ?? general(value)
}

function formatted(value: number | Date, format: string): string | undefined {
  if (format.length > 255) return undefined
  try {
    return formatValue(value, format)
  } catch {
    return undefined
  }
}

/** The library gives the wall clock of the cell as if it were UTC. Times round to the minute, which is as exact as a serial number is. */
function isoDate(value: Date): string {
  const rounded = new Date(Math.round(value.getTime() / 60_000) * 60_000).toISOString()
  return rounded.slice(11, 16) === '00:00' ? rounded.slice(0, 10) : rounded.slice(0, 16)
}

const isTimeOnly = (value: Date): boolean => value.getUTCFullYear() < 1900

/** One cell; `row` and `column` are counted from 1, `details` is what the library says beyond the value. */
export function readCell(row: number, column: number, value: CellValue, details: LibraryCell | undefined): Cell {
  const format = details?.style?.numFmt
  const raw = shown(value, format)
  const place = { ref: cellRef(row, column), row, column, raw }
  const percent =
    typeof value === 'number' && format !== undefined && withoutLiterals(format).includes('%')
      ? { percentFormat: true }
      : {}
  if (details?.formula !== undefined) {
    const result = value instanceof Date ? isoDate(value) : value
    return { ...place, kind: 'formula', value: result, formula: details.formula, ...percent }
  }
  if (details?.type === 'error') return { ...place, kind: 'error', value: trimmed(raw) }
  if (value === null || typeof value === 'string') return textCell(row, column, raw)
  if (typeof value === 'boolean') return { ...place, kind: 'boolean', value }
  if (typeof value === 'number') return { ...place, kind: 'number', value, ...percent }
  if (Number.isNaN(value.getTime()) || isTimeOnly(value)) return textCell(row, column, raw)
  return { ...place, kind: 'date', value: isoDate(value) }
}
