import { blank, sameTyped, typedOf, type Asked, type Typed } from './figure.ts'
import { typedInWords } from './figure-words.ts'
import type { SavedEntry } from './return-store.ts'
import { digestOf, type RowState } from './row-state.ts'

export type Merged = {
  rows: Map<string, RowState>
  /** Codes of the figures that both changed. */
  both: string[]
  /** What this person typed that differs from what stands. */
  lost: { name: string; text: string }[]
}

/**
 * Puts together what one person typed and what another saved meanwhile. What only one of them changed is taken from that one; what both
 * changed keeps this person's typing with the other's beside it.
 *
 * @param was what this person's boxes were loaded with; without it a difference counts as changed by both
 */
export function mergeTyped(
  asked: readonly Asked[],
  saved: ReadonlyMap<string, SavedEntry>,
  typed: ReadonlyMap<string, Typed>,
  was: ReadonlyMap<string, string>,
): Merged {
  const merged: Merged = { rows: new Map(), both: [], lost: [] }
  for (const { indicator } of asked) {
    const entry = saved.get(indicator.id)
    const theirs = typedOf(indicator, entry)
    const mine = typed.get(indicator.id) ?? theirs
    const [base, standing] = [was.get(indicator.id) ?? '', digestOf(theirs)]
    const by = entry?.changedBy ?? 'Somebody else'
    const row: RowState = { typed: mine, was: standing }
    if (sameTyped(mine, theirs)) row.typed = theirs
    else if (digestOf(mine) === base) {
      row.typed = theirs
      row.theirs = sameTyped(theirs, blank) ? 'Taken out meanwhile' : `Changed meanwhile by ${by}`
    } else {
      merged.lost.push({ name: `${indicator.code} ${indicator.name}`, text: typedInWords(mine) })
      if (standing !== base) {
        merged.both.push(indicator.code)
        row.theirs = `${by} saved: ${typedInWords(theirs)}`
      }
    }
    merged.rows.set(indicator.id, row)
  }
  return merged
}
