import {
  type Certainty,
  type ReportItem,
  workingTogether2018,
  workingTogether2023,
  workingTogether2026,
} from './yearly-report-items.ts'

export type { Certainty, ReportItem }
export type ReportPackId = 'WT2018' | 'WT2023' | 'WT2026'

/** An edition of the statutory guidance as it bears on the yearly report, with the day it came into force. */
export type ReportPack = {
  readonly id: ReportPackId
  readonly name: string
  readonly inForceFrom: string
  readonly inForceFromCertainty: Certainty
  readonly note: string | null
  readonly items: readonly ReportItem[]
}

/** Oldest first. Children Act 2004 s.16G(7) is the duty; the guidance says what the report holds. */
export const reportPacks: readonly ReportPack[] = [
  {
    id: 'WT2018',
    name: 'Working Together to Safeguard Children 2018',
    inForceFrom: '2018-07-04',
    inForceFromCertainty: 'known',
    note: null,
    items: workingTogether2018,
  },
  {
    id: 'WT2023',
    name: 'Working Together to Safeguard Children 2023',
    inForceFrom: '2023-12-15',
    inForceFromCertainty: 'known',
    note: null,
    items: workingTogether2023,
  },
  {
    id: 'WT2026',
    name: 'Working Together to Safeguard Children 2026',
    inForceFrom: '2026-03-19',
    inForceFromCertainty: 'inferred',
    note: 'The day is inferred from when the document was put on GOV.UK; only spring 2026 is sure. Its contents are taken from summaries: check them against the document.',
    items: workingTogether2026,
  },
]

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** The year of a 'YYYY-MM-DD' date. Throws a RangeError for text that is no date of the calendar ('2022-02-30'). */
function yearOf(date: string): number {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date) ?? []
  const isLeap = Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0)
  const length = month === '02' && isLeap ? 29 : (monthLengths[Number(month) - 1] ?? 0)
  if (day === undefined || Number(day) < 1 || Number(day) > length) throw new RangeError(`'${date}' is not a date`)
  return Number(year)
}

/**
 * The edition in force on a day ('YYYY-MM-DD'); undefined before the first one known here.
 * Throws a RangeError when the day is no date.
 */
export function packInForce(date: string): ReportPack | undefined {
  yearOf(date)
  return reportPacks.findLast((pack) => pack.inForceFrom <= date)
}

/** The edition with an id; undefined when there is none such. */
export const packById = (id: string): ReportPack | undefined => reportPacks.find((pack) => pack.id === id)

/** What a yearly report must hold under an edition, in the edition's order. */
export const reportContents = (pack: ReportPack): readonly ReportItem[] =>
  pack.items.toSorted((one, other) => one.number - other.number)

/**
 * The day by which the report on a period must be published: the first 30 September strictly after the period's last day.
 * Working Together 2023 as restated in the Kent cabinet committee report of 21 November 2024, para 1.2.
 * Takes and gives 'YYYY-MM-DD'; throws a RangeError when the day is no date.
 */
export function yearlyReportDue(periodEnd: string): string {
  const year = yearOf(periodEnd)
  const inTheYear = `${periodEnd.slice(0, 4)}-09-30`
  return periodEnd < inTheYear ? inTheYear : `${String(year + 1).padStart(4, '0')}-09-30`
}
