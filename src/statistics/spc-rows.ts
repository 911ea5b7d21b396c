import type { SpcInput } from './spc-types.ts'

/** Rows of one group of limits; `start` is the place of its first row in the date order. */
export type SpcGroup = { number: number; start: number; values: (number | null)[] }

/** The series in date order and cut into groups: a row on a rebase date begins a new one. Throws a RangeError for what is no series. */
export function spcRows(input: SpcInput): { dates: string[]; values: (number | null)[]; groups: SpcGroup[] } {
  check(input)
  const { dates, values } = inDateOrder(input)
  const starts = rebasedRows(dates, input.rebase_dates)
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
  const rows = dates.map((date, i) => ({ date, value: values[i] ?? null })).sort((a, b) => (a.date < b.date ? -1 : 1))
  const twice = rows.find(({ date }, i) => date === rows[i - 1]?.date)
  if (twice !== undefined) throw new RangeError(`dates: ${twice.date} is there twice`)
  return { dates: rows.map(({ date }) => date), values: rows.map(({ value }) => value) }
}

/** Far beyond any count or rate, and far enough below the largest number that sums and limits stay finite. */
const largest = 1e300

function check({ dates, values, target, rebase_dates, fix_after_n_points, rules }: SpcInput): void {
  if (dates.length !== values.length) throw new RangeError(`values: ${values.length} values for ${dates.length} dates`)
  for (const date of dates) checkDate('dates', date)
  for (const date of rebase_dates) checkDate('rebase_dates', date)
  for (const value of values) if (value !== null) checkNumber('values', value)
  if (target !== null) checkNumber('target', target)
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

function checkNumber(field: string, value: number): void {
  if (!Number.isFinite(value)) throw new RangeError(`${field}: ${String(value)} is not a finite number`)
  if (Math.abs(value) > largest) throw new RangeError(`${field}: ${value} is too large to reckon with`)
}

/** The form of a date, in months of 31, of 30 and of at most 29 days. */
const datePattern =
  /^\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|[12]\d))$/

function checkDate(field: string, date: string): void {
  if (datePattern.test(date) && (!date.endsWith('-02-29') || isLeap(Number(date.slice(0, 4))))) return
  const isInForm = /^\d{4}-\d{2}-\d{2}$/.test(date)
  throw new RangeError(`${field}: '${date}' is not a date ${isInForm ? 'of the calendar' : 'like 2026-09-30'}`)
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
