import { addCalendarDays, yearOf } from './calendar-date.ts'

/**
 * How sure we are of a rule: `seen` in a source that restates it, `known` from the published document and not re-read,
 * `inferred` from secondary sources or by us, `unknown`.
 */
export type Certainty = 'seen' | 'known' | 'inferred' | 'unknown'
export type GuidanceId = 'WT2018' | 'WT2023' | 'WT2026'

/** An edition of the statutory guidance with the days on which it was in force; `inForceTo` is null for the newest. */
export type Guidance = {
  readonly id: GuidanceId
  readonly name: string
  readonly inForceFrom: string
  readonly inForceFromCertainty: Certainty
  readonly inForceTo: string | null
  readonly note: string | null
}

type Row = Omit<Guidance, 'inForceTo'>

/**
 * The one table of editions, oldest first. The first day of an edition is configuration: that of 2026 is only inferred, so put the
 * real one in here once somebody has read it; the edition before it ends on the day before.
 */
const rows: readonly Row[] = [
  {
    id: 'WT2018',
    name: 'Working Together to Safeguard Children 2018',
    inForceFrom: '2018-07-04',
    inForceFromCertainty: 'known',
    note: null,
  },
  {
    id: 'WT2023',
    name: 'Working Together to Safeguard Children 2023',
    inForceFrom: '2023-12-15',
    inForceFromCertainty: 'known',
    note: null,
  },
  {
    id: 'WT2026',
    name: 'Working Together to Safeguard Children 2026',
    inForceFrom: '2026-03-19',
    inForceFromCertainty: 'inferred',
    note: 'The day is inferred from when the document was put on GOV.UK; only spring 2026 is sure. Its contents are taken from summaries: check them against the document.',
  },
]

/** Every edition, oldest first, each with the days from and to which it was in force. */
export const guidanceEditions: readonly Guidance[] = rows.map((row, at) => {
  const next = rows[at + 1]
  return { ...row, inForceTo: next === undefined ? null : addCalendarDays(next.inForceFrom, -1) }
})

/**
 * The edition in force on a day; undefined before the first one known here. A record keeps the edition that was in force on the day on
 * which it began: keep the id with the record and do not ask again. Throws a RangeError when the day is no date.
 */
export function guidanceInForce(date: string): Guidance | undefined {
  yearOf(date)
  return guidanceEditions.findLast(({ inForceFrom }) => inForceFrom <= date)
}

/** The edition with an id; undefined for any other value. */
export const guidanceById = (id: unknown): Guidance | undefined => guidanceEditions.find((each) => each.id === id)
