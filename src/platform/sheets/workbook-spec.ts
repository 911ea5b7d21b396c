/** What a workbook to be written consists of. */

export type CellFormat = 'text' | 'number' | 'percent' | 'money' | 'date'

/** A value alone, or with what differs from its column. Dates are { date: 'YYYY-MM-DD' }; a percentage is a fraction: 0.85. */
export type CellInput =
  | string
  | number
  | boolean
  | null
  | { date: string }
  | {
      value: string | number | boolean | null | { date: string }
      format?: CellFormat
      decimals?: number
      locked?: boolean
      bold?: boolean
    }

export type ColumnSpec = {
  header: string
  /** In characters. */
  width: number
  /** 'text' when not given. */
  format?: CellFormat
  /** Decimal places shown of a number, percentage or sum of money; 0, 0 and 2 when not given. */
  decimals?: number
  /** False lets people write in the column of a protected sheet. True when not given. */
  locked?: boolean
}

/** What may be entered in some cells; rows and columns are counted from 1, rows from the first one below the headings. */
export type EntryRule = {
  column: number
  fromRow: number
  toRow: number
  /** Shown when the cell is chosen. */
  prompt?: { title: string; text: string }
  /** Shown when the entry breaks the rule. */
  message: string
  /** True lets the entry stand after the message has been read. */
  isAdvice?: boolean
} & (
  | { kind: 'list'; values: readonly string[] }
  | { kind: 'decimal'; from?: number; to?: number }
  | { kind: 'whole'; from?: number; to?: number }
)

export type TableSheet = {
  kind: 'table'
  /** At most 31 characters, without []:*?/\ — anything else is changed to fit. */
  name: string
  /** Shown above the table, one row each: the first one is the sheet's title. */
  titles?: readonly string[]
  columns: readonly ColumnSpec[]
  rows: readonly (readonly CellInput[])[]
  rules?: readonly EntryRule[]
  /** Protects the sheet, without a password, except its unlocked cells. */
  isProtected?: boolean
  /** Columns that stay in view when scrolling sideways. */
  frozenColumns?: number
}

export type NotesSheet = { kind: 'notes'; name: string; title: string; paragraphs: readonly string[] }

export type WorkbookSpec = {
  title: string
  creator: string
  subject?: string
  /** The handling marking, printed at the head and foot of every page. */
  marking?: string
  sheets: readonly (TableSheet | NotesSheet)[]
}
