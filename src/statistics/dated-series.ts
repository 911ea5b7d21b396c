const dayLength = 86_400_000

/** Days from 1 January 1970 to a date 'YYYY-MM-DD'. Throws a RangeError naming `field` for what is no real date. */
export function dayNumber(date: string, field: string): number {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(time) || !new Date(time).toISOString().startsWith(date))
    throw new RangeError(`${field}: '${date}' is not a date like 2026-09-30`)
  return time / dayLength
}

/**
 * A series in date order, whatever order it came in; `null` where there is no figure. Throws a RangeError for lists of unlike length, a
 * date that is none or is there twice, or a value that is not finite.
 */
export function inDateOrder(
  dates: readonly string[],
  values: readonly (number | null)[],
): { dates: string[]; values: (number | null)[] } {
  if (dates.length !== values.length) throw new RangeError(`values: ${values.length} values for ${dates.length} dates`)
  checkValues(values)
  const rows = dates.map((date, i) => ({ date, day: dayNumber(date, 'dates'), value: values[i] ?? null }))
  rows.sort((a, b) => a.day - b.day)
  const twice = rows.find(({ date }, i) => date === rows[i - 1]?.date)
  if (twice !== undefined) throw new RangeError(`dates: ${twice.date} is there twice`)
  return { dates: rows.map(({ date }) => date), values: rows.map(({ value }) => value) }
}

/** Throws a RangeError for a value that is there and not finite. */
export function checkValues(values: readonly (number | null)[]): void {
  for (const value of values) {
    if (value !== null && !Number.isFinite(value)) throw new RangeError(`values: ${value} is not a finite number`)
  }
}
