import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ClockReading, clockGroups } from './duty-clock.ts'
import { countingInWords } from './duty-counting.ts'
import { clockByRule, dutyPack, dutyPackInForce, dutyPacks } from './duty-packs.ts'
import { guidanceEditions } from './guidance.ts'

/**
 * Every clock as the table of the research on the domain has it. A line a clock: number, rule, group, what, who owes it, to whom,
 * note. Below it a line a reading: the day that starts it, how it counts, and for the editions of 2018 and of 2023 how sure it is and
 * where it is said.
 */
const table = `
C01 | serious-incident-notification | incidents | Notify the Panel of a serious incident | the local authority | the Panel, which shares it with Ofsted and the Department for Education | The clock runs from awareness, not from the day of the incident.
   aware | 5 working days after the local authority became aware of the incident | known: Children Act 2004 s.16C(1); Working Together 2018, chapter 4, paragraph not read | seen: Children Act 2004 s.16C(1); Working Together 2023, chapter 5, paragraph not read; restated in the procedures of North East Lincolnshire and of St Helens
C02 | safeguarding-partners-notification | incidents | Tell the safeguarding partners of a serious incident | the local authority | its safeguarding partners, and those of other areas where they are concerned | -
   aware | 5 working days after the local authority became aware of the incident | known: Working Together 2018, chapter 4, paragraph not read | seen: Working Together 2023, chapter 5, paragraph not read; restated in the procedures of North East Lincolnshire and of St Helens
C03 | looked-after-child-death-notification | incidents | Notify the death of a looked-after child, whatever its cause | the local authority | the Secretary of State and Ofsted | This alone does not start a rapid review.
   aware | 5 working days after the local authority became aware of the death | known: Working Together 2018, chapter 4, paragraph not read | known: Working Together 2023, chapter 5, paragraph not read; the duty is restated in the procedures of North East Lincolnshire, the five working days are not
C04 | care-leaver-death-notification | incidents | Notify the death of a care leaver up to and including the age of 24 | the local authority | the Secretary of State and Ofsted | -
   aware | No day was found in what restates it: it should be notified. | seen: Added by Working Together 2023, as the procedures of Lincolnshire say | seen: Working Together 2023, chapter 5, paragraph not read; restated in the procedures of Lincolnshire
C05 | rapid-review | reviews | Complete the rapid review | the safeguarding partners | the Panel | Two readings are published: from the notification, and from becoming aware. They differ by up to five working days when the notification was in time.
   notified | 15 working days after the notification was sent to the Panel | inferred: Working Together 2018, chapter 4, paragraph not read; counted from the notification as Cambridgeshire and Peterborough restate the Panel’s guidance of June 2025, read back to this edition | seen: Working Together 2023, chapter 5, paragraph not read; counted from the notification as Cambridgeshire and Peterborough restate the Panel’s guidance of June 2025
   aware | 15 working days after the local authority became aware of the incident | known: Working Together 2018, chapter 4, paragraph not read; counted from becoming aware of the incident | known: Working Together 2023, chapter 5, paragraph not read; counted from becoming aware of the incident
C06 | panel-response | reviews | The Panel answers the rapid review | the Panel | the safeguarding partners | An expectation, not law.
   sent | 10 calendar days after the rapid review was sent to the Panel | inferred: Not in the guidance: Kent’s procedures say about 10 days, read back to this edition | seen: Not in the guidance: Kent’s procedures say about 10 days
C07 | practice-review-decision | reviews | Tell of the decision to carry out a practice review, and name the reviewer | the safeguarding partners | the Panel, Ofsted and the Department for Education | -
   decided | At once: there is no day to work out. | known: Working Together 2018, chapter 4, paragraph not read | known: Working Together 2023, chapter 5, paragraph not read
C08 | practice-review | reviews | Complete and publish the practice review | the safeguarding partners | the public | As soon as possible, and no later than this.
   decided | 6 calendar months after it was decided to carry out a local child safeguarding practice review | known: Working Together 2018, chapter 4, paragraph not read | known: Working Together 2023, chapter 5, paragraph not read
C09 | practice-review-copies | reviews | Send the full report, or the information on improvements, before it is published | the safeguarding partners | the Panel and the Secretary of State; the guidance asks for Ofsted too | -
   publication | 7 working days before the report is published | known: Working Together 2018, chapter 4, paragraph not read; SI 2018/789, regulation not read | known: Working Together 2023, chapter 5, paragraph not read; SI 2018/789, regulation not read
C10 | practice-review-delay | reviews | Give the reasons for a delay, or for not publishing | the safeguarding partners | the Panel and the Secretary of State | -
   delayed | No day is set: the reasons are given when the delay or the decision is known. | seen: Working Together 2018 as restated in the Kent arrangements of March 2022, Section 7 | known: Working Together 2023, chapter 5, paragraph not read
C11 | yearly-report | reports | Publish the yearly report | the safeguarding partners | the public | -
   periodEnd | the first 30 September after the period of the report ended | inferred: Children Act 2004 s.16G(7): at least once in every 12 months; the day is that of Working Together 2023, read back to this edition | seen: Children Act 2004 s.16G(7); Working Together 2023 as restated in the Kent cabinet committee report of 21 November 2024, para 1.2
C12 | yearly-report-copies | reports | Send copies of the yearly report | the safeguarding partners | the Panel and Foundations (formerly What Works for Children’s Social Care) | -
   published | 7 calendar days after the yearly report was published | known: Working Together 2018, chapter 3, paragraph not read | known: Working Together 2023, chapter and paragraph not read; the recipients stand in the Medway arrangements of 2024, Section 5
C13 | restraint-review | reports | Review the use of restraint in a secure establishment of the area | the safeguarding partners, through the independent scrutineer | the Youth Justice Board | Only where there is a secure establishment in the area.
   periodEnd | It has no day of its own: it is made once a year and is part of the yearly report. | inferred: Working Together 2023 as restated in the Medway arrangements of 2024, Section 5, read back to this edition | seen: Working Together 2023 as restated in the Medway arrangements of 2024, Section 5
C14 | changed-arrangements | reports | Publish changed arrangements, and note the change in the yearly report | the safeguarding partners | the public | -
   changed | No day is set: the yearly report notes the change with its timescale. | known: Children Act 2004 s.16G; Working Together 2018, chapter 3, paragraph not read | seen: Working Together 2023 as restated in the Kent cabinet committee report of 21 November 2024, para 1.2
C15 | child-death-notification | child-deaths | Notify the child death review partners of a child’s death | any professional who learns of it | the child death review partners, through the child death overview panel | Two readings are published: 48 hours and 24 hours.
   died | 48 hours after the child died | known: Child Death Review Statutory and Operational Guidance 2018, paragraph not read | known: Child Death Review Statutory and Operational Guidance 2018, paragraph not read
   died | 24 hours after the child died | seen: An older page of the York partnership | seen: An older page of the York partnership
C16 | child-death-review | child-deaths | Review the death at the child death overview panel | the child death review partners | the National Child Mortality Database | Normally; an inquest or criminal proceedings extend it.
   died | 6 calendar months after the child died | known: Child Death Review Statutory and Operational Guidance 2018, paragraph not read | known: Child Death Review Statutory and Operational Guidance 2018, paragraph not read
C17 | joint-inspection-notice | inspection | Last day of notice before the fieldwork of a joint targeted area inspection | the inspectorates | the area | The day of notification is day 1. Fieldwork begins after the day given.
   notified | 10 working days, the day when the area was notified of the inspection being the first | inferred: GOV.UK page on joint targeted area inspections; since when it counts the day of notification was not found | seen: GOV.UK page on joint targeted area inspections
C18 | written-statement-of-action | inspection | Send the written statement of action after a joint targeted area inspection | the area | the inspectorates | Check the 70 days in the letter itself.
   letter | 70 working days after the inspectorates’ letter came | known: Guidance on joint targeted area inspections, paragraph not read | known: Guidance on joint targeted area inspections, paragraph not read
C19 | section-11-return | self-assessment | Return the section 11 self-assessment | each agency | the partnership | Every two years.
   launched | 3 calendar months after the self-assessment was launched | seen: Practice of Kent, not law: its yearly report 2021-22, about page 11 | inferred: Practice of Kent, not law: its yearly report 2021-22, about page 11, taken to go on
C20 | referral-decision | children | Decide on a referral | the local authority | nobody in particular: a national indicator is defined by it | -
   referred | 1 working day after the referral was received | seen: Local Authority Interactive Tool, data dictionary: definition of the indicator | seen: Local Authority Interactive Tool, data dictionary: definition of the indicator
C20 | assessment | children | Complete the assessment | the local authority | nobody in particular: a national indicator is defined by it | The day itself is not counted here; a validator of the children in need census counts it as the first, which gives one working day less.
   referred | 45 working days after the referral was received | seen: Local Authority Interactive Tool, data dictionary: definition of the indicator | seen: Local Authority Interactive Tool, data dictionary: definition of the indicator
C20 | initial-child-protection-conference | children | Hold the initial child protection conference | the local authority | nobody in particular: a national indicator is defined by it | The day itself is not counted here; a validator of the children in need census counts it as the first, which gives one working day less.
   started | 15 working days after the strategy discussion was held or the section 47 enquiry began | seen: Local Authority Interactive Tool, data dictionary: definition of the indicator | seen: Local Authority Interactive Tool, data dictionary: definition of the indicator
C20 | first-child-protection-review | children | Hold the first child protection review | the local authority | nobody in particular: a national indicator is defined by it | -
   conference | 3 calendar months after the initial child protection conference was held | seen: Local Authority Interactive Tool, data dictionary: definition of the indicator | seen: Local Authority Interactive Tool, data dictionary: definition of the indicator
C20 | later-child-protection-review | children | Hold the next child protection review | the local authority | nobody in particular: a national indicator is defined by it | -
   reviewed | 6 calendar months after the last review was held | seen: Local Authority Interactive Tool, data dictionary: definition of the indicator | seen: Local Authority Interactive Tool, data dictionary: definition of the indicator
C21 | personal-data-breach | information | Report a personal-data breach | the controller | the Information Commissioner | Weekends and bank holidays count.
   aware | 72 hours after the controller became aware of the breach | known: UK General Data Protection Regulation, article not read | known: UK General Data Protection Regulation, article not read
C21 | subject-access-request | information | Answer a subject access request | the controller | the person who asked | -
   received | 1 calendar month after the request was received | known: UK General Data Protection Regulation, article not read | known: UK General Data Protection Regulation, article not read
C21 | freedom-of-information-request | information | Answer a freedom of information request | the host authority | the person who asked | The Act leaves out bank holidays of every part of the United Kingdom, this only those of England and Wales: the day given may be earlier than the Act’s, never later.
   received | 20 working days after the request was received | known: Freedom of Information Act 2000, section not read | known: Freedom of Information Act 2000, section not read
C22 | accessibility-statement | information | Review the accessibility statement | the publisher | the public | -
   reviewed | 12 calendar months after the statement was last reviewed | known: Accessibility regulations of 2018 for public sector websites, regulation not read | known: Accessibility regulations of 2018 for public sector websites, regulation not read
`.trim()

