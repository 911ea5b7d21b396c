import { looksLikeHeadings, type ColumnKind } from './headings.ts'
import type { Sheet } from './read-sheets.ts'

/** A row that says an action, with the rows that go on with it. */
export type Draft = { row: number; rows: number[]; cells: string[]; heading: string | null }
/** A row that says none: a heading between rows, the headings again, a total. */
export type Aside = { row: number; text: string; why: string }

const total = /^(grand |sub ?-?)?totals?\b|^(count|number|no\.?) of (actions|recommendations|items)|^% /i

/** Puts the rows that continue another one with it, and what is no action apart. */
export function gatherRows(sheet: Sheet): { drafts: Draft[]; asides: Aside[] } {
  const { columns } = sheet
  const at = (cells: readonly string[], kind: ColumnKind) =>
    columns[kind] === undefined ? '' : (cells[columns[kind]] ?? '').trim()
  const heads = columns.title === undefined ? '' : (sheet.headings[columns.title] ?? '').trim()
  const drafts: Draft[] = []
  const asides: Aside[] = []
  let heading: string | null = null
  for (const { row, cells } of sheet.rows) {
    // A cell merged over several columns comes once or as often as there are columns.
    const texts = [...new Set(cells.map((cell) => cell.trim()).filter((cell) => cell !== ''))]
    const [first = ''] = texts
    if (texts.length === 0) continue
    const title = at(cells, 'title')
    if (title !== '' && title === heads && looksLikeHeadings(cells)) {
      asides.push({ row, text: first, why: 'The headings again' })
      continue
    }
    const bare = (['owner', 'due', 'raised'] as const).every(
      (kind) => at(cells, kind) === '' || at(cells, kind) === title,
    )
    const namesNobody = !/[a-z]/i.test(at(cells, 'owner')) || at(cells, 'owner') === first
    if (namesNobody && total.test(first)) {
      asides.push({ row, text: texts.join(' '), why: 'A total, not an action' })
      continue
    }
    const saysState = at(cells, 'state') !== '' && at(cells, 'state') !== title
    const hasNumber = at(cells, 'reference') !== ''
    const isLone = texts.length === 1
    const isFirstColumn = cells[0]?.trim() === first
    const previous = drafts.at(-1)
    const goesOn =
      title === '' ? at(cells, 'update') !== '' : columns.reference !== undefined || /^[a-z(•–-]/.test(title)
    // A row goes on with the one directly above it; below an empty row stands something new.
    const isBelow = previous?.rows.at(-1) === row - 1
    const isLabel = isLone && isFirstColumn && columns.title !== 0 && columns.update !== 0
    if (bare && !saysState && !hasNumber && previous !== undefined && isBelow && goesOn && !isLabel) {
      previous.rows.push(row)
      append(previous, columns.title, title)
      if (columns.update !== columns.title) append(previous, columns.update, at(cells, 'update'))
      continue
    }
    const isMerged = cells.filter((cell) => cell.trim() !== '').length > 1
    if (bare && !saysState && isLone && (title === '' || isMerged || (columns.title !== 0 && isFirstColumn))) {
      heading = first
      asides.push({ row, text: first, why: 'A heading for the rows below it, which become its theme' })
      continue
    }
    drafts.push({ row, rows: [row], cells: [...cells], heading })
  }
  return { drafts, asides }
}

function append({ cells }: Draft, index: number | undefined, text: string): void {
  if (index !== undefined && text !== '') cells[index] = `${(cells[index] ?? '').trim()} ${text}`.trim()
}
