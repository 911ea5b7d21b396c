import { may, type Actor } from '#platform/actor.ts'
import { daysBetween, lastCompleteQuarter } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import type { Owed } from '#platform/owed.ts'
import { plural } from '#platform/words.ts'
import { defaultDueOn, listOwing } from './open-quarter.ts'
import { returnPaths } from './paths.ts'
import { returnsPosition } from './position.ts'
import { listQuarters } from './quarter-store.ts'
import { canBeSigned, isEditable, progressInWords, quarterLabel } from './return-state.ts'
import { listReturns } from './return-store.ts'

/** What the actor owes in returns, soonest first: to fill in and sign off, to accept or return, or to open a quarter. */
export async function owedBy(db: Db, actor: Actor, today: string): Promise<Owed[]> {
  const owed: Owed[] = []
  const returns = may(actor, 'returns.read') ? await listReturns(db, actor) : []
  for (const { reference, organisation, startsOn, dueOn, state, progress } of returns) {
    const of = `${quarterLabel(startsOn)} return`
    if (may(actor, 'returns.prepare') && isEditable(state)) {
      const ready = canBeSigned(progress)
      const what = `${state === 'returned' ? `Correct the ${of}, which came back` : `${of} for ${actor.partnershipName}`}: ${progressInWords(progress)}`
      const href = ready ? returnPaths.signOff(reference) : returnPaths.show(reference)
      owed.push({
        key: `${reference}:send`,
        what,
        href,
        dueOn,
        action: ready ? 'Sign off' : state === 'returned' ? 'Correct' : 'Fill in',
      })
    }
    if (may(actor, 'returns.decide') && state === 'signed-off') {
      const what = `Accept or return ${organisation}’s ${of}`
      owed.push({ key: `${reference}:decide`, what, href: returnPaths.decide(reference), dueOn, action: 'Decide' })
    }
  }
  if (may(actor, 'returns.open')) {
    const { startsOn, endsOn, label } = lastCompleteQuarter(today)
    const isOpen = (await listQuarters(db, actor.partnershipId)).some((quarter) => quarter.startsOn === startsOn)
    if (!isOpen && (await listOwing(db, actor.partnershipId)).length > 0) {
      const what = `Open ${label} for the agencies’ returns`
      owed.push({
        key: `${startsOn}:open-quarter`,
        what,
        href: returnPaths.openQuarter(),
        dueOn: defaultDueOn(endsOn),
        action: 'Open the quarter',
      })
    }
  }
  return owed.toSorted((a, b) => (a.dueOn ?? '').localeCompare(b.dueOn ?? ''))
}

/** What is silent, for the Executive: late returns first, then figures that agencies say they cannot give, then old data. */
export type SilentLine = { text: string; href: string; tag: string }

/** A quarter's figures are expected within this many days of its end: a month to send them and a month to settle them. */
const oldAfterDays = 92 + 61

export async function silentLines(db: Db, actor: Actor, today: string): Promise<SilentLine[]> {
  const positions = await returnsPosition(db, actor.partnershipId, today)
  const late = positions
    .filter((each) => !each.isSignedOff && each.daysLate > 0)
    .toSorted((a, b) => b.daysLate - a.daysLate)
    .map(({ organisation, quarterLabel: quarter, reference, daysLate, complete }) => ({
      text: `${organisation} has not sent its ${quarter} return: ${plural(daysLate, 'day')} late, ${complete.filled} of ${complete.of} figures filled in`,
      href: returnPaths.show(reference),
      tag: 'Late',
    }))
  const missing = positions
    .filter((each) => each.isSignedOff && each.complete.missing > 0)
    .map(({ organisation, quarterLabel: quarter, reference, complete }) => ({
      text: `${organisation} could not give ${plural(complete.missing, 'figure')} of ${complete.of} for ${quarter}`,
      href: returnPaths.show(reference),
      tag: 'Missing',
    }))
  const old = positions
    .filter((each) => each.dataTo !== null && daysBetween(each.dataTo, today) > oldAfterDays)
    .map(({ organisation, reference, dataAgeDays }) => ({
      text: `${organisation}’s newest figures are ${plural(dataAgeDays ?? 0, 'day')} old`,
      href: returnPaths.show(reference),
      tag: 'Old',
    }))
  return [...late, ...missing, ...old]
}
