/** How cells are written: the look of headings, entry cells and text, and the number formats. */

import type { Cell as LibraryCell, CellStyle } from 'hucre'
import { isRisky } from './risky-text.ts'
import type { CellInput, ColumnSpec } from './workbook-spec.ts'

/** Arial is on every machine that has a spreadsheet program. */
export const font = { name: 'Arial', size: 11 }
const headingFill = { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'FFD9E2EC' } } as const
const entryFill = { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'FFFFFBE6' } } as const
const line = { style: 'thin', color: { rgb: 'FF6B7280' } } as const
const box = { top: line, right: line, bottom: line, left: line }

const places = (count: number): string => (count > 0 ? `.${'0'.repeat(count)}` : '')

const numberFormat = (format: ColumnSpec['format'], decimals: number | undefined): string => {
  if (format === 'number') return `#,##0${places(decimals ?? 0)}`
  if (format === 'percent') return `0${places(decimals ?? 0)}%`
  if (format === 'money') return `"£"#,##0${places(decimals ?? 2)}`
  return format === 'date' ? 'd mmmm yyyy' : '@'
}

/** One cell of a table: its value, its look, and whether it can be written in. */
export function tableCell(input: CellInput, column: ColumnSpec, isProtected: boolean): Partial<LibraryCell> {
  const full = typeof input === 'object' && input !== null && 'value' in input ? input : { value: input }
  const value =
    typeof full.value === 'object' && full.value !== null ? new Date(`${full.value.date}T00:00:00Z`) : full.value
  const isText = typeof value === 'string'
  const isOpen = isProtected && !(full.locked ?? column.locked ?? true)
  // Text keeps the general format in a number's column, so that a number typed over it is one; not when it begins like a formula.
  const format = full.format ?? column.format
  const isMisplacedText = isText && format !== undefined && format !== 'text' && !isRisky(value)
  const style: CellStyle = {
    font: full.bold ? { ...font, bold: true } : font,
    border: box,
    numFmt:
      isText && isRisky(value)
        ? '@'
        : isMisplacedText
          ? 'General'
          : numberFormat(format, full.decimals ?? column.decimals),
    alignment: { vertical: 'top', wrapText: true },
    ...(isOpen ? { fill: entryFill } : {}),
    protection: { locked: !isOpen },
  }
  return { value, style }
}

/** A heading of a column. */
export const headerCell = (text: string): Partial<LibraryCell> => ({
  value: text,
  type: 'string',
  style: {
    font: { ...font, bold: true },
    fill: headingFill,
    border: box,
    alignment: { vertical: 'top', wrapText: true },
    numFmt: '@',
    protection: { locked: true },
  },
})

/** A line above a table, or a paragraph of notes. */
export const textLine = (text: string, isTitle: boolean): Partial<LibraryCell> => ({
  value: text,
  type: 'string',
  style: { font: isTitle ? { ...font, size: 16, bold: true } : font, numFmt: '@', protection: { locked: true } },
})
