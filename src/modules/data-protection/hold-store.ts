import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import type { Hold } from './hold.ts'

const visibleTo = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('data_protection.hold as hold')
    .leftJoin('identity.organisation as organisation', 'organisation.id', 'hold.organisation_id')
    .leftJoin('identity.person as person', 'person.id', 'hold.placed_by')
    .where('hold.partnership_id', '=', actor.partnershipId)
    .select((each) => [
      'hold.id',
      'hold.kind',
      'hold.organisation_id as organisationId',
      'organisation.name as organisation',
      'hold.item_id as itemId',
      'hold.reason',
      'hold.review_on as reviewOn',
      'hold.placed_at as placedAt',
      each.fn.coalesce('person.name', each.val('this installation')).as('placedBy'),
      'hold.released_at as releasedAt',
      'hold.release_reason as releaseReason',
    ])

/** The holds in force, those to be reviewed first. */
export const listHolds = (db: Db | Tx, actor: Actor): Promise<Hold[]> =>
  visibleTo(db, actor).where('hold.released_at', 'is', null).orderBy('hold.review_on').limit(500).execute()

/** Holds that were released, newest first. At most 100. */
export const listReleasedHolds = (db: Db, actor: Actor) =>
  visibleTo(db, actor)
    .where('hold.released_at', 'is not', null)
    .orderBy('hold.released_at', 'desc')
    .limit(100)
    .execute()

export const findHold = async (db: Db | Tx, actor: Actor, id: string): Promise<Hold | undefined> =>
  (await listHolds(db, actor)).find((hold) => hold.id === id)
