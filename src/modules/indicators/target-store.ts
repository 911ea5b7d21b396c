import type { Db, Tx } from '#platform/db/connect.ts'
import { conflict } from '#platform/errors.ts'

/** What a partnership is supplied with of one indicator, and the target that it set; `target` as the database prints it. */
export type SupplyTarget = { id: string; target: string | null; targetNote: string | null }

/** The supply of an indicator to a partnership; undefined when nobody supplies it. */
export const findSupplyTarget = (
  db: Db | Tx,
  partnershipId: string,
  indicatorId: string,
): Promise<SupplyTarget | undefined> =>
  db
    .selectFrom('indicators.supply')
    .where('partnership_id', '=', partnershipId)
    .where('indicator_id', '=', indicatorId)
    .select(['id', 'target', 'target_note as targetNote'])
    .executeTakeFirst()

/** What a form shows of the target that it was opened with, so that nobody overwrites what they have not seen. */
export const seenTarget = ({ target, targetNote }: SupplyTarget): string =>
  target === null ? '' : `${Number(target)} ${targetNote ?? ''}`

/** Writes a target in place of the one that was seen; null for both takes it away. Throws a conflict when another was set meanwhile. */
export async function saveTarget(
  tx: Tx,
  supply: { partnershipId: string; indicatorId: string; seen: string },
  target: number | null,
  note: string | null,
): Promise<{ id: string; before: number | null }> {
  const found = await tx
    .selectFrom('indicators.supply')
    .where('partnership_id', '=', supply.partnershipId)
    .where('indicator_id', '=', supply.indicatorId)
    .select(['id', 'target', 'target_note as targetNote'])
    .forUpdate()
    .executeTakeFirst()
  if (!found || seenTarget(found) !== supply.seen) throw conflict('Somebody else changed this target.')
  await tx.updateTable('indicators.supply').set({ target, target_note: note }).where('id', '=', found.id).execute()
  return { id: found.id, before: found.target === null ? null : Number(found.target) }
}
