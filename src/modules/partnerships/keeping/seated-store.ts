import { sql } from 'kysely'
import type { Db, Tx } from '#platform/db/connect.ts'

/** Each partnership with the offices that sit, sat or will sit in a seat of one of its groups. */
export const listOfficesWithSeats = (db: Db | Tx) =>
  db
    .selectFrom('partnerships.seat_filling as filling')
    .innerJoin('partnerships.seat as seat', 'seat.id', 'filling.seat_id')
    .innerJoin('partnerships.group_partnership as place', 'place.group_id', 'seat.group_id')
    .innerJoin('partnerships.partnership as partnership', 'partnership.id', 'place.partnership_id')
    .groupBy(['partnership.id', 'partnership.slug', 'partnership.short_name'])
    .orderBy('partnership.id')
    .select([
      'partnership.id',
      'partnership.slug',
      'partnership.short_name as name',
      sql<string[]>`array_agg(distinct filling.office_id)`.as('officeIds'),
    ])
    .execute()
