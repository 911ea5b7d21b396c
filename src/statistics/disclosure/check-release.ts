import { pinnedFigures } from './attack-system.ts'
import type { ShownFigure, Sum } from './attack-system.ts'

/** What was, or is to be, published at one time: a yearly report, a board paper, a table on a page. */
export type Release = { readonly name: string; readonly figures: readonly ShownFigure[] }

/** A hidden count that can be worked out. */
export type Exposure = {
  readonly key: string
  readonly number: number
  /** The releases that hid it. */
  readonly hiddenIn: readonly string[]
  /** The releases that print it openly, if any do. */
  readonly shownIn: readonly string[]
  /** Whether it can be worked out already, without the new release. */
  readonly isOld: boolean
}

export type ReleaseCheck = {
  readonly exposures: readonly Exposure[]
  /** Figures printed with more than one number: somebody should say that the newer one is a revision. */
  readonly revised: readonly { readonly key: string; readonly numbers: readonly number[] }[]
}

/**
 * The check before anything is published: with what has been published already and what is about to be, could somebody work out a
 * count from 1 to `threshold` that either hides? By difference too: the year so far less the quarters before it, Kent and Medway less
 * Kent, this report's total less the parts in the last one. A figure is known from its newest number where releases differ.
 * Throws a RangeError when what is printed cannot all be true (parts that do not make their total), since then nothing can be checked.
 *
 * @param published oldest first
 * @param sums which figures make which totals, across all releases
 */
export async function checkRelease(
  published: readonly Release[],
  proposed: Release,
  sums: readonly Sum[],
  threshold: number,
): Promise<ReleaseCheck> {
  const all = [...published, proposed]
  const before = await workedOut(published, sums, threshold)
  const after = await workedOut(all, sums, threshold)
  const exposures = [...after].map(([key, number]): Exposure => ({
    key,
    number,
    hiddenIn: namesOf(all, key, (shown) => shown === null),
    shownIn: namesOf(all, key, (shown) => shown !== null),
    isOld: before.get(key) === number,
  }))
  const numbers = numbersOf(all)
  const revised = [...numbers].flatMap(([key, each]) => (each.length > 1 ? [{ key, numbers: each }] : []))
  return { exposures, revised }
}

const namesOf = (releases: readonly Release[], key: string, wanted: (shown: number | null) => boolean): string[] =>
  releases
    .filter(({ figures }) => figures.some((figure) => figure.key === key && wanted(figure.shown)))
    .map(({ name }) => name)

/** Every number printed for a figure, oldest first, each once. */
function numbersOf(releases: readonly Release[]): Map<string, number[]> {
  const numbers = new Map<string, number[]>()
  for (const { key, shown } of releases.flatMap(({ figures }) => figures)) {
    const known = numbers.get(key) ?? []
    if (shown !== null && !known.includes(shown)) known.push(shown)
    numbers.set(key, known)
  }
  return numbers
}

/** Hidden figures that come to one possible count of 1 to the threshold, with that count. */
async function workedOut(
  releases: readonly Release[],
  sums: readonly Sum[],
  threshold: number,
): Promise<Map<string, number>> {
  const known = [...numbersOf(releases)].map(([key, numbers]) => ({ key, shown: numbers.at(-1) ?? null }))
  const hidden = new Set(
    releases.flatMap(({ figures }) => figures.filter(({ shown }) => shown === null).map(({ key }) => key)),
  )
  const found = new Map<string, number>()
  for (const { key, shown } of known) {
    if (hidden.has(key) && shown !== null && shown >= 1 && shown <= threshold) found.set(key, shown)
  }
  const unknown = known.flatMap(({ key, shown }) => (shown === null ? [key] : []))
  for (const [key, number] of await pinnedFigures(known, sums, unknown)) {
    if (number <= threshold) found.set(key, number)
  }
  return found
}
