import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { eventWords } from './event-words.ts'
import { referenceOf, relations, type RecordKind, type Relation } from './record.ts'

export type NewRecord = {
  partnershipId: string
  kind: RecordKind
  title: string
  state: string
  /** The address of its page, made from its reference. */
  page: (reference: string) => string
  year: number
  isInvented?: boolean
  marking?: string
  /** The one agency that it belongs to; other agencies do not know of it. */
  organisationId?: string
  /** Known only to people with named access to it: the thread's own pages, search and lists never show it. */
  isRestricted?: boolean
  /** Its id, where something about it must be written before it. */
  id?: string
}

/** Registers a record in the thread and gives it the next reference of its partnership, kind and year. */
export async function registerRecord(tx: Tx, record: NewRecord): Promise<{ id: string; reference: string }> {
  const { partnershipId, kind, year } = record
  const { short_name: shortName } = await tx
    .selectFrom('partnerships.partnership')
    .where('id', '=', partnershipId)
    .select('short_name')
    .executeTakeFirstOrThrow()
  const { last } = await tx
    .insertInto('thread.counter')
    .values({ partnership_id: partnershipId, kind, year, last: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['partnership_id', 'kind', 'year'])
        .doUpdateSet((set) => ({ last: set('thread.counter.last', '+', 1) })),
    )
    .returning('last')
    .executeTakeFirstOrThrow()
  const reference = referenceOf(shortName, kind, year, last)
  const { id } = await tx
    .insertInto('thread.record')
    .values({
      partnership_id: partnershipId,
      reference,
      kind,
      title: record.title,
      state: record.state,
      page: record.page(reference),
      is_invented: record.isInvented ?? false,
      marking: record.marking ?? 'OFFICIAL',
      organisation_id: record.organisationId ?? null,
      is_restricted: record.isRestricted ?? false,
      ...(record.id === undefined ? {} : { id: record.id }),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { id, reference }
}

/** The record of a page that several records refer to (an indicator, a group): registered the first time, found afterwards. */
export async function registerOnce(tx: Tx, record: NewRecord): Promise<{ id: string; reference: string }> {
  const known = await tx
    .selectFrom('thread.record')
    .where('partnership_id', '=', record.partnershipId)
    .where('kind', '=', record.kind)
    .where('page', '=', record.page(''))
    .select(['id', 'reference'])
    .executeTakeFirst()
  return known ?? registerRecord(tx, record)
}

/** Says in the thread that a record has a new state or title. */
export async function changeRecord(tx: Tx, id: string, change: { state?: string; title?: string }): Promise<void> {
  await tx
    .updateTable('thread.record')
    .set({ ...change, changed_at: new Date() })
    .where('id', '=', id)
    .execute()
}

/** Links two records of the same partnership; linking twice changes nothing. */
export async function linkRecords(
  tx: Tx,
  fromId: string,
  relation: Relation,
  toId: string,
  reason: string | null = null,
): Promise<void> {
  await tx
    .insertInto('thread.link')
    .values({ from_id: fromId, to_id: toId, relation, reason })
    .onConflict((conflict) => conflict.columns(['from_id', 'to_id', 'relation']).doNothing())
    .execute()
}

/** Takes a link back. */
export async function unlinkRecords(tx: Tx, fromId: string, relation: Relation, toId: string): Promise<void> {
  await tx
    .deleteFrom('thread.link')
    .where('from_id', '=', fromId)
    .where('to_id', '=', toId)
    .where('relation', '=', relation)
    .execute()
}

const visibleTo = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('thread.record as record')
    .where('record.partnership_id', '=', actor.partnershipId)
    .where('record.is_restricted', '=', false)
    // An agency's own records are known to it and to those who see the whole partnership.
    .$if(actor.reach !== 'partnership', (query) =>
      query.where((where) =>
        where.or([
          where('record.organisation_id', 'is', null),
          where('record.organisation_id', '=', actor.organisationId),
        ]),
      ),
    )

const columns = [
  'record.id',
  'record.reference',
  'record.kind',
  'record.title',
  'record.state',
  'record.page',
  'record.is_invented',
  'record.marking',
] as const

export type ThreadRecord = {
  id: string
  reference: string
  kind: string
  title: string
  state: string
  page: string
  is_invented: boolean
  marking: string
}

/** A record by its reference, when the actor may know of it. */
export const findRecord = (db: Db, actor: Actor, reference: string): Promise<ThreadRecord | undefined> =>
  visibleTo(db, actor).where('record.reference', '=', reference).select(columns).executeTakeFirst()

/** The records of these ids that the actor may know of, in no order. */
export const findRecordsById = async (db: Db | Tx, actor: Actor, ids: readonly string[]): Promise<ThreadRecord[]> =>
  ids.length === 0 ? [] : visibleTo(db, actor).where('record.id', 'in', ids).select(columns).execute()

export type Neighbour = ThreadRecord & { words: string; up: boolean; step: 1 | 2; fromId: string }

/** The records one and two steps up and down from a record, each with the words on its link. */
export async function listNeighbours(db: Db, actor: Actor, id: string): Promise<Neighbour[]> {
  const first = await steps(db, actor, [id])
  const near = first.map((row): Neighbour => ({ ...row, step: 1 }))
  if (near.length === 0) return []
  const second = await steps(
    db,
    actor,
    near.map((each) => each.id),
  )
  const known = new Set([id, ...near.map((each) => each.id)])
  const directionOf = new Map(near.map((each) => [each.id, each.up]))
  return [
    ...near,
    // Two steps go on in one direction only: up and up, or down and down; sideways is another record's thread.
    ...second
      .filter((row) => !known.has(row.id) && directionOf.get(row.fromId) === row.up)
      .map((row): Neighbour => ({ ...row, step: 2 })),
  ]
}

async function steps(db: Db, actor: Actor, ids: readonly string[]) {
  const away = await visibleTo(db, actor)
    .innerJoin('thread.link as link', 'link.to_id', 'record.id')
    .where('link.from_id', 'in', ids)
    .select([...columns, 'link.relation', 'link.from_id as fromId'])
    .limit(200)
    .execute()
  const towards = await visibleTo(db, actor)
    .innerJoin('thread.link as link', 'link.from_id', 'record.id')
    .where('link.to_id', 'in', ids)
    .select([...columns, 'link.relation', 'link.to_id as fromId'])
    .limit(200)
    .execute()
  return [
    ...away.map(({ relation, ...row }) => ({
      ...row,
      words: relations[relation as Relation].words,
      up: relations[relation as Relation].up,
    })),
    ...towards.map(({ relation, ...row }) => ({
      ...row,
      words: relations[relation as Relation].backwards,
      up: !relations[relation as Relation].up,
    })),
  ]
}

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

/** The newest changes to records of the actor's partnership, newest first; what the installation did by itself is left out. */
export async function listRecentChanges(db: Db, actor: Actor, most: number): Promise<RecentChange[]> {
  const rows = await visibleTo(db, actor)
    .innerJoin('platform.audit_event as event', (join) =>
      join.on((on) => on(on.cast('record.id', 'text'), '=', on.ref('event.subject'))),
    )
    .innerJoin('identity.person as person', 'person.id', 'event.person_id')
    .where('event.partnership_id', '=', actor.partnershipId)
    .orderBy('event.at', 'desc')
    .limit(most)
    .select(['event.at', 'event.name', 'record.title', 'record.reference', 'record.page', 'person.name as person'])
    .execute()
  return rows.map(({ name, ...row }) => ({ ...row, words: eventWords(name) }))
}
