import { measureSheet } from '#platform/sheets/measure-sheet.ts'
import { listSheets } from '#platform/sheets/workbook-sheets.ts'
import { openZip } from '#platform/sheets/zip.ts'
import { templateSheets } from './template-words.ts'

const limits = { maxBytes: 100 * 1_024 * 1_024, maxEntries: 2_000 }

/** The names of a workbook's sheets with something on them that are neither the one that was read nor the template's. */
export function otherSheets(bytes: Buffer, readSheet: string): string[] {
  const opening = openZip(bytes, limits)
  if (!opening.ok) return []
  const own = new Set<string>([readSheet, ...Object.values(templateSheets)])
  return listSheets(opening.zip)
    .filter(
      ({ name, path }) => !own.has(name) && measureSheet(opening.zip.read(path) ?? Buffer.alloc(0)).filledRows > 0,
    )
    .map(({ name }) => name)
}
