import { createHash } from 'node:crypto'
import type { PersonInOffice } from '#modules/identity/public.ts'
import { mayActInGroup } from '#modules/partnerships/public.ts'
import { actingAs } from '#platform/db/acting.ts'
import type { CalendarEntry } from '#platform/calendar.ts'
import { addDays } from '#platform/dates.ts'
import type { Planned } from '#platform/owed.ts'
import type { TodayServices } from './module.ts'
import { each, linesOf, outsideTitle, type Line } from './owed-lines.ts'
import { isAsked } from './planned.ts'

type Services = Pick<TodayServices, 'db' | 'clock' | 'sources' | 'calendarSources' | 'publicUrl'>

/** How many days back and ahead a calendar reaches. */
const reach = { back: 31, ahead: 400 } as const

const span = (today: string) => [addDays(today, -reach.back), addDays(today, reach.ahead)] as const

/** Always the same for the same duty of the same person, and tells nothing about it. */
const dueUid = ({ actor, module, key }: Line, publicUrl: string): string =>
  `due-${createHash('sha256')
    .update(JSON.stringify([actor.personId, actor.partnershipId, module, key]))
    .digest('hex')
    .slice(0, 40)}@${new URL(publicUrl).hostname}`

const dueEntry = (line: Line, dueOn: string, at: Date, publicUrl: string): CalendarEntry => ({
  uid: dueUid(line, publicUrl),
  when: { on: dueOn },
  title: `Due: ${outsideTitle(line)}`,
  text: `For ${line.actor.partnershipName}, as ${line.actor.officeTitle}.`,
  url: `${publicUrl}${line.href}`,
  at,
  isFree: true,
})

function plannedEntry({ href, reference, marking, identity, ...entry }: Planned, publicUrl: string): CalendarEntry {
  const own = { uid: `${identity}@${new URL(publicUrl).hostname}`, url: `${publicUrl}${href}` }
  if (marking !== 'OFFICIAL-SENSITIVE') return { ...entry, ...own }
  const { text: _text, ...bare } = entry
  return { ...bare, ...own, title: reference }
}

const inOrder = (a: CalendarEntry, b: CalendarEntry): number =>
  startOf(a).localeCompare(startOf(b)) || a.uid.localeCompare(b.uid)
const startOf = ({ when }: CalendarEntry): string => ('on' in when ? when.on : when.startsAt.toISOString())
const once = (entries: readonly CalendarEntry[]): CalendarEntry[] => [
  ...new Map(entries.map((entry) => [entry.uid, entry])).values(),
]

async function plannedOf(
  services: Services,
  people: readonly PersonInOffice[],
  ask: 'plannedFor' | { groupId: string },
): Promise<CalendarEntry[]> {
  const { db, clock, calendarSources, publicUrl } = services
  const [from, to] = span(clock.today())
  const found = await each(
    people.filter(({ isSuspended }) => !isSuspended),
    ({ actor }) =>
      actingAs(actor, async () => {
        if (ask !== 'plannedFor' && (await mayActInGroup(db, actor, ask.groupId, clock.today())) === null) return []
        const asked = calendarSources.filter(({ module }) => isAsked(actor, module))
        const lists = asked.map((source) =>
          ask === 'plannedFor'
            ? source.plannedFor(db, actor, from, to)
            : source.plannedByGroup(db, actor, ask.groupId, from, to),
        )
        return (await Promise.all(lists)).flat()
      }),
  )
  return found.flat().map((planned) => plannedEntry(planned, publicUrl))
}

/** All that a person owes by a date, as days that block nothing, and all that they are expected at. */
export async function entriesOfPerson(services: Services, people: readonly PersonInOffice[]): Promise<CalendarEntry[]> {
  const { db, clock, sources, publicUrl } = services
  const [lines, planned] = await Promise.all([
    linesOf(db, people, sources, clock),
    plannedOf(services, people, 'plannedFor'),
  ])
  const [from, to] = span(clock.today())
  // The day, not the instant: fetched again on the same day, an unchanged calendar is the same.
  const at = new Date(`${clock.today()}T00:00:00Z`)
  const due = lines.flatMap((line) =>
    line.dueOn === null || line.dueOn < from || line.dueOn > to ? [] : [dueEntry(line, line.dueOn, at, publicUrl)],
  )
  return once([...due, ...planned]).toSorted(inOrder)
}

/** What a group has planned, for somebody whose office sits in it; nothing when it sits there no longer. */
export const entriesOfGroup = async (
  services: Services,
  people: readonly PersonInOffice[],
  groupId: string,
): Promise<CalendarEntry[]> => once(await plannedOf(services, people, { groupId })).toSorted(inOrder)
