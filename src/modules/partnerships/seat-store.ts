import { sql } from 'kysely'
import type { Db } from '#platform/db/connect.ts'

/** The seats of a group in printed order, each with its organisations and who held it when last published. */
export const listSeats = (db: Db, groupId: string) =>
  db
    .selectFrom('partnerships.seat as seat')
    .leftJoin('partnerships.published_office as office', 'office.id', 'seat.office_id')
    .where('seat.group_id', '=', groupId)
    .orderBy('seat.position')
    .limit(500)
    .select([
      'seat.id',
      'seat.condition',
      'seat.votes',
      'seat.authorities',
      'seat.starts_on as startsOn',
      'seat.ends_on as endsOn',
      'seat.title',
      'seat.title_as_printed as titleAsPrinted',
      'seat.organisation_as_printed as organisationAsPrinted',
      'seat.role',
      'seat.is_vacant as isVacant',
      'seat.holder_name as holder',
      'seat.holder_as_at as holderAsAt',
      'seat.holder_source as holderSource',
      'seat.source',
      'seat.note',
      'office.title as officeTitle',
      sql<string[]>`array(
        select organisation.name from partnerships.seat_organisation held
        join identity.organisation organisation on organisation.id = held.organisation_id
        where held.seat_id = seat.id order by held.position)`.as('organisations'),
    ])
    .execute()

export type Seat = Awaited<ReturnType<typeof listSeats>>[number]
