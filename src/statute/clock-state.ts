import { calendarDaysBetween, yearOf } from './calendar-date.ts'
import { type CountingKind, some } from './duty-counting.ts'
import { refuse, under } from './refusals.ts'
import type { WorkingDayCalendar } from './working-day-calendar.ts'
import { workingDaysBetween } from './working-days.ts'

export type ClockStateInput = {
  due: string
  /** The day on which what was owed was done; null while it is not. */
  metOn: string | null
  /** The day on which the clock was stopped without being met, as when a notification is withdrawn; null while it runs. */
  frozenOn: string | null
  today: string
  calendar: WorkingDayCalendar
  /** How the clock counts: one that counts working days tells them, any other calendar days. */
  kind: CountingKind
}

export type ClockState = {
  state: 'running' | 'overdue' | 'met' | 'met-late' | 'frozen'
  /** How many days before the due day the clock stands or stopped; negative after it. 0 may also be less than one working day. */
  left: number
  unit: 'working-days' | 'calendar-days'
  /** In plain words: 'due in 4 working days', 'overdue by 1 working day', 'met 2 working days late'. */
  words: string
}

function checkDates(input: ClockStateInput): void {
  for (const field of ['due', 'today', 'metOn', 'frozenOn'] as const) {
    const date = input[field]
    if (date !== null) under(field, () => yearOf(date))
    if (date !== null && field !== 'due' && date > input.today) refuse(field, 'is after today')
  }
}

const isCovered = ({ firstDay, lastDay }: WorkingDayCalendar, date: string): boolean =>
  date >= firstDay && date <= lastDay

function daysLeft({ due, calendar, kind }: ClockStateInput, day: string): Pick<ClockState, 'left' | 'unit'> {
  if (kind !== 'working-days' || !isCovered(calendar, due) || !isCovered(calendar, day))
    return { left: calendarDaysBetween(day, due), unit: 'calendar-days' }
  const left = day > due ? 0 - workingDaysBetween(calendar, due, day) : workingDaysBetween(calendar, day, due)
  return { left, unit: 'working-days' }
}

/** '4 working days'; 'less than 1 working day' between two days with none between them, such as a Friday and the Sunday after it. */
export function span(left: number, unit: ClockState['unit']): string {
  const one = unit === 'working-days' ? 'working day' : 'calendar day'
  return left === 0 ? `less than 1 ${one}` : some(Math.abs(left), one)
}

/**
 * How a clock stands. Met wins over frozen, frozen over running; a frozen clock keeps what was left when it stopped. Where the due day
 * or the day looked at is outside the calendar of working days it counts calendar days and says so in `unit` and `words`: a clock
 * that runs is always shown, and nothing is guessed. Throws a RangeError for a day that is none, and for a day met or frozen after today.
 */
export function clockState(input: ClockStateInput): ClockState {
  checkDates(input)
  const { due, metOn, frozenOn, today } = input
  const day = metOn ?? frozenOn ?? today
  const { left, unit } = daysLeft(input, day)
  const days = span(left, unit)
  const words = (before: string, on: string, after: string) => (day === due ? on : day < due ? before : after)
  const isLate = day > due
  if (metOn !== null)
    return {
      state: isLate ? 'met-late' : 'met',
      left,
      unit,
      words: words(`met ${days} early`, 'met on the due day', `met ${days} late`),
    }
  if (frozenOn !== null)
    return {
      state: 'frozen',
      left,
      unit,
      words: words(`frozen with ${days} left`, 'frozen on the due day', `frozen when overdue by ${days}`),
    }
  return {
    state: isLate ? 'overdue' : 'running',
    left,
    unit,
    words: words(`due in ${days}`, 'due today', `overdue by ${days}`),
  }
}
