import { command, refuse } from '#platform/command.ts'
import { daysBetween, inWords } from '#platform/dates.ts'
import { conflict } from '#platform/errors.ts'
import { takeAuthoritiesFromSeats } from '#modules/identity/public.ts'
import { officesOfSeat } from './change-seat.ts'
import { beginTerm, findRotation, listChairTerms } from './chair-store.ts'
import { nextTurn, type ChairRule } from './chair-turn.ts'
import { noteChange, ownGroup } from './own-group.ts'
import { ownSeat } from './own-seat.ts'

type SetRule = ChairRule & {
  groupId: string
  /** 0: the group has no rule yet. */
  version: number
  /** The seats in the order of their turns. */
  seatIds: string[]
  /** The seat that chairs now, and since when. */
  presentSeatId: string
  since: string
  source: string
  today: string
}

/** Says that a group's chair goes round: among which seats, how often, and who chairs now. */
export const setChairRule = command<SetRule, { id: string; nextOn: string | null }>({
  name: 'partnerships.chair-rule-set',
  permission: 'partnerships.arrange',
  subject: ({ id }) => id,
  details: ({ nextOn }, { every, number, seatIds, presentSeatId, since }) => ({
    every,
    number,
    seats: seatIds,
    present: presentSeatId,
    since,
    nextOn,
  }),
  async run(tx, actor, input) {
    const group = await ownGroup(tx, actor, input.groupId)
    const seatIds = [...new Set(input.seatIds)]
    if (seatIds.length < 2) refuse('seats', 'Choose at least two seats among which the chair goes round')
    for (const id of seatIds) {
      const seat = await ownSeat(tx, actor, group.id, id)
      if (seat.endsOn !== null && seat.endsOn < input.today) refuse('seats', 'Choose seats that have not ended')
    }
    if (!seatIds.includes(input.presentSeatId))
      refuse('present', 'Choose one of the seats among which the chair goes round')
    if (input.since > input.today) refuse('since', 'First day of the present chair must be today or in the past')
    const nextOn = nextTurn(input, input.since, group.meetingsAYear)
    if (nextOn !== null && nextOn <= input.today)
      refuse(
        'since',
        `The chair would have moved on ${inWords(nextOn)}: enter the first day of the chair who came then`,
      )
    const before = await findRotation(tx, group.id, true)
    if ((before?.version ?? 0) !== input.version)
      throw conflict('Somebody else changed the chair’s rule while you had the page open.')
    await noteChange(tx, group.id, input.today)
    const rule = { every: input.every, number: input.number, next_on: nextOn, source: input.source }
    await tx
      .insertInto('partnerships.chair_rotation')
      .values({ group_id: group.id, ...rule })
      .onConflict((clash) => clash.column('group_id').doUpdateSet({ ...rule, version: input.version + 1 }))
      .execute()
    await tx.deleteFrom('partnerships.chair_rotation_seat').where('group_id', '=', group.id).execute()
    await tx
      .insertInto('partnerships.chair_rotation_seat')
      .values(seatIds.map((seat_id, position) => ({ group_id: group.id, position, seat_id })))
      .execute()
    const [last] = await listChairTerms(tx, group.id)
    const isKnown = last?.seatId === input.presentSeatId && last.startsOn <= input.since
    if (!isKnown) {
      if (last && last.startsOn >= input.since)
        refuse('since', `First day must be after ${inWords(last.startsOn)}, when the last term began`)
      const cameBy = last === undefined ? 'first' : 'agreed'
      await beginTerm(tx, { groupId: group.id, seatId: input.presentSeatId, startsOn: input.since, cameBy, note: null })
    }
    await takeAuthoritiesFromSeats(tx, (await Promise.all(seatIds.map((id) => officesOfSeat(tx, id)))).flat())
    return { id: group.id, nextOn }
  },
})

/** Moves the chair to a seat that was agreed, out of turn or in a group whose turns have no day of their own. */
export const moveChair = command<
  { groupId: string; seatId: string; startsOn: string; note: string; today: string },
  { id: string; nextOn: string | null }
>({
  name: 'partnerships.chair-moved',
  permission: 'partnerships.arrange',
  subject: ({ id }) => id,
  details: ({ nextOn }, { seatId, startsOn }) => ({ seat: seatId, startsOn, nextOn }),
  async run(tx, actor, { groupId, seatId, startsOn, note, today }) {
    const group = await ownGroup(tx, actor, groupId)
    const rotation = await findRotation(tx, group.id, true)
    const seat = await ownSeat(tx, actor, group.id, seatId)
    if (seat.endsOn !== null && seat.endsOn < startsOn) refuse('seat', 'Choose a seat that has not ended by then')
    if (startsOn > today) refuse('startsOn', 'First day must be today or in the past: a turn to come happens by itself')
    if (daysBetween(startsOn, today) > 366) refuse('startsOn', 'First day must be within the last year')
    const terms = await listChairTerms(tx, group.id)
    const [last] = terms
    if (last && startsOn <= last.startsOn)
      refuse('startsOn', `First day must be after ${inWords(last.startsOn)}, when the last term began`)
    if (last?.seatId === seat.id) refuse('seat', 'This seat chairs already')
    await noteChange(tx, group.id, today)
    await beginTerm(tx, { groupId: group.id, seatId: seat.id, startsOn, cameBy: 'agreed', note })
    const nextOn = rotation === undefined ? null : nextTurn(rotation, startsOn, group.meetingsAYear)
    if (rotation) {
      await tx
        .updateTable('partnerships.chair_rotation')
        .set({ next_on: nextOn, version: rotation.version + 1 })
        .where('group_id', '=', group.id)
        .execute()
    }
    const touched = [seat.id, ...terms.map((term) => term.seatId), ...(rotation?.seatIds ?? [])]
    const offices = await Promise.all([...new Set(touched)].map((id) => officesOfSeat(tx, id)))
    await takeAuthoritiesFromSeats(tx, offices.flat())
    return { id: group.id, nextOn }
  },
})
