import { isRisky } from './risky-text.ts'

export type CsvValue = string | number | boolean | null

/**
 * A CSV file by RFC 4180 in UTF-8 with a byte order mark, which spreadsheet programs need to read '£' and '’' right. Text that begins like a
 * formula gets an apostrophe in front of it, which a spreadsheet program shows and does not evaluate; numbers, negative ones included, do
 * not. null is an empty field: a missing value is never written as 0.
 */
export function writeCsv(rows: readonly (readonly CsvValue[])[]): Buffer {
  const lines = rows.map((row) => row.map((value) => field(value)).join(','))
  return Buffer.from(`\uFEFF${lines.map((line) => `${line}\r\n`).join('')}`, 'utf8')
}

function field(value: CsvValue): string {
  if (value === null) return ''
  if (typeof value !== 'string') return String(value)
  const safe = isRisky(value) ? `'${value}` : value
  return /[",\r\n;\t]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
