import type { Actor } from '#platform/actor.ts'
import type { ItemMarking, Purpose } from '../meeting.ts'

/** Something that could stand on a group's agenda, from wherever it is known. */
export type Suggestion = {
  /** The same for the same thing each time it is asked for, such as 'warning:KSCMP-WRN-2026-003'. */
  key: string
  /** Where it comes from, in a word or two, such as 'Early warning'. */
  kind: string
  title: string
  /** Why now, in a sentence without a full stop. */
  why: string
  purpose: Purpose
  marking?: ItemMarking
  /** The page of what it is about. */
  href?: string | null
  /** The thread record that the matter would come from. */
  sourceRecordId?: string | null
  presenterOfficeId?: string | null
  minutesAllowed?: number | null
  /** The matter that exists already, to be placed as it is. */
  matterId?: string | null
  /** The item of an earlier meeting that was not dealt with. */
  carriedFromItemId?: string | null
  recurringId?: string | null
  needsPaper?: boolean
}

/**
 * What other modules would put on a group's agenda between two days: early warnings given to it, overdue actions, duties, reviews. Handed
 * over where the application is put together, since those modules stand beside or above this one.
 */
export type AgendaSource = (actor: Actor, asked: AgendaAsked) => Promise<Suggestion[]>

export type AgendaAsked = {
  groupId: string
  /** The day of the meeting. */
  to: string
  /** Months after which the group looks at its terms of reference again. */
  termsReviewMonths: number
}
