import { number, plural } from '#platform/words.ts'

export type DeliveryKind = 'course' | 'event' | 'associate-trainers'

/** A course, event or trainers' day as published. null attendees: no register came at all. */
export type Delivery = {
  kind: DeliveryKind
  name: string
  /** When it was held, as printed; null for courses, which were held through the year. */
  held: string | null
  courses: number | null
  attendees: number | null
  /** At least one register was not received, so the count is a floor. */
  isRegisterMissing: boolean
  source: string
}

export type TopTen = { words: string; endsOn: string; courses: string[]; source: string }

export type ELearning = {
  completions: number | null
  previousCompletions: number | null
  /** As printed, rounded to a whole per cent. */
  changePercent: number | null
  /** Oldest first. */
  topTen: TopTen[]
  note: string | null
  source: string
}

export type TrainingNotes = {
  register: string
  headlines: { text: string; source: string }[]
  flags: { about: string; text: string; source: string }[]
  source: string
}

export type TrainingYear = {
  id: string
  periodWords: string
  startsOn: string
  endsOn: string
  printed: { courses: number; attendees: number }
  notes: TrainingNotes
  deliveries: Delivery[]
  eLearning: ELearning | null
}

/** A count over what is known; `isAtLeast` when a register under it is missing. */
export type Count = { count: number; isAtLeast: boolean }

/** '503', or 'at least 503' when a register is missing. */
export const countInWords = ({ count, isAtLeast }: Count): string =>
  isAtLeast ? `at least ${number(count)}` : number(count)

const attendanceOf = (deliveries: readonly Delivery[]): Count => ({
  count: deliveries.reduce((sum, each) => sum + (each.attendees ?? 0), 0),
  isAtLeast: deliveries.some((each) => each.attendees === null || each.isRegisterMissing),
})

export type TrainingTotals = {
  courses: Count
  /** At courses alone. */
  attendances: Count
  /** At courses, events and trainers' days. */
  allAttendances: Count
  /** How many courses have a register missing. */
  registersMissing: number
}

/** The totals of a year, worked out; a missing register makes every attendance over it 'at least'. */
export function trainingTotals({ deliveries }: Pick<TrainingYear, 'deliveries'>): TrainingTotals {
  const courses = deliveries.filter((each) => each.kind === 'course')
  return {
    courses: {
      count: courses.reduce((sum, each) => sum + (each.courses ?? 0), 0),
      isAtLeast: courses.some((each) => each.courses === null),
    },
    attendances: attendanceOf(courses),
    allAttendances: attendanceOf(deliveries),
    registersMissing: courses.filter((each) => each.attendees === null || each.isRegisterMissing).length,
  }
}

/** How many came, as a cell says it: '139 or more: a register is missing'. */
export function attendeesInWords({ attendees, isRegisterMissing }: Delivery): string {
  if (attendees === null) return 'not known: no register'
  return isRegisterMissing ? `at least ${number(attendees)}` : number(attendees)
}

/** What printed totals say beside those worked out, a sentence each; `agrees` is false when they differ. */
export function trainingChecks(year: TrainingYear): { text: string; agrees: boolean }[] {
  const { courses, attendances } = trainingTotals(year)
  const { printed } = year
  const withRegisters = attendances.isAtLeast ? ', which is a floor, since registers are missing' : ''
  return [
    {
      agrees: courses.count === printed.courses,
      text:
        courses.count === printed.courses
          ? `${plural(printed.courses, 'course')} printed, and so they add up.`
          : `${plural(printed.courses, 'course')} printed, but the lines add to ${countInWords(courses)}.`,
    },
    {
      agrees: attendances.count === printed.attendees,
      text:
        attendances.count === printed.attendees
          ? `${plural(printed.attendees, 'attendance')} printed, and so they add up${withRegisters}.`
          : `${plural(printed.attendees, 'attendance')} printed, but the lines add to ${countInWords(attendances)}.`,
    },
  ]
}

/**
 * What can be said of the year before when only this year's number and a change rounded to a whole per cent are printed: the
 * numbers that round to that change. null when there is nothing to work from.
 */
export function previousCompletions({ completions, previousCompletions: printed, changePercent }: ELearning): {
  from: number
  to: number
} | null {
  if (printed !== null) return { from: printed, to: printed }
  if (completions === null || changePercent === null || changePercent <= -99.5) return null
  return {
    from: Math.ceil(completions / (1 + (changePercent + 0.5) / 100)),
    to: Math.floor(completions / (1 + (changePercent - 0.5) / 100)),
  }
}

/** E-learning in sentences, with no more than what the printed figures bear out. */
export function eLearningSentences(eLearning: ELearning): string[] {
  const { completions, changePercent } = eLearning
  if (completions === null) return ['How many e-learning courses were completed is not known.']
  const before = previousCompletions(eLearning)
  const sentences = [`${number(completions)} e-learning courses were completed.`]
  if (changePercent !== null) {
    const way = changePercent < 0 ? 'fewer' : 'more'
    sentences.push(`That is printed as ${number(Math.abs(changePercent))}% ${way} than in the 12 months before.`)
  }
  if (before?.from === undefined) return sentences
  sentences.push(
    before.from === before.to
      ? `The year before it was ${number(before.from)}.`
      : `The number for the year before is not printed: with that change it lies between ${number(before.from)} and ${number(before.to)}.`,
  )
  return sentences
}

/** This year's most used courses with last year's rank; null: it was not among them. */
export function rankedWithBefore(topTen: readonly TopTen[]): { rank: number; course: string; before: number | null }[] {
  const [now, before] = [topTen.at(-1), topTen.at(-2)]
  return (now?.courses ?? []).map((course, index) => {
    const at = before?.courses.indexOf(course) ?? -1
    return { rank: index + 1, course, before: at === -1 ? null : at + 1 }
  })
}

/** The courses that were among the most used before and are not now. */
export const noLongerTop = (topTen: readonly TopTen[]): { rank: number; course: string }[] =>
  (topTen.at(-2)?.courses ?? [])
    .map((course, index) => ({ rank: index + 1, course }))
    .filter(({ course }) => !(topTen.at(-1)?.courses ?? []).includes(course))
