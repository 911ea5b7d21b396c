import type { Db, Tx } from '#platform/db/connect.ts'

export type GroupName = { id: string; slug: string; name: string; kind: string; ownership: string }

/** The groups of a partnership in the order of its own documents, those that it shares included. */
export const listGroups = (db: Db | Tx, partnershipId: string): Promise<GroupName[]> =>
  db
    .selectFrom('partnerships.group_partnership as place')
    .innerJoin('partnerships.group as group', 'group.id', 'place.group_id')
    .where('place.partnership_id', '=', partnershipId)
    .orderBy('place.position')
    .limit(500)
    .select(['group.id', 'group.slug', 'group.name', 'group.kind', 'group.ownership'])
    .execute()
