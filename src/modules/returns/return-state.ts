import { daysBetween, howFar, inWords, quarterOf } from '#platform/dates.ts'
import { plural } from '#platform/words.ts'

/** The states of a return and where each can go: an agency signs off, the team accepts or returns; an acceptance can be taken back. */
export const returnStates = {
  open: { words: 'Open', tag: 'govuk-tag--blue', next: ['signed-off'] },
  'signed-off': { words: 'Signed off', tag: 'govuk-tag--yellow', next: ['accepted', 'returned'] },
  accepted: { words: 'Accepted', tag: 'govuk-tag--green', next: ['returned'] },
  returned: { words: 'Returned', tag: 'govuk-tag--orange', next: ['signed-off'] },
} as const satisfies Record<string, { words: string; tag: string; next: readonly string[] }>

export type ReturnState = keyof typeof returnStates

export const canMove = (from: ReturnState, to: ReturnState): boolean =>
  returnStates[from].next.some((next) => next === to)

/** Figures can be changed until sign-off, and again once the return has come back. */
export const isEditable = (state: ReturnState): boolean => canMove(state, 'signed-off')

/** How far a return has come. Every figure asked for is filled, not available, or still to do; some of the filled ones are to explain. */
export type Progress = { of: number; filled: number; notAvailable: number; toExplain: number }

export const stillToDo = ({ of, filled, notAvailable }: Progress): number => of - filled - notAvailable

/** Nothing is missing without a reason and nothing unusual is unexplained. */
export const canBeSigned = (progress: Progress): boolean =>
  progress.of > 0 && stillToDo(progress) === 0 && progress.toExplain === 0

/** '34 of 41 filled, 3 to explain, 4 not available'; parts that are 0 are left out. */
export function progressInWords({ of, filled, notAvailable, toExplain }: Progress): string {
  const parts = [`${filled} of ${of} filled`]
  if (toExplain > 0) parts.push(`${toExplain} to explain`)
  if (notAvailable > 0) parts.push(`${notAvailable} not available`)
  return parts.join(', ')
}

/** The date in London of an instant. */
const london = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London', dateStyle: 'short' })
export const londonDate = (instant: Date): string => london.format(instant)

/**
 * Days by which a return is or was late: to the first sign-off when there was one (a return that came back was still on time),
 * otherwise to today. Never negative.
 */
export function daysLate(dueOn: string, firstSignedOffAt: Date | null, today: string): number {
  return Math.max(0, daysBetween(dueOn, firstSignedOffAt ? londonDate(firstSignedOffAt) : today))
}

/** 'Due 30 October 2026, 23 days late', 'Due 30 October 2026, in 3 days', 'Signed off on time'. */
export function dueInWords(dueOn: string, firstSignedOffAt: Date | null, today: string): string {
  if (firstSignedOffAt === null) return `Due ${inWords(dueOn)}, ${howFar(today, dueOn)}`
  const late = daysLate(dueOn, firstSignedOffAt, today)
  return `Due ${inWords(dueOn)}, first signed off ${late === 0 ? 'on time' : `${plural(late, 'day')} late`}`
}

/** How a past quarter went for timeliness: 'on time', '12 days late', 'not received, 23 days late', 'not due yet'. */
export function timelinessInWords(dueOn: string, firstSignedOffAt: Date | null, today: string): string {
  const late = daysLate(dueOn, firstSignedOffAt, today)
  if (firstSignedOffAt) return late === 0 ? 'on time' : `${plural(late, 'day')} late`
  return late === 0 ? 'not due yet' : `not received, ${plural(late, 'day')} late`
}

/** 'Q2 2026-27' of a quarter's first day. */
export const quarterLabel = (startsOn: string): string => quarterOf(startsOn).label
