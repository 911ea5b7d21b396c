import { normalWidth } from './distributions.ts'
import { kappaEstimate } from './kappa-estimate.ts'
import { kappaWords } from './kappa-words.ts'
import type { KappaWeights } from './kappa-words.ts'
import { confidenceShare } from './intervals.ts'

export type Kappa = {
  kappa: number | null
  lower: number | null
  upper: number | null
  standardError: number | null
  /** Share of pairs with exactly the same grade; `null` without pairs. */
  agreement: number | null
  same: number
  /** Pairs with both grades, and those left out for want of one. */
  used: number
  leftOut: number
  weights: KappaWeights
  /** Why kappa, or only its interval, cannot be worked out; `null` where both can. */
  reason: string | null
  words: string
}

type Options = { weights?: KappaWeights; confidence?: number }

/**
 * Agreement of two raters over ordered categories beyond what their own habits would give by chance, from pairs of grades. A pair with
 * a missing grade is left out and counted. Throws a RangeError for a grade that is no category, a category twice, fewer than two
 * categories, and a confidence under 0.9. Source: Cohen 1960, 1968; interval: Fleiss, Cohen and Everitt 1969.
 */
export function kappaOfPairs(
  pairs: readonly (readonly [string | null, string | null])[],
  categories: readonly string[],
  options: Options = {},
): Kappa {
  const twice = categories.find((category, i) => categories.indexOf(category) < i)
  if (twice !== undefined) throw new RangeError(`categories: '${twice}' is there twice`)
  const placeOf = (grade: string): number => {
    const place = categories.indexOf(grade)
    if (place < 0) throw new RangeError(`pairs: '${grade}' is none of the categories`)
    return place
  }
  const table = categories.map(() => categories.map(() => 0))
  let leftOut = 0
  for (const [one, two] of pairs) {
    const [row, column] = [one === null ? null : placeOf(one), two === null ? null : placeOf(two)]
    const cells = row === null ? undefined : table[row]
    if (cells === undefined || column === null) leftOut++
    else cells[column] = (cells[column] ?? 0) + 1
  }
  return kappaOf(table, leftOut, options)
}

/**
 * The same from the table of counts, one rater's grades down and the other's across, in the same order. Throws a RangeError for a table
 * that is not square, smaller than two by two, or with a cell that is no whole number of 0 or more.
 */
export const kappaOfTable = (table: readonly (readonly number[])[], options: Options = {}): Kappa =>
  kappaOf(table, 0, options)

function kappaOf(
  table: readonly (readonly number[])[],
  leftOut: number,
  { weights = 'none', confidence = 0.95 }: Options,
): Kappa {
  const level = confidenceShare(confidence)
  checkTable(table)
  const used = table.flat().reduce((total, count) => total + count, 0)
  const same = table.reduce((total, row, i) => total + (row[i] ?? 0), 0)
  const estimate = used === 0 ? null : kappaEstimate(table, (i, j) => creditOf(weights, i, j, table.length), used)
  // two grades all alike, or all pairs in one cell off the diagonal, leave nothing to vary
  const standardError = estimate === null || estimate.variance === 0 ? null : Math.sqrt(estimate.variance)
  const kappa = estimate?.kappa ?? null
  const half = standardError === null ? null : normalWidth(level) * standardError
  const result = {
    kappa,
    lower: kappa === null || half === null ? null : Math.max(-1, kappa - half),
    upper: kappa === null || half === null ? null : Math.min(1, kappa + half),
    standardError,
    agreement: used === 0 ? null : same / used,
    same,
    used,
    leftOut,
    weights,
    reason: reasonOf(used, kappa, standardError),
  }
  return { ...result, words: kappaWords(result, level, table.length) }
}

function reasonOf(used: number, kappa: number | null, standardError: number | null): string | null {
  if (used === 0) return 'there is no pair with both grades'
  if (kappa === null) return 'both raters gave one and the same grade throughout'
  return standardError === null ? 'the pairs do not vary enough for one' : null
}

function creditOf(weights: KappaWeights, i: number, j: number, categories: number): number {
  if (weights === 'none') return i === j ? 1 : 0
  const apart = Math.abs(i - j) / (categories - 1)
  return 1 - (weights === 'linear' ? apart : apart * apart)
}

function checkTable(table: readonly (readonly number[])[]): void {
  if (table.length < 2) throw new RangeError(`categories: ${table.length} is too few, 2 or more are needed`)
  for (const row of table) {
    if (row.length !== table.length)
      throw new RangeError(`table: a row of ${row.length} in a table of ${table.length} rows`)
    const odd = row.find((count) => !(Number.isSafeInteger(count) && count >= 0))
    if (odd !== undefined) throw new RangeError(`table: ${odd} is not a whole number of 0 or more`)
  }
}
