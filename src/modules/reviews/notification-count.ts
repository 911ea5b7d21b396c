import { number } from '#platform/words.ts'

/** Serious incident notifications of one period, counted as `countingRule` says. null: the number is not known. */
export type NotificationCount = {
  periodWords: string
  startsOn: string
  endsOn: string
  /** Notifications and portal referrals together. */
  combined: number | null
  /** Those of them that were notified to the National Panel and had a rapid review. */
  notified: number | null
  countingRule: string
  note: string | null
  source: string
}

/** A number of notifications, or that it is not known. */
export const countOrUnknown = (count: number | null): string => (count === null ? 'not known' : number(count))

/** How a count moved from the period before: '1 more (24 to 25)', 'the same (10)', or why it cannot be said. */
export function changeInWords(before: number | null, now: number | null): string {
  if (before === null || now === null) return 'cannot be said: a number is not known'
  if (before === now) return `the same (${number(now)})`
  const difference = number(Math.abs(now - before))
  return `${difference} ${now > before ? 'more' : 'fewer'} (${number(before)} to ${number(now)})`
}

const lengthOf = ({ startsOn, endsOn }: NotificationCount): number =>
  Math.round((Date.parse(endsOn) - Date.parse(startsOn)) / 86_400_000)

/**
 * What changed from one period to the next, in a sentence; null when there is no period before, or it is of another length or not
 * the one just before, so that the two do not compare.
 */
export function changeSentence(before: NotificationCount | undefined, now: NotificationCount): string | null {
  if (!before) return null
  const gap = Math.round((Date.parse(now.startsOn) - Date.parse(before.endsOn)) / 86_400_000)
  if (gap !== 1 || Math.abs(lengthOf(before) - lengthOf(now)) > 3) return null
  return `Notifications and portal referrals: ${changeInWords(before.combined, now.combined)}. Notified with a rapid review: ${changeInWords(before.notified, now.notified)}.`
}
