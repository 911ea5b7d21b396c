import { createHash, randomUUID } from 'node:crypto'
import type { Actor } from '../actor.ts'
import type { Db, Tx } from '../db/connect.ts'
import type { UploadKind } from '../uploads/judge-upload.ts'
import type { ScanState } from '../uploads/scan.ts'

/** A file that was judged and looked at (`takeFile`), ready to be kept. */
export type TakenFile = { name: string; kind: UploadKind; bytes: Buffer; scan: Exclude<ScanState, 'infected'> }

export type FileOwner = {
  /** The one agency that it belongs to: other agencies do not know of it. */
  organisationId?: string | null
  /** Known to those who see the whole partnership, and with the row that it hangs on where that row's policy shows it. */
  isRestricted?: boolean
}

export const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** Keeps a file, in the transaction of what it belongs to. @returns its id, for a foreign key to `platform.file` */
export async function keepFile(
  tx: Tx,
  actor: Actor,
  { name, kind, bytes, scan }: TakenFile,
  { organisationId = null, isRestricted = false }: FileOwner,
  at: Date,
): Promise<{ id: string }> {
  // Given here and not asked back: who keeps a restricted file need not be able to read it before the row that it hangs on is there.
  const id = randomUUID()
  await tx
    .insertInto('platform.file')
    .values({
      id,
      partnership_id: actor.partnershipId,
      organisation_id: organisationId,
      name,
      media_type: kind,
      byte_count: bytes.length,
      sha256: sha256Of(bytes),
      content: bytes,
      is_restricted: isRestricted,
      scan_state: scan,
      scanned_at: scan === 'clean' ? at : null,
      kept_at: at,
      kept_by: actor.personId,
    })
    .execute()
  return { id }
}

/** A file's content, for whoever may see it; none while it waits for the virus check or when it held a virus. */
export const readFile = async (
  db: Db | Tx,
  id: string,
): Promise<{ fileName: string; kind: UploadKind; content: Buffer } | undefined> =>
  (await db
    .selectFrom('platform.file')
    .where('id', '=', id)
    .where('scan_state', 'in', ['clean', 'not-scanned'])
    .select(['name as fileName', 'media_type as kind', 'content'])
    .executeTakeFirst()) as { fileName: string; kind: UploadKind; content: Buffer } | undefined
