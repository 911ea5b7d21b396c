import { lastWorkingDay, lateBy, type Days } from './working-days.ts'

/** When people are reminded, in working days: before something is due, and after. */
export type ReminderRule = {
  /** So many working days before it is due. */
  soon: number
  /** First and second time when it is late, and then again and again. */
  firstLate: number
  secondLate: number
  everyLate: number
  /** So many working days late, the office to which the office reports is told. */
  managerAfter: number
}

/** What holds where a partnership has set nothing. No source states these; they are this product's own. */
export const usualRule: ReminderRule = { soon: 5, firstLate: 1, secondLate: 5, everyLate: 10, managerAfter: 10 }

/** One step on the way of something that is owed. 'late-15' is fifteen working days late. */
export type Stage = 'asked' | 'start' | 'soon' | 'today' | `late-${number}`

type Dated = { startOn?: string | null; dueOn: string | null }

/**
 * The step that something has reached today: a day on which nobody was reminded (a holiday, a server that stood still) is made up for
 * on the next, with the newest step alone. Null: it is not yet time. Without a date it is asked for once.
 */
export function stageOf({ startOn, dueOn }: Dated, today: string, days: Days, rule: ReminderRule): Stage | null {
  if (dueOn === null) return 'asked'
  if (today > dueOn) {
    const late = lateBy(days, today, dueOn)
    const { firstLate, secondLate, everyLate } = rule
    if (late >= secondLate) return `late-${secondLate + Math.floor((late - secondLate) / everyLate) * everyLate}`
    if (late >= firstLate) return `late-${firstLate}`
    return 'today'
  }
  // What is due on a Sunday is last worked on on the Friday before.
  if (today >= lastWorkingDay(days, dueOn)) return 'today'
  if (days.between(today, dueOn) <= rule.soon) return 'soon'
  return startOn !== undefined && startOn !== null && startOn <= today ? 'start' : null
}

/** Whether the office to which the owing office reports is to be told. */
export const isForManager = ({ dueOn }: Dated, today: string, days: Days, rule: ReminderRule): boolean =>
  dueOn !== null && today > dueOn && lateBy(days, today, dueOn) >= rule.managerAfter
