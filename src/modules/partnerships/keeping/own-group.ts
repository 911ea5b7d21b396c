import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { conflict, notFound } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'

/** A group that the actor's partnership has in its structure, as the commands need it; 404 for any other. */
export async function ownGroup(db: Db | Tx, actor: Actor, groupId: string) {
  const group = isId(groupId)
    ? await db
        .selectFrom('partnerships.group_partnership as place')
        .innerJoin('partnerships.group as group', 'group.id', 'place.group_id')
        .where('place.partnership_id', '=', actor.partnershipId)
        .where('group.id', '=', groupId)
        .select([
          'group.id',
          'group.slug',
          'group.name',
          'group.kind',
          'group.version',
          'group.frequency',
          'group.meetings_a_year as meetingsAYear',
          'group.operating',
          'group.starts_on as startsOn',
          'group.ends_on as endsOn',
        ])
        .executeTakeFirst()
    : undefined
  if (!group) throw notFound('Group')
  return group
}

/**
 * Notes that people changed a group here, so that a pack leaves it alone from now on. With the version that was on the page, a change
 * by somebody else in between is a conflict.
 */
export async function noteChange(tx: Tx, groupId: string, today: string, version?: number): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('partnerships.group')
    .set((set) => ({ changed_on: today, version: set('version', '+', 1) }))
    .where('id', '=', groupId)
    .$if(version !== undefined, (query) => query.where('version', '=', version ?? 0))
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw conflict('Somebody else changed this group while you had the page open.')
}
