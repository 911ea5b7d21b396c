import { nextYearlyDay } from './calendar-date.ts'
import { type Certainty, type Guidance, guidanceEditions, type GuidanceId, guidanceInForce } from './guidance.ts'
import {
  type ReportItem,
  workingTogether2018,
  workingTogether2023,
  workingTogether2026,
} from './yearly-report-items.ts'

export type { Certainty, ReportItem }
export type ReportPackId = GuidanceId

/** An edition of the statutory guidance as it bears on the yearly report. */
export type ReportPack = Guidance & { readonly items: readonly ReportItem[] }

const itemsOf: Readonly<Record<GuidanceId, readonly ReportItem[]>> = {
  WT2018: workingTogether2018,
  WT2023: workingTogether2023,
  WT2026: workingTogether2026,
}

/** Oldest first. Children Act 2004 s.16G(7) is the duty; the guidance says what the report holds. */
export const reportPacks: readonly ReportPack[] = guidanceEditions.map((guidance) => ({
  ...guidance,
  items: itemsOf[guidance.id],
}))

/** The edition with an id; undefined when there is none such. */
export const packById = (id: string): ReportPack | undefined => reportPacks.find((pack) => pack.id === id)

/**
 * The edition in force on a day ('YYYY-MM-DD'); undefined before the first one known here.
 * Throws a RangeError when the day is no date.
 */
export function packInForce(date: string): ReportPack | undefined {
  const guidance = guidanceInForce(date)
  return guidance && packById(guidance.id)
}

/** What a yearly report must hold under an edition, in the edition's order. */
export const reportContents = (pack: ReportPack): readonly ReportItem[] =>
  pack.items.toSorted((one, other) => one.number - other.number)

/**
 * The day by which the report on a period must be published: the first 30 September strictly after the period's last day.
 * Working Together 2023 as restated in the Kent cabinet committee report of 21 November 2024, para 1.2.
 * Takes and gives 'YYYY-MM-DD'; throws a RangeError when the day is no date.
 */
export const yearlyReportDue = (periodEnd: string): string => nextYearlyDay(periodEnd, 9, 30)