const readingLine = (old: ClockReading, now: ClockReading): string =>
  [
    `   ${now.anchor}`,
    countingInWords(now.counts, now.event),
    `${old.certainty}: ${old.paragraph}`,
    `${now.certainty}: ${now.paragraph}`,
  ].join(' | ')

test('every clock of 2018 and 2023 stands as the table has it', () => {
  const before = dutyPack('WT2018').clocks
  const lines = dutyPack('WT2023').clocks.flatMap(({ readings, ...clock }, at) => {
    const { id, rule, group, name, owes, to, note } = clock
    const old = before[at]?.readings ?? []
    return [
      [id, rule, group, name, owes, to, note ?? '-'].join(' | '),
      ...readings.map((reading, place) => readingLine(old[place] ?? reading, reading)),
    ]
  })
  assert.deepEqual(lines, table.split('\n'))
})

test('the packs have the same rules in the same order, and the counting of each differs only where an edition does not ask it', () => {
  const [first, ...others] = dutyPacks
  const rulesOf = (clocks: (typeof dutyPacks)[number]['clocks']) => clocks.map(({ rule, id }) => `${id} ${rule}`)
  for (const pack of others) assert.deepEqual(rulesOf(pack.clocks), rulesOf(first?.clocks ?? []))
  const numbers = new Set(first?.clocks.map(({ id }) => id))
  assert.deepEqual(
    [...numbers],
    Array.from({ length: 22 }, (_each, at) => `C${String(at + 1).padStart(2, '0')}`),
  )
  const [old, now] = [dutyPack('WT2018'), dutyPack('WT2023')]
  const differing = now.clocks.filter(
    (clock, at) =>
      JSON.stringify(clock.readings.map(({ counts }) => counts)) !==
      JSON.stringify(old.clocks[at]?.readings.map(({ counts }) => counts)),
  )
  assert.deepEqual(
    differing.map(({ rule }) => rule),
    ['care-leaver-death-notification'],
  )
  assert.deepEqual(clockByRule(old, 'care-leaver-death-notification')?.readings[0].counts, {
    kind: 'none',
    why: 'This edition does not ask it: it was added in 2023.',
  })
})

