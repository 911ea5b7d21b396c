import type { Block, Table } from '#platform/documents/document.ts'
import { number, plural } from '#platform/words.ts'
import {
  attendeesInWords,
  countInWords,
  eLearningSentences,
  noLongerTop,
  rankedWithBefore,
  trainingChecks,
  trainingTotals,
  type DeliveryKind,
  type ELearning,
  type TrainingYear,
} from './training-year.ts'

const registerWords = 'At least one register is missing'

/** Courses delivered with who attended; a missing register is said in words, and the total then says 'at least'. */
export function coursesTable(year: TrainingYear): Table {
  const totals = trainingTotals(year)
  const courses = year.deliveries.filter((each) => each.kind === 'course')
  return {
    type: 'table',
    caption: `Courses delivered, ${year.periodWords}`,
    columns: [
      { header: 'Course' },
      { header: 'Delivered', kind: 'number' },
      { header: 'Attended', kind: 'number' },
      { header: 'Registers' },
    ],
    rows: courses.map((each) => [
      each.name,
      each.courses === null ? 'not known' : number(each.courses),
      attendeesInWords(each),
      each.isRegisterMissing || each.attendees === null ? registerWords : 'All received',
    ]),
    totalsRow: [
      'All courses',
      countInWords(totals.courses),
      countInWords(totals.attendances),
      totals.registersMissing === 0 ? 'All received' : `Missing for ${plural(totals.registersMissing, 'course')}`,
    ],
    rowHeaders: true,
  }
}

const kinds: Record<DeliveryKind, string> = {
  course: 'Courses',
  event: 'Event',
  'associate-trainers': 'Associate trainers',
}

/** Everybody who came to anything: courses together, each event, each day of the associate trainers. */
export function attendanceTable(year: TrainingYear): Table {
  const totals = trainingTotals(year)
  return {
    type: 'table',
    caption: `Attendances at courses, events and trainers’ days, ${year.periodWords}`,
    columns: [{ header: 'What' }, { header: 'Kind' }, { header: 'When' }, { header: 'Attended', kind: 'number' }],
    rows: [
      ['Courses together', kinds.course, 'Through the year', countInWords(totals.attendances)],
      ...year.deliveries
        .filter((each) => each.kind !== 'course')
        .map((each) => [each.name, kinds[each.kind], each.held ?? '', attendeesInWords(each)]),
    ],
    totalsRow: ['All attendances', '', '', countInWords(totals.allAttendances)],
    rowHeaders: true,
  }
}

/** The courses completed most often, with the rank a year earlier. */
export function topTenTable(eLearning: ELearning): Table | null {
  const [now, before] = [eLearning.topTen.at(-1), eLearning.topTen.at(-2)]
  if (!now) return null
  const gone = noLongerTop(eLearning.topTen)
  return {
    type: 'table',
    caption: `E-learning courses completed most often, ${now.words}`,
    columns: [
      { header: 'Rank', kind: 'number' },
      { header: 'Course' },
      ...(before ? [{ header: `Rank in ${before.words}` }] : []),
    ],
    rows: rankedWithBefore(eLearning.topTen).map(({ rank, course, before: was }) => [
      String(rank),
      course,
      ...(before ? [was === null ? 'not in the top ten' : String(was)] : []),
    ]),
    notes:
      gone.length === 0
        ? []
        : [`In the top ten before and not now: ${gone.map((each) => `${each.course} (${each.rank})`).join(', ')}.`],
    rowHeaders: false,
  }
}

const wrongIn = (year: TrainingYear): Block[] =>
  trainingChecks(year)
    .filter((check) => !check.agrees)
    .map(({ text }) => ({ type: 'note', kind: 'warning', text }))

/** Courses delivered, as they stand in a report. */
export function courseBlocks(year: TrainingYear): Block[] {
  const { registersMissing } = trainingTotals(year)
  const note: Block[] =
    registersMissing === 0 ? [] : [{ type: 'note', kind: 'inset', text: year.notes.register.replace(/^\*\s*/, '') }]
  return [
    coursesTable(year),
    ...note,
    ...wrongIn(year),
    { type: 'source', text: `${year.notes.source}. Totals are worked out from the lines.` },
  ]
}

/** Attendances of every kind, as they stand in a report. */
export function attendanceBlocks(year: TrainingYear): Block[] {
  const sources = [...new Set(year.deliveries.map((each) => each.source))]
  const headline = year.notes.headlines.find(({ text }) => /attendance/i.test(text))
  const { allAttendances } = trainingTotals(year)
  return [
    attendanceTable(year),
    ...(headline
      ? [
          {
            type: 'note',
            kind: 'inset',
            text: `Printed as ‘${headline.text}’; the lines add to ${countInWords(allAttendances)}.`,
          } as const,
        ]
      : []),
    { type: 'source', text: `${sources.join('; ')}. The total is worked out from the lines.` },
  ]
}

/** E-learning, as it stands in a report. */
export function eLearningBlocks(year: TrainingYear): Block[] {
  const { eLearning } = year
  if (!eLearning) return []
  const top = topTenTable(eLearning)
  return [
    { type: 'paragraph', text: eLearningSentences(eLearning).join(' ') },
    ...(top ? [top] : []),
    { type: 'source', text: `${eLearning.source}.` },
  ]
}
