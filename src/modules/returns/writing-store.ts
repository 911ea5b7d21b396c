import type { Actor } from '#platform/actor.ts'
import type { Tx } from '#platform/db/connect.ts'
import { conflict, notFound } from '#platform/errors.ts'
import type { Entry } from './figure.ts'
import { findReturn, visibleTo, type AgencyReturn } from './return-store.ts'

/** Said when somebody else saved first. */
export const savedByAnother = 'Somebody else has changed this return since you opened it. Nothing of yours was saved.'

/**
 * The return as it stands now, held until the transaction ends.
 *
 * @throws notFound when the actor may not know of it, conflict when it is no longer the version that they saw
 */
export async function holdReturn(tx: Tx, actor: Actor, reference: string, version: number): Promise<AgencyReturn> {
  const seen = await findReturn(tx, actor, reference)
  if (!seen) throw notFound('Return')
  await visibleTo(tx, actor).where('r.id', '=', seen.id).select('r.id').forUpdate('r').execute()
  // Read again: somebody may have saved while this one waited for the lock.
  const held = await findReturn(tx, actor, reference)
  if (!held) throw notFound('Return')
  if (held.version !== version) throw conflict(savedByAnother)
  return held
}

type Change = {
  state?: AgencyReturn['state']
  saved_at?: Date
  saved_by?: string | null
  first_signed_off_at?: Date
  signed_off_at?: Date
  signed_off_by?: string | null
  signed_off_name?: string
  signed_off_office?: string
  accepted_at?: Date
  decided_at?: Date
  decided_by?: string | null
  decision_note?: string | null
}

/** Changes a return that is held, and makes it the next version. */
export async function changeReturn(tx: Tx, held: AgencyReturn, change: Change): Promise<void> {
  await tx
    .updateTable('returns.agency_return')
    .set({ ...change, version: held.version + 1 })
    .where('id', '=', held.id)
    .execute()
}

const textOf = (value: number | null): string | null => (value === null ? null : String(value))

/** Puts figures in the place of those saved for the same indicators. */
export async function putEntries(
  tx: Tx,
  returnId: string,
  entries: readonly Entry[],
  { at, by }: { at: Date; by: string | null },
): Promise<void> {
  if (entries.length === 0) return
  const rows = entries.map(({ indicatorId, numerator, denominator, value, isUnusual, ...words }) => ({
    ...words,
    return_id: returnId,
    indicator_id: indicatorId,
    numerator: textOf(numerator),
    denominator: textOf(denominator),
    value: textOf(value),
    is_unusual: isUnusual,
    changed_at: at,
    changed_by: by,
  }))
  await tx
    .insertInto('returns.entry')
    .values(rows)
    .onConflict((conflict_) =>
      conflict_.columns(['return_id', 'indicator_id']).doUpdateSet((set) => ({
        numerator: set.ref('excluded.numerator'),
        denominator: set.ref('excluded.denominator'),
        value: set.ref('excluded.value'),
        state: set.ref('excluded.state'),
        reason: set.ref('excluded.reason'),
        note: set.ref('excluded.note'),
        is_unusual: set.ref('excluded.is_unusual'),
        changed_at: set.ref('excluded.changed_at'),
        changed_by: set.ref('excluded.changed_by'),
      })),
    )
    .execute()
}

/** Takes back figures that were emptied. */
export async function removeEntries(tx: Tx, returnId: string, indicatorIds: readonly string[]): Promise<void> {
  if (indicatorIds.length === 0) return
  await tx
    .deleteFrom('returns.entry')
    .where('return_id', '=', returnId)
    .where('indicator_id', 'in', indicatorIds)
    .execute()
}

export type NewUpload = {
  fileName: string
  sha256: string
  content: Buffer
  entryCount: number
  scan: 'clean' | 'held' | 'not-scanned'
}

/** Keeps a file as it was received. @returns its id */
export async function keepUpload(
  tx: Tx,
  returnId: string,
  { fileName, sha256, content, entryCount, scan }: NewUpload,
  { at, by }: { at: Date; by: string | null },
): Promise<string> {
  const { id } = await tx
    .insertInto('returns.upload')
    .values({
      return_id: returnId,
      file_name: fileName,
      sha256,
      byte_count: content.length,
      content,
      entry_count: entryCount,
      received_at: at,
      received_by: by,
      scan_state: scan,
      scanned_at: scan === 'clean' ? at : null,
      is_unread: scan === 'held',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Notes that a file kept before has now been read. */
export async function markRead(tx: Tx, returnId: string, uploadId: string, entryCount: number): Promise<void> {
  await tx
    .updateTable('returns.upload')
    .set({ entry_count: entryCount, is_unread: false })
    .where('return_id', '=', returnId)
    .where('id', '=', uploadId)
    .where('scan_state', '=', 'clean')
    .execute()
}
