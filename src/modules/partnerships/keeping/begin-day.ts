import { takeAuthoritiesFromSeats } from '#modules/identity/public.ts'
import { installation } from '#platform/actor.ts'
import type { Clock } from '#platform/clock.ts'
import { command, refuse } from '#platform/command.ts'
import { addDays } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import { beginTerm, findRotation, listChairTerms, rotationsDue, setNextTurn } from './chair-store.ts'
import { seatAfter } from './chair-turn.ts'
import { bringUpToDate, groupsWithChangesBetween } from './dated-fact-store.ts'
import { bringNameUpToDate, partnershipsWithNewNames } from './partnership-name-store.ts'
import { listOfficesWithSeats } from './seated-store.ts'

const permission = 'partnerships.begin-day'

/** Ends a step that has nothing to do, as when another worker did it first, without leaving an event. */
const nothingToDo = (): never => refuse('today', 'Nothing is due')

const applyFacts = command<{ groupId: string; today: string }, string[]>({
  name: 'partnerships.group-change-began',
  permission,
  subject: (_changed, { groupId }) => groupId,
  details: (changed) => ({ changed }),
  async run(tx, _actor, { groupId, today }) {
    const changed = await bringUpToDate(tx, groupId, today)
    return changed.length === 0 ? nothingToDo() : changed
  },
})

/** Moves a chair on each of its days up to today. A worker that comes second waits for the first and finds the next day already set. */
const rotate = command<{ groupId: string; today: string }, { seat: string; startsOn: string }[]>({
  name: 'partnerships.chair-rotated',
  permission,
  subject: (_terms, { groupId }) => groupId,
  details: (terms) => ({ terms }),
  async run(tx, _actor, { groupId, today }) {
    const terms: { seat: string; startsOn: string }[] = []
    const rotation = await findRotation(tx, groupId, true)
    if (!rotation) return nothingToDo()
    const { meetingsAYear } = await tx
      .selectFrom('partnerships.group')
      .where('id', '=', groupId)
      .select('meetings_a_year as meetingsAYear')
      .executeTakeFirstOrThrow()
    let due = rotation.nextOn
    while (due !== null && due <= today) {
      const [last] = await listChairTerms(tx, groupId)
      const seatId = seatAfter(rotation.seatIds, last?.seatId ?? null)
      if (seatId === undefined) break
      if (await beginTerm(tx, { groupId, seatId, startsOn: due, cameBy: 'rotation', note: null })) {
        terms.push({ seat: seatId, startsOn: due })
      }
      due = await setNextTurn(tx, rotation, due, meetingsAYear)
    }
    return terms.length === 0 ? nothingToDo() : terms
  },
})

const applyName = command<{ partnershipId: string; today: string }, string>({
  name: 'partnerships.name-change-began',
  permission,
  subject: (id) => id,
  async run(tx, _actor, { partnershipId, today }) {
    return (await bringNameUpToDate(tx, partnershipId, today)) ? partnershipId : nothingToDo()
  },
})

const takeAuthorities = command<{ partnershipId: string; officeIds: string[] }, number>({
  name: 'partnerships.authorities-taken-from-seats',
  permission,
  subject: (_changed, { partnershipId }) => partnershipId,
  details: (changed) => ({ changed }),
  async run(tx, _actor, { officeIds }) {
    const changed = await takeAuthoritiesFromSeats(tx, officeIds)
    return changed === 0 ? nothingToDo() : changed
  },
})

/** How far back a day that nobody began is looked for, in days: longer than any stop of the service. */
const longestStop = 400

/**
 * What happens by itself when a day begins: changes of groups and names that were made for that day, chairs that go round, and what offices
 * may decide by the seats they fill from then on. Runs on several workers, and again after a stop, without doing anything twice.
 */
export async function beginDay(db: Db, clock: Clock): Promise<void> {
  const today = clock.today()
  const from = addDays(today, -longestStop)
  const by = (partnership: { id: string; slug: string; name: string }) => installation(partnership, [permission])
  for (const { groupId, ...partnership } of await groupsWithChangesBetween(db, from, today)) {
    await applyFacts(db, by(partnership), { groupId, today })
  }
  for (const partnership of await partnershipsWithNewNames(db, from, today)) {
    await applyName(db, by(partnership), { partnershipId: partnership.id, today })
  }
  for (const { groupId, ...partnership } of await rotationsDue(db, today)) {
    await rotate(db, by(partnership), { groupId, today })
  }
  for (const { officeIds, ...partnership } of await listOfficesWithSeats(db)) {
    await takeAuthorities(db, by(partnership), { partnershipId: partnership.id, officeIds })
  }
}
