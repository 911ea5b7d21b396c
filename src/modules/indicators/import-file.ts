import { basename } from 'node:path'
import type { Db, Tx } from '#platform/db/connect.ts'
import { readBytes } from './national/csv-rows.ts'
import { importDfeFile, importLaitFile, loadEssential, type ImportReport } from './national/load-national.ts'

/** What to say of a file whose publication the importer was not told. */
const factsOf = (path: string, publisher: string) => ({
  slug: basename(path)
    .replace(/\.csv(\.gz)?$/i, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-'),
  title: basename(path),
  publisher,
  sourceNote: 'Imported from a file on the command line.',
  fileName: basename(path),
  releasedOn: null,
})

/** The system could not open the file, as opposed to zlib, which could not make sense of it. */
const isFileError = (error: unknown): boolean => error instanceof Error && 'syscall' in error

/** Whether an indicator of the catalogue is compared with one of the measures: a table under another name is another table. */
async function isUsed(tx: Tx, measures: readonly string[]): Promise<boolean> {
  if (measures.length === 0) return false
  const found = await tx
    .selectFrom('indicators.indicator as indicator')
    .innerJoin('indicators.measure as measure', 'measure.id', 'indicator.measure_id')
    .where('measure.code', 'in', measures)
    .select('indicator.id')
    .executeTakeFirst()
  return found !== undefined
}

/**
 * Imports a newer published file: a table in the layout of Explore Education Statistics, or the long file of the Local Authority
 * Interactive Tool. A refused file leaves nothing behind.
 *
 * @throws Error with every problem, a sentence a line, when the file is refused or cannot be read
 */
export async function importNationalFile(
  db: Db,
  kind: 'dfe' | 'lait',
  path: string,
): Promise<ImportReport & { isUsed: boolean }> {
  const facts = factsOf(path, 'Department for Education')
  return db.transaction().execute(async (tx) => {
    await loadEssential(tx)
    const { bytes } = await readBytes(path).catch((error: unknown) => {
      throw new Error(`${path} cannot be ${isFileError(error) ? 'read' : 'unpacked: it is damaged or not whole'}.`)
    })
    const outcome = kind === 'dfe' ? await importDfeFile(tx, facts, bytes) : await importLaitFile(tx, facts, path)
    if (!outcome.ok) {
      const shown = outcome.problems.slice(0, 20)
      const more = outcome.problems.length - shown.length
      throw new Error(`${facts.fileName} was refused. ${shown.join(' ')}${more > 0 ? ` And ${more} more.` : ''}`)
    }
    const { written, refusedRows, held, slug } = outcome.value
    await tx
      .insertInto('platform.audit_event')
      .values({
        name: 'indicators.figures-imported',
        subject: slug,
        details: JSON.stringify({ written, refused: refusedRows.length, held: held.length }),
      })
      .execute()
    return { ...outcome.value, isUsed: await isUsed(tx, outcome.value.measures) }
  })
}
