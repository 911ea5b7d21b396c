import { addDays, addMonths, daysBetween, howFar, inWords, spanInWords } from '#platform/dates.ts'
import { packById, packInForce, type Certainty, type ReportPackId } from '#statute/yearly-report-contents.ts'
import type { Claim, PinWeight } from './meter.ts'

export type WrittenBy = 'team' | 'scrutineer'
export type PinKind = 'indicator' | 'warning' | 'table'

/** A live figure in a section: what it is and what it is said to show. */
export type Pin = {
  id: string
  item: string
  kind: PinKind
  key: string
  claim: Claim
  /** What it counts for in the meter, once it has been looked at; not given: what it is said to show. */
  weight?: PinWeight
}

/** One part of a report: a statutory content or a local addition, as it was asked when the report was made. */
export type Section = {
  item: string
  position: number
  title: string
  asks: string
  source: string
  certainty: Certainty
  isStatutory: boolean
  writtenBy: WrittenBy
  narrative: string
  version: number
  changedAt: Date
  changedBy: string | null
  pins: Pin[]
}

export type Report = {
  id: string
  recordId: string
  reference: string
  title: string
  startsOn: string
  endsOn: string
  edition: string
  editionReason: string | null
  state: string
}

const isMonthStart = (date: string): boolean => date.endsWith('-01')
const isMonthEnd = (date: string): boolean => isMonthStart(addDays(date, 1))
const month = (date: string): string => inWords(date).replace(/^\d+ /, '')

/** 'October 2021 to September 2022' when whole months, else with its days. */
export const periodInWords = (from: string, to: string): string =>
  isMonthStart(from) && isMonthEnd(to) ? `${month(from)} to ${month(to)}` : spanInWords(from, to)

/** The name of the guidance that a report is built on. */
export const editionName = (id: string): string => packById(id)?.name ?? id

/** The edition in force at the end of a period, or undefined before the first one known. */
export const editionFor = (endsOn: string): ReportPackId | undefined => packInForce(endsOn)?.id

/**
 * What is unusual about a period, in sentences; none of it stops a report from being made.
 *
 * @param previousEnd the last day of the report before it, or null when there is none
 */
export function periodCautions(from: string, to: string, previousEnd: string | null): string[] {
  const cautions: string[] = []
  if (addDays(addMonths(from, 12), -1) < to)
    cautions.push('The period is longer than 12 months. A report is published at least once in every 12 months.')
  if (previousEnd !== null && addMonths(previousEnd, 12) < to)
    cautions.push(
      `The period ends more than 12 months after the report before it, which ended on ${inWords(previousEnd)}. A report is published at least once in every 12 months.`,
    )
  if (previousEnd !== null && addDays(previousEnd, 1) < from)
    cautions.push(`No report covers ${spanInWords(addDays(previousEnd, 1), addDays(from, -1))}.`)
  return cautions
}

/** The period to offer for the next report: what follows the last one, else the last whole year from April to March. */
export function nextPeriod(previousEnd: string | null, today: string): { from: string; to: string } {
  if (previousEnd !== null) {
    const from = addDays(previousEnd, 1)
    return { from, to: addDays(addMonths(from, 12), -1) }
  }
  const year = Number(today.slice(0, 4)) - (today.slice(5) < '04-01' ? 2 : 1)
  return { from: `${year}-04-01`, to: `${year + 1}-03-31` }
}

/** 'KSCMP yearly report October 2021 to September 2022 (draft, OFFICIAL).docx'. */
export const fileName = (shortName: string, report: Report, ending: 'docx' | 'pdf'): string =>
  `${shortName} yearly report ${periodInWords(report.startsOn, report.endsOn)} (${report.state}, OFFICIAL).${ending}`

const certainties: Record<Certainty, string> = {
  seen: 'Read in a source that restates it',
  known: 'Known from the published document',
  inferred: 'Inferred from others’ summaries',
  unknown: 'Not known',
}
export const certaintyInWords = (certainty: Certainty): string => certainties[certainty]

/** The day by which a report is to be published, with how far off it is while that is of use. */
export const dueInWords = (dueOn: string, today: string): string =>
  daysBetween(dueOn, today) > 60 ? `${inWords(dueOn)}, which has passed` : `${inWords(dueOn)} (${howFar(today, dueOn)})`
