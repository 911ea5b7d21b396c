export type DifferenceLine = { kind: 'same' | 'gone' | 'new'; text: string }

/** Longer texts are compared as wholes: what follows grows with the product of the two lengths. */
const most = 2_000

/**
 * What stands in both texts, only in the first, or only in the second, line by line in order, by their longest common part.
 *
 * @returns null when either text has more lines than can be compared
 */
export function lineDifference(before: string, after: string): DifferenceLine[] | null {
  const [a, b] = [before.split(/\r?\n/), after.split(/\r?\n/)]
  if (a.length > most || b.length > most) return null
  // common[i][j]: how many lines the rests from i and from j have in common.
  const common = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
  const at = (i: number, j: number): number => common[i]?.[j] ?? 0
  for (let i = a.length - 1; i >= 0; i--) {
    const row = common[i]
    if (row === undefined) continue
    for (let j = b.length - 1; j >= 0; j--)
      row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  }
  const lines: DifferenceLine[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ kind: 'same', text: a[i] ?? '' })
      i++
      j++
    } else if (i < a.length && (j === b.length || at(i + 1, j) >= at(i, j + 1)))
      lines.push({ kind: 'gone', text: a[i++] ?? '' })
    else lines.push({ kind: 'new', text: b[j++] ?? '' })
  }
  return lines
}
