/** A fit by least squares: coefficients, what is left over, and how far a contrast of the coefficients is from certain. */
export type Fit = {
  coefficients: number[]
  /** Sum of the squares that the fit leaves over. */
  residual: number
  /** Half the logarithm of the determinant of X'X. */
  logDeterminant: number
  /** Standard error of a contrast c of the coefficients for a residual variance of 1: the root of c'(X'X)^-1 c. */
  spreadOf: (contrast: readonly number[]) => number
}

/**
 * Least squares of `y` on `columns` (not dependent, and fewer than there are rows), by Householder's reflections, which do not square
 * the condition as the normal equations do. Figures should be scaled to about 1. Source: Golub 1965.
 */
export function leastSquares(columns: readonly (readonly number[])[], y: readonly number[]): Fit {
  // y as a last column is reflected with the rest: its top is then Q'y, and the rest of it what the fit leaves over
  const work = [...columns, y].map((column) => [...column])
  const width = columns.length
  for (let k = 0; k < width; k++) reflect(work, k)
  const r = (i: number, j: number): number => work[j]?.[i] ?? 0
  const coefficients: number[] = columns.map(() => 0)
  for (let i = width - 1; i >= 0; i--) {
    let rest = r(i, width)
    for (let j = i + 1; j < width; j++) rest -= r(i, j) * (coefficients[j] ?? 0)
    coefficients[i] = rest / r(i, i)
  }
  const spreadOf = (contrast: readonly number[]): number => {
    const solved: number[] = []
    for (const [i, factor] of contrast.entries()) {
      const known = solved.reduce((total, value, j) => total + r(j, i) * value, 0)
      solved.push((factor - known) / r(i, i))
    }
    return Math.sqrt(sumOfSquares(solved, 0))
  }
  return {
    coefficients,
    residual: sumOfSquares(work[width] ?? [], width),
    logDeterminant: columns.reduce((total, _, i) => total + Math.log(Math.abs(r(i, i))), 0),
    spreadOf,
  }
}

function sumOfSquares(list: readonly number[], from: number): number {
  let total = 0
  for (let i = from; i < list.length; i++) total += (list[i] ?? 0) ** 2
  return total
}

/** Mirrors the columns from place k down so that nothing is left below place k of column k. */
function reflect(work: readonly number[][], k: number): void {
  const [column = []] = work.slice(k, k + 1)
  const head = column[k] ?? 0
  const length = Math.sqrt(sumOfSquares(column, k))
  const mirror = column.slice(k)
  // away from the head, so that nothing is lost in the difference
  mirror[0] = head + (head > 0 ? length : -length)
  const size = sumOfSquares(mirror, 0)
  for (const one of work.slice(k)) {
    let along = 0
    for (let i = k; i < one.length; i++) along += (mirror[i - k] ?? 0) * (one[i] ?? 0)
    const share = (2 * along) / size
    for (let i = k; i < one.length; i++) one[i] = (one[i] ?? 0) - share * (mirror[i - k] ?? 0)
  }
}
