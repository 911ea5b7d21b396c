import { type ClockRow, workingDaysAfter } from './duty-clock.ts'
import { awareOfIncident, chapter2018, chapter2023 } from './review-sources.ts'

const procedures = `${chapter2023}; restated in the procedures of North East Lincolnshire and of St Helens`
const awareOfDeath = { anchor: 'aware', event: 'the local authority became aware of the death' } as const

/** Clocks of serious incidents. Source: Children Act 2004 s.16C(1) and the guidance, as far as each edition's restatements were seen. */
export const incidentClocks: readonly ClockRow[] = [
  {
    id: 'C01',
    rule: 'serious-incident-notification',
    group: 'incidents',
    name: 'Notify the Panel of a serious incident',
    owes: 'the local authority',
    to: 'the Panel, which shares it with Ofsted and the Department for Education',
    readings: [
      {
        ...awareOfIncident,
        counts: workingDaysAfter(5),
        WT2018: [`Children Act 2004 s.16C(1); ${chapter2018}`, 'known'],
        WT2023: [`Children Act 2004 s.16C(1); ${procedures}`, 'seen'],
      },
    ],
    note: 'The clock runs from awareness, not from the day of the incident.',
  },
  {
    id: 'C02',
    rule: 'safeguarding-partners-notification',
    group: 'incidents',
    name: 'Tell the safeguarding partners of a serious incident',
    owes: 'the local authority',
    to: 'its safeguarding partners, and those of other areas where they are concerned',
    readings: [
      {
        ...awareOfIncident,
        counts: workingDaysAfter(5),
        WT2018: [chapter2018, 'known'],
        WT2023: [procedures, 'seen'],
      },
    ],
    note: null,
  },
  {
    id: 'C03',
    rule: 'looked-after-child-death-notification',
    group: 'incidents',
    name: 'Notify the death of a looked-after child, whatever its cause',
    owes: 'the local authority',
    to: 'the Secretary of State and Ofsted',
    readings: [
      {
        ...awareOfDeath,
        counts: workingDaysAfter(5),
        WT2018: [chapter2018, 'known'],
        WT2023: [
          `${chapter2023}; the duty is restated in the procedures of North East Lincolnshire, the five working days are not`,
          'known',
        ],
      },
    ],
    note: 'This alone does not start a rapid review.',
  },
  {
    id: 'C04',
    rule: 'care-leaver-death-notification',
    group: 'incidents',
    name: 'Notify the death of a care leaver up to and including the age of 24',
    owes: 'the local authority',
    to: 'the Secretary of State and Ofsted',
    readings: [
      {
        ...awareOfDeath,
        counts: { kind: 'none', why: 'No day was found in what restates it: it should be notified.' },
        WT2018: [
          'Added by Working Together 2023, as the procedures of Lincolnshire say',
          'seen',
          'This edition does not ask it: it was added in 2023.',
        ],
        WT2023: [`${chapter2023}; restated in the procedures of Lincolnshire`, 'seen'],
      },
    ],
    note: null,
  },
]
