import type { Clock } from '#platform/clock.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import type { Scan } from '#platform/uploads/scan.ts'

/**
 * Has the files looked at that were held while the virus scanner was away, oldest first, and stops when it is away again. One with a
 * virus loses its content, and an event says so.
 *
 * @param db the owner's connection: files of every partnership
 * @returns how many were looked at
 */
export async function scanHeldUploads(db: Db, clock: Clock, scan: Scan, stopping?: AbortSignal): Promise<number> {
  for (let count = 0; ; count++) {
    if (stopping?.aborted) return count
    const wasScanned = await db.transaction().execute((tx) => scanNext(tx, clock, scan))
    if (!wasScanned) return count
  }
}

async function scanNext(tx: Tx, clock: Clock, scan: Scan): Promise<boolean> {
  const held = await tx
    .selectFrom('returns.upload as u')
    .innerJoin('returns.agency_return as r', 'r.id', 'u.return_id')
    .where('u.scan_state', '=', 'held')
    .orderBy('u.received_at')
    .select(['u.id', 'u.content', 'u.sha256', 'r.record_id as recordId', 'r.partnership_id as partnershipId'])
    .limit(1)
    .forUpdate('u')
    .skipLocked()
    .executeTakeFirst()
  if (!held) return false
  const verdict = await scan(held.content)
  // A scanner that was taken away while files waited for it leaves them waiting: nobody has looked at them.
  if (verdict !== 'clean' && verdict !== 'infected') return false
  await tx
    .updateTable('returns.upload')
    .set({
      scan_state: verdict,
      scanned_at: clock.now(),
      ...(verdict === 'infected' ? { content: Buffer.alloc(0), is_unread: false } : {}),
    })
    .where('id', '=', held.id)
    .execute()
  if (verdict === 'infected') {
    await tx
      .insertInto('platform.audit_event')
      .values({
        name: 'returns.infected-file-destroyed',
        subject: held.recordId,
        partnership_id: held.partnershipId,
        details: JSON.stringify({ upload: held.id, sha256: held.sha256 }),
      })
      .execute()
  }
  return true
}
