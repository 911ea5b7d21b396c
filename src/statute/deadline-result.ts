import type { Certainty, GuidanceId } from './guidance.ts'

/** A deadline: the day, the day of the other published reading where there is one, and on what it rests. */
export type Deadline = {
  due: string
  stricter?: string
  paragraph: string
  certainty: Certainty
  /** The edition counted by; null before the first one known. */
  pack: GuidanceId | null
}
