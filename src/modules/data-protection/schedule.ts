import { addMonths, inWords } from '#platform/dates.ts'
import { plural } from '#platform/words.ts'
import type { Certainty, ShippedSchedule } from './shipped.ts'

/** How long a kind of record is kept: the shipped default, or what the partnership has made of it. */
export type Schedule = {
  kind: string
  title: string
  keeps: 'months' | 'permanent' | 'undecided'
  months: number | null
  starts: string
  basis: string
  source: string
  certainty: Certainty
  note: string | null
  /** The data protection officer's sign-off; null: none, and nothing is destroyed. */
  signedOff: { by: string; office: string; on: string } | null
  /** True: the partnership has changed or signed it; false: as shipped. */
  isOwn: boolean
  version: number
}

export const asShipped = (schedule: ShippedSchedule): Schedule => ({
  ...schedule,
  signedOff: null,
  isOwn: false,
  version: 0,
})

/** '35 years', '18 months', 'Permanently', 'Not decided'. */
export function periodInWords({ keeps, months }: Pick<Schedule, 'keeps' | 'months'>): string {
  if (keeps === 'permanent') return 'Permanently'
  if (keeps === 'undecided' || months === null) return 'Not decided'
  return months % 12 === 0 ? plural(months / 12, 'year') : plural(months, 'month')
}

/** '6 years from when the warning is closed; signed off by …'. It stands on certificates. */
export function scheduleInWords(schedule: Schedule): string {
  const { keeps, starts, signedOff } = schedule
  const period = keeps === 'months' ? `${periodInWords(schedule)} after ${starts}` : periodInWords(schedule)
  const signed = signedOff
    ? `signed off by ${signedOff.by}, ${signedOff.office}, on ${inWords(signedOff.on)}`
    : 'not signed off'
  return `${period}; ${signed}`
}

/** Records whose clock started before this day are past their time; null where the schedule lets nothing go. */
export const dueBefore = ({ keeps, months }: Pick<Schedule, 'keeps' | 'months'>, today: string): string | null =>
  keeps === 'months' && months !== null ? addMonths(today, -months) : null