test('the edition of 2026 has the clocks of 2023, none surer than inferred', () => {
  const before = dutyPack('WT2023').clocks
  assert.deepEqual(
    dutyPack('WT2026').clocks,
    before.map((clock) => ({
      ...clock,
      readings: clock.readings.map((reading) => ({
        ...reading,
        paragraph: `${reading.paragraph}; taken to be unchanged under Working Together 2026, which was not read`,
        certainty: 'inferred',
      })),
    })),
  )
})

test('which clocks count working days, and which of them count the day itself', () => {
  const counted = dutyPack('WT2023').clocks.flatMap(({ rule, readings }) =>
    readings.flatMap(({ anchor, counts }) => (counts.kind === 'working-days' ? [{ rule, anchor, ...counts }] : [])),
  )
  assert.deepEqual(
    counted.map(({ rule, anchor, amount, direction, countsTriggerDay }) =>
      [rule, anchor, amount, direction, countsTriggerDay].join(' '),
    ),
    [
      'serious-incident-notification aware 5 after false',
      'safeguarding-partners-notification aware 5 after false',
      'looked-after-child-death-notification aware 5 after false',
      'rapid-review notified 15 after false',
      'rapid-review aware 15 after false',
      'practice-review-copies publication 7 before false',
      'joint-inspection-notice notified 10 after true',
      'written-statement-of-action letter 70 after false',
      'referral-decision referred 1 after false',
      'assessment referred 45 after false',
      'initial-child-protection-conference started 15 after false',
      'freedom-of-information-request received 20 after false',
    ],
  )
})

