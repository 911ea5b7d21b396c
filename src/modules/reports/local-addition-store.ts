import type { Db, Tx } from '#platform/db/connect.ts'
import type { WrittenBy } from './report.ts'

/** What a partnership's report holds beyond the statutory contents, by its own arrangements. */
export type LocalAddition = {
  slug: string
  title: string
  asks: string
  writtenBy: WrittenBy
  copyTo: string[]
  source: string
}

/** The additions of a partnership, in their order. */
export async function listLocalAdditions(db: Db | Tx, partnershipId: string): Promise<LocalAddition[]> {
  const rows = await db
    .selectFrom('reports.local_addition')
    .where('partnership_id', '=', partnershipId)
    .orderBy('position')
    .select(['slug', 'title', 'asks', 'written_by as writtenBy', 'copy_to as copyTo', 'source'])
    .execute()
  return rows.map((row) => ({ ...row, writtenBy: row.writtenBy as WrittenBy, copyTo: row.copyTo as string[] }))
}

/** Writes the additions of a partnership in the place of those before; reports already made keep theirs. */
export async function replaceLocalAdditions(
  tx: Tx,
  partnershipId: string,
  additions: readonly LocalAddition[],
): Promise<void> {
  await tx.deleteFrom('reports.local_addition').where('partnership_id', '=', partnershipId).execute()
  if (additions.length === 0) return
  await tx
    .insertInto('reports.local_addition')
    .values(
      additions.map(({ writtenBy, copyTo, ...addition }, position) => ({
        ...addition,
        partnership_id: partnershipId,
        position,
        written_by: writtenBy,
        copy_to: JSON.stringify(copyTo),
      })),
    )
    .execute()
}
