/**
 * Arithmetic mean in two passes: `m = sum / n`, then `m += sum(x - m) / n`. The second pass takes out the rounding of the first,
 * so that the mean of twelve 0.1s is 0.1 and a flat series does not look like a shift (the method of R's `mean`).
 * `null` when there is nothing to average.
 */
export function mean(values: readonly number[]): number | null {
  const n = values.length
  if (n === 0) return null
  let sum = 0
  for (const value of values) sum += value
  const first = sum / n
  let rest = 0
  for (const value of values) rest += value - first
  return first + rest / n
}

/** The values that are there. Missing is never counted as zero. */
export function present(values: readonly (number | null)[]): number[] {
  return values.filter((value) => value !== null)
}
