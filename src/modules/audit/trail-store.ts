import { sql } from 'kysely'
import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { londonDay } from './chain-store.ts'

/** What a search asks for; null does not limit it. Days are London's, both included. */
export type TrailFilter = {
  /** Who did it, or whom it is about. */
  personId: string | null
  organisationId: string | null
  officeId: string | null
  recordId: string | null
  event: string | null
  from: string | null
  to: string | null
  /** Only events before this place in the chain. */
  before: number | null
}

/** Events that the actor may read: of the whole partnership, or of their own organisation's offices. */
const visibleTo = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('platform.audit_event as event')
    .leftJoin('identity.person as person', 'person.id', 'event.person_id')
    .leftJoin('identity.office as office', 'office.id', 'event.office_id')
    .leftJoin('identity.organisation as organisation', 'organisation.id', 'office.organisation_id')
    .where('event.partnership_id', '=', actor.partnershipId)
    .$if(actor.reach !== 'partnership', (query) => query.where('office.organisation_id', '=', actor.organisationId))

const matching = (db: Db | Tx, actor: Actor, filter: TrailFilter) => {
  const { personId, organisationId, officeId, recordId, event, from, to } = filter
  return visibleTo(db, actor)
    .$if(personId !== null, (query) =>
      query.where((on) => on.or([on('event.person_id', '=', personId), on('event.subject', '=', personId ?? '')])),
    )
    .$if(organisationId !== null, (query) => query.where('office.organisation_id', '=', organisationId))
    .$if(officeId !== null, (query) => query.where('event.office_id', '=', officeId))
    .$if(recordId !== null, (query) => query.where('event.subject', '=', recordId ?? ''))
    .$if(event !== null, (query) => query.where('event.name', '=', event ?? ''))
    .$if(from !== null, (query) => query.where('event.at', '>=', londonDay(from ?? '')))
    .$if(to !== null, (query) => query.where('event.at', '<', londonDay(to ?? '', 1)))
    .select([
      'event.position',
      'event.id',
      'event.at',
      'event.name',
      'event.subject',
      'event.details',
      'event.body',
      'event.previous_hash as previousHash',
      'event.hash',
      'event.person_id as personId',
      'event.office_id as officeId',
      'person.name as person',
      'office.title as office',
      'organisation.name as organisation',
    ])
}

export type TrailEvent = Awaited<ReturnType<ReturnType<typeof matching>['executeTakeFirstOrThrow']>>

/** What a search found, newest first, `most` at most. */
export const findEvents = (db: Db | Tx, actor: Actor, filter: TrailFilter, most: number): Promise<TrailEvent[]> =>
  matching(db, actor, filter)
    .$if(filter.before !== null, (query) => query.where('event.position', '<', filter.before ?? 0))
    .orderBy('event.position', 'desc')
    .limit(most)
    .execute()

/** What a search found in the order in which it happened, from after a place up to another, `most` at most. */
export const findEventsAfter = (
  db: Db | Tx,
  actor: Actor,
  filter: TrailFilter,
  { after, upTo, most }: { after: number; upTo: number; most: number },
): Promise<TrailEvent[]> =>
  matching(db, actor, filter)
    .where('event.position', '>', after)
    .where('event.position', '<=', upTo)
    .orderBy('event.position')
    .limit(most)
    .execute()

/** The place of the last event that the actor may read, 0 when there is none. */
export async function lastPosition(db: Db | Tx, actor: Actor): Promise<number> {
  const last = await visibleTo(db, actor)
    .orderBy('event.position', 'desc')
    .limit(1)
    .select('event.position')
    .executeTakeFirst()
  return last?.position ?? 0
}

export type Choice = { id: string; name: string }
export type OfficeChoice = Choice & { organisationId: string; organisation: string }

const officesOf = (db: Db, actor: Actor) =>
  db
    .selectFrom('identity.access as access')
    .innerJoin('identity.office as office', 'office.id', 'access.office_id')
    .innerJoin('identity.organisation as organisation', 'organisation.id', 'office.organisation_id')
    .where('access.partnership_id', '=', actor.partnershipId)
    .$if(actor.reach !== 'partnership', (query) => query.where('organisation.id', '=', actor.organisationId))

/** The people who hold or held an office whose events the actor may read, by name. */
export const listPeople = (db: Db, actor: Actor): Promise<Choice[]> =>
  officesOf(db, actor)
    .innerJoin('identity.holding as holding', 'holding.office_id', 'office.id')
    .innerJoin('identity.person as person', 'person.id', 'holding.person_id')
    .select(['person.id', 'person.name'])
    .distinct()
    .orderBy('person.name')
    .orderBy('person.id')
    .limit(2_000)
    .execute()

/** The offices whose events the actor may read, by organisation. */
export const listOffices = (db: Db, actor: Actor): Promise<OfficeChoice[]> =>
  officesOf(db, actor)
    .select([
      'office.id',
      'office.title as name',
      'organisation.id as organisationId',
      'organisation.name as organisation',
    ])
    .distinct()
    .orderBy('organisation.name')
    .orderBy('office.title')
    .orderBy('office.id')
    .limit(2_000)
    .execute()

/** The kinds of event that there are in the partnership: one step of an index for each, however long the trail is. */
export async function listKinds(db: Db, actor: Actor): Promise<string[]> {
  const own = sql`from platform.audit_event where partnership_id = ${actor.partnershipId}`
  const { rows } = await sql<{ name: string }>`
    with recursive kinds as (
      (select name ${own} order by name limit 1)
      union all
      select (select name ${own} and name > kinds.name order by name limit 1) from kinds where kinds.name is not null
    ) select name from kinds where name is not null`.execute(db)
  return rows.map(({ name }) => name)
}

export type LastCheck = { checkedAt: Date; events: number; problem: string | null }

/** When the partnership's chain was last walked, and what was found; undefined: never. */
export const findLastCheck = (db: Db, actor: Actor): Promise<LastCheck | undefined> =>
  db
    .selectFrom('platform.audit_check')
    .where('partnership_id', '=', actor.partnershipId)
    .select(['checked_at as checkedAt', 'events', 'problem'])
    .executeTakeFirst()
