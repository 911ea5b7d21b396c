import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { mayReadMarked } from '../sensitive.ts'

type Declined = {
  id: string
  key: string
  title: string
  marking: string
  reason: string
  declinedOn: string
  office: string | null
}

/** What was suggested for a group's agenda and not wanted there, newest first; at most 500. The other owners of a joint group decide for themselves. */
export const listDeclined = (db: Db | Tx, actor: Actor, groupId: string): Promise<Declined[]> =>
  db
    .selectFrom('meetings.declined_suggestion as declined')
    .leftJoin('identity.office as office', 'office.id', 'declined.office_id')
    .where('declined.partnership_id', '=', actor.partnershipId)
    .where('declined.group_id', '=', groupId)
    .where(mayReadMarked(actor, 'declined.marking', 'declined.group_id'))
    .orderBy('declined.declined_on', 'desc')
    .orderBy('declined.id', 'desc')
    .limit(500)
    .select([
      'declined.id',
      'declined.key',
      'declined.title',
      'declined.marking',
      'declined.reason',
      'declined.declined_on as declinedOn',
      'office.title as office',
    ])
    .execute()
