import { eventWords, findRecordsById, threadPaths } from '#modules/thread/public.ts'
import type { Actor } from '#platform/actor.ts'
import { instantInWords, inWords, isDate } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import { isId } from '#platform/ids.ts'
import { list, plural } from '#platform/words.ts'
import type { LastCheck, TrailEvent } from './trail-store.ts'

/** 'closeGround' as 'Close ground'. */
function keyWords(key: string): string {
  const plain = key
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[-_]/g, ' ')
    .toLowerCase()
  return plain.charAt(0).toUpperCase() + plain.slice(1)
}

function valueWords(value: unknown): string {
  if (value === null) return 'none'
  if (value === true) return 'yes'
  if (value === false) return 'no'
  if (typeof value === 'string') return isDate(value) ? inWords(value) : value === '' ? 'empty' : value
  if (typeof value === 'number') return String(value)
  if (Array.isArray(value)) return value.length === 0 ? 'none' : list(value.map(valueWords))
  const parts = Object.entries(value as object).map(
    ([key, each]) => `${keyWords(key).toLowerCase()} ${valueWords(each)}`,
  )
  return parts.length === 0 ? 'none' : list(parts)
}

/** An event's details as lines to read: 'Due on' and '20 December 2026'. */
export const detailLines = (details: unknown): { key: string; value: string }[] =>
  typeof details === 'object' && details !== null
    ? Object.entries(details).map(([key, value]) => ({ key: keyWords(key), value: valueWords(value) }))
    : []

/** Who did it and in which office, also when neither is known any more. */
export const whoWords = ({ personId, officeId, person, office, organisation }: TrailEvent) => ({
  who: person ?? (personId === null ? 'Goldenthread' : 'A person who is not known here any more'),
  office:
    office === null
      ? officeId === null
        ? personId === null
          ? 'By itself, or from the command line'
          : ''
        : 'An office that is not there any more'
      : `${office}, ${organisation ?? ''}`,
})

export type Subject = { text: string; reference: string; href: string }

/** What each event is about, by its subject: a record, a person, or neither as far as the actor may know. */
export async function subjectsOf(db: Db, actor: Actor, events: readonly TrailEvent[]): Promise<Map<string, Subject>> {
  const ids = [...new Set(events.map(({ subject }) => subject).filter(isId))]
  const subjects = new Map<string, Subject>()
  if (ids.length === 0) return subjects
  const people = await db.selectFrom('identity.person').where('id', 'in', ids).select(['id', 'name']).execute()
  for (const { id, name } of people) subjects.set(id, { text: name, reference: '', href: '' })
  for (const { id, title, reference } of await findRecordsById(db, actor, ids)) {
    subjects.set(id, { text: title, reference, href: threadPaths.show(reference) })
  }
  subjects.set(actor.partnershipId, { text: actor.partnershipName, reference: '', href: '' })
  return subjects
}

/** One event as a row of the page. */
export const eventRow = (event: TrailEvent, subjects: ReadonlyMap<string, Subject>) => ({
  ...whoWords(event),
  position: event.position,
  when: instantInWords(event.at),
  what: eventWords(event.name),
  subject: subjects.get(event.subject) ?? { text: isId(event.subject) ? '' : event.subject, reference: '', href: '' },
  details: detailLines(event.details),
})

/** What is known of the chain, in a sentence. */
export function checkWords(check: LastCheck | undefined): { text: string; isBroken: boolean } {
  if (check === undefined) {
    return {
      text: 'It has not been walked from end to end yet. This is done every night, where the service is left running.',
      isBroken: false,
    }
  }
  const when = instantInWords(check.checkedAt)
  if (check.problem === null) {
    return {
      text: `It was last walked from end to end on ${when} and is whole: ${plural(check.events, 'event')}, each following the one before.`,
      isBroken: false,
    }
  }
  return { text: `When it was last walked, on ${when}, it was not whole. ${check.problem}`, isBroken: true }
}
