import { sql } from 'kysely'
import { takeAuthoritiesFromSeats } from '#modules/identity/public.ts'
import type { Actor } from '#platform/actor.ts'
import { command, refuse } from '#platform/command.ts'
import { inWords } from '#platform/dates.ts'
import type { Tx } from '#platform/db/connect.ts'
import { noteChange, ownGroup } from './own-group.ts'
import { nextVersion, ownSeat } from './own-seat.ts'
import { seatAuthorities, type SeatKind } from './seat-words.ts'

export type SeatFields = {
  role: SeatKind
  title: string | null
  /** Names of organisations, or other names for them; a seat may be for one of several. */
  organisations: string[]
  condition: string | null
  votes: 'yes' | 'no' | 'not stated'
  authorities: string[]
  /** How many sit in it at once; null: as many as come. */
  places: number | null
  isVacant: boolean
  note: string | null
}

/** The organisations that were typed, by name or another name for each. */
async function organisationsNamed(tx: Tx, names: readonly string[]): Promise<string[]> {
  const ids: string[] = []
  for (const name of names) {
    const found = await tx
      .selectFrom('identity.organisation as organisation')
      .where(
        sql<boolean>`(lower(organisation.name) = ${name.toLowerCase()} or exists (select from identity.organisation_alias alias
          where alias.organisation_id = organisation.id and lower(alias.name) = ${name.toLowerCase()}))`,
      )
      .orderBy('organisation.name')
      .limit(2)
      .select('organisation.id')
      .execute()
    const [only] = found
    if (only === undefined)
      refuse('organisations', `There is no organisation called “${name}”: check the list of agencies`)
    if (found.length > 1) refuse('organisations', `Several organisations go by “${name}”: enter the whole name`)
    if (!ids.includes(only.id)) ids.push(only.id)
  }
  return ids
}

function checkSeat({ role, title, organisations, condition, authorities, isVacant }: SeatFields): void {
  if (title === null && organisations.length === 0 && !isVacant)
    refuse('title', 'Enter a position, an organisation or both')
  if (role === 'conditional' && condition === null) refuse('condition', 'Enter when this seat is taken up')
  if (!authorities.every((each) => Object.hasOwn(seatAuthorities, each)))
    refuse('authorities', 'Choose from the authorities listed')
}

const columnsOf = (fields: SeatFields) => ({
  role: fields.role,
  title: fields.title,
  condition: fields.condition,
  votes: fields.votes,
  authorities: fields.authorities,
  places: fields.places,
  is_vacant: fields.isVacant,
  note: fields.note,
})

async function seatFor(tx: Tx, seatId: string, organisationIds: readonly string[]): Promise<void> {
  await tx.deleteFrom('partnerships.seat_organisation').where('seat_id', '=', seatId).execute()
  if (organisationIds.length === 0) return
  await tx
    .insertInto('partnerships.seat_organisation')
    .values(organisationIds.map((id, position) => ({ seat_id: seatId, position, organisation_id: id })))
    .execute()
}

/** The offices that sit or sat in a seat: what they may decide follows from it. */
export async function officesOfSeat(tx: Tx, seatId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('partnerships.seat_filling')
    .where('seat_id', '=', seatId)
    .select('office_id')
    .distinct()
    .execute()
  return rows.map((row) => row.office_id)
}

