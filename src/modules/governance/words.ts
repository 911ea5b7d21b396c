import { addDays, howFar, inWords } from '#platform/dates.ts'

/** How long before a date its review is shown and owed, in days: two cycles of a group that meets monthly. */
export const noticeDays = 60

/** When somebody should begin, so that it is done in time: four weeks before. */
export const startOf = (dueOn: string): string => addDays(dueOn, -28)

export const dateOr = (date: string | null, otherwise: string): string => (date === null ? otherwise : inWords(date))

/** '30 September 2026 (in 6 days)'. */
export const whenWords = (date: string, today: string): string => `${inWords(date)} (${howFar(today, date)})`

/** A review date as a tag: overdue, near, later, or that there is none. */
export function reviewTag(reviewOn: string | null, today: string): { words: string; tag: string } {
  if (reviewOn === null) return { words: 'No review date', tag: 'govuk-tag--orange' }
  if (reviewOn < today) return { words: 'Overdue', tag: 'govuk-tag--red' }
  if (reviewOn <= addDays(today, noticeDays)) return { words: 'Due soon', tag: 'govuk-tag--yellow' }
  return { words: 'In date', tag: 'govuk-tag--green' }
}

/** The option that a choice of an address names; undefined for one that there is not. */
export const chosen = <Key extends string>(table: Readonly<Record<Key, unknown>>, value: unknown): Key | undefined =>
  typeof value === 'string' && Object.hasOwn(table, value) ? (value as Key) : undefined

export const optionsOf = <Key extends string>(table: Readonly<Record<Key, string>>): { value: Key; text: string }[] =>
  (Object.entries(table) as [Key, string][]).map(([value, text]) => ({ value, text }))

export const keysOf = <Key extends string>(table: Readonly<Record<Key, unknown>>): [Key, ...Key[]] =>
  Object.keys(table) as [Key, ...Key[]]
