import type { Counting } from './duty-counting.ts'
import type { Certainty, GuidanceId } from './guidance.ts'

/** One published reading of a clock: what starts it, how it counts, where that is said and how sure it is. */
export type ClockReading = {
  /** The name of the day that starts it: `aware`, `notified` … */
  readonly anchor: string
  /** What happened on that day, as a clause: 'the local authority became aware of the incident'. */
  readonly event: string
  readonly counts: Counting
  /** Where it is said. A paragraph that nobody has read is not given a number. */
  readonly paragraph: string
  readonly certainty: Certainty
}

/** A statutory clock, or an expectation that runs beside one: who owes what to whom, and by when. */
export type DutyClock = {
  /** The number in the project's table of clocks; one number may hold several rules. */
  readonly id: string
  /** The name by which a deadline is asked for. */
  readonly rule: string
  readonly group: ClockGroup
  readonly name: string
  readonly owes: string
  readonly to: string
  /** The reading that is used, then a stricter one where two are published. */
  readonly readings: readonly [ClockReading, ...ClockReading[]]
  readonly note: string | null
}

/** The parts in which the clocks are shown, in their order. */
export const clockGroups = {
  incidents: 'Serious incidents',
  reviews: 'Rapid reviews and practice reviews',
  reports: 'Yearly report and published arrangements',
  'child-deaths': 'Child deaths',
  inspection: 'Inspection',
  'self-assessment': 'Section 11 self-assessment',
  children: 'Children in need and child protection',
  information: 'Information and accessibility',
} as const
export type ClockGroup = keyof typeof clockGroups

/** What an edition says of a reading, with its certainty; `why` where this edition sets no day and another reason is given. */
export type Standing = readonly [paragraph: string, certainty: Certainty, why?: string]

/** A reading as it is written in the tables: its standing in each edition that was read, from which that of 2026 is inferred. */
export type ReadingRow = Pick<ClockReading, 'anchor' | 'event' | 'counts'> &
  Readonly<Record<Exclude<GuidanceId, 'WT2026'>, Standing>>

/** A clock as it is written in the tables. */
export type ClockRow = Omit<DutyClock, 'readings'> & { readonly readings: readonly [ReadingRow, ...ReadingRow[]] }

/** So many working days after the day that starts the clock, which is not counted. */
export const workingDaysAfter = (amount: number): Counting => ({
  kind: 'working-days',
  amount,
  direction: 'after',
  countsTriggerDay: false,
})

/** So many calendar months after the day that starts the clock. */
export const months = (amount: number): Counting => ({ kind: 'months', amount })
