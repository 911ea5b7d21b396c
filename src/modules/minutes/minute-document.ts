import type { Block, Document } from '#platform/documents/document.ts'
import { inWords } from '#platform/dates.ts'
import type { DecisionView, ItemView } from './minute-view.ts'
import { standing } from './minute-view.ts'
import type { MinutedMeeting } from './meeting-store.ts'

export type Attendance = readonly { seat: string; came: string; person: string }[]

/** What the published minutes show: nothing of an item marked OFFICIAL-SENSITIVE, and people only where the partnership says so. */
export function asPublished(items: readonly ItemView[], attendance: Attendance, hasNames: boolean) {
  return {
    items: items
      .filter(({ isSensitive }) => !isSensitive)
      .map((item) => ({ ...item, lines: item.lines.map((line) => ({ ...line, earlier: [] })) })),
    attendance: hasNames
      ? attendance
      : attendance.map(({ seat, came }) => ({
          seat,
          came: came.endsWith(' as deputy') ? 'A deputy came' : came,
          person: '',
        })),
  }
}

const decisionBlocks = (decision: DecisionView): Block[] => [
  { type: 'paragraph', text: [{ text: 'Decision: ', bold: true }, { text: decision.title }] },
  { type: 'paragraph', text: `Reason: ${decision.reason}` },
  ...(decision.options === '' ? [] : [{ type: 'paragraph', text: `Options considered: ${decision.options}` } as const]),
  {
    type: 'paragraph',
    text: [decision.who, decision.dissent === '' ? '' : `Dissent: ${decision.dissent}`]
      .filter((part) => part !== '')
      .join(' '),
  },
]

/** The minutes as one document, from which the Word file and the PDF are made. */
export function minuteDocument(
  meeting: MinutedMeeting,
  {
    items,
    attendance,
    between,
  }: { items: readonly ItemView[]; attendance: Attendance; between: readonly DecisionView[] },
  marking: string,
): Document {
  const blocks: Block[] = items.flatMap((item): Block[] => [
    {
      type: 'heading',
      level: 1,
      text: `${item.number}. ${item.title}${item.isSensitive ? ' (OFFICIAL-SENSITIVE)' : ''}`,
      id: `item-${item.number}`,
    },
    ...(item.lines.length === 0
      ? [{ type: 'paragraph', text: 'Nothing is minuted under this item.' } as const]
      : item.lines.flatMap((line): Block[] => [
          { type: 'paragraph', text: line.text },
          ...line.earlier.map(
            ({ words, text }) =>
              ({ type: 'note', kind: 'inset', text: `${words}. Before that it read: ${text}` }) as const,
          ),
        ])),
    ...item.decisions.flatMap(decisionBlocks),
    ...(item.actions.length === 0
      ? []
      : [
          {
            type: 'table',
            caption: `Actions from ${item.title}`,
            columns: [{ header: 'Action' }, { header: 'Owed by' }, { header: 'By' }, { header: 'State' }],
            rows: item.actions.map(({ title, owner, due, state }) => [title, owner, due, state]),
            rowHeaders: true,
          } as const,
        ]),
  ])
  if (between.length > 0)
    blocks.push(
      { type: 'heading', level: 1, text: 'Decided between meetings', id: 'between' },
      ...between.flatMap(decisionBlocks),
    )
  if (attendance.length > 0)
    blocks.push(
      { type: 'heading', level: 1, text: 'Who came', id: 'attendance' },
      {
        type: 'table',
        caption: 'Attendance by seat',
        columns: [{ header: 'Seat' }, { header: 'Attendance' }],
        rows: attendance.map(({ seat, came, person }) => [seat, person === '' ? came : `${came}: ${person}`]),
        rowHeaders: true,
      },
    )
  return {
    title: `Minutes: ${meeting.title}`,
    subtitle: inWords(meeting.heldOn),
    language: 'en-GB',
    marking,
    meta: [
      { label: 'Group', value: meeting.groupName },
      { label: 'Reference', value: meeting.reference },
      { label: 'State', value: standing(meeting) },
      ...(meeting.isInvented ? [{ label: 'Note', value: 'Invented for the demonstration' }] : []),
    ],
    blocks,
  }
}
