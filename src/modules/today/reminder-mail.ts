import { inWords } from '#platform/dates.ts'
import type { Mail, Marking } from '#platform/mail/outbox.ts'
import { plural } from '#platform/words.ts'
import { outsideTitle, type Line } from './owed-lines.ts'
import { todayPaths } from './paths.ts'
import { untilInWords, type Days } from './working-days.ts'

/** What one mail to one person holds; each list may be empty, not all. */
export type Told = {
  /** What has reached its time, or everything, when it is the list that they asked for. */
  own: readonly Line[]
  isList: boolean
  /** What is late in offices that report to theirs, or that nobody else is there to be told of. */
  reporting: readonly Line[]
  /** What is late in offices in which nobody acts, and that are to be filled or deputised for. */
  vacant: readonly VacantLine[]
  /** The bank holidays are known no further than this day, which has passed; told to the business team. */
  calendarEnded: string | null
}

export type VacantLine = Line & { isVacant: boolean }

/** So many things stand in one mail; for the rest it points to the page. */
const most = 30

function lineText(
  line: Line & { isVacant?: boolean },
  today: string,
  days: Days,
  publicUrl: string,
  withOffice: boolean,
): string {
  const { actor, dueOn, href } = line
  const due =
    dueOn === null ? 'No date: as soon as you can' : `Due ${inWords(dueOn)}, ${untilInWords(days, today, dueOn)}`
  const whose = withOffice
    ? `${actor.officeTitle}, ${actor.organisationName}, for ${actor.partnershipName}`
    : `For ${actor.partnershipName}, as ${actor.officeTitle}`
  const nobody =
    line.isVacant === undefined
      ? []
      : [line.isVacant ? '  The office is vacant' : '  The access of whoever holds the office is stopped or suspended']
  return [`- ${outsideTitle(line)}`, `  ${due}`, `  ${whose}`, ...nobody, `  ${publicUrl}${href}`].join('\n')
}

const listText = <Each extends Line>(
  heading: string,
  lines: readonly Each[],
  write: (line: Each) => string,
): string[] =>
  lines.length === 0
    ? []
    : [
        heading,
        ...lines.slice(0, most).map(write),
        ...(lines.length > most ? [`And ${plural(lines.length - most, 'more thing')}, on the page below.`] : []),
      ]

const highest = (lines: readonly Line[]): Marking =>
  lines.some(({ marking }) => marking === 'OFFICIAL-SENSITIVE') ? 'OFFICIAL-SENSITIVE' : 'OFFICIAL'

function subjectOf({ own, isList, reporting, vacant }: Told, today: string): string {
  const late = own.filter(({ dueOn }) => dueOn !== null && dueOn < today).length
  const [first] = own
  if (first && own.length === 1 && !isList && reporting.length === 0 && vacant.length === 0) {
    if (first.dueOn === null) return 'One thing is asked of you'
    if (late === 1) return `One thing is late: it was due ${inWords(first.dueOn)}`
    return first.dueOn === today ? 'One thing is due today' : `One thing is due ${inWords(first.dueOn)}`
  }
  if (own.length === 0 && reporting.length === 0)
    return `${plural(vacant.length, 'thing')} late in an office in which nobody acts`
  if (own.length === 0) return `${plural(reporting.length, 'thing')} late in an office that reports to yours`
  return late > 0
    ? `${plural(own.length, 'thing')} due from you, ${late} late`
    : `${plural(own.length, 'thing')} due from you`
}

/** The one mail of a day to a person: what, for whom, by when, one link each, and how to change how often. */
export function reminderMail(to: string, told: Told, today: string, days: Days, publicUrl: string): Mail {
  const { own, isList, reporting, vacant, calendarEnded } = told
  const paragraphs = [
    ...listText(isList ? 'All that is due from you, soonest first:' : 'This is due from you:', own, (line) =>
      lineText(line, today, days, publicUrl, false),
    ),
    ...listText(
      'This is late in an office that reports to yours, or for which you are asked because no other office is named:',
      reporting,
      (line) => lineText(line, today, days, publicUrl, true),
    ),
    ...listText(
      'This is late in an office in which nobody acts. Name a holder or a deputy, or let the access begin again; until then nobody is asked:',
      vacant,
      (line) => lineText(line, today, days, publicUrl, true),
    ),
    ...(calendarEnded === null
      ? []
      : [
          `The calendar of working days ended on ${inWords(calendarEnded)}. Until the bank holidays after it are added, reminders count every weekday.`,
        ]),
    `All that you owe, in one place: ${publicUrl}${todayPaths.show()}`,
    `To be told more or less often: ${publicUrl}${todayPaths.reminders()}`,
  ]
  return {
    to,
    subject: subjectOf(told, today),
    text: `${paragraphs.join('\n\n')}\n`,
    marking: highest([...own, ...reporting, ...vacant]),
  }
}
