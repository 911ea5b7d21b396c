/** Counts what a worksheet holds without building it, so that a huge one is refused in the time of one scan. */

import { columnNumber } from './table.ts'

export type SheetSize = { filledRows: number; lastRow: number; lastColumn: number }

const tags = /<(?:[A-Za-z][\w.-]*:)?(row|c|v|is|f)(?=[\s/>])([^>]*)/g
const reference = /(?:^|\s)r="([A-Za-z]*)(\d*)"/

/**
 * The rows that hold a value, and the last row and column that do (all counted from 1; 0 when the sheet is empty). Formatted but empty
 * cells do not count: spreadsheet programs write them down to row 1,048,576.
 */
export function measureSheet(xml: Buffer): SheetSize {
  // latin1 keeps one byte a character; every name searched for is ASCII.
  const text = xml.toString('latin1')
  const size = { filledRows: 0, lastRow: 0, lastColumn: 0 }
  let row = 0
  let column = 0
  let cellRow = 0
  let isRowCounted = true
  for (const [, tag, attributes = ''] of text.matchAll(tags)) {
    if (tag === 'row') {
      row = Number(reference.exec(attributes)?.[2]) || row + 1
      cellRow = row
      column = 0
      isRowCounted = false
    } else if (tag === 'c') {
      const found = reference.exec(attributes)
      column = columnNumber(found?.[1] ?? '') || column + 1
      cellRow = Number(found?.[2]) || row
    } else {
      if (!isRowCounted) size.filledRows += 1
      isRowCounted = true
      if (cellRow > size.lastRow) size.lastRow = cellRow
      if (column > size.lastColumn) size.lastColumn = column
    }
  }
  return size
}
