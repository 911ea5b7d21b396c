import type { Clock } from '#platform/clock.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { docxToPdf } from '#platform/documents/pdf/docx-to-pdf.ts'

/**
 * Makes PDFs of the Word papers that were sent and looked at for viruses, each once, the oldest first, so that packs are put together
 * without waiting. Where the machine has no LibreOffice nothing is made, and packs say where each paper is found. Several workers may
 * do it at once.
 *
 * @param db the owner's connection: papers of every partnership
 * @returns how many were converted, or found to be what cannot be
 */
export async function convertPapers(db: Db, clock: Clock, stopping?: AbortSignal): Promise<number> {
  for (let count = 0; ; count++) {
    if (stopping?.aborted) return count
    if (!(await db.transaction().execute((tx) => convertNext(tx, clock)))) return count
  }
}

async function convertNext(tx: Tx, clock: Clock): Promise<boolean> {
  const waiting = await tx
    .selectFrom('platform.file as file')
    .innerJoin('meetings.paper as paper', 'paper.file_id', 'file.id')
    .leftJoin('meetings.paper_pdf as pdf', 'pdf.file_id', 'file.id')
    .where('file.media_type', '=', 'docx')
    .where('file.scan_state', 'in', ['clean', 'not-scanned'])
    .where('paper.withdrawn_at', 'is', null)
    .where('pdf.file_id', 'is', null)
    .orderBy('file.kept_at')
    .limit(1)
    .forUpdate('file')
    .skipLocked()
    .select(['file.id', 'file.content'])
    .executeTakeFirst()
  if (!waiting) return false
  const made = await docxToPdf(waiting.content)
  if (made === 'no-programme') return false
  await tx
    .insertInto('meetings.paper_pdf')
    .values({ file_id: waiting.id, content: made === 'failed' ? null : made, made_at: clock.now() })
    .onConflict((clash) => clash.column('file_id').doNothing())
    .execute()
  return true
}

/** A Word paper as PDF: null when it could not be made, undefined when it was not made yet. */
export const readAsPdf = async (db: Db, fileId: string): Promise<Buffer | null | undefined> =>
  (await db.selectFrom('meetings.paper_pdf').where('file_id', '=', fileId).select('content').executeTakeFirst())
    ?.content
