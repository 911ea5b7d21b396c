import { sql } from 'kysely'
import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { isId } from '#platform/ids.ts'

/** A seat of a group on a day, with who sits in it. */
type Member = {
  seatId: string
  /** 'chair' of the seat that chairs on that day, also when the chair goes round; else the seat's own kind. */
  kind: string
  title: string
  organisationId: string | null
  organisationName: string
  officeId: string | null
  officeTitle: string | null
  personId: string | null
  personName: string | null
  email: string | null
  /** Nobody sits in it: the documents or the business team say that it is vacant, or no office fills it that day. */
  isVacant: boolean
  mayVote: boolean
}

type Row = Member & { isDeputy: boolean }

/** Kinds of seat that count as voting where nothing else is stated about the seat. */
const votingKinds = ['chair', 'vice-chair', 'deputy-chair', 'member', 'ex-officio', 'lay', 'conditional']

async function sittings(db: Db | Tx, groupId: string, on: string): Promise<Row[]> {
  if (!isId(groupId)) return []
  const { rows } = await sql<Row & { role: string; votes: string; chairs: boolean }>`
    select sitting.seat_id as "seatId", sitting.role, sitting.votes, sitting.is_deputy as "isDeputy",
      coalesce(partnerships.chairing_seat(${groupId}, ${on}) = sitting.seat_id, false) as chairs,
      coalesce(sitting.title, '') as title,
      coalesce(sitting.organisation_id, seat_of.id) as "organisationId",
      coalesce(sitting.organisation_name, seat_of.name, '') as "organisationName",
      sitting.office_id as "officeId", sitting.office_title as "officeTitle",
      sitting.person_id as "personId", sitting.person_name as "personName", sitting.email,
      sitting.office_id is null as "isVacant"
    from partnerships.members_on(${groupId}, ${on}) as sitting
    left join lateral (select organisation.id, organisation.name from partnerships.seat_organisation held
      join identity.organisation organisation on organisation.id = held.organisation_id
      where held.seat_id = sitting.seat_id order by held.position limit 1) as seat_of on true
    order by sitting.position, sitting.is_deputy, sitting.starts_on, sitting.person_name`.execute(db)
  const hasChair = rows.some((row) => row.chairs)
  return rows.map(({ role, votes, chairs, isDeputy, ...row }) => ({
    ...row,
    isDeputy: isDeputy ?? false,
    kind: chairs ? 'chair' : role === 'chair' && hasChair ? 'member' : role,
    mayVote: votes === 'yes' || (votes === 'not stated' && votingKinds.includes(role)),
  }))
}

/**
 * The seats of a group on a day in their order, with the office and the person in each; a seat with several places or an office
 * with several holders stands once for each. Deputies of a seat are not listed.
 *
 * Of a joint group the members from every owner are listed, with name and work e-mail address, to whoever acts for one of the
 * owners; a group that is none of the acting partnership's has no members for it.
 */
export const listMembersOfGroup = async (db: Db | Tx, groupId: string, on: string): Promise<Member[]> =>
  (await sittings(db, groupId, on)).filter((row) => !row.isDeputy).map(({ isDeputy: _deputy, ...member }) => member)

/** The seat that chairs a group on a day with who sits in it, or undefined when no seat is the chair's. */
export const findChairOfGroup = async (db: Db | Tx, groupId: string, on: string): Promise<Member | undefined> =>
  (await listMembersOfGroup(db, groupId, on)).find((member) => member.kind === 'chair')

/** The ids of the partnerships of this installation that have a group, the oldest place first; more than one for a joint group. */
export async function ownersOfGroup(db: Db | Tx, groupId: string): Promise<string[]> {
  if (!isId(groupId)) return []
  const rows = await db
    .selectFrom('partnerships.group_partnership')
    .where('group_id', '=', groupId)
    .orderBy('partnership_id')
    .select('partnership_id')
    .execute()
  return rows.map((row) => row.partnership_id)
}

/**
 * What an actor's office is in a group on a day: 'chair' when it sits in the seat that chairs, in the deputy chair's or vice
 * chair's, or deputises for one of them; 'member' in any other seat or as its deputy; null when it sits in none.
 */
export async function mayActInGroup(
  db: Db | Tx,
  actor: Pick<Actor, 'officeId'>,
  groupId: string,
  on: string,
): Promise<'chair' | 'member' | null> {
  if (actor.officeId === null) return null
  const own = (await sittings(db, groupId, on)).filter((row) => row.officeId === actor.officeId)
  if (own.length === 0) return null
  return own.some((row) => ['chair', 'deputy-chair', 'vice-chair'].includes(row.kind)) ? 'chair' : 'member'
}
