import { sql } from 'kysely'
import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { conflict, notFound } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import { ownGroup } from './own-group.ts'

/** A seat of a group of the actor's partnership; 404 for any other. */
export async function ownSeat(db: Db | Tx, actor: Actor, groupId: string, seatId: string) {
  await ownGroup(db, actor, groupId)
  const seat = isId(seatId)
    ? await db
        .selectFrom('partnerships.seat as seat')
        .where('seat.id', '=', seatId)
        .where('seat.group_id', '=', groupId)
        .select([
          'seat.id',
          'seat.group_id as groupId',
          'seat.position',
          'seat.title',
          'seat.role',
          'seat.is_vacant as isVacant',
          'seat.condition',
          'seat.votes',
          'seat.authorities',
          'seat.places',
          'seat.note',
          'seat.source',
          'seat.starts_on as startsOn',
          'seat.ends_on as endsOn',
          'seat.version',
          'seat.organisation_as_printed as organisationAsPrinted',
          sql<string[]>`array(
            select organisation.name from partnerships.seat_organisation held
            join identity.organisation organisation on organisation.id = held.organisation_id
            where held.seat_id = seat.id order by held.position)`.as('organisations'),
          sql<string[]>`array(
            select held.organisation_id from partnerships.seat_organisation held
            where held.seat_id = seat.id order by held.position)`.as('organisationIds'),
        ])
        .executeTakeFirst()
    : undefined
  if (!seat) throw notFound('Seat')
  return seat
}

/** What a seat is called in a sentence: 'Chief Nurse, NHS Kent and Medway Integrated Care Board'. */
export const seatName = (seat: { title: string | null; organisations: readonly string[] }): string =>
  [seat.title, seat.organisations.join(' or ')].filter((words) => words !== null && words !== '').join(', ') || 'A seat'

/** Takes the next version of a seat; a change by somebody else in between is a conflict. */
export async function nextVersion(tx: Tx, seatId: string, version: number): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('partnerships.seat')
    .set({ version: version + 1 })
    .where('id', '=', seatId)
    .where('version', '=', version)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw conflict('Somebody else changed this seat while you had the page open.')
}
