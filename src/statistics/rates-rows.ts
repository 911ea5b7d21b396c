/** The columns that name a figure: the level of confidence, what it is per, and the method of its interval. */
type Words = { statistic: string; method: string | null }

type Ends = { lower: number | null; upper: number | null }

/** One row of a peer's answer. */
export type RatesRow = Record<string, number | string | null>

/**
 * A row with the peer's columns: the figures before the interval, its ends at each level of confidence, and the words. One level has
 * `lowercl` and `uppercl`, the pair `lower95_0cl` to `upper99_8cl`.
 */
export function intervalRow(
  figures: RatesRow,
  confidences: readonly number[],
  ends: (confidence: number) => Ends,
  words: Words,
): RatesRow {
  const row: RatesRow = { ...figures }
  for (const confidence of confidences) {
    const { lower, upper } = ends(confidence)
    const level = confidences.length === 1 ? '' : percent(confidence).toFixed(1).replace('.', '_')
    row[`lower${level}cl`] = lower
    row[`upper${level}cl`] = upper
  }
  const confidence = confidences.map((share) => `${percent(share)}%`).join(', ')
  return { ...row, confidence, statistic: words.statistic, method: words.method }
}

/** A share in per cent without the digits that come of multiplying by 100. */
const percent = (share: number): number => Number((share * 100).toPrecision(12))
