import { addDays, addMonths } from '#platform/dates.ts'
import type { WorkingDayCalendar } from '#statute/working-day-calendar.ts'
import { addWorkingDays } from '#statute/working-days.ts'
import type { Strength } from '../kinds.ts'

/**
 * After how many months impact is tested again, by how strong the intervention is: what rests on people's memory fades first, so it is
 * tested sooner and more often. Six and twelve months are the usual checks (domain.md 5.3); the others are placed around them.
 */
export const retestMonths: Readonly<Record<Strength, readonly number[]>> = {
  remind: [3, 6, 9, 12],
  train: [3, 6, 12],
  policy: [6, 12, 18],
  process: [6, 12],
  structure: [12, 24],
}

/** What a strength that was never stated counts as: the weakest, since nobody knows better. */
export const unstatedStrength: Strength = 'remind'

export const retestRule = {
  /** Tried again after this many months when it held only partly. */
  againAfterMonths: 3,
  /** Lapsed when it was not done within this many working days of its date. */
  lapsesAfterWorkingDays: 40,
  /** After a lapse, tried again within this many working days. */
  catchUpWorkingDays: 20,
  /** How many themes a team of three can test in a month. */
  themesAMonth: 3,
  /** How many months later a re-test may come where a month is full. */
  monthsLater: 2,
} as const

/** The rule in words, as it is printed beside the plan of re-tests. */
export const retestWords = [
  'Impact is tested again 3, 6, 9 and 12 months after it was evidenced when people were reminded or when nothing is said of the strength; after 3, 6 and 12 when they were trained; after 6, 12 and 18 when a policy was written; after 6 and 12 when a process does it; after 12 and 24 when a structure does it.',
  'Re-tests of one theme that fall in the same or the next month are done together. Three themes a month are what a team of three can do: a fourth comes a month later, two at most.',
  'A re-test that held only partly is done again after 3 months. One that failed opens the recommendation again. One not done 40 working days after its date lets it lapse, until it is caught up with.',
] as const

export const stepsOf = (strength: Strength | null): readonly number[] => retestMonths[strength ?? unstatedStrength]

/** Whether a re-test that holds is the last one. */
export const isLastStep = (strength: Strength | null, step: number): boolean => step >= stepsOf(strength).length

/** When a step's re-test would fall, without looking at what else there is to do. */
export const targetDay = (strength: Strength | null, step: number, evidencedOn: string): string =>
  addMonths(evidencedOn, stepsOf(strength)[step - 1] ?? 12)

const isWeekend = (date: string): boolean => [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay())

/** The day itself or the next working day; where the calendar ends, the next weekday: bank holidays of later years are not known. */
export function workingDayFrom({ workingDays, lastDay }: WorkingDayCalendar, date: string): string {
  if (date <= lastDay) {
    const found = workingDays.find((day) => day >= date)
    if (found !== undefined) return found
  }
  let day = date
  while (isWeekend(day)) day = addDays(day, 1)
  return day
}

/** So many working days later; where the calendar ends, weekdays are counted. */
export function workingDaysLater(calendar: WorkingDayCalendar, from: string, days: number): string {
  try {
    return addWorkingDays(calendar, from, days)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    let day = from
    for (let left = days; left > 0;) {
      day = addDays(day, 1)
      if (!isWeekend(day)) left -= 1
    }
    return day
  }
}

export type Waiting = { theme: string | null; dueOn: string }

const monthOf = (date: string): string => date.slice(0, 7)
const subject = ({ theme }: Waiting, index: number): string => theme ?? `no theme ${index}`

/**
 * The day of a re-test: with others of its theme in the same or the next month, else in the first month from its target on that is not
 * full, at most two months later; in the emptiest of them when all are full. Always a working day.
 */
export function dayOfRetest(
  target: string,
  theme: string | null,
  waiting: readonly Waiting[],
  calendar: WorkingDayCalendar,
): string {
  const months = Array.from({ length: retestRule.monthsLater + 1 }, (_each, later) => addMonths(target, later))
  if (theme !== null) {
    const near = months.slice(0, 2).map(monthOf)
    const together = waiting
      .filter((other) => other.theme === theme && near.includes(monthOf(other.dueOn)) && other.dueOn >= target)
      .map((other) => other.dueOn)
      .toSorted()[0]
    if (together !== undefined) return together
  }
  const load = (day: string) =>
    new Set(waiting.filter((other) => monthOf(other.dueOn) === monthOf(day)).map(subject)).size
  const free = months.find((day) => load(day) < retestRule.themesAMonth)
  const emptiest = months.toSorted((one, other) => load(one) - load(other))[0] ?? target
  return workingDayFrom(calendar, free ?? emptiest)
}
