import { type ClockRow, months, type Standing, workingDaysAfter } from './duty-clock.ts'
import type { Counting } from './duty-counting.ts'

const dictionary: Standing = ['Local Authority Interactive Tool, data dictionary: definition of the indicator', 'seen']
const validator =
  'The day itself is not counted here; a validator of the children in need census counts it as the first, which gives one working day less.'

type Row = readonly [rule: string, name: string, anchor: string, event: string, counts: Counting, note?: string]

const indicator = ([rule, name, anchor, event, counts, note]: Row): ClockRow => ({
  id: 'C20',
  rule,
  group: 'children',
  name,
  owes: 'the local authority',
  to: 'nobody in particular: a national indicator is defined by it',
  readings: [{ anchor, event, counts, WT2018: dictionary, WT2023: dictionary }],
  note: note ?? null,
})

/** Clocks by which national indicators of children in need and child protection are defined. */
export const childrenClocks: readonly ClockRow[] = [
  indicator([
    'referral-decision',
    'Decide on a referral',
    'referred',
    'the referral was received',
    workingDaysAfter(1),
  ]),
  indicator([
    'assessment',
    'Complete the assessment',
    'referred',
    'the referral was received',
    workingDaysAfter(45),
    validator,
  ]),
  indicator([
    'initial-child-protection-conference',
    'Hold the initial child protection conference',
    'started',
    'the strategy discussion was held or the section 47 enquiry began',
    workingDaysAfter(15),
    validator,
  ]),
  indicator([
    'first-child-protection-review',
    'Hold the first child protection review',
    'conference',
    'the initial child protection conference was held',
    months(3),
  ]),
  indicator([
    'later-child-protection-review',
    'Hold the next child protection review',
    'reviewed',
    'the last review was held',
    months(6),
  ]),
]

type InformationRow = readonly [
  id: 'C21' | 'C22',
  rule: string,
  name: string,
  owes: string,
  to: string,
  anchor: string,
  event: string,
  counts: Counting,
  law: string,
  note: string | null,
]

const information = ([id, rule, name, owes, to, anchor, event, counts, law, note]: InformationRow): ClockRow => ({
  id,
  rule,
  group: 'information',
  name,
  owes,
  to,
  readings: [{ anchor, event, counts, WT2018: [law, 'known'], WT2023: [law, 'known'] }],
  note,
})

/** Clocks of data protection, freedom of information and accessibility, which the controller or host authority owes. */
export const informationClocks: readonly ClockRow[] = [
  information([
    'C21',
    'personal-data-breach',
    'Report a personal-data breach',
    'the controller',
    'the Information Commissioner',
    'aware',
    'the controller became aware of the breach',
    { kind: 'hours', amount: 72 },
    'UK General Data Protection Regulation, article not read',
    'Weekends and bank holidays count.',
  ]),
  information([
    'C21',
    'subject-access-request',
    'Answer a subject access request',
    'the controller',
    'the person who asked',
    'received',
    'the request was received',
    months(1),
    'UK General Data Protection Regulation, article not read',
    null,
  ]),
  information([
    'C21',
    'freedom-of-information-request',
    'Answer a freedom of information request',
    'the host authority',
    'the person who asked',
    'received',
    'the request was received',
    workingDaysAfter(20),
    'Freedom of Information Act 2000, section not read',
    'The Act leaves out bank holidays of every part of the United Kingdom, this only those of England and Wales: the day given may be earlier than the Act’s, never later.',
  ]),
  information([
    'C22',
    'accessibility-statement',
    'Review the accessibility statement',
    'the publisher',
    'the public',
    'reviewed',
    'the statement was last reviewed',
    months(12),
    'Accessibility regulations of 2018 for public sector websites, regulation not read',
    null,
  ]),
]
