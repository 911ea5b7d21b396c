import { sql } from 'kysely'
import type { Db, Tx } from '#platform/db/connect.ts'

/** An office that sits, sat or will sit in a seat. */
export type Filling = {
  id: string
  seatId: string
  isDeputy: boolean
  startsOn: string
  endsOn: string | null
  version: number
  /** Null where another owner's office is not known here and does not sit today. */
  officeTitle: string | null
  organisation: string | null
  /** Who holds the office on the day asked about. */
  people: string[]
}

type Seen = { fillingId: string | null; officeTitle: string; organisationName: string; personName: string | null }

/**
 * Who sits in the seats of a group, sat or will sit, the newest first within each seat. Of a joint group the offices of the other owners are
 * named where they sit on that day.
 */
export async function listFillings(db: Db | Tx, groupId: string, today: string): Promise<Filling[]> {
  const fillings = await db
    .selectFrom('partnerships.seat_filling as filling')
    .innerJoin('partnerships.seat as seat', 'seat.id', 'filling.seat_id')
    .leftJoin('identity.office as office', 'office.id', 'filling.office_id')
    .leftJoin('identity.organisation as organisation', 'organisation.id', 'office.organisation_id')
    .where('seat.group_id', '=', groupId)
    .orderBy('seat.position')
    .orderBy('filling.is_deputy')
    .orderBy('filling.starts_on', 'desc')
    .limit(2_000)
    .select([
      'filling.id',
      'filling.seat_id as seatId',
      'filling.is_deputy as isDeputy',
      'filling.starts_on as startsOn',
      'filling.ends_on as endsOn',
      'filling.version',
      'office.title as officeTitle',
      'organisation.name as organisation',
    ])
    .execute()
  const { rows } = await sql<Seen>`select filling_id as "fillingId", office_title as "officeTitle",
    organisation_name as "organisationName", person_name as "personName"
    from partnerships.members_on(${groupId}, ${today}) where filling_id is not null`.execute(db)
  const seen = Map.groupBy(rows, (row) => row.fillingId ?? '')
  return fillings.map((filling) => {
    const now = seen.get(filling.id) ?? []
    return {
      ...filling,
      officeTitle: filling.officeTitle ?? now[0]?.officeTitle ?? null,
      organisation: filling.organisation ?? now[0]?.organisationName ?? null,
      people: now.flatMap((row) => (row.personName === null ? [] : [row.personName])),
    }
  })
}

/** Whether somebody sits on a day. */
export const sitsOn = ({ startsOn, endsOn }: Pick<Filling, 'startsOn' | 'endsOn'>, day: string): boolean =>
  startsOn <= day && (endsOn === null || endsOn >= day)
