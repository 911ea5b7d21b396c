import { type ClockRow, months, type Standing, workingDaysAfter } from './duty-clock.ts'

/** The same source whatever the edition of Working Together: the clock is not set by it. */
const always = (standing: Standing) => ({ WT2018: standing, WT2023: standing })
const childDied = { anchor: 'died', event: 'the child died' } as const

/** Clocks of child deaths, inspection and self-assessment, which run beside the guidance. */
export const neighbouringClocks: readonly ClockRow[] = [
  {
    id: 'C15',
    rule: 'child-death-notification',
    group: 'child-deaths',
    name: 'Notify the child death review partners of a child’s death',
    owes: 'any professional who learns of it',
    to: 'the child death review partners, through the child death overview panel',
    readings: [
      {
        ...childDied,
        counts: { kind: 'hours', amount: 48 },
        ...always(['Child Death Review Statutory and Operational Guidance 2018, paragraph not read', 'known']),
      },
      {
        ...childDied,
        counts: { kind: 'hours', amount: 24 },
        ...always(['An older page of the York partnership', 'seen']),
      },
    ],
    note: 'Two readings are published: 48 hours and 24 hours.',
  },
  {
    id: 'C16',
    rule: 'child-death-review',
    group: 'child-deaths',
    name: 'Review the death at the child death overview panel',
    owes: 'the child death review partners',
    to: 'the National Child Mortality Database',
    readings: [
      {
        ...childDied,
        counts: months(6),
        ...always(['Child Death Review Statutory and Operational Guidance 2018, paragraph not read', 'known']),
      },
    ],
    note: 'Normally; an inquest or criminal proceedings extend it.',
  },
  {
    id: 'C17',
    rule: 'joint-inspection-notice',
    group: 'inspection',
    name: 'Last day of notice before the fieldwork of a joint targeted area inspection',
    owes: 'the inspectorates',
    to: 'the area',
    readings: [
      {
        anchor: 'notified',
        event: 'the area was notified of the inspection',
        counts: { kind: 'working-days', amount: 10, direction: 'after', countsTriggerDay: true },
        WT2018: [
          'GOV.UK page on joint targeted area inspections; since when it counts the day of notification was not found',
          'inferred',
        ],
        WT2023: ['GOV.UK page on joint targeted area inspections', 'seen'],
      },
    ],
    note: 'The day of notification is day 1. Fieldwork begins after the day given.',
  },
  {
    id: 'C18',
    rule: 'written-statement-of-action',
    group: 'inspection',
    name: 'Send the written statement of action after a joint targeted area inspection',
    owes: 'the area',
    to: 'the inspectorates',
    readings: [
      {
        anchor: 'letter',
        event: 'the inspectorates’ letter came',
        counts: workingDaysAfter(70),
        ...always(['Guidance on joint targeted area inspections, paragraph not read', 'known']),
      },
    ],
    note: 'Check the 70 days in the letter itself.',
  },
  {
    id: 'C19',
    rule: 'section-11-return',
    group: 'self-assessment',
    name: 'Return the section 11 self-assessment',
    owes: 'each agency',
    to: 'the partnership',
    readings: [
      {
        anchor: 'launched',
        event: 'the self-assessment was launched',
        counts: months(3),
        WT2018: ['Practice of Kent, not law: its yearly report 2021-22, about page 11', 'seen'],
        WT2023: ['Practice of Kent, not law: its yearly report 2021-22, about page 11, taken to go on', 'inferred'],
      },
    ],
    note: 'Every two years.',
  },
]
