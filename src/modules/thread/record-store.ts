import { sql } from 'kysely'
import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { referenceOf, type RecordKind } from './record.ts'

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
  /** Other partnerships that own what it is about, such as a joint group's meeting: the record is theirs to see as well. */
  sharedWith?: readonly string[]
  /** The only agencies that know of it, besides those who see the whole partnership; every agency when not given. */
  knownTo?: readonly string[]
  /**
   * What it says beside its title, as plain text, so that search finds it by its words. Only what everybody may read who may know of the
   * record: of a restricted one, or of one that is marked higher than OFFICIAL, nothing is kept.
   */
  searchText?: string
  /** Its id, where something about it must be written before it. */
  id?: string
}

/** As much of a record's text as is kept for search. */
const mostSearchText = 50_000
const lowest = 'OFFICIAL'

/** Several pieces of text as one, each on a line of its own; what is not there is left out. */
export const textOf = (...pieces: (string | null | undefined)[]): string =>
  pieces.filter((piece) => piece !== null && piece !== undefined && piece !== '').join('\n')

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
      marking: record.marking ?? lowest,
      organisation_id: record.organisationId ?? null,
      is_restricted: record.isRestricted ?? false,
      known_to: record.knownTo === undefined ? null : [...record.knownTo],
      search_text:
        record.isRestricted === true || (record.marking ?? lowest) !== lowest
          ? ''
          : (record.searchText ?? '').slice(0, mostSearchText),
      ...(record.id === undefined ? {} : { id: record.id }),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const others = (record.sharedWith ?? []).filter((each) => each !== partnershipId)
  if (others.length > 0) {
    await tx
      .insertInto('thread.shared_with')
      .values(others.map((each) => ({ record_id: id, partnership_id: each })))
      .execute()
  }
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

type Change = {
  state?: string
  title?: string
  marking?: string
  /** Instead of the text that was kept before. */
  searchText?: string
  /** Beside the text that was kept before: a dated update, a piece of evidence. */
  addedText?: string
}

/** Says in the thread that a record has a new state, title, marking or text to be found by. */
export async function changeRecord(tx: Tx, id: string, { searchText, addedText, ...columns }: Change): Promise<void> {
  const text = searchText === undefined ? sql`search_text` : sql`${searchText.slice(0, mostSearchText)}::text`
  const whole =
    addedText === undefined
      ? text
      : sql`left(concat_ws(E'\n', nullif(${text}, ''), ${addedText}::text), ${mostSearchText})`
  const marking = columns.marking === undefined ? sql`marking` : sql`${columns.marking}::text`
  await tx
    .updateTable('thread.record')
    .set({
      ...columns,
      changed_at: new Date(),
      search_text: sql<string>`case when is_restricted or ${marking} <> ${lowest} then '' else ${whole} end`,
    })
    .where('id', '=', id)
    .execute()
}

/** Lets other partnerships see a record: what it is about came before a group that they own too. */
export async function shareRecord(tx: Tx, id: string, partnershipIds: readonly string[]): Promise<void> {
  if (partnershipIds.length === 0) return
  await tx
    .insertInto('thread.shared_with')
    .values(partnershipIds.map((each) => ({ record_id: id, partnership_id: each })))
    .onConflict((conflict) => conflict.columns(['record_id', 'partnership_id']).doNothing())
    .execute()
}

const sharedWith = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('thread.shared_with as shared')
    .where('shared.partnership_id', '=', actor.partnershipId)
    .select('shared.record_id')

/** The records that an actor may know of: where every read of the thread begins. */
export const visibleTo = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('thread.record as record')
    .where((where) =>
      where.or([
        where('record.partnership_id', '=', actor.partnershipId),
        // As a list that is read once, so that two indexes answer instead of one look a record (docs/adr/0030).
        where('record.id', '=', sql<string>`any(array${sharedWith(db, actor)})`),
      ]),
    )
    .where('record.is_restricted', '=', false)
    // An agency's own records, and those that only some agencies know of, are known to them and to those who see the whole partnership.
    .$if(actor.reach !== 'partnership', (query) =>
      query.where((where) =>
        where.and([
          where.or([
            where('record.organisation_id', 'is', null),
            where('record.organisation_id', '=', actor.organisationId),
          ]),
          where.or([
            where('record.known_to', 'is', null),
            sql<boolean>`${actor.organisationId}::uuid = any(record.known_to)`,
          ]),
        ]),
      ),
    )

export const columns = [
  'record.id',
  'record.reference',
  'record.kind',
  'record.title',
  'record.state',
  'record.page',
  'record.is_invented',
  'record.marking',
  'record.organisation_id as organisationId',
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
  /** The one agency that it belongs to; null: the partnership's as a whole. */
  organisationId: string | null
}

/** A record by its reference, when the actor may know of it. */
export const findRecord = (db: Db | Tx, actor: Actor, reference: string): Promise<ThreadRecord | undefined> =>
  visibleTo(db, actor).where('record.reference', '=', reference).select(columns).executeTakeFirst()

/** The records of these ids that the actor may know of, in no order. */
export const findRecordsById = async (db: Db | Tx, actor: Actor, ids: readonly string[]): Promise<ThreadRecord[]> =>
  ids.length === 0 ? [] : visibleTo(db, actor).where('record.id', 'in', ids).select(columns).execute()
