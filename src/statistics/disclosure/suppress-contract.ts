import { suppressTable } from './suppress-table.ts'
import type { SuppressedTable } from './suppress-table.ts'

/**
 * One table of the command line's `suppress`: `{ counts, threshold, additive }`, nothing of it trusted. Throws a RangeError 'FIELD: sentence'
 * that says what is wrong and where.
 */
export function suppressCase(value: unknown): SuppressedTable {
  const { counts, threshold, additive = true } = fieldsOf(value)
  if (typeof threshold !== 'number' || !Number.isSafeInteger(threshold) || threshold < 1) {
    throw new RangeError(`threshold: ${inWords(threshold)} is not a whole number of 1 or more`)
  }
  if (typeof additive !== 'boolean') throw new RangeError(`additive: ${inWords(additive)} is not true or false`)
  return suppressTable(tableOf(counts), threshold, additive)
}

function fieldsOf(value: unknown): { counts?: unknown; threshold?: unknown; additive?: unknown } {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  throw new RangeError('table: it is not an object with counts, threshold and additive')
}

function tableOf(counts: unknown): number[][] {
  if (!Array.isArray(counts)) throw new RangeError(`counts: ${inWords(counts)} is not a list of rows`)
  const rows = counts.map((row: unknown, i): number[] => {
    if (!Array.isArray(row)) throw new RangeError(`counts: row ${i + 1} is not a list of counts`)
    return row.map((count: unknown, j) => {
      if (typeof count === 'number' && Number.isSafeInteger(count) && count >= 0) return count + 0
      throw new RangeError(
        `counts: row ${i + 1}, column ${j + 1}: ${inWords(count)} is not a whole number of 0 or more`,
      )
    })
  })
  for (const [i, row] of rows.entries()) {
    if (row.length !== rows[0]?.length) {
      throw new RangeError(`counts: row ${i + 1} has ${row.length} columns and row 1 has ${rows[0]?.length ?? 0}`)
    }
  }
  const total = rows.flat().reduce((sum, count) => sum + count, 0)
  if (!Number.isSafeInteger(total)) throw new RangeError('counts: together they are too large to be added exactly')
  return rows
}

/** A value as a refusal shows it, cut when long. */
function inWords(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value) ?? typeof value
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
