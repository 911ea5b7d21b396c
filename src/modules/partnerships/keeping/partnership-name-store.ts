import type { Db, Tx } from '#platform/db/connect.ts'

/** What a partnership was and will be called, oldest first; nothing until its name is first changed here. */
export const listPartnershipNames = (db: Db | Tx, partnershipId: string) =>
  db
    .selectFrom('partnerships.partnership_name')
    .where('partnership_id', '=', partnershipId)
    .orderBy('starts_on', (order) => order.asc().nullsFirst())
    .limit(200)
    .select(['name', 'short_name as shortName', 'starts_on as startsOn', 'reason'])
    .execute()

/** Brings a partnership's row up to the name that it has on a day. @returns whether that changed it */
export async function bringNameUpToDate(tx: Tx, partnershipId: string, today: string): Promise<boolean> {
  const now = (await listPartnershipNames(tx, partnershipId)).findLast(
    ({ startsOn }) => startsOn === null || startsOn <= today,
  )
  if (now === undefined) return false
  const { numUpdatedRows } = await tx
    .updateTable('partnerships.partnership')
    .set((set) => ({ name: now.name, short_name: now.shortName, version: set('version', '+', 1) }))
    .where('id', '=', partnershipId)
    .where((where) => where.or([where('name', '<>', now.name), where('short_name', '<>', now.shortName)]))
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Partnerships whose name changed here on a day between two. */
export const partnershipsWithNewNames = (db: Db | Tx, from: string, to: string) =>
  db
    .selectFrom('partnerships.partnership_name as called')
    .innerJoin('partnerships.partnership as partnership', 'partnership.id', 'called.partnership_id')
    .where('called.starts_on', '>=', from)
    .where('called.starts_on', '<=', to)
    .distinct()
    .select(['partnership.id', 'partnership.slug', 'partnership.short_name as name'])
    .execute()

/** How often a partnership's row has been changed, for a form that must not undo somebody else's change. */
export const findVersion = async (db: Db | Tx, partnershipId: string): Promise<number> =>
  (
    await db
      .selectFrom('partnerships.partnership')
      .where('id', '=', partnershipId)
      .select('version')
      .executeTakeFirstOrThrow()
  ).version
