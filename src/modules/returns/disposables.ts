import { sql } from 'kysely'
import type { Db, Tx } from '#platform/db/connect.ts'
import type { Actor } from '#platform/actor.ts'
import type { Disposable } from '#platform/holding.ts'
import { visibleTo } from './return-store.ts'

const acceptedOn = sql<string>`(r.accepted_at at time zone 'Europe/London')::date`

const due = (db: Db | Tx, actor: Actor, before: string) =>
  visibleTo(db, actor)
    .innerJoin('returns.upload as upload', 'upload.return_id', 'r.id')
    .where('r.state', '=', 'accepted')
    .where('upload.destroyed_on', 'is', null)
    .where(acceptedOn, '<', before)

/** Files of returns that were accepted long ago: the figures are what counts, the file was their carrier. */
const uploadedFiles: Disposable = {
  kind: 'return-files',
  whatGoes: 'The file goes. Its name, size and hash stay beside the figures that came from it.',
  listDue: async (db, actor, before, most) =>
    (
      await due(db, actor, before)
        .orderBy('r.accepted_at')
        .orderBy('upload.id')
        .limit(most)
        .select(['upload.id', 'upload.file_name as fileName', 'r.organisation_id as organisationId'])
        .select(acceptedOn.as('startedOn'))
        .execute()
    ).map(({ fileName, ...upload }) => ({ ...upload, title: fileName })),
  destroy: async (tx, actor, ids, { before, today }) => {
    const gone = await tx
      .updateTable('returns.upload')
      .set({ content: Buffer.alloc(0), destroyed_on: today })
      .where('id', 'in', due(tx, actor, before).where('upload.id', 'in', ids).select('upload.id'))
      .returning('id')
      .execute()
    return gone.map(({ id }) => id)
  },
}

/** What returns can dispose of under a retention schedule. */
export const returnsDisposables: readonly Disposable[] = [uploadedFiles]
