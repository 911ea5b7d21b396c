import { addDays, daysBetween, inWords } from '#platform/dates.ts'

/** A group as the planner knows it. */
export type GroupToPlan = {
  id: string
  name: string
  /** Meetings a year; null: not stated, or no number. */
  perYear: number | null
  isOperating: boolean
  /** Its last day, when it ends. */
  endsOn: string | null
  /** Usual day, 1 Monday to 5 Friday; null: none. */
  weekday: number | null
  /** Usual start on London's clocks, 'HH:MM'. */
  startsAt: string
  minutesLong: number
  /** Ids of the offices that sit in it. */
  offices: readonly string[]
  /** Days on which ordinary meetings are set already. */
  setOn: readonly string[]
}

/** Somebody's meeting that is set already, in any group. */
export type Engagement = { on: string; startsAt: string; minutesLong: number; what: string; offices: readonly string[] }

export type SchoolHoliday = { name: string; startsOn: string; endsOn: string; isCertain: boolean }

export type PlanInput = {
  /** First and last day to plan for. */
  from: string
  to: string
  groups: readonly GroupToPlan[]
  engagements: readonly Engagement[]
  /** Names of bank holidays by date. */
  bankHolidays: ReadonlyMap<string, string>
  /** The last day of which the bank holidays are known. */
  bankHolidaysKnownTo: string
  schoolHolidays: readonly SchoolHoliday[]
  /** Titles of offices, for the words about clashes. */
  officeTitles: ReadonlyMap<string, string>
}

export type Slot = {
  on: string
  startsAt: string
  /** Where an even spread would have put it. */
  idealOn: string
  /** Why it does not lie there, nearest reason first; empty when it does. */
  reasons: readonly string[]
  /** What is not good about the day, where no better one was near. */
  warnings: readonly string[]
}

export type GroupPlan = {
  groupId: string
  /** ask: nobody has said how often it meets; not-operating, ended, complete: nothing to propose. */
  state: 'proposed' | 'ask' | 'not-operating' | 'ended' | 'complete'
  slots: readonly Slot[]
}

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const weekdayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay()
const dayName = (date: string): string => `${weekdays[weekdayOf(date)] ?? ''} ${inWords(date)}`
const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

/** What is against a day, and how strongly; a day that is not possible at all weighs without end. */
type Objection = { weight: number; words: string; isPreference?: boolean }

/** How much further from an even spread (in days) the planner goes to avoid each. */
const weights = { schoolHoliday: 40, clash: 60, otherWeekday: 8 } as const
/** A meeting is not moved further than this from where it would lie, nor further than most of half the way to the next. */
const furthest = 28

/**
 * Proposes a year's meetings: for each group as many as it holds a year, spread evenly over the days from `from` to `to`, each moved as
 * little as possible to miss weekends, bank holidays, school holidays and meetings at which an office of the group must be at the same
 * time. Days on which the group has a meeting already count as its own. Groups are planned in the order given, so that the first has
 * first choice. The same input gives the same proposal.
 */
export function planMeetings(input: PlanInput): GroupPlan[] {
  const taken: Engagement[] = [...input.engagements]
  return input.groups.map((group) => {
    const plan = planGroup(group, input, taken)
    for (const { on, startsAt } of plan.slots) {
      taken.push({ on, startsAt, minutesLong: group.minutesLong, what: group.name, offices: group.offices })
    }
    return plan
  })
}

function planGroup(group: GroupToPlan, input: PlanInput, taken: readonly Engagement[]): GroupPlan {
  const none = (state: GroupPlan['state']): GroupPlan => ({ groupId: group.id, state, slots: [] })
  if (!group.isOperating) return none('not-operating')
  const { from } = input
  const to = group.endsOn !== null && group.endsOn < input.to ? group.endsOn : input.to
  if (to < from) return none('ended')
  if (group.perYear === null || group.perYear < 1) return none('ask')
  // A part of a year, or a longer plan, has its part of the meetings; a whole year (365 or 366 days) has exactly as many as are stated.
  const days = daysBetween(from, to) + 1
  const count = Math.max(1, Math.round((group.perYear * days) / 365.25))
  const step = days / count
  const ideals = Array.from({ length: count }, (_each, index) => addDays(from, Math.floor(step * (index + 0.5))))
  const open = withoutNearest(ideals, group.setOn)
  if (open.length === 0) return none('complete')
  const reach = Math.min(furthest, Math.max(2, Math.floor(step * 0.45)))
  const chosen: string[] = [...group.setOn]
  const slots: Slot[] = []
  for (const ideal of open) {
    const slot = bestDay(group, ideal, { ...input, to }, taken, { reach, chosen })
    if (slot === null) continue
    chosen.push(slot.on)
    slots.push(slot)
  }
  return { groupId: group.id, state: 'proposed', slots }
}

