import { list } from '#platform/words.ts'
import type { Cell, Table } from '#platform/sheets/table.ts'
import type { Part } from './figure.ts'

export type Column = 'code' | Part

/** The headings of the template's boxes, and other words that people use for the same thing. */
const names: Record<Column, readonly string[]> = {
  code: ['code', 'indicator code', 'indicator', 'ref'],
  numerator: ['numerator', 'how many', 'top number'],
  denominator: ['denominator', 'out of', 'of how many', 'bottom number'],
  value: ['value', 'figure', 'result'],
  state: ['cannot give', 'cannot give this figure', 'state', 'status'],
  reason: ['reason', 'reason why not'],
  note: ['note', 'notes', 'explanation', 'explain', 'comment', 'comments', 'commentary'],
}

/** Headings of the template that only tell; what stands below them is not read. */
const telling = ['theme', 'question', 'definition', 'what the numerator counts', 'what the denominator counts', 'unit']

const plain = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/\(.*?\)/g, ' ')
    .replaceAll(/[^a-z]+/g, ' ')
    .trim()

const columnOf = (heading: string): Column | undefined =>
  (Object.keys(names) as Column[]).find((column) => names[column].includes(plain(heading)))

const isTelling = (heading: string): boolean =>
  telling.includes(plain(heading)) || /^(last|previous) /.test(plain(heading))

/** The columns (from 1) that only tell. */
export const tellingColumns = (headings: readonly Cell[]): number[] =>
  headings.filter((cell) => isTelling(cell.raw)).map((cell) => cell.column)

/** True for a row of headings by which a return can be read: the codes, and at least one box. */
export function isHeaderRow(headings: readonly string[]): boolean {
  const found = new Set(headings.map(columnOf))
  return found.has('code') && (found.has('numerator') || found.has('value') || found.has('state'))
}

export type Columns = {
  /** Where each column stands, counted from 0. */
  at: Partial<Record<Column, number>>
  problems: string[]
}

/** Finds the columns by their headings, in any order. A heading twice, and filled columns that the template does not have, are told. */
export function findColumns({ rows }: Table, headerRow: number): Columns {
  const headings = rows[headerRow - 1] ?? []
  const columns: Columns = { at: {}, problems: [] }
  const strange: string[] = []
  const width = Math.max(headings.length, ...rows.slice(headerRow).map((row) => row.length))
  for (let index = 0; index < width; index += 1) {
    const cell = headings[index]
    const heading = cell?.raw.trim() ?? ''
    const column = columnOf(heading)
    if (column !== undefined && columns.at[column] !== undefined) {
      columns.problems.push(`Cell ${cell?.ref ?? ''}: there are two columns called '${heading}'. Take one of them out`)
    } else if (column !== undefined) columns.at[column] = index
    else if (!isTelling(heading)) {
      const below = rows.slice(headerRow).map((row) => row[index])
      const first = below.find((candidate) => candidate !== undefined && candidate.kind !== 'empty')
      if (first) strange.push(heading === '' ? `the one that begins at ${first.ref}` : `'${heading}'`)
    }
  }
  if (strange.length > 0) {
    columns.problems.push(
      `This file has ${strange.length === 1 ? 'a column' : 'columns'} that the template does not have: ${list(strange.slice(0, 5))}. Take ${strange.length === 1 ? 'it' : 'them'} out: the file is kept as you send it, and must hold nothing but the figures`,
    )
  }
  return columns
}
