import type { Clock } from '../clock.ts'
import type { Db, Tx } from '../db/connect.ts'
import type { Scan } from '../uploads/scan.ts'

/**
 * Has the files looked at that were held while the virus scanner was away, oldest first, and stops when it is away again. One with a
 * virus loses its content, and an event says so. Several workers may do it at once.
 *
 * @param db the owner's connection: files of every partnership
 * @returns how many were looked at
 */
export async function scanHeldFiles(db: Db, clock: Clock, scan: Scan, stopping?: AbortSignal): Promise<number> {
  for (let count = 0; ; count++) {
    if (stopping?.aborted) return count
    const wasScanned = await db.transaction().execute((tx) => scanNext(tx, clock, scan))
    if (!wasScanned) return count
  }
}

async function scanNext(tx: Tx, clock: Clock, scan: Scan): Promise<boolean> {
  const held = await tx
    .selectFrom('platform.file')
    .where('scan_state', '=', 'held')
    .orderBy('kept_at')
    .select(['id', 'content', 'sha256', 'partnership_id as partnershipId'])
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (!held) return false
  const verdict = await scan(held.content)
  // A scanner that was taken away while files waited for it leaves them waiting: nobody has looked at them.
  if (verdict !== 'clean' && verdict !== 'infected') return false
  await tx
    .updateTable('platform.file')
    .set({
      scan_state: verdict,
      scanned_at: clock.now(),
      ...(verdict === 'infected' ? { content: Buffer.alloc(0) } : {}),
    })
    .where('id', '=', held.id)
    .execute()
  if (verdict === 'infected') {
    await tx
      .insertInto('platform.audit_event')
      .values({
        name: 'platform.infected-file-destroyed',
        subject: held.id,
        partnership_id: held.partnershipId,
        details: JSON.stringify({ sha256: held.sha256 }),
      })
      .execute()
  }
  return true
}
