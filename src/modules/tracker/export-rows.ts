import type { Actor } from '#platform/actor.ts'
import { daysBetween } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import type { CellInput, ColumnSpec } from '#platform/sheets/workbook-spec.ts'
import { listItems, type ItemFilter, type Sort } from './item-store.ts'
import { measureKinds, priorities, strengths } from './kinds.ts'
import { listPartsOf } from './part-store.ts'
import type { StateWords } from './state-word-store.ts'
import { isOwed, lateWords, sourceWords } from './words.ts'

export const exportColumns: readonly ColumnSpec[] = [
  { header: 'Reference', width: 20 },
  { header: 'Kind', width: 16 },
  { header: 'Recommendation or action', width: 60 },
  { header: 'State', width: 18 },
  { header: 'Since', width: 14, format: 'date' },
  { header: 'Reason', width: 30 },
  { header: 'Source', width: 40 },
  { header: 'Raised on', width: 14, format: 'date' },
  { header: 'Owner agency', width: 30 },
  { header: 'Owner office', width: 30 },
  { header: 'Other agencies that owe a part', width: 30 },
  { header: 'First due', width: 14, format: 'date' },
  { header: 'Due', width: 14, format: 'date' },
  { header: 'Late', width: 12 },
  { header: 'Days after its first date', width: 12, format: 'number' },
  { header: 'Last update', width: 14, format: 'date' },
  { header: 'Theme', width: 24 },
  { header: 'Priority', width: 10 },
  { header: 'Strength', width: 12 },
  { header: 'What a child would notice', width: 40 },
  { header: 'Measure', width: 40 },
  { header: 'Group', width: 30 },
]

/** What a list shows, row by row, for a workbook or a CSV file: 5,000 rows at most. */
export async function exportRows(
  db: Db,
  actor: Actor,
  filter: ItemFilter,
  sort: Sort,
  words: StateWords,
  today: string,
): Promise<CellInput[][]> {
  const items = await listItems(db, actor, filter, { sort, limit: 5_000 })
  const parts = Map.groupBy(
    await listPartsOf(
      db,
      items.map((item) => item.id),
    ),
    (part) => part.itemId,
  )
  const date = (day: string | null): CellInput => (day === null ? null : { date: day })
  return items.map((item) => {
    const others = (parts.get(item.id) ?? []).slice(1).map((part) => part.organisation)
    const isLate = isOwed(item) && item.firstDueOn !== null && item.firstDueOn < today
    return [
      item.reference,
      item.kind === 'action' ? 'Action' : 'Recommendation',
      item.title,
      words(item.state).words,
      date(item.stateSince),
      item.stateReason,
      sourceWords(item),
      date(item.raisedOn),
      item.ownerOrganisation,
      item.ownerOffice,
      [...new Set(others)].join('; '),
      date(item.firstDueOn),
      date(item.dueOn),
      lateWords(item, today),
      isLate && item.firstDueOn !== null ? daysBetween(item.firstDueOn, today) : null,
      date(item.lastUpdateOn),
      item.theme,
      priorities[item.priority],
      item.strength === null ? null : strengths[item.strength].words,
      item.childWouldNotice,
      item.measureKind === null ? null : `${measureKinds[item.measureKind]}: ${item.measure ?? ''}`,
      item.groupName,
    ]
  })
}

/** A row for a CSV file: dates as '2026-09-30'. */
export const plainRow = (row: readonly CellInput[]): (string | number | boolean | null)[] =>
  row.map((cell) => {
    if (typeof cell !== 'object' || cell === null) return cell
    return 'date' in cell ? cell.date : null
  })
