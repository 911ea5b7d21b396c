import { pinnedFigures } from './attack-system.ts'
import type { ShownFigure, Sum } from './attack-system.ts'

/** A figure with its true count, a whole number of 0 or more. `isFixed` when it has been published already and cannot be hidden any more. */
export type LinkedFigure = { readonly key: string; readonly value: number; readonly isFixed?: boolean }

export type LinkedSuppression = {
  /** In the order given; `shown` is `null` where the figure is to be hidden. */
  readonly figures: readonly ShownFigure[]
  /** Counts from 1 to the threshold that can be worked out whatever else is hidden, as others have been published already. */
  readonly exposed: readonly string[]
}

/**
 * Figures that hang together in any way, as they may be published together: tables that share cells or totals, hierarchies (district, area,
 * joint) in as many dimensions as there are, quarters with a year's total or the year so far. Says which to hide so that no count from
 * 1 to `threshold` can be worked out, against the attacker of `pinnedFigures`; zeros and everything else are shown unaltered.
 * For one two-way table `suppressTable` hides fewer.
 *
 * What is given away is closed with the smallest figure of a sum that gives it away, until nothing is; then each figure so hidden is shown
 * again if nothing needs it. Sound, since every step is judged by the exact attacker; not the fewest possible.
 */
export async function suppressLinked(
  figures: readonly LinkedFigure[],
  sums: readonly Sum[],
  threshold: number,
): Promise<LinkedSuppression> {
  const byKey = new Map(figures.map((figure) => [figure.key, figure]))
  const isSmall = ({ value }: LinkedFigure): boolean => value >= 1 && value <= threshold
  const primary = figures.filter((figure) => isSmall(figure) && figure.isFixed !== true).map(({ key }) => key)
  const hidden = new Set(primary)
  const asShown = (): ShownFigure[] => figures.map(({ key, value }) => ({ key, shown: hidden.has(key) ? null : value }))
  const givenAway = async (): Promise<string[]> => [...(await pinnedFigures(asShown(), sums, primary)).keys()]
  const mayHide = (key: string): boolean => {
    const figure = byKey.get(key)
    return figure !== undefined && figure.value > 0 && figure.isFixed !== true && !hidden.has(key)
  }

  const valueOf = (key: string): number => byKey.get(key)?.value ?? 0
  const secondary: string[] = []
  let exposed = await givenAway()
  while (exposed.length > 0) {
    const next = nextToHide(exposed, sums, mayHide, hidden, valueOf)
    if (next === null) break
    hidden.add(next)
    secondary.push(next)
    exposed = await givenAway()
  }
  const stays = exposed.length
  for (const key of secondary.toSorted((one, other) => valueOf(other) - valueOf(one))) {
    hidden.delete(key)
    if ((await givenAway()).length > stays) hidden.add(key)
  }
  return { figures: asShown(), exposed }
}

/**
 * The smallest figure that can still be hidden in a sum that gives something away. Sums with the fewest hidden figures come first; when
 * those of the exposed figures have nothing left to hide, those of the figures hidden beside them are tried, and so on outwards.
 */
function nextToHide(
  exposed: readonly string[],
  sums: readonly Sum[],
  mayHide: (key: string) => boolean,
  hidden: ReadonlySet<string>,
  valueOf: (key: string) => number,
): string | null {
  const reached = new Set(exposed)
  for (let before = 0; before < reached.size;) {
    before = reached.size
    const near = sums
      .map(({ total, parts }) => [...parts, total])
      .filter((keys) => keys.some((key) => reached.has(key)))
      .toSorted(
        (one, other) => one.filter((key) => hidden.has(key)).length - other.filter((key) => hidden.has(key)).length,
      )
    for (const keys of near) {
      const [smallest] = keys.filter(mayHide).toSorted((one, other) => valueOf(one) - valueOf(other))
      if (smallest !== undefined) return smallest
    }
    for (const keys of near) for (const key of keys) if (hidden.has(key)) reached.add(key)
  }
  return null
}
