import { inWords, isDate } from '#platform/dates.ts'
import { recordKinds, relations, type RecordKind } from './record.ts'
import type { GapRule } from './gap-rules.ts'
import type { Neighbour } from './link-store.ts'
import { threadPaths } from './paths.ts'
import type { ThreadRecord } from './record-store.ts'

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

/** What is missing around a record, in words: above it and below it. */
export const gapsOf = (missing: readonly GapRule[]) => ({
  above: missing.filter(({ side }) => side === 'above').map(({ words, remedy }) => ({ words, remedy })),
  below: missing.filter(({ side }) => side === 'below').map(({ words, remedy }) => ({ words, remedy })),
})

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

/** What the drawing of the thread is made from: the same records, and an empty box for each thing that is missing. */
export function threadDrawing(record: ThreadRecord, neighbours: readonly Neighbour[], missing: readonly GapRule[]) {
  const nodes = [
    { id: record.id, label: record.title, kind: kindWords(record.kind) },
    ...new Map(
      neighbours.map((each) => [
        each.id,
        { id: each.id, label: each.title, kind: kindWords(each.kind), href: threadPaths.show(each.reference) },
      ]),
    ).values(),
    ...missing.map(({ key, words }) => ({ id: key, label: words, kind: '', gap: true })),
  ]
  const edges = [
    // What is missing first: where a row has more boxes than fit, the gaps are among those that are drawn.
    ...missing.map(({ key, side }) =>
      side === 'above' ? { from: record.id, to: key, word: 'missing' } : { from: key, to: record.id, word: 'missing' },
    ),
    // An arrow runs from below to above, and its word is read that way.
    ...neighbours.map(({ id, fromId, up, words }) =>
      up ? { from: fromId, to: id, word: words } : { from: id, to: fromId, word: inverses.get(words) ?? words },
    ),
  ]
  return { centre: record.id, nodes, edges }
}
