import { findCalendar } from '#modules/duties/public.ts'
import { businessTeam, everybodyReachable, unattendedOffices, type Reachable } from '#modules/identity/public.ts'
import type { Clock } from '#platform/clock.ts'
import { addDays } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import { queueMail } from '#platform/mail/outbox.ts'
import type { OwedSource } from '#platform/owed.ts'
import { linesOf, mondayOf, type Line } from './owed-lines.ts'
import { reminderMail, type VacantLine } from './reminder-mail.ts'
import { forgetTold, isWrittenTo, listTold, noteTold, stepMark, takeDay, type Step } from './reminder-store.ts'
import { findSettings, listRules, usualSetting, type ReminderSetting } from './setting-store.ts'
import { isForManager, stageOf, usualRule, type ReminderRule } from './stages.ts'
import { daysOf, nextWorkingDay, type Days } from './working-days.ts'

export type RemindDeps = {
  /**
   * The application's connection, on which each person's lines are read while that person acts: the database itself holds back what they
   * may not see, so that a mistake in a module's list mails nothing to the wrong person. `db`, the owner's, finds the people and writes.
   */
  application: Db
  sources: readonly OwedSource[]
  rights: ReadonlyMap<string, ReadonlySet<string>>
  publicUrl: string
  say: (line: string) => void
}

/** Notes of what somebody was told are kept so long. */
const keptDays = 1_100

type Everybody = readonly Reachable[]

/**
 * Who is told of what stays undone in an office: the people of the office to which it reports; when none is named or nobody is there, the
 * agency's administrators, then the business managers. Never the person who owes it.
 */
function toldFor(line: Line, owner: Reachable, everybody: Everybody): string[] {
  const { actor } = line
  const here = everybody.filter(
    (each) => each.actor.partnershipId === actor.partnershipId && each.actor.personId !== actor.personId,
  )
  const steps = [
    everybody.filter((each) => each.actor.officeId === owner.reportsTo && each.actor.personId !== actor.personId),
    here.filter(
      (each) => each.actor.role === 'agency-administrator' && each.actor.organisationId === actor.organisationId,
    ),
    here.filter((each) => each.actor.role === 'business-manager'),
  ]
  const found = steps.find((step) => step.length > 0) ?? []
  return [...new Set(found.flatMap(({ actor: { personId } }) => personId ?? []))]
}

/** The week whose list is sent today: on the chosen day, or on the first working day after it when that is none. Null: no list today. */
function weekOfList({ choice, weekday }: ReminderSetting, today: string, days: Days): string | null {
  if (choice !== 'weekly' && choice !== 'due-and-weekly') return null
  const monday = mondayOf(today)
  const weeks = [monday, addDays(monday, -7)]
  return weeks.find((week) => nextWorkingDay(days, addDays(week, weekday - 1)) === today) ?? null
}

const tellsWhenDue = ({ choice }: ReminderSetting): boolean => choice === 'due' || choice === 'due-and-weekly'

type Person = {
  id: string
  email: string
  offices: Reachable[]
  lines: Line[]
  reporting: Line[]
  vacant: (Step & { line: VacantLine })[]
}

/** What is told of others' offices, once each, without what the person owes as well. */
function reportingSteps({ lines, reporting }: Person): Step[] {
  const manager = (line: Line): [string, Step] => [stepMark({ line, stage: 'manager' }), { line, stage: 'manager' }]
  const own = new Set(lines.map((line) => manager(line)[0]))
  return [...new Map(reporting.map(manager))].flatMap(([mark, step]) => (own.has(mark) ? [] : [step]))
}

type Round = {
  db: Db
  deps: RemindDeps
  today: string
  days: Days
  rules: ReadonlyMap<string, ReminderRule>
  calendarEnded: string | null
}

const ruleOf = ({ rules }: Round, line: Line): ReminderRule => rules.get(line.actor.partnershipId) ?? usualRule

/** Sends a person their one mail of the day, when there is something to say. @returns whether it did */
async function tell(round: Round, person: Person, setting: ReminderSetting): Promise<boolean> {
  const { db, deps, today, days } = round
  if (await isWrittenTo(db, person.id, today)) return false
  const told = await listTold(
    db,
    person.id,
    [...person.lines, ...person.reporting, ...person.vacant.map(({ line }) => line)].map(({ key }) => key),
  )
  const isNew = (step: Step): boolean => !told.has(stepMark(step))
  const reached = person.lines.flatMap((line): Step[] => {
    const stage = stageOf(line, today, days, ruleOf(round, line))
    return stage === null ? [] : [{ line, stage }]
  })
  const week = weekOfList(setting, today, days)
  const isList = (setting.choice === 'daily' || week !== null) && person.lines.length > 0
  const due = tellsWhenDue(setting) ? reached.filter(isNew) : []
  const reporting = reportingSteps(person).filter(isNew)
  const vacant = person.vacant.filter(isNew)
  if (!isList && due.length === 0 && reporting.length === 0 && vacant.length === 0) return false
  const ofTeam = person.offices.some(({ actor }) => businessTeam.some((role) => role === actor.role))
  const mail = reminderMail(
    person.email,
    {
      own: isList ? person.lines : due.map(({ line }) => line),
      isList,
      reporting: reporting.map(({ line }) => line),
      vacant: vacant.map(({ line }) => line),
      calendarEnded: ofTeam ? round.calendarEnded : null,
    },
    today,
    days,
    deps.publicUrl,
  )
  return db.transaction().execute(async (tx) => {
    if (!(await takeDay(tx, person.id, today, isList ? week : null))) return false
    // What stands in the list has been said: it is not said again the next day.
    await noteTold(tx, person.id, [...(isList ? reached : due), ...reporting, ...vacant], today)
    await queueMail(tx, mail)
    return true
  })
}

