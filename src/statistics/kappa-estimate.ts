/** Weighted agreement of a table of counts, what chance alone would give, and the variance of kappa. */
export type KappaEstimate = { found: number; byChance: number; kappa: number; variance: number }

/**
 * Weighted kappa of a square table of `used` pairs, with credits from 0 to 1 for each pair of categories. Its variance does not take
 * kappa to be 0. `null` when chance alone would give full agreement. Source: Cohen 1968; Fleiss, Cohen and Everitt 1969, formula 13.
 */
export function kappaEstimate(
  table: readonly (readonly number[])[],
  creditOf: (row: number, column: number) => number,
  used: number,
): KappaEstimate | null {
  const cells = table.flatMap((row, i) =>
    row.map((count, j) => ({ i, j, share: count / used, credit: creditOf(i, j) })),
  )
  type Cell = (typeof cells)[number]
  const sum = (of: (cell: Cell) => number): number => cells.reduce((total, cell) => total + of(cell), 0)
  const perRow = (of: (cell: Cell) => number): number[] =>
    table.map((_, i) => sum((cell) => (cell.i === i ? of(cell) : 0)))
  const perColumn = (of: (cell: Cell) => number): number[] =>
    table.map((_, j) => sum((cell) => (cell.j === j ? of(cell) : 0)))

  const rows = perRow(({ share }) => share)
  const columns = perColumn(({ share }) => share)
  const found = sum(({ credit, share }) => credit * share)
  const byChance = sum(({ i, j, credit }) => credit * at(rows, i) * at(columns, j))
  if (byChance > 1 - 1e-12) return null
  // mean credit of one rater's grade against all that the other gives
  const rowCredit = perRow(({ j, credit }) => credit * at(columns, j))
  const columnCredit = perColumn(({ i, credit }) => credit * at(rows, i))
  const squares = sum(({ i, j, share, credit }) => {
    const pull = credit * (1 - byChance) - (at(rowCredit, i) + at(columnCredit, j)) * (1 - found)
    return share * pull * pull
  })
  const middle = found * byChance - 2 * byChance + found
  const spread = squares - middle * middle
  // what rounding leaves of nothing is nothing
  const variance = spread > squares * 1e-12 ? spread / (used * (1 - byChance) ** 4) : 0
  return { found, byChance, kappa: (found - byChance) / (1 - byChance), variance }
}

const at = (list: readonly number[], place: number): number => list[place] ?? 0
