import { protect } from './protect.ts'
import type { Network, NetworkEdge } from './network.ts'

/** A cell as it is published: the count unaltered, or `"c"` for confidential (the symbol of the Department for Education). */
export type ShownCell = number | 'c'

export type SuppressedTable = {
  cells: ShownCell[][]
  rowTotals: ShownCell[] | null
  columnTotals: ShownCell[] | null
  total: ShownCell | null
}

/**
 * A two-way table of counts as it may be published.
 *
 * With `additive`, the totals of rows and columns and the grand total are published too. What is promised: every count or total from 1
 * to `threshold` is hidden; nothing shown is altered and zeros are shown; somebody who knows everything that is shown, and that a
 * hidden cell is a whole number of at least 1, can work out none of them: for each at least two numbers fit, and all from 1 to
 * `threshold` where that costs no more hidden cells. The grand total is hidden only when nothing else helps.
 * What is not promised: that a hidden count above the threshold ('secondary') cannot be worked out; anything against a reader who
 * knows how the cells were chosen, who is one of those counted, or who holds another table of the same children (see
 * `checkRelease`); that no table exists with fewer hidden cells (the search is bounded; see docs/statistics.md for how near it comes).
 *
 * Without `additive` (categories that overlap, so that they make no total) only the counts from 1 to `threshold` are hidden, and the
 * totals are `null`.
 *
 * @param counts rows of equal length, whole numbers of 0 or more
 * Sources: Department for Education (symbols; counts 1 to 5 hidden, zeros shown); Castro 2012, section 4 (network tables).
 */
export function suppressTable(
  counts: readonly (readonly number[])[],
  threshold: number,
  additive: boolean,
): SuppressedTable {
  const shown = (value: number): ShownCell => (value >= 1 && value <= threshold ? 'c' : value)
  if (!additive) {
    return { cells: counts.map((row) => row.map(shown)), rowTotals: null, columnTotals: null, total: null }
  }
  const rows = counts.length
  const columns = counts[0]?.length ?? 0
  const network = twoWayNetwork(counts)
  const hidden = protect(network, threshold)
  const at = (edge: number): ShownCell => (hidden[edge] === 1 ? 'c' : (network.edges[edge]?.value ?? 0))
  const inner = rows * columns
  return {
    cells: counts.map((row, i) => row.map((_, j) => at(i * columns + j))),
    rowTotals: counts.map((_, i) => at(inner + i)),
    columnTotals: Array.from({ length: columns }, (_, j) => at(inner + rows + j)),
    total: at(inner + rows + columns),
  }
}

/** Cells row by row, then the rows' totals, the columns' totals and the grand total. */
function twoWayNetwork(counts: readonly (readonly number[])[]): Network {
  const rows = counts.length
  const columns = counts[0]?.length ?? 0
  const source = rows + columns
  const sink = source + 1
  const edge = (from: number, to: number, value: number, isTotal: boolean, isLast = false): NetworkEdge => ({ from, to, value, isTotal, isLast }) // prettier-ignore
  const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0)
  const rowTotals = counts.map(sum)
  const columnTotals = Array.from({ length: columns }, (_, j) => sum(counts.map((row) => row[j] ?? 0)))
  return {
    nodes: rows + columns + 2,
    edges: [
      ...counts.flatMap((row, i) => row.map((value, j) => edge(i, rows + j, value, false))),
      ...rowTotals.map((value, i) => edge(source, i, value, true)),
      ...columnTotals.map((value, j) => edge(rows + j, sink, value, true)),
      edge(sink, source, sum(rowTotals), true, true),
    ],
  }
}
