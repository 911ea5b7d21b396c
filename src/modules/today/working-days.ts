import { addDays, daysBetween, howFar } from '#platform/dates.ts'
import { plural } from '#platform/words.ts'
import { isWorkingDay, workingDaysBetween } from '#statute/working-days.ts'
import { calendarOfDays, type WorkingDayCalendar } from '#statute/working-day-calendar.ts'

/**
 * Working days for reminding people, which must go on when the calendar of England and Wales has ended: beyond its end every weekday
 * counts, and `endsOn` is there to be said. A statutory clock never counts like this.
 */
export type Days = {
  isWorking: (date: string) => boolean
  /** Working days after `from` up to and with `to`; negative for an earlier `to`. */
  between: (from: string, to: string) => number
  /** The last day whose bank holidays are known. */
  endsOn: string
}

const yearsAround = 15
const kept = new WeakMap<WorkingDayCalendar, Map<string, WorkingDayCalendar>>()

/** The calendar with plain weekdays on both sides, far enough for what is due. Made once a year of today's. */
function widened(calendar: WorkingDayCalendar, today: string): WorkingDayCalendar {
  const year = Number(today.slice(0, 4))
  const [first, last] = [`${year - yearsAround}-01-01`, `${year + yearsAround}-12-31`]
  const known = kept.get(calendar) ?? new Map<string, WorkingDayCalendar>()
  kept.set(calendar, known)
  const wide = known.get(first) ?? calendarOfDays(first, last, [...calendar.holidays])
  known.set(first, wide)
  return wide
}

export function daysOf(calendar: WorkingDayCalendar, today: string): Days {
  const wide = widened(calendar, today)
  const within = (date: string) => (date < wide.firstDay ? wide.firstDay : date > wide.lastDay ? wide.lastDay : date)
  return {
    isWorking: (date) => isWorkingDay(wide, within(date)),
    between: (from, to) => workingDaysBetween(wide, within(from), within(to)),
    endsOn: calendar.lastDay,
  }
}

/** The working day on which something due on `date` is last worked on: the day itself, or the last working day before it. */
export function lastWorkingDay(days: Days, date: string): string {
  let day = date
  while (!days.isWorking(day)) day = addDays(day, -1)
  return day
}

/** The day itself, or the first working day after it. */
export function nextWorkingDay(days: Days, date: string): string {
  let day = date
  while (!days.isWorking(day)) day = addDays(day, 1)
  return day
}

/** 'in 4 working days', 'today', '3 working days late'; where no bank holidays are known yet, in calendar days. */
export function untilInWords(days: Days, today: string, dueOn: string): string {
  const away = daysBetween(today, dueOn)
  if (Math.abs(away) <= 1 || dueOn > days.endsOn) return howFar(today, dueOn)
  const working = away > 0 ? days.between(today, dueOn) : lateBy(days, today, dueOn)
  // Over a weekend no working day passes.
  if (working === 0) return howFar(today, dueOn)
  return away > 0 ? `in ${plural(working, 'working day')}` : `${plural(working, 'working day')} late`
}

/** How many working days something is late: those after the day on which it was due, up to and with today. */
export const lateBy = (days: Days, today: string, dueOn: string): number => Math.max(0, days.between(dueOn, today))
