import type { Actor } from '#platform/actor.ts'
import type { Tx } from '#platform/db/connect.ts'

/** The records in the thread that stand for indicators with these pages. */
export async function findIndicatorRecords(tx: Tx, actor: Actor, pages: readonly string[]): Promise<{ id: string }[]> {
  if (pages.length === 0) return []
  return tx
    .selectFrom('thread.record')
    .where('partnership_id', '=', actor.partnershipId)
    .where('kind', '=', 'indicator')
    .where('page', 'in', pages)
    .select('id')
    .execute()
}
