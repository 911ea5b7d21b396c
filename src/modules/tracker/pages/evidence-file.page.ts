import type { FastifyInstance } from 'fastify'
import { notFound } from '#platform/errors.ts'
import { sendKeptFile } from '#platform/files/send-kept-file.ts'
import { isId } from '#platform/ids.ts'
import type { Marking } from '#platform/marking.ts'
import type { Services } from '#platform/services.ts'
import { findEvidenceFile } from '../evidence-store.ts'
import { findItem } from '../item-store.ts'
import { trackerPaths } from '../paths.ts'

/** A file of evidence, for whoever may see its item; under its name with the item's marking. */
export function evidenceFilePage(app: FastifyInstance, { db }: Services): void {
  app.get<{ Params: { reference: string; evidence: string } }>(
    trackerPaths.evidenceFile(':reference', ':evidence'),
    { config: { permission: 'tracker.read' } },
    async ({ actor, params }, reply) => {
      const item = await findItem(db, actor, params.reference)
      const fileId = item && isId(params.evidence) ? await findEvidenceFile(db, item.id, params.evidence) : undefined
      if (item === undefined || fileId === undefined) throw notFound('File')
      return sendKeptFile(reply, db, fileId, item.marking as Marking)
    },
  )
}
