import { sql } from 'kysely'
import type { Db, Tx } from '#platform/db/connect.ts'

/** The office to which an office reports; null when none is named. */
export const findReportsTo = async (db: Db | Tx, officeId: string): Promise<{ id: string; title: string } | null> =>
  (await db
    .selectFrom('identity.office as office')
    .innerJoin('identity.office as above', 'above.id', 'office.reports_to')
    .where('office.id', '=', officeId)
    .select(['above.id', 'above.title'])
    .executeTakeFirst()) ?? null

/** Names the office above, or none. @returns false when it is no longer as `was`: somebody else has changed it */
export async function setReportsTo(tx: Tx, officeId: string, to: string | null, was: string | null): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('identity.office')
    .set({ reports_to: to })
    .where('id', '=', officeId)
    .where(sql<boolean>`reports_to is not distinct from ${was}::uuid`)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
