import type { Tx } from '#platform/db/connect.ts'
import type { Relation } from './record.ts'
import { unlinkRecords } from './link-store.ts'

/**
 * Makes the links of one relation into a record be exactly those that a module works out by itself. Links that people made stay.
 *
 * @returns how many were added and how many taken back
 */
export async function keepLinks(
  tx: Tx,
  fromIds: ReadonlySet<string>,
  relation: Relation,
  toId: string,
): Promise<{ added: number; ended: number }> {
  const known = await tx
    .selectFrom('thread.link')
    .where('to_id', '=', toId)
    .where('relation', '=', relation)
    .select(['from_id as fromId', 'linked_by as by'])
    .execute()
  const linked = new Set(known.map(({ fromId }) => fromId))
  const added = [...fromIds].filter((id) => !linked.has(id))
  const ended = known.filter(({ fromId, by }) => by === null && !fromIds.has(fromId))
  if (added.length > 0)
    await tx
      .insertInto('thread.link')
      .values(added.map((from_id) => ({ from_id, to_id: toId, relation })))
      .onConflict((conflict) => conflict.columns(['from_id', 'to_id', 'relation']).doNothing())
      .execute()
  for (const { fromId } of ended) await unlinkRecords(tx, fromId, relation, toId)
  return { added: added.length, ended: ended.length }
}