/** Adds a seat to a group, after its last one. */
export const addSeat = command<SeatFields & { groupId: string; startsOn: string; today: string }, { id: string }>({
  name: 'partnerships.seat-added',
  permission: 'partnerships.arrange',
  subject: (_output, { groupId }) => groupId,
  details: ({ id }, { role, authorities, startsOn }) => ({ seat: id, role, authorities, startsOn }),
  async run(tx, actor, input) {
    const group = await ownGroup(tx, actor, input.groupId)
    checkSeat(input)
    const organisationIds = await organisationsNamed(tx, input.organisations)
    await noteChange(tx, group.id, input.today)
    const { last } = await tx
      .selectFrom('partnerships.seat')
      .where('group_id', '=', group.id)
      .select((select) => select.fn.max('position').as('last'))
      .executeTakeFirstOrThrow()
    const { id } = await tx
      .insertInto('partnerships.seat')
      .values({
        ...columnsOf(input),
        group_id: group.id,
        position: (last ?? -1) + 1,
        starts_on: input.startsOn,
        source: `Added by ${actor.partnershipName} on ${inWords(input.today)}`,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await seatFor(tx, id, organisationIds)
    return { id }
  },
})

/** Changes what a seat is and what it lets its holder decide; the offices in it gain or lose that in the same moment. */
export const changeSeat = command<
  SeatFields & { groupId: string; seatId: string; version: number; today: string },
  { id: string }
>({
  name: 'partnerships.seat-changed',
  permission: 'partnerships.arrange',
  subject: (_output, { groupId }) => groupId,
  details: ({ id }, { role, authorities, votes, isVacant }) => ({ seat: id, role, authorities, votes, isVacant }),
  broken: { seat_filling_places_check: ['places', 'More offices sit in this seat than it would have places'] },
  async run(tx, actor, input) {
    const seat = await ownSeat(tx, actor, input.groupId, input.seatId)
    checkSeat(input)
    const organisationIds = await organisationsNamed(tx, input.organisations)
    const offices = await officesOfSeat(tx, seat.id)
    if (input.isVacant) await checkEmpty(tx, seat.id, input.today)
    await nextVersion(tx, seat.id, input.version)
    await noteChange(tx, seat.groupId, input.today)
    await tx
      .updateTable('partnerships.seat')
      .set({
        ...columnsOf(input),
        ...(input.isVacant ? { holder_name: null, holder_as_at: null, holder_source: null, office_id: null } : {}),
      })
      .where('id', '=', seat.id)
      .execute()
    await seatFor(tx, seat.id, organisationIds)
    // The rule on places looks at a filling when it is written.
    await tx
      .updateTable('partnerships.seat_filling')
      .set((set) => ({ version: set('version', '+', 0) }))
      .where('seat_id', '=', seat.id)
      .execute()
    if (offices.length > 0) await takeAuthoritiesFromSeats(tx, offices)
    return { id: seat.id }
  },
})

async function checkEmpty(tx: Tx, seatId: string, today: string): Promise<void> {
  const sitting = await tx
    .selectFrom('partnerships.seat_filling')
    .where('seat_id', '=', seatId)
    .where('starts_on', '<=', today)
    .where((where) => where.or([where('ends_on', 'is', null), where('ends_on', '>=', today)]))
    .select('id')
    .executeTakeFirst()
  if (sitting) refuse('isVacant', 'An office sits in this seat: end that first')
}

/** Sets a seat's last day: it stays in the group's history, and who sits in it leaves with it. */
export const endSeat = command<
  { groupId: string; seatId: string; version: number; endsOn: string; today: string },
  { id: string }
>({
  name: 'partnerships.seat-ended',
  permission: 'partnerships.arrange',
  subject: (_output, { groupId }) => groupId,
  details: ({ id }, { endsOn }) => ({ seat: id, endsOn }),
  async run(tx, actor: Actor, { groupId, seatId, version, endsOn, today }) {
    const seat = await ownSeat(tx, actor, groupId, seatId)
    if (seat.startsOn !== null && endsOn < seat.startsOn)
      refuse('endsOn', `Last day must be on or after the first day, ${inWords(seat.startsOn)}`)
    const rotates = await tx
      .selectFrom('partnerships.chair_rotation_seat')
      .where('seat_id', '=', seat.id)
      .select('group_id')
      .executeTakeFirst()
    if (rotates) refuse('endsOn', 'The chair goes round to this seat: change the chair’s rule first')
    await nextVersion(tx, seat.id, version)
    await noteChange(tx, seat.groupId, today)
    await tx.updateTable('partnerships.seat').set({ ends_on: endsOn }).where('id', '=', seat.id).execute()
    await tx
      .updateTable('partnerships.seat_filling')
      .set((set) => ({ ends_on: endsOn, version: set('version', '+', 1) }))
      .where('seat_id', '=', seat.id)
      .where('starts_on', '<=', endsOn)
      .where((where) => where.or([where('ends_on', 'is', null), where('ends_on', '>', endsOn)]))
      .execute()
    const offices = await officesOfSeat(tx, seat.id)
    if (offices.length > 0) await takeAuthoritiesFromSeats(tx, offices)
    return { id: seat.id }
  },
})