/** The days of an even spread that no meeting already set stands for: each set meeting takes the one that it lies nearest to. */
function withoutNearest(ideals: readonly string[], setOn: readonly string[]): string[] {
  const open = [...ideals]
  for (const day of setOn) {
    const nearest = open.toSorted((a, b) => Math.abs(daysBetween(day, a)) - Math.abs(daysBetween(day, b)))[0]
    if (nearest !== undefined) open.splice(open.indexOf(nearest), 1)
  }
  return open
}

function bestDay(
  group: GroupToPlan,
  ideal: string,
  input: PlanInput,
  taken: readonly Engagement[],
  { reach, chosen }: { reach: number; chosen: readonly string[] },
): Slot | null {
  const offsets = Array.from({ length: reach * 2 + 1 }, (_each, index) =>
    index % 2 === 0 ? index / 2 : -(index + 1) / 2,
  )
  const days = offsets
    .map((offset) => addDays(ideal, offset))
    .filter((day) => day >= input.from && day <= input.to && !chosen.includes(day))
  const judged = days.map((on) => {
    const against = objections(group, on, input, taken)
    const distance = Math.abs(daysBetween(ideal, on))
    return { on, distance, against, cost: distance + against.reduce((sum, each) => sum + each.weight, 0) }
  })
  const best = judged.toSorted((a, b) => a.cost - b.cost || a.distance - b.distance)[0]
  if (best === undefined || best.cost === Infinity) return null
  const skipped = judged.filter((day) => day.distance < best.distance || (day.on === ideal && day.on !== best.on))
  return {
    on: best.on,
    startsAt: group.startsAt,
    idealOn: ideal,
    reasons: best.on === ideal ? [] : reasonsOf(skipped, group),
    warnings: best.against.filter((each) => !each.isPreference).map((each) => each.words),
  }
}

/** Each different thing that was against a nearer day, once, nearest first; at most four. */
function reasonsOf(skipped: readonly { on: string; against: readonly Objection[] }[], group: GroupToPlan): string[] {
  const found = new Map<string, string>()
  for (const { against } of skipped) {
    for (const { words } of against) if (!found.has(words)) found.set(words, words)
  }
  const reasons = [...found.values()]
  const other = reasons.filter((words) => !words.startsWith('weekend') && !words.startsWith('not '))
  const usual = group.weekday === null ? 'the weekend' : `the group’s usual day is ${weekdays[group.weekday] ?? ''}`
  return [...other.slice(0, 3), ...(other.length < reasons.length ? [usual] : [])]
}

function objections(
  group: GroupToPlan,
  on: string,
  input: PlanInput,
  taken: readonly Engagement[],
): readonly Objection[] {
  const weekday = weekdayOf(on)
  if (weekday === 0 || weekday === 6) return [{ weight: Infinity, words: 'weekend' }]
  const found: Objection[] = []
  const bankHoliday = input.bankHolidays.get(on)
  if (bankHoliday !== undefined)
    found.push({ weight: Infinity, words: `${dayName(on)} is a bank holiday (${bankHoliday})` })
  else if (on > input.bankHolidaysKnownTo) {
    found.push({
      weight: 0,
      words: `bank holidays after ${inWords(input.bankHolidaysKnownTo)} are not known yet`,
    })
  }
  if (group.weekday !== null && weekday !== group.weekday) {
    found.push({ weight: weights.otherWeekday, words: `not a ${weekdays[group.weekday] ?? ''}`, isPreference: true })
  }
  for (const holiday of input.schoolHolidays) {
    if (on < holiday.startsOn || on > holiday.endsOn) continue
    const sure = holiday.isCertain ? '' : ', to be confirmed'
    found.push({
      weight: weights.schoolHoliday,
      words: `school holiday (${holiday.name}, ${inWords(holiday.startsOn)} to ${inWords(holiday.endsOn)}${sure})`,
    })
  }
  const start = minutesOf(group.startsAt)
  for (const other of taken) {
    if (other.on !== on) continue
    const otherStart = minutesOf(other.startsAt)
    if (start >= otherStart + other.minutesLong || otherStart >= start + group.minutesLong) continue
    const both = group.offices.filter((office) => other.offices.includes(office))
    const [first] = both
    if (first === undefined) continue
    const who = input.officeTitles.get(first) ?? 'an office'
    const more = both.length > 1 ? ` and ${both.length - 1} more` : ''
    found.push({ weight: weights.clash, words: `${who}${more} must be at ${other.what} on ${dayName(on)}` })
  }
  return found
}
