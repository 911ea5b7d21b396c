import type { SpcInput } from './spc-types.ts'

/** Rows of one group of limits; `start` is the place of its first row in the date order. */
export type SpcGroup = { number: number; start: number; values: (number | null)[] }

/** The series in date order and cut into groups: a row on a rebase date begins a new one. Throws a RangeError for what is no series. */
export function spcRows(input: SpcInput): { dates: string[]; values: (number | null)[]; groups: SpcGroup[] } {
  check(input)
  const { dates, values } = inDateOrder(input)
  const starts = input.rebase_dates.length === 0 ? [] : rebasedRows(dates, input.rebase_dates)
  const groups: SpcGroup[] = []
  // the running count of rebase rows: a series whose very first row is one begins with group 1
  if (dates.length > 0 && starts[0] !== 0) groups.push({ number: 0, start: 0, values: values.slice(0, starts[0]) })
  for (const [i, start] of starts.entries()) {
    groups.push({ number: i + 1, start, values: values.slice(start, starts[i + 1]) })
  }
  return { dates, values, groups }
}

function rebasedRows(dates: readonly string[], rebaseDates: readonly string[]): number[] {
  const rebases = new Set(rebaseDates)
  return dates.flatMap((date, i) => (rebases.has(date) ? [i] : []))
}

function inDateOrder({ dates, values }: SpcInput): { dates: string[]; values: (number | null)[] } {
  const ordered = { dates: dates.slice(), values: values.slice() }
  if (!ascending(dates)) {
    const dateAt = (i: number): string => dates[i] ?? ''
    const order = dates.map((_, i) => i).sort((a, b) => (dateAt(a) < dateAt(b) ? -1 : 1))
    ordered.dates = order.map(dateAt)
    ordered.values = order.map((i) => values[i] ?? null)
    const twice = ordered.dates.find((date, i) => date === ordered.dates[i - 1])
    if (twice !== undefined) throw new RangeError(`dates: ${twice} is there twice`)
  }
  return ordered
}

/** Strictly, so that a date that is there twice is seen by the sort that follows. */
function ascending(dates: readonly string[]): boolean {
  for (let i = 1; i < dates.length; i++) if ((dates[i - 1] ?? '') >= (dates[i] ?? '')) return false
  return true
}

const isDate = /^\d{4}-\d{2}-\d{2}$/

function check({ dates, values, target, rebase_dates, fix_after_n_points, rules }: SpcInput): void {
  if (dates.length !== values.length) throw new RangeError(`values: ${values.length} values for ${dates.length} dates`)
  for (const date of dates)
    if (!isDate.test(date)) throw new RangeError(`dates: '${date}' is not a date like 2026-09-30`)
  for (const date of rebase_dates) {
    if (!isDate.test(date)) throw new RangeError(`rebase_dates: '${date}' is not a date like 2026-09-30`)
  }
  for (const value of values) {
    if (value !== null && !Number.isFinite(value))
      throw new RangeError(`values: ${String(value)} is not a finite number`)
  }
  if (target !== null && !Number.isFinite(target))
    throw new RangeError(`target: ${String(target)} is not a finite number`)
  if (fix_after_n_points !== null && !(Number.isInteger(fix_after_n_points) && fix_after_n_points >= 12)) {
    throw new RangeError(`fix_after_n_points: ${fix_after_n_points} is not a whole number of 12 or more`)
  }
  for (const field of ['trend', 'shift'] as const) {
    const length = rules?.[field]
    if (length !== undefined && !(Number.isInteger(length) && length >= 2)) {
      throw new RangeError(`rules.${field}: ${length} is not a whole number of 2 or more`)
    }
  }
}
