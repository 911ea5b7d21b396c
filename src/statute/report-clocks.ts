import type { ClockRow } from './duty-clock.ts'

const kent2024 = 'Working Together 2023 as restated in the Kent cabinet committee report of 21 November 2024, para 1.2'
const medway2024 = 'Working Together 2023 as restated in the Medway arrangements of 2024, Section 5'
const periodEnded = { anchor: 'periodEnd', event: 'the period of the report ended' } as const

/** Clocks of the yearly report and of the published arrangements. Source: Children Act 2004 s.16G and the guidance. */
export const reportClocks: readonly ClockRow[] = [
  {
    id: 'C11',
    rule: 'yearly-report',
    group: 'reports',
    name: 'Publish the yearly report',
    owes: 'the safeguarding partners',
    to: 'the public',
    readings: [
      {
        ...periodEnded,
        counts: { kind: 'yearly-day', month: 9, day: 30 },
        WT2018: [
          'Children Act 2004 s.16G(7): at least once in every 12 months; the day is that of Working Together 2023, read back to this edition',
          'inferred',
        ],
        WT2023: [`Children Act 2004 s.16G(7); ${kent2024}`, 'seen'],
      },
    ],
    note: null,
  },
  {
    id: 'C12',
    rule: 'yearly-report-copies',
    group: 'reports',
    name: 'Send copies of the yearly report',
    owes: 'the safeguarding partners',
    to: 'the Panel and Foundations (formerly What Works for Children’s Social Care)',
    readings: [
      {
        anchor: 'published',
        event: 'the yearly report was published',
        counts: { kind: 'calendar-days', amount: 7 },
        WT2018: ['Working Together 2018, chapter 3, paragraph not read', 'known'],
        WT2023: [
          'Working Together 2023, chapter and paragraph not read; the recipients stand in the Medway arrangements of 2024, Section 5',
          'known',
        ],
      },
    ],
    note: null,
  },
  {
    id: 'C13',
    rule: 'restraint-review',
    group: 'reports',
    name: 'Review the use of restraint in a secure establishment of the area',
    owes: 'the safeguarding partners, through the independent scrutineer',
    to: 'the Youth Justice Board',
    readings: [
      {
        ...periodEnded,
        counts: {
          kind: 'none',
          why: 'It has no day of its own: it is made once a year and is part of the yearly report.',
        },
        WT2018: [`${medway2024}, read back to this edition`, 'inferred'],
        WT2023: [medway2024, 'seen'],
      },
    ],
    note: 'Only where there is a secure establishment in the area.',
  },
  {
    id: 'C14',
    rule: 'changed-arrangements',
    group: 'reports',
    name: 'Publish changed arrangements, and note the change in the yearly report',
    owes: 'the safeguarding partners',
    to: 'the public',
    readings: [
      {
        anchor: 'changed',
        event: 'the arrangements were changed',
        counts: { kind: 'none', why: 'No day is set: the yearly report notes the change with its timescale.' },
        WT2018: ['Children Act 2004 s.16G; Working Together 2018, chapter 3, paragraph not read', 'known'],
        WT2023: [kent2024, 'seen'],
      },
    ],
    note: null,
  },
]
