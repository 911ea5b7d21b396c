import type { Db } from '#platform/db/connect.ts'
import { loadCatalogue } from './load-catalogue.ts'
import { loadAll, loadEssential, type Progress } from './national/load-national.ts'

/**
 * Loads the published figures that an installation is shipped with, and the catalogue that compares with them: what every page needs, or with
 * `everything` all of the shipped tables. Run again, it changes nothing.
 *
 * @param progress is told a step in words and how much of it is done
 * @throws when a shipped file cannot be read; nothing is kept then
 */
export async function loadPublished(db: Db, progress?: Progress, everything = false): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const reports = await (everything ? loadAll : loadEssential)(tx, progress)
    const imported = reports.filter((report) => report.status === 'imported')
    for (const { slug, written, refusedRows, held } of imported) {
      await tx
        .insertInto('platform.audit_event')
        .values({
          name: 'indicators.figures-imported',
          subject: slug,
          details: JSON.stringify({ written, refused: refusedRows.length, held: held.length }),
        })
        .execute()
    }
  })
  await loadCatalogue(db)
}
