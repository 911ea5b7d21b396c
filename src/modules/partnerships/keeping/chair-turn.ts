import { addMonths } from '#platform/dates.ts'

export type ChairRule = { every: 'years' | 'meetings'; number: number }

/**
 * The day on which the chair next goes round, counted from the first day of the present term. By meetings the day is worked out from how
 * often the group meets; null when nothing says how often.
 */
export function nextTurn({ every, number }: ChairRule, from: string, meetingsAYear: number | null): string | null {
  if (every === 'years') return addMonths(from, 12 * number)
  if (meetingsAYear === null || meetingsAYear === 0) return null
  return addMonths(from, Math.max(1, Math.round((12 * number) / meetingsAYear)))
}

/** The seat whose turn comes after `current` in a round; the first when the present chair is none of them. */
export const seatAfter = (round: readonly string[], current: string | null): string | undefined =>
  round[(current === null ? 0 : round.indexOf(current) + 1) % round.length]

/** The rule in words: 'every year', 'every 2 years', 'after every 6 meetings'. */
export function ruleInWords({ every, number }: ChairRule): string {
  if (every === 'years') return number === 1 ? 'every year' : `every ${number} years`
  return number === 1 ? 'after every meeting' : `after every ${number} meetings`
}
