import { monthNames } from '#platform/dates.ts'
import type { Source, SourceDocument } from './pack.ts'

/** 'YYYY', 'YYYY-MM' or 'YYYY-MM-DD' in words, no more exact than it is: '2022', 'March 2022', '21 November 2024'. */
export function asAtInWords(asAt: string): string {
  const [year = '', month, day] = asAt.split('-')
  if (month === undefined) return year
  return [...(day === undefined ? [] : [String(Number(day))]), monthNames[Number(month) - 1] ?? '?', year].join(' ')
}

const nameOf = ({ title, publisher }: SourceDocument): string =>
  title.startsWith(publisher) ? title : `${publisher}, ${title}`

/** Turns a pack's sources into citations in words, by the documents that the pack lists. */
export function citing(documents: readonly SourceDocument[]) {
  const byId = new Map(documents.map((each) => [each.id, each]))
  return {
    /** The document and the place, for a fact that stands beside its own 'as at'. */
    cite: ({ document, where }: Source): string => {
      const found = byId.get(document)
      return found === undefined ? where : `${nameOf(found)}, ${where}`
    },
    /** The same with the document's date. */
    citeDated: ({ document, where }: Source): string => {
      const found = byId.get(document)
      return found === undefined ? where : `${nameOf(found)} (${asAtInWords(found.asAt)}), ${where}`
    },
  }
}

export type Citing = ReturnType<typeof citing>
