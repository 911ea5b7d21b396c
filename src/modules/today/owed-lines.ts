import type { PersonInOffice } from '#modules/identity/public.ts'
import { addDays } from '#platform/dates.ts'
import type { Actor } from '#platform/actor.ts'
import type { Clock } from '#platform/clock.ts'
import { actingAs } from '#platform/db/acting.ts'
import type { Db } from '#platform/db/connect.ts'
import type { Owed, OwedSource } from '#platform/owed.ts'
import { isAsked } from './planned.ts'

/** One thing that is owed, with the office that owes it. */
export type Line = Owed & { module: string; kind: string; accessId: string; actor: Actor }

/** So many offices are asked at a time: a page takes part of the connections, not all. */
const atOnce = 4

/** What an actor's office owes to every module, in no order. */
export async function owedOf(
  db: Db,
  actor: Actor,
  sources: readonly OwedSource[],
  clock: Clock,
): Promise<(Owed & { module: string; kind: string })[]> {
  const [today, now] = [clock.today(), clock.now()]
  const asked = sources.filter(({ module }) => isAsked(actor, module))
  const answers = await Promise.all(
    asked.map(async ({ module, kind, tasksFor }) =>
      (await tasksFor(db, actor, today, now)).map((owed) => ({ ...owed, module, kind })),
    ),
  )
  return answers.flat()
}

/** Does `work` for each, so many at a time. Answers come in the order of the items. */
export async function each<Item, Answer>(
  items: readonly Item[],
  work: (item: Item) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = []
  let next = 0
  const worker = async () => {
    for (let index = next++; index < items.length; index = next++) {
      answers[index] = await work(items[index] as Item)
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker))
  return answers
}

/**
 * What people owe in each of their offices, soonest first; what has no date, first of all. What somebody owes in two offices of one
 * partnership (a return that either may accept) stands there once, for the office that comes first.
 */
export async function linesOf(
  db: Db,
  people: readonly PersonInOffice[],
  sources: readonly OwedSource[],
  clock: Clock,
): Promise<Line[]> {
  const answers = await each(
    people.filter(({ isSuspended }) => !isSuspended),
    ({ accessId, actor }) =>
      actingAs(actor, async () =>
        (await owedOf(db, actor, sources, clock)).map((owed): Line => ({ ...owed, accessId, actor })),
      ),
  )
  const once = new Map<string, Line>()
  for (const line of answers.flat()) {
    const same = `${line.actor.personId ?? ''} ${line.actor.partnershipId} ${line.module} ${line.key}`
    if (!once.has(same)) once.set(same, line)
  }
  return [...once.values()].toSorted(
    (a, b) => (a.dueOn ?? '').localeCompare(b.dueOn ?? '') || a.what.localeCompare(b.what),
  )
}

export type Group = 'late' | 'week' | 'later'

/** In which of the page's three lists something stands. What has no date is for this week. */
export function groupOf({ dueOn }: Pick<Owed, 'dueOn'>, today: string): Group {
  if (dueOn === null) return 'week'
  if (dueOn < today) return 'late'
  return dueOn <= endOfWeek(today) ? 'week' : 'later'
}

/** The Monday of the week in which a date falls. */
export function mondayOf(date: string): string {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay()
  return addDays(date, -((weekday + 6) % 7))
}

const endOfWeek = (today: string): string => addDays(mondayOf(today), 6)

const referenceStart = /^[A-Z][A-Z0-9]*-[A-Z]+-\d{4}-\d+/

/** What may leave the service in a mail or a calendar: of what is marked OFFICIAL-SENSITIVE the reference alone. */
export function outsideTitle({ what, key, marking }: Pick<Owed, 'what' | 'key' | 'marking'>): string {
  if (marking !== 'OFFICIAL-SENSITIVE') return what
  return referenceStart.exec(key)?.[0] ?? 'Something marked OFFICIAL-SENSITIVE: sign in to see what'
}
