import { findOffice, takeAuthoritiesFromSeats } from '#modules/identity/public.ts'
import { command, refuse } from '#platform/command.ts'
import { addDays, daysBetween, inWords } from '#platform/dates.ts'
import { conflict, notFound } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import { noteChange, ownGroup } from './own-group.ts'
import { ownSeat } from './own-seat.ts'

type Fill = {
  groupId: string
  seatId: string
  officeId: string
  isDeputy: boolean
  startsOn: string
  endsOn: string | null
  /** Whoever holds the seat on the first day leaves it on the day before. */
  replaces: boolean
  today: string
}

/**
 * Lets an office sit in a seat from a day: who that is follows from who holds the office. What the seat lets its holder decide goes to the
 * office in the same moment; a deputy of the seat gets none of it.
 */
export const fillSeat = command<Fill, { id: string }>({
  name: 'partnerships.seat-filled',
  permission: 'partnerships.arrange',
  subject: (_output, { groupId }) => groupId,
  details: (_output, { seatId, officeId, isDeputy, startsOn, endsOn }) => ({
    seat: seatId,
    office: officeId,
    isDeputy,
    startsOn,
    endsOn,
  }),
  broken: {
    seat_filling_places_check: [
      'officeId',
      'Another office holds this seat on those days: let this one take its place, or choose other days',
    ],
    seat_filling_seat_id_office_id_starts_on_key: ['officeId', 'This office sits in the seat from that day already'],
  },
  async run(tx, actor, { groupId, seatId, officeId, isDeputy, startsOn, endsOn, replaces, today }) {
    const seat = await ownSeat(tx, actor, groupId, seatId)
    const group = await ownGroup(tx, actor, groupId)
    if (daysBetween(today, startsOn) > 731) refuse('startsOn', 'First day must be within two years from today')
    if (endsOn !== null && endsOn < startsOn) refuse('endsOn', 'Last day must be the same as or after the first day')
    if (group.endsOn !== null && startsOn > group.endsOn)
      refuse('startsOn', `The group ends on ${inWords(group.endsOn)}`)
    if (seat.endsOn !== null && startsOn > seat.endsOn) refuse('startsOn', `The seat ends on ${inWords(seat.endsOn)}`)
    const office = await findOffice(tx, actor.partnershipId, officeId, today)
    if (!office) refuse('officeId', 'Choose an office from the list')
    await noteChange(tx, seat.groupId, today)
    const touched = new Set([office.id])
    if (replaces && !isDeputy) {
      const before = await tx
        .updateTable('partnerships.seat_filling')
        .set((set) => ({ ends_on: addDays(startsOn, -1), version: set('version', '+', 1) }))
        .where('seat_id', '=', seat.id)
        .where('is_deputy', '=', false)
        .where('starts_on', '<', startsOn)
        .where((where) => where.or([where('ends_on', 'is', null), where('ends_on', '>=', startsOn)]))
        .returning('office_id')
        .execute()
      for (const each of before) touched.add(each.office_id)
    }
    const { id } = await tx
      .insertInto('partnerships.seat_filling')
      .values({
        seat_id: seat.id,
        office_id: office.id,
        is_deputy: isDeputy,
        starts_on: startsOn,
        ends_on: endsOn ?? seat.endsOn,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    if (seat.isVacant && !isDeputy) {
      await tx.updateTable('partnerships.seat').set({ is_vacant: false }).where('id', '=', seat.id).execute()
    }
    await takeAuthoritiesFromSeats(tx, [...touched])
    return { id }
  },
})

/** One office's sitting in a seat of the group, or undefined. */
const findFilling = async (tx: Parameters<typeof ownGroup>[0], groupId: string, fillingId: string) =>
  isId(fillingId)
    ? tx
        .selectFrom('partnerships.seat_filling as filling')
        .innerJoin('partnerships.seat as seat', 'seat.id', 'filling.seat_id')
        .where('filling.id', '=', fillingId)
        .where('seat.group_id', '=', groupId)
        .select([
          'filling.id',
          'filling.seat_id as seatId',
          'filling.office_id as officeId',
          'filling.is_deputy as isDeputy',
          'filling.starts_on as startsOn',
          'filling.ends_on as endsOn',
          'filling.version',
        ])
        .executeTakeFirst()
    : undefined

/** Sets the last day on which an office sits in a seat; the seat stands empty from the next day. */
export const endFilling = command<
  { groupId: string; fillingId: string; version: number; endsOn: string; today: string },
  { seatId: string }
>({
  name: 'partnerships.seat-left',
  permission: 'partnerships.arrange',
  subject: (_output, { groupId }) => groupId,
  details: ({ seatId }, { endsOn }) => ({ seat: seatId, endsOn }),
  async run(tx, actor, { groupId, fillingId, version, endsOn, today }) {
    const group = await ownGroup(tx, actor, groupId)
    const filling = await findFilling(tx, group.id, fillingId)
    if (!filling) throw notFound('Seat')
    if (endsOn < filling.startsOn)
      refuse('endsOn', `Last day must be on or after the first day, ${inWords(filling.startsOn)}`)
    const { numUpdatedRows } = await tx
      .updateTable('partnerships.seat_filling')
      .set({ ends_on: endsOn, version: version + 1 })
      .where('id', '=', filling.id)
      .where('version', '=', version)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw conflict('Somebody else changed this while you had the page open.')
    await noteChange(tx, group.id, today)
    await takeAuthoritiesFromSeats(tx, [filling.officeId])
    return { seatId: filling.seatId }
  },
})
