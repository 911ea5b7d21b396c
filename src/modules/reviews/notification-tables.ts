import type { Block, Table } from '#platform/documents/document.ts'
import { changeSentence, countOrUnknown, type NotificationCount } from './notification-count.ts'

/** Notifications a period. Never added up over periods: what each counts is said below it. */
export function notificationsTable(counts: readonly NotificationCount[]): Table {
  return {
    type: 'table',
    caption: 'Serious incident notifications and portal referrals',
    columns: [
      { header: 'Period' },
      { header: 'Notifications and portal referrals', kind: 'number' },
      { header: 'Of these, notified with a rapid review', kind: 'number' },
    ],
    rows: counts.map((count) => [count.periodWords, countOrUnknown(count.combined), countOrUnknown(count.notified)]),
    notes: counts.flatMap((count) => (count.note === null ? [] : [`${count.periodWords}: ${count.note}`])),
    rowHeaders: true,
  }
}

/** How the newest period compares with the one before it, in words; '' when that cannot be said. */
export const newestChange = (counts: readonly NotificationCount[]): string => {
  const now = counts.at(-1)
  return (now && changeSentence(counts.at(-2), now)) ?? ''
}

/** The notifications of a report's period with those of the period before, as they stand in the report. */
export function notificationBlocks(
  counts: readonly NotificationCount[],
  before: NotificationCount | undefined,
): Block[] {
  const all = before ? [before, ...counts] : [...counts]
  const change = newestChange(all)
  const rules = [...new Set(all.map((count) => count.countingRule))]
  return [
    notificationsTable(all),
    ...(change === '' ? [] : [{ type: 'paragraph', text: change } as const]),
    ...rules.map((text): Block => ({
      type: 'note',
      kind: 'inset',
      text: `How they are counted, in the source’s words: ${text} This counts notifications, not children.`,
    })),
    { type: 'source', text: `${[...new Set(all.map((count) => count.source))].join('; ')}.` },
  ]
}
