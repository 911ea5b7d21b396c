import { inWords, isDate } from '#platform/dates.ts'
import { recordKinds, relations, type RecordKind } from './record.ts'
import type { Neighbour, ThreadRecord } from './record-store.ts'
import { threadPaths } from './paths.ts'

/** A record in the nested list: how it is tied to the one it hangs on, and what hangs on it in the same direction. */
export type ThreadItem = {
  words: string
  title: string
  reference: string
  href: string
  kind: string
  state: string
  further: ThreadItem[]
}

export const kindWords = (kind: string): string => recordKinds[kind as RecordKind]?.name ?? kind

/** 'signed-off' as 'Signed off', 'true on 2026-11-01' as 'True on 1 November 2026'. */
export function stateWords(state: string): string {
  const plain = state
    .replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, (date) => (isDate(date) ? inWords(date) : date))
    .replaceAll(/(?<=[a-z])-(?=[a-z])/g, ' ')
  return plain.charAt(0).toUpperCase() + plain.slice(1)
}

const inverses = new Map<string, string>(
  Object.values(relations).flatMap(({ words, backwards }) => [
    [words, backwards],
    [backwards, words],
  ]),
)

/** What a reader would look for and not find, by kind of record; null where nothing is missing when nothing is linked. */
const expected: Partial<Record<string, { above: string | null; below: string | null }>> = {
  indicator: { above: null, below: 'No accepted figures yet' },
  return: { above: 'Nothing rests on its figures yet', below: null },
  warning: { above: 'Not given to a group and not reported yet', below: 'No evidence answers it yet' },
  report: { above: null, below: 'Nothing that it rests on is linked yet' },
  'report-section': { above: null, below: 'Nothing that it rests on is linked yet' },
}

/** What is missing around a record, in words. */
export function gapsOf(record: ThreadRecord, neighbours: readonly Neighbour[]) {
  const gaps = expected[record.kind]
  const has = (up: boolean) => neighbours.some((each) => each.step === 1 && each.up === up)
  return {
    above: has(true) ? null : (gaps?.above ?? null),
    below: has(false) ? null : (gaps?.below ?? null),
  }
}

function itemsOf(neighbours: readonly Neighbour[], up: boolean, step: 1 | 2, fromId: string): ThreadItem[] {
  return neighbours
    .filter((each) => each.up === up && each.step === step && each.fromId === fromId)
    .map((each) => ({
      words: each.words,
      title: each.title,
      reference: each.reference,
      href: threadPaths.show(each.reference),
      kind: kindWords(each.kind),
      state: stateWords(each.state),
      further: step === 1 ? itemsOf(neighbours, up, 2, each.id) : [],
    }))
}

/** The records above and below, two steps each way, as nested lists. */
export const threadLists = (record: ThreadRecord, neighbours: readonly Neighbour[]) => ({
  above: itemsOf(neighbours, true, 1, record.id),
  below: itemsOf(neighbours, false, 1, record.id),
})

/** What the drawing of the thread is made from: the same records, and an empty box where something is missing. */
export function threadDrawing(record: ThreadRecord, neighbours: readonly Neighbour[]) {
  const gaps = gapsOf(record, neighbours)
  const nodes = [
    { id: record.id, label: record.title, kind: kindWords(record.kind) },
    ...new Map(
      neighbours.map((each) => [
        each.id,
        { id: each.id, label: each.title, kind: kindWords(each.kind), href: threadPaths.show(each.reference) },
      ]),
    ).values(),
    ...(gaps.above === null ? [] : [{ id: 'gap-above', label: gaps.above, kind: '', gap: true }]),
    ...(gaps.below === null ? [] : [{ id: 'gap-below', label: gaps.below, kind: '', gap: true }]),
  ]
  const edges = [
    // An arrow runs from below to above, and its word is read that way.
    ...neighbours.map(({ id, fromId, up, words }) =>
      up ? { from: fromId, to: id, word: words } : { from: id, to: fromId, word: inverses.get(words) ?? words },
    ),
    ...(gaps.above === null ? [] : [{ from: record.id, to: 'gap-above', word: 'missing' }]),
    ...(gaps.below === null ? [] : [{ from: 'gap-below', to: record.id, word: 'missing' }]),
  ]
  return { centre: record.id, nodes, edges }
}
