import { sql } from 'kysely'
import type { Db, Tx } from '#platform/db/connect.ts'

/** Groups of which others name a partnership as an owner, and which it has not yet taken into its structure. */
export const listOffers = (db: Db | Tx, partnershipId: string) =>
  db
    .selectFrom('partnerships.group_offer as offer')
    .innerJoin('partnerships.group as group', 'group.id', 'offer.group_id')
    .where('offer.partnership_id', '=', partnershipId)
    .orderBy('group.name')
    .limit(100)
    .select([
      'group.id',
      'group.slug',
      'group.name',
      sql<string[]>`array(select owner.short_name from partnerships.group_partnership place
        join partnerships.partnership owner on owner.id = place.partnership_id
        where place.group_id = "group".id order by owner.short_name)`.as('owners'),
    ])
    .execute()
