/** A table as somebody sent it: every cell keeps what its sender would see, so that a problem can be told in the sender's own terms. */

export type CellKind = 'empty' | 'text' | 'number' | 'date' | 'boolean' | 'formula' | 'error'

export type Cell = {
  /** 'C7', as the spreadsheet program shows it. */
  ref: string
  /** Counted from 1, like the spreadsheet program. */
  row: number
  column: number
  /** What the sender sees in the cell, formatting included: '85%', '30 September 2026'. */
  raw: string
  kind: CellKind
  /**
   * text: trimmed text. number: the number (a percentage is a fraction: 0.85). date: 'YYYY-MM-DD', with 'THH:MM' when it has a time.
   * error: '#DIV/0!'. formula: the result that was saved with the file, or null when there is none.
   */
  value: string | number | boolean | null
  /** The number is formatted as a percentage: `raw` is '85%' where `value` is 0.85. */
  percentFormat?: boolean
  /** The formula without its '='. It is never evaluated. */
  formula?: string
}

export type Table = {
  kind: 'xlsx' | 'csv'
  /** csv only: 'UTF-8', 'UTF-16 LE', 'UTF-16 BE' or 'Windows-1252'. */
  encoding?: string
  /** csv only. */
  delimiter?: string
  /** The sheet's name, or for a CSV the file's. */
  sheetName: string
  /** One entry for each row down to the last filled one; each row goes as far as its own last filled cell. */
  rows: Cell[][]
  /** Counted from 1: the row that satisfied the `sheet` predicate, when one was given. */
  headerRow?: number
  /** What the sender should know but that does not stop the reading: hidden rows, merged cells, external links. */
  warnings: string[]
}

export type Reading = { ok: true; table: Table } | { ok: false; problem: string }

/** A refusal to read, in one sentence that the sender understands. */
export const refusal = (problem: string): { ok: false; problem: string } => ({ ok: false, problem })

/** 3 as 'C', 28 as 'AB'; counted from 1. */
export function columnLetters(column: number): string {
  let letters = ''
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCodePoint(65 + ((rest - 1) % 26)) + letters
  }
  return letters
}

/** 'C' as 3, 'AB' as 28; 0 for anything that is not letters. */
export function columnNumber(letters: string): number {
  if (!/^[A-Za-z]+$/.test(letters)) return 0
  return Array.from(letters.toUpperCase()).reduce((total, letter) => total * 26 + (letter.codePointAt(0) ?? 0) - 64, 0)
}

/** Row 7, column 3 as 'C7'; both counted from 1. */
export const cellRef = (row: number, column: number): string => `${columnLetters(column)}${row}`

/** Trims every kind of white space, the no-break space and the byte order mark included. */
export const trimmed = (text: string): string => text.replaceAll(/^[\s\u200B\uFEFF]+|[\s\u200B\uFEFF]+$/g, '')

/** At most 60 characters, for quoting what somebody typed in a sentence. */
export const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text)

/** A cell of plain text, empty when nothing but white space is in it. */
export function textCell(row: number, column: number, raw: string): Cell {
  const value = trimmed(raw)
  return value === ''
    ? { ref: cellRef(row, column), row, column, raw, kind: 'empty', value: null }
    : { ref: cellRef(row, column), row, column, raw, kind: 'text', value }
}
