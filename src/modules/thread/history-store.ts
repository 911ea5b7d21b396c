import { may, type Actor } from '#platform/actor.ts'
import type { Db } from '#platform/db/connect.ts'
import { isId } from '#platform/ids.ts'
import { eventWords } from './event-words.ts'
import { readWith } from './record.ts'
import { findRecordsById } from './record-store.ts'

export type HistoryLine = { at: Date; name: string; person: string; office: string; details: unknown }

/** What happened to a record, oldest first, from the audit events: who, in which office, what, when. */
export async function listHistory(db: Db, actor: Actor, subject: string): Promise<HistoryLine[]> {
  const rows = await db
    .selectFrom('platform.audit_event as event')
    .leftJoin('identity.person as person', 'person.id', 'event.person_id')
    .leftJoin('identity.office as office', 'office.id', 'event.office_id')
    .leftJoin('identity.organisation as organisation', 'organisation.id', 'office.organisation_id')
    .where('event.subject', '=', subject)
    .where('event.partnership_id', '=', actor.partnershipId)
    .orderBy('event.at')
    .orderBy('event.id')
    .limit(500)
    .select([
      'event.at',
      'event.name',
      'event.details',
      'person.name as person',
      'office.title as office',
      'organisation.name as organisation',
    ])
    .execute()
  return rows.map(({ at, name, details, person, office, organisation }) => ({
    at,
    name,
    details,
    person: person ?? 'Goldenthread',
    office: office === null ? 'Set-up of this installation' : `${office}, ${organisation ?? ''}`,
  }))
}

export type RecentChange = { at: Date; words: string; title: string; reference: string; page: string; person: string }

/** As many events are looked through for changes that may be shown; what is older than these is no news. */
const [lookedAtOnce, mostLooks] = [100, 5] as const

/** The newest changes to records of the actor's partnership, newest first; what the installation did by itself is left out. */
export async function listRecentChanges(db: Db, actor: Actor, most: number): Promise<RecentChange[]> {
  const changes: RecentChange[] = []
  let before: number | null = null
  // From the newest events to their records, some at a time: the other way round all events of the partnership would be read.
  for (let look = 0; look < mostLooks && changes.length < most; look += 1) {
    const events = await newestEvents(db, actor, before)
    const subjects = [...new Set(events.map(({ subject }) => subject).filter(isId))]
    const records = new Map((await findRecordsById(db, actor, subjects)).map((record) => [record.id, record]))
    for (const { at, name, subject, person } of events) {
      const record = records.get(subject)
      // What the person may not open is no news for them.
      if (record === undefined || !may(actor, readWith(record.kind))) continue
      const { title, reference, page } = record
      changes.push({ at, words: eventWords(name), title, reference, page, person })
    }
    if (events.length < lookedAtOnce) break
    before = events.at(-1)?.position ?? null
  }
  return changes.slice(0, most)
}

const newestEvents = (db: Db, actor: Actor, before: number | null) =>
  db
    .selectFrom('platform.audit_event as event')
    .innerJoin('identity.person as person', 'person.id', 'event.person_id')
    .where('event.partnership_id', '=', actor.partnershipId)
    .$if(before !== null, (query) => query.where('event.position', '<', before ?? 0))
    .orderBy('event.position', 'desc')
    .limit(lookedAtOnce)
    .select(['event.position', 'event.at', 'event.name', 'event.subject', 'person.name as person'])
    .execute()
