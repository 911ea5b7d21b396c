import type { Db, Tx } from '#platform/db/connect.ts'

/** Groups that end by a day, or have ended, and of whose work nobody has said what becomes of it: soonest first. */
export async function listEndingGroups(db: Db | Tx, partnershipId: string, by: string) {
  const rows = await db
    .selectFrom('partnerships.group_partnership as place')
    .innerJoin('partnerships.group as group', 'group.id', 'place.group_id')
    .where('place.partnership_id', '=', partnershipId)
    .where('group.ends_on', '<=', by)
    .where('group.end_outcome', 'is', null)
    .orderBy('group.ends_on')
    .limit(100)
    .select(['group.id', 'group.slug', 'group.name', 'group.ends_on as endsOn'])
    .execute()
  return rows
}

/** What becomes of a group's work, and which group takes it on. */
export const findEnding = (db: Db | Tx, groupId: string) =>
  db
    .selectFrom('partnerships.group as group')
    .leftJoin('partnerships.group as next', 'next.id', 'group.work_goes_to')
    .where('group.id', '=', groupId)
    .select([
      'group.starts_on as startsOn',
      'group.ends_on as endsOn',
      'group.end_outcome as outcome',
      'group.work_goes_to as workGoesTo',
      'next.name as nextName',
      'next.slug as nextSlug',
    ])
    .executeTakeFirst()
