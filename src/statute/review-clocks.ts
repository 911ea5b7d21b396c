import { type ClockRow, months, workingDaysAfter } from './duty-clock.ts'
import { awareOfIncident, chapter2018, chapter2023 } from './review-sources.ts'

const notificationReading =
  'counted from the notification as Cambridgeshire and Peterborough restate the Panel’s guidance of June 2025'
const decidedOnReview = {
  anchor: 'decided',
  event: 'it was decided to carry out a local child safeguarding practice review',
} as const

/** Clocks of rapid reviews and of local child safeguarding practice reviews. */
export const reviewClocks: readonly ClockRow[] = [
  {
    id: 'C05',
    rule: 'rapid-review',
    group: 'reviews',
    name: 'Complete the rapid review',
    owes: 'the safeguarding partners',
    to: 'the Panel',
    readings: [
      {
        anchor: 'notified',
        event: 'the notification was sent to the Panel',
        counts: workingDaysAfter(15),
        WT2018: [`${chapter2018}; ${notificationReading}, read back to this edition`, 'inferred'],
        WT2023: [`${chapter2023}; ${notificationReading}`, 'seen'],
      },
      {
        ...awareOfIncident,
        counts: workingDaysAfter(15),
        WT2018: [`${chapter2018}; counted from becoming aware of the incident`, 'known'],
        WT2023: [`${chapter2023}; counted from becoming aware of the incident`, 'known'],
      },
    ],
    note: 'Two readings are published: from the notification, and from becoming aware. They differ by up to five working days when the notification was in time.',
  },
  {
    id: 'C06',
    rule: 'panel-response',
    group: 'reviews',
    name: 'The Panel answers the rapid review',
    owes: 'the Panel',
    to: 'the safeguarding partners',
    readings: [
      {
        anchor: 'sent',
        event: 'the rapid review was sent to the Panel',
        counts: { kind: 'calendar-days', amount: 10 },
        WT2018: ['Not in the guidance: Kent’s procedures say about 10 days, read back to this edition', 'inferred'],
        WT2023: ['Not in the guidance: Kent’s procedures say about 10 days', 'seen'],
      },
    ],
    note: 'An expectation, not law.',
  },
  {
    id: 'C07',
    rule: 'practice-review-decision',
    group: 'reviews',
    name: 'Tell of the decision to carry out a practice review, and name the reviewer',
    owes: 'the safeguarding partners',
    to: 'the Panel, Ofsted and the Department for Education',
    readings: [
      {
        ...decidedOnReview,
        counts: { kind: 'at-once', why: 'At once: there is no day to work out.' },
        WT2018: [chapter2018, 'known'],
        WT2023: [chapter2023, 'known'],
      },
    ],
    note: null,
  },
  {
    id: 'C08',
    rule: 'practice-review',
    group: 'reviews',
    name: 'Complete and publish the practice review',
    owes: 'the safeguarding partners',
    to: 'the public',
    readings: [
      {
        ...decidedOnReview,
        counts: months(6),
        WT2018: [chapter2018, 'known'],
        WT2023: [chapter2023, 'known'],
      },
    ],
    note: 'As soon as possible, and no later than this.',
  },
  {
    id: 'C09',
    rule: 'practice-review-copies',
    group: 'reviews',
    name: 'Send the full report, or the information on improvements, before it is published',
    owes: 'the safeguarding partners',
    to: 'the Panel and the Secretary of State; the guidance asks for Ofsted too',
    readings: [
      {
        anchor: 'publication',
        event: 'the report is published',
        counts: { kind: 'working-days', amount: 7, direction: 'before', countsTriggerDay: false },
        WT2018: [`${chapter2018}; SI 2018/789, regulation not read`, 'known'],
        WT2023: [`${chapter2023}; SI 2018/789, regulation not read`, 'known'],
      },
    ],
    note: null,
  },
  {
    id: 'C10',
    rule: 'practice-review-delay',
    group: 'reviews',
    name: 'Give the reasons for a delay, or for not publishing',
    owes: 'the safeguarding partners',
    to: 'the Panel and the Secretary of State',
    readings: [
      {
        anchor: 'delayed',
        event: 'the delay, or the decision not to publish, became known',
        counts: { kind: 'none', why: 'No day is set: the reasons are given when the delay or the decision is known.' },
        WT2018: ['Working Together 2018 as restated in the Kent arrangements of March 2022, Section 7', 'seen'],
        WT2023: [chapter2023, 'known'],
      },
    ],
    note: null,
  },
]