test('the clocks without a day say so', () => {
  const undated = dutyPack('WT2023').clocks.filter(({ readings }) =>
    ['at-once', 'none'].includes(readings[0].counts.kind),
  )
  assert.deepEqual(
    undated.map(({ id, readings }) => `${id} ${readings[0].counts.kind}`),
    ['C04 none', 'C07 at-once', 'C10 none', 'C13 none', 'C14 none'],
  )
})

test('a pack carries the days of its edition, and is found by its id and by a day', () => {
  assert.deepEqual(
    dutyPacks.map(({ clocks: _clocks, ...guidance }) => guidance),
    guidanceEditions,
  )
  assert.equal(dutyPack('WT2023').id, 'WT2023')
  assert.equal(dutyPackInForce('2018-07-03'), undefined)
  assert.equal(dutyPackInForce('2018-07-04'), dutyPack('WT2018'))
  assert.equal(dutyPackInForce('2023-12-15'), dutyPack('WT2023'))
  assert.equal(dutyPackInForce('2026-03-19'), dutyPack('WT2026'))
  assert.throws(() => dutyPackInForce('2026-02-30'), { name: 'RangeError', message: `'2026-02-30' is not a date` })
  assert.throws(() => dutyPack('WT2030' as 'WT2026'), {
    name: 'RangeError',
    message: `'WT2030' is not an edition known here`,
  })
})

test('a clock is found by the name of its rule and by nothing else', () => {
  const pack = dutyPack('WT2023')
  assert.equal(clockByRule(pack, 'rapid-review')?.id, 'C05')
  for (const other of ['Rapid-review', 'C05', '', 'constructor', undefined, null, 5])
    assert.equal(clockByRule(pack, other), undefined)
})

test('every group has its name, and every clock its group', () => {
  assert.deepEqual(clockGroups, {
    incidents: 'Serious incidents',
    reviews: 'Rapid reviews and practice reviews',
    reports: 'Yearly report and published arrangements',
    'child-deaths': 'Child deaths',
    inspection: 'Inspection',
    'self-assessment': 'Section 11 self-assessment',
    children: 'Children in need and child protection',
    information: 'Information and accessibility',
  })
  assert.deepEqual([...new Set(dutyPack('WT2023').clocks.map(({ group }) => group))], Object.keys(clockGroups))
})
