import { createHash } from 'node:crypto'
import type { DueRecord } from '#platform/holding.ts'

/** How long a dry run may be acted on, in milliseconds. */
const dryRunLasts = 24 * 3_600_000

/** How many records of a kind one dry run lists; the rest come with the next one. */
export const mostOfAKind = 5_000

/** One kind in a dry run: what would go, what a hold keeps, and under which schedule. */
export type DueKind = {
  kind: string
  title: string
  whatGoes: string
  schedule: string
  /** Unsigned: shown, and never destroyed. */
  isSigned: boolean
  due: DueRecord[]
  held: { record: DueRecord; why: string }[]
}

export const isFresh = (madeAt: Date, now: Date): boolean => now.getTime() - madeAt.getTime() < dryRunLasts

/** What a person types to destroy: it names how many, so that nobody types it without having read it. */
export const confirmationOf = (count: number): string => `destroy ${count}`

/** SHA-256 of ids, sorted, one a line: the same ids give the same whatever their order. */
export const hashOfIds = (ids: readonly string[]): string =>
  createHash('sha256').update(ids.toSorted().join('\n')).digest('hex')

/** The first and the last day on which the clocks of records started; null without records. */
export function spanOf(records: readonly DueRecord[]): { oldestOn: string; newestOn: string } | null {
  const days = records.map(({ startedOn }) => startedOn).toSorted()
  const [oldestOn, newestOn] = [days[0], days.at(-1)]
  return oldestOn === undefined || newestOn === undefined ? null : { oldestOn, newestOn }
}
