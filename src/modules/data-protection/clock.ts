import { addMonths, daysBetween, addDays } from '#platform/dates.ts'
import { isWeekend } from '#statute/calendar-date.ts'
import { addWorkingDays, isWorkingDay, workingDaysBetween } from '#statute/working-days.ts'
import type { WorkingDayCalendar } from '#statute/working-day-calendar.ts'
import type { ShippedClock } from './shipped.ts'

/** A time in which a clock stands: from the day it was asked for to the day the answer came; null: still open. */
export type Pause = { why: 'identity' | 'clarification' | 'fee'; fromOn: string; toOn: string | null }

type ClockInput = {
  clock: ShippedClock
  receivedAt: Date
  /** London's date of `receivedAt`. */
  receivedOn: string
  isExtended: boolean
  pauses: readonly Pause[]
  calendar: WorkingDayCalendar
}

/**
 * By when something is due. `at`: an instant, where the clock counts hours; `on`: the last day, where it counts days; 'paused': the
 * clock stands; 'none': no clock in law; 'beyond': past the end of the calendar of working days, and nothing is guessed.
 */
export type Due =
  | { kind: 'at'; at: Date }
  | { kind: 'on'; on: string; startsOn: string; moved: string | null }
  | { kind: 'paused' | 'none' | 'beyond' }

const latest = (days: readonly string[]): string => days.toSorted().at(-1) ?? ''

/** The day itself when it is a working day, else the next: ICO, Right of access, for a last day on a weekend or bank holiday. */
function orNextWorkingDay(calendar: WorkingDayCalendar, on: string): string {
  let day = on
  while (isWeekend(day) || !isWorkingDay(calendar, day)) day = addDays(day, 1)
  return day
}

/**
 * Subject access: from receipt, or from the day identity was shown or a fee paid (UK GDPR Art 12A: the latest of them), to the
 * corresponding day so many months later; a clarification adds the days it took (Art 12A).
 */
function inMonths({ clock, receivedOn, isExtended, pauses, calendar }: ClockInput): Due {
  const startsOn = latest([
    receivedOn,
    ...pauses.flatMap(({ why, toOn }) => (why === 'clarification' ? [] : [toOn ?? ''])),
  ])
  const months = (clock.amount ?? 0) + (isExtended ? (clock.extension ?? 0) : 0)
  const stood = pauses
    .filter(({ why }) => why === 'clarification')
    .reduce((days, { fromOn, toOn }) => days + daysBetween(fromOn, toOn ?? fromOn), 0)
  const last = addDays(addMonths(startsOn, months), stood)
  const on = orNextWorkingDay(calendar, last)
  return { kind: 'on', on, startsOn, moved: on === last ? null : last }
}

/**
 * Freedom of information: after the day of receipt, or after the day the clarification came (Freedom of Information Act 2000 s.10(6)
 * and s.1(3)); working days between a fees notice and its payment are left out (s.10(2)).
 */
function inWorkingDays({ clock, receivedOn, isExtended, pauses, calendar }: ClockInput): Due {
  const startsOn = latest([receivedOn, ...pauses.flatMap(({ why, toOn }) => (why === 'fee' ? [] : [toOn ?? '']))])
  const stood = pauses
    .filter(({ why, toOn }) => why === 'fee' && toOn !== null && toOn > startsOn)
    .reduce((days, { fromOn, toOn }) => {
      const from = fromOn > startsOn ? fromOn : startsOn
      return days + workingDaysBetween(calendar, from, toOn ?? from)
    }, 0)
  const days = (clock.amount ?? 0) + (isExtended ? (clock.extension ?? 0) : 0) + stood
  return { kind: 'on', on: addWorkingDays(calendar, startsOn, days), startsOn, moved: null }
}

/** By when an entry of a register is due, under its clock. */
export function dueOf(input: ClockInput): Due {
  const { clock, receivedAt, pauses } = input
  if (clock.unit === 'none') return { kind: 'none' }
  // Hours are hours: 72 of them from an instant, over weekends and the change of the clocks alike (UK GDPR Art 33(1)).
  if (clock.unit === 'hours') {
    return { kind: 'at', at: new Date(receivedAt.getTime() + (clock.amount ?? 0) * 3_600_000) }
  }
  if (pauses.some(({ toOn }) => toOn === null)) return { kind: 'paused' }
  try {
    return clock.unit === 'months' ? inMonths(input) : inWorkingDays(input)
  } catch (error) {
    if (error instanceof RangeError) return { kind: 'beyond' }
    throw error
  }
}
