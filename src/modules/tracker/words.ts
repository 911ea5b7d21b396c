import { daysBetween, howFar, inWords } from '#platform/dates.ts'
import { sourceKinds } from './kinds.ts'
import type { Item } from './item-store.ts'
import type { Similar } from './similar-store.ts'
import type { StateWords } from './state-word-store.ts'
import { owedStates } from './states.ts'

export const isOwed = ({ state }: Pick<Item, 'state'>): boolean => owedStates.includes(state)

/** When it is due, as a person says it; '' when nobody owes it. */
export function dueWords(item: Pick<Item, 'state' | 'dueOn'>, today: string): string {
  if (item.dueOn === null) return ''
  return isOwed(item) ? `${inWords(item.dueOn)} (${howFar(today, item.dueOn)})` : inWords(item.dueOn)
}

/** 'Overdue', 'Due soon', 'No update', 'On time', in words; '' when nobody owes it. */
export function lateWords(item: Pick<Item, 'state' | 'dueOn' | 'updateDueOn'>, today: string): string {
  if (!isOwed(item) || item.dueOn === null) return ''
  if (item.dueOn < today) return 'Overdue'
  if (daysBetween(today, item.dueOn) <= 28) return 'Due soon'
  return item.updateDueOn !== null && item.updateDueOn < today ? 'No update' : ''
}

/** Where it came from, in one line. */
export function sourceWords(
  item: Pick<Item, 'sourceKind' | 'sourceRecordTitle' | 'sourceTitle' | 'sourceDate' | 'sourcePage'>,
): string {
  const kind = sourceKinds[item.sourceKind]
  if (item.sourceRecordTitle !== null) return `${kind}: ${item.sourceRecordTitle}`
  if (item.sourceTitle === null) return `${kind}: a record that you may not see`
  const when = item.sourceDate === null ? '' : `, ${inWords(item.sourceDate)}`
  const page = item.sourcePage === null ? '' : `, page ${item.sourcePage}`
  return `${kind}: ${item.sourceTitle}${when}${page}`
}

/** What became of an earlier one, for whoever is about to say it again. */
export function becameWords(
  similar: Pick<Similar, 'state' | 'stateSince' | 'stateReason' | 'raisedOn'>,
  words: StateWords,
): string {
  const reason = similar.stateReason === null ? '' : `: ${similar.stateReason}`
  return `Raised on ${inWords(similar.raisedOn)}; ${words(similar.state).words.toLowerCase()} since ${inWords(similar.stateSince)}${reason}`
}

/** How long it has been owed beyond its first date, in buckets that are printed. */
export const ageBuckets = [
  { key: 'late-365', words: 'More than a year', from: 366, to: null },
  { key: 'late-180', words: '181 days to a year', from: 181, to: 365 },
  { key: 'late-90', words: '91 to 180 days', from: 91, to: 180 },
  { key: 'late-30', words: '31 to 90 days', from: 31, to: 90 },
  { key: 'late-1', words: '1 to 30 days', from: 1, to: 30 },
] as const
