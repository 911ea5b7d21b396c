import { fileKind } from './file-kind.ts'
import { readCsv } from './read-csv.ts'
import type { ReadLimits, SheetChoice } from './read-limits.ts'
import { readXlsx } from './read-xlsx.ts'
import { refusal, type Reading } from './table.ts'

export type ReadOptions = {
  /** Only shown (as the name of a CSV's one sheet); the kind of file is told by its content. */
  fileName?: string
  /** Largest file, 10 MB when not given. */
  maxBytes?: number
  /** Most rows, 5,000 when not given. */
  maxRows?: number
  /** Most columns, 200 when not given. */
  maxColumns?: number
  /** The sheet's name, or a test on the texts of its row of headings (the first 30 rows of each sheet are tried). */
  sheet?: SheetChoice
  /** What the file is to its sender, for the sentences: 'a return'. */
  what?: string
}

const megabyte = 1_024 * 1_024

/**
 * Reads one sheet of a workbook (.xlsx) or a CSV file, told apart by content. A file that cannot be read gives one sentence in words that
 * its sender would use; it never throws for what is in the file. Formulas are not evaluated, macros and links not followed.
 */
export async function readTable(bytes: Buffer, options: ReadOptions = {}): Promise<Reading> {
  const maxBytes = options.maxBytes ?? 10 * megabyte
  const limits: ReadLimits = {
    maxRows: options.maxRows ?? 5_000,
    maxColumns: options.maxColumns ?? 200,
    maxUnpackedBytes: 100 * megabyte,
    maxEntries: 2_000,
    what: options.what ?? 'a file sent here',
  }
  if (bytes.length > maxBytes) {
    return refusal(
      `This file is ${inMegabytes(bytes.length)} MB; ${limits.what} has at most ${inMegabytes(maxBytes)} MB`,
    )
  }
  const kind = fileKind(bytes)
  if (kind === 'empty') return refusal('This file is empty')
  if (kind === 'zip') return await readXlsx(bytes, limits, options.sheet)
  if (kind === 'text') return readCsv(bytes, options.fileName ?? 'CSV file', limits, options.sheet)
  return refusal(kind.refused)
}

const inMegabytes = (bytes: number): string => (Math.ceil((bytes / megabyte) * 10) / 10).toString()
