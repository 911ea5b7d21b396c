import type { Actor } from '#platform/actor.ts'
import type { Db } from '#platform/db/connect.ts'
import type { Block } from '#platform/documents/document.ts'
import type { Claim } from '../meter.ts'
import type { Report } from '../report.ts'
import type { TableKey } from '../tables.ts'
import type { DrawnTable } from './table-kit.ts'

/** What a live figure is drawn from: the report whose period it is read in, and who reads. */
export type FigureContext = {
  db: Db
  actor: Actor
  report: Report
  area: { id: number; name: string } | null
  today: string
  /** Tables that were drawn already for this reading. */
  drawn: Map<TableKey, Promise<DrawnTable>>
}

/** A figure as it stands in a report, on the page and in the Word file alike. */
export type Figure = {
  title: string
  blocks: Block[]
  /** Something in it was made up for the demonstration. */
  isInvented: boolean
  /** It holds nothing of the report's period. */
  isEmpty?: boolean
  /** The records of the thread that it shows, where it shows several. */
  records?: readonly string[]
  /** What its records bear out; not given: whatever it may be said to show. */
  bears?: readonly Claim[]
}

/** Said with each figure that holds something made up, wherever it is shown. */
export const inventedNote: Block = {
  type: 'note',
  kind: 'inset',
  text: [{ text: 'Invented demonstration figures. ', bold: true }, { text: 'Not data about any child or service.' }],
}

/** The source of a figure with the way back to it. */
export const sourceWithTrace = (source: string, href: string): Block => ({
  type: 'source',
  text: [{ text: `${source} ` }, { text: 'Where this figure comes from', href }],
})

export const titleBlock = (title: string): Block => ({ type: 'paragraph', text: [{ text: title, bold: true }] })
