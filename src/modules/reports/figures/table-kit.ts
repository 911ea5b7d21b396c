import { inWords, spanInWords } from '#platform/dates.ts'
import type { Block, Inline, Run } from '#platform/documents/document.ts'
import type { Claim } from '../meter.ts'
import type { FigureContext } from './figure.ts'

/** A table as it was drawn for a report. */
export type DrawnTable = {
  blocks: Block[]
  /** It holds nothing of the report's period, so it bears out nothing. */
  isEmpty: boolean
  isInvented?: boolean
  /** The records of the thread that it shows. */
  records?: readonly string[]
  /** What its records bear out, where that is less than the table could show. */
  bears?: readonly Claim[]
}

/** What is invented says so in one sentence, also in print. */
export const inset = (text: Inline): Block => ({ type: 'note', kind: 'inset', text })

/** Said where nothing is recorded, which may have another cause than that nothing happened. */
export const notNone = 'That is not the same as none.'

/** An empty table: what is not there, that this is not none, and what to do about it. */
export const nothing = (text: string, remedy?: Run): DrawnTable => ({
  isEmpty: true,
  blocks: [inset([{ text: `${text} ` }, ...(remedy === undefined ? [] : [remedy])])],
})

/** The last day that can be told of: the period's last, or today while it still runs. */
export const lastDay = ({ report, today }: FigureContext): string => (report.endsOn < today ? report.endsOn : today)

/** 'as on 31 March 2026', or 'as on 22 November 2026, before the period has ended'. */
export const asOn = (context: FigureContext): string =>
  `as on ${inWords(lastDay(context))}${context.today < context.report.endsOn ? ', before the period has ended' : ''}`

/** '1 April 2026 to 31 March 2027', up to the last day that can be told of. */
export const told = (context: FigureContext): string => spanInWords(context.report.startsOn, lastDay(context))

/** Records as links by their references, one after the other; as many as fit, and how many more. 'None' of none. */
export function references(all: readonly { reference: string; href: string }[], most = 40): Inline {
  if (all.length === 0) return 'None'
  const runs = all
    .slice(0, most)
    .flatMap(({ reference, href }, index): Run[] => [
      ...(index === 0 ? [] : [{ text: ', ' }]),
      { text: reference, href, whole: true },
    ])
  return all.length > most ? [...runs, { text: ` and ${all.length - most} more` }] : runs
}

/** Where the figures come from, with the way to their register. */
export const sourced = (text: string, href: string): Block => ({
  type: 'source',
  text: [{ text: `${text} ` }, { text: 'Where this figure comes from', href }],
})

/** The ids of records that are known. */
export const idsOf = (rows: readonly { recordId: string | null }[]): string[] =>
  rows.flatMap(({ recordId }) => recordId ?? [])

export const anyInvented = (rows: readonly { isInvented: boolean }[]): boolean =>
  rows.some(({ isInvented }) => isInvented)
