import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { visibleTo } from './return-store.ts'

const uploads = (db: Db | Tx, actor: Actor, returnId: string) =>
  visibleTo(db, actor)
    .innerJoin('returns.upload as u', 'u.return_id', 'r.id')
    .leftJoin('identity.person as person', 'person.id', 'u.received_by')
    .where('r.id', '=', returnId)

const columns = [
  'u.id',
  'u.file_name as fileName',
  'u.byte_count as byteCount',
  'u.entry_count as entryCount',
  'u.received_at as receivedAt',
  'person.name as receivedBy',
  'u.scan_state as scanState',
  'u.is_unread as isUnread',
] as const

export type Upload = {
  id: string
  fileName: string
  byteCount: number
  entryCount: number
  receivedAt: Date
  receivedBy: string | null
  /** 'clean', 'held', 'infected' or 'not-scanned': src/platform/uploads/scan.ts. */
  scanState: string
  /** Kept, and its figures not read yet. */
  isUnread: boolean
}

/** The files received for a return, newest first. At most 50. */
export const listUploads = (db: Db, actor: Actor, returnId: string): Promise<Upload[]> =>
  uploads(db, actor, returnId).orderBy('u.received_at', 'desc').select(columns).limit(50).execute()

/** The file with the same content that was received before, if any. */
export const findSameUpload = (
  db: Db | Tx,
  actor: Actor,
  returnId: string,
  sha256: string,
): Promise<Upload | undefined> =>
  uploads(db, actor, returnId).where('u.sha256', '=', sha256).select(columns).executeTakeFirst()

/** A file as it was received; none when it has gone under a retention schedule, waits for the virus check or held a virus. */
export const findUploadedFile = (
  db: Db,
  actor: Actor,
  returnId: string,
  uploadId: string,
): Promise<{ fileName: string; content: Buffer } | undefined> =>
  uploads(db, actor, returnId)
    .where('u.id', '=', uploadId)
    .where('u.destroyed_on', 'is', null)
    .where('u.scan_state', 'in', ['clean', 'not-scanned'])
    .select(['u.file_name as fileName', 'u.content'])
    .executeTakeFirst()