/**
 * Reminds everybody of what they owe, in one mail a day at most: when it is time to begin, soon due, due, late, and then the office to
 * which theirs reports, or at once where nobody acts in the office; and sends the lists that people asked for. On working days only. What was done meanwhile is owed no more, so
 * nobody is told of it; what was moved is told of anew under its new date. Running it again, or on two machines at once, sends nothing twice.
 *
 * @param db the owner's connection
 * @returns how many mails it queued
 */
export async function remindOwed(
  db: Db,
  clock: Clock,
  deps: RemindDeps,
  stopping?: { readonly aborted: boolean },
): Promise<number> {
  const today = clock.today()
  const calendar = await findCalendar(db)
  const days = daysOf(calendar, today)
  const calendarEnded = today > days.endsOn ? days.endsOn : null
  if (calendarEnded !== null)
    deps.say(`The calendar of working days ended on ${calendarEnded}: reminders count every weekday.`)
  if (!days.isWorking(today)) return 0
  const everybody = await everybodyReachable(db, today, deps.rights)
  const [settings, rules] = [await findSettings(db, null), await listRules(db)]
  const round: Round = { db, deps, today, days, rules, calendarEnded }
  const people = new Map<string, Person>()
  for (const office of everybody) {
    const id = office.actor.personId ?? ''
    const person = people.get(id) ?? { id, email: office.email, offices: [], lines: [], reporting: [], vacant: [] }
    person.offices.push(office)
    people.set(id, person)
  }
  for (const person of people.values()) {
    if (stopping?.aborted) return 0
    try {
      person.lines = await linesOf(deps.application, person.offices, deps.sources, clock)
    } catch (error) {
      // One list that cannot be read must not leave everybody else untold; the next night tries again.
      deps.say(`What a person owes could not be read, so they were not reminded: ${nameOf(error)}`)
      continue
    }
    for (const line of person.lines.filter((each) => isForManager(each, today, days, ruleOf(round, each)))) {
      const owner = person.offices.find(({ accessId }) => accessId === line.accessId)
      for (const id of owner ? toldFor(line, owner, everybody) : []) people.get(id)?.reporting.push(line)
    }
  }
  await tellOfVacant(round, people, everybody, clock)
  let sent = 0
  for (const person of people.values()) {
    if (stopping?.aborted) return sent
    if (await tell(round, person, settings.get(person.id) ?? usualSetting)) sent++
  }
  await forgetTold(db, addDays(today, -keptDays))
  return sent
}

/**
 * What is late in offices in which nobody acts goes to the people of the office to which each reports, else to the partnership's business
 * managers, once for each step. What somebody else may do as well is theirs already.
 */
async function tellOfVacant(
  round: Round,
  people: ReadonlyMap<string, Person>,
  everybody: Everybody,
  clock: Clock,
): Promise<void> {
  const { db, deps, today, days } = round
  const sameThing = ({ actor, module, key }: Line): string => `${actor.partnershipId} ${module} ${key}`
  const askedOf = new Set([...people.values()].flatMap(({ lines }) => lines.map(sameThing)))
  for (const { reportsTo, isVacant, ...office } of await unattendedOffices(db, today, deps.rights)) {
    const above = everybody.filter(({ actor }) => actor.officeId === reportsTo)
    const managers = everybody.filter(
      ({ actor }) => actor.role === 'business-manager' && actor.partnershipId === office.actor.partnershipId,
    )
    const told = new Set((above.length > 0 ? above : managers).map(({ actor }) => actor.personId ?? ''))
    if (told.size === 0) continue
    try {
      for (const line of await linesOf(deps.application, [office], deps.sources, clock)) {
        const stage = stageOf(line, today, days, ruleOf(round, line))
        if (stage === null || !stage.startsWith('late-') || askedOf.has(sameThing(line))) continue
        for (const id of told) people.get(id)?.vacant.push({ line: { ...line, isVacant }, stage })
      }
    } catch (error) {
      deps.say(`What an office in which nobody acts owes could not be read: ${nameOf(error)}`)
    }
  }
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown')
