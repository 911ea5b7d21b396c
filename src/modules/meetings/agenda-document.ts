import type { Block, Document } from '#platform/documents/document.ts'
import { timeInWords } from '#platform/london-time.ts'
import { whenWords } from './form-parts.ts'
import { purposeWords } from './meeting.ts'
import type { Meeting } from './meeting-store.ts'
import { paperStanding, startsOf, type NumberedItem } from './meeting-view.ts'

/** The highest marking of what stands on the agenda. */
export const markingOf = (items: readonly NumberedItem[]): 'OFFICIAL' | 'OFFICIAL-SENSITIVE' =>
  items.some(
    (item) =>
      item.marking === 'OFFICIAL-SENSITIVE' || item.papers.some((paper) => paper.marking === 'OFFICIAL-SENSITIVE'),
  )
    ? 'OFFICIAL-SENSITIVE'
    : 'OFFICIAL'

/** The agenda as a document, for Word and for the pack. */
export function agendaDocument(meeting: Meeting, items: readonly NumberedItem[]): Document {
  const starts = startsOf(items, meeting.startsAt)
  const blocks: Block[] = items.flatMap((item, index): Block[] => {
    const start = starts[index]
    const facts = [
      purposeWords(item.purpose),
      ...(item.minutesAllowed === null ? [] : [`${item.minutesAllowed} minutes`]),
      ...(start ? [`from ${timeInWords(start)}`] : []),
      ...(item.presenterOffice === null
        ? []
        : [`presented by ${item.presenterOffice}, ${item.presenterOrganisation ?? ''}`]),
      ...(item.marking === 'OFFICIAL-SENSITIVE' ? [item.marking] : []),
    ]
    return [
      { type: 'heading', level: 2, text: `${item.number}. ${item.title}`, id: `item-${item.number}` },
      { type: 'paragraph', text: `${facts.join(', ')}.` },
      ...(item.note === '' ? [] : [{ type: 'paragraph', text: item.note } as const]),
      ...(item.papers.length === 0
        ? []
        : [
            {
              type: 'list',
              ordered: false,
              items: item.papers.map((paper) => ({ text: `${paper.title}. ${paperStanding(paper)}` })),
            } as const,
          ]),
    ]
  })
  return {
    title: `Agenda: ${meeting.title}`,
    language: 'en-GB',
    marking: markingOf(items),
    creator: meeting.partnershipName,
    meta: [
      { label: 'Group', value: meeting.groupName },
      { label: 'When', value: whenWords(meeting) },
      { label: 'Where', value: meeting.place === '' ? 'To be confirmed' : meeting.place },
      { label: 'Reference', value: meeting.reference },
    ],
    blocks,
  }
}
