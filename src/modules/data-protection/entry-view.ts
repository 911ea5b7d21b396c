import { findCalendar } from '#modules/duties/public.ts'
import { inWords } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import { dueOf, type Due } from './clock.ts'
import type { Entry } from './entry-store.ts'
import { londonParts } from './london-time.ts'
import type { Register } from './register.ts'
import { shipped, type ShippedClock } from './shipped.ts'

export type Dated = Entry & { due: Due; receivedOn: string }

/** The clock of a register, as shipped. */
export async function clockOf(register: Register): Promise<ShippedClock> {
  const found = (await shipped()).clocks.find((each) => each.register === register)
  if (!found) throw new Error(`the release has no clock for ${register}`)
  return found
}

/** Entries with by when each is due, worked out on the calendar as it is now. */
export async function withDue(db: Db, register: Register, entries: readonly Entry[]): Promise<Dated[]> {
  const [clock, calendar] = [await clockOf(register), await findCalendar(db)]
  return entries.map((entry) => {
    const { receivedAt, pauses, extendedOn } = entry
    const receivedOn = londonParts(receivedAt).date
    const due = dueOf({ clock, receivedAt, receivedOn, isExtended: extendedOn !== null, pauses, calendar })
    return { ...entry, due, receivedOn }
  })
}

/** How the day came about, in words: what it counts from, and where it was moved. */
export function howWorkedOut(due: Due): string {
  if (due.kind !== 'on') return ''
  const moved = due.moved === null ? '' : ` ${inWords(due.moved)} is no working day, so it is the next one.`
  return `Counted from ${inWords(due.startsOn)}.${moved}`
}
