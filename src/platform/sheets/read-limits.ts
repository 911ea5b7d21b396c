/** What is read and what is refused, in the same words for a workbook and a CSV file. */

import { list, number } from '#platform/words.ts'
import type { Cell } from './table.ts'

export type ReadLimits = {
  maxRows: number
  maxColumns: number
  maxUnpackedBytes: number
  maxEntries: number
  /** What the file is to the sender, for the sentences: 'a return'. */
  what: string
}

/** A sheet's name, or the test that its row of headings passes; without either, the first sheet that can be seen. */
export type SheetChoice = string | ((headings: string[]) => boolean) | undefined

/** Headings stand below a title and a few lines of explanation, not further down. */
const rowsSearchedForHeadings = 30

/** The row (from 1) whose texts pass the test; 'none' when none does; undefined when there is no test. */
export function findHeader(rows: readonly Cell[][], choice: SheetChoice): number | 'none' | undefined {
  if (typeof choice !== 'function') return undefined
  const at = rows
    .slice(0, rowsSearchedForHeadings)
    .findIndex((row) => choice(row.map((cell) => String(cell.value ?? ''))))
  return at === -1 ? 'none' : at + 1
}

/** Says that the rows are too many: 'This file has 200,000 rows; a return has at most 5,000'. */
export const tooManyRows = (rows: number, limits: ReadLimits): string =>
  `This file has ${number(rows)} rows; ${limits.what} has at most ${number(limits.maxRows)}`

/** The same of columns. */
export const tooManyColumns = (columns: number, limits: ReadLimits): string =>
  `This file has ${number(columns)} columns; ${limits.what} has at most ${number(limits.maxColumns)}`

/** Says that the headings were not found, and on which sheets they were looked for. */
export const noSuchHeader = (sheets: readonly string[]): string =>
  sheets.length === 0
    ? 'The headings that we expect are not in this file. Use the template without changing its headings'
    : `The headings that we expect are not on any sheet of this workbook (${list(sheets.slice(0, 5).map((name) => `'${name}'`))}). Use the template without changing its headings`
