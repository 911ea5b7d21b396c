import { sql } from 'kysely'
import { may, type Actor } from '#platform/actor.ts'
import type { Db } from '#platform/db/connect.ts'
import { columns, visibleTo, type ThreadRecord } from './record-store.ts'
import { readWith, recordKinds } from './record.ts'
import { marks, mayBeReference } from './search-words.ts'

export type SearchFilter = {
  /** What was typed; '' lists everything, newest first. */
  words: string
  kind: string | null
  state: string | null
  organisationId: string | null
  marking: string | null
  /** Changed on this day or later, and on this day or earlier, in London. */
  from: string | null
  to: string | null
}

export type Found = ThreadRecord & {
  changedAt: Date
  agency: string | null
  /** Title and text with marks (search-words.ts) around what was found; the text is '' where nothing was found in it. */
  markedTitle: string
  markedText: string
}

/** A search stops counting here: nobody reads on, and the number then says 'at least'. */
const mostCounted = 1_000

const london = (column: 'record.changed_at') => sql<string>`(${sql.ref(column)} at time zone 'Europe/London')::date`

const filtered = (db: Db, actor: Actor, filter: Omit<SearchFilter, 'words'>) =>
  visibleTo(db, actor)
    .$if(filter.kind !== null, (query) => query.where('record.kind', '=', filter.kind ?? ''))
    .$if(filter.state !== null, (query) => query.where('record.state', '=', filter.state ?? ''))
    .$if(filter.organisationId !== null, (query) => query.where('record.organisation_id', '=', filter.organisationId))
    .$if(filter.marking !== null, (query) => query.where('record.marking', '=', filter.marking ?? ''))
    .$if(filter.from !== null, (query) => query.where(london('record.changed_at'), '>=', filter.from))
    .$if(filter.to !== null, (query) => query.where(london('record.changed_at'), '<=', filter.to))

/** What was typed as the database searches for it: stems of all words, the last one also as a beginning; '' when no word counts. */
async function queryOf(db: Db, words: string): Promise<string> {
  const { rows } = await sql<{
    query: string
  }>`select websearch_to_tsquery('english', ${words})::text as query`.execute(db)
  const query = rows[0]?.query ?? ''
  return query.endsWith("'") ? `${query}:*` : query
}

/** Kinds whose pages an actor may not open: of these, who may know of a record knows its title and no more. */
const closedTo = (actor: Actor): string[] => Object.keys(recordKinds).filter((kind) => !may(actor, readWith(kind)))

/** The words by which an actor finds a record: of its title and its text, or of its title alone where its page is closed to them. */
const wordsFor = (actor: Actor) => {
  const closed = closedTo(actor)
  if (closed.length === 0) return sql`record.search`
  return sql`case when record.kind = any(${closed}::text[]) then ts_filter(record.search, '{a}') else record.search end`
}

/**
 * The records that hold all that was typed, the best first: the one with exactly that reference, those whose reference begins with it,
 * then by where and how often the words stand.
 */
export async function searchRecords(
  db: Db,
  actor: Actor,
  filter: SearchFilter,
  most: number,
  skip: number,
): Promise<{ found: Found[]; total: number; isMore: boolean }> {
  const { words } = filter
  const query = words === '' ? '' : await queryOf(db, words)
  const isBegun = mayBeReference(words)
  const reference = words.toUpperCase()
  const own = wordsFor(actor)
  const matches = await filtered(db, actor, filter)
    .$if(words !== '', (all) =>
      all.where((where) =>
        where.or([
          ...(query === '' ? [] : [sql<boolean>`${own} @@ ${query}::tsquery`]),
          ...(isBegun ? [where('record.reference', 'like', `${reference}%`)] : []),
          // Neither words that count nor a reference: nothing is found.
          sql<boolean>`false`,
        ]),
      ),
    )
    .select(['record.id', 'record.changed_at'])
    .select(
      sql<number>`case when record.reference = ${reference} then 3 when ${isBegun} and record.reference like ${`${reference}%`} then 2
        when ${query} = '' then 0 else ts_rank(${own}, ${query}::tsquery) end`.as('rank'),
    )
    .orderBy('rank', 'desc')
    .orderBy('record.changed_at', 'desc')
    .orderBy('record.id', 'desc')
    .limit(mostCounted + 1)
    .execute()
  const page = matches.slice(skip, Math.min(skip + most, mostCounted)).map(({ id }) => id)
  return {
    found: await describe(db, actor, page, query),
    total: Math.min(matches.length, mostCounted),
    isMore: matches.length > mostCounted,
  }
}

/** The records that hold any of some words, the best first: what is offered when none holds them all. */
export async function listNearRecords(db: Db, actor: Actor, filter: SearchFilter, most: number): Promise<Found[]> {
  const query = (await queryOf(db, filter.words)).replaceAll(' & ', ' | ')
  // Without some word, almost everything would be near.
  if (query === '' || query.includes('!')) return []
  const own = wordsFor(actor)
  const near = await filtered(db, actor, filter)
    .where(sql<boolean>`${own} @@ ${query}::tsquery`)
    .select(['record.id', sql<number>`ts_rank(${own}, ${query}::tsquery)`.as('rank')])
    .orderBy('rank', 'desc')
    .orderBy('record.changed_at', 'desc')
    .orderBy('record.id', 'desc')
    .limit(most)
    .execute()
  return describe(
    db,
    actor,
    near.map(({ id }) => id),
    query,
  )
}

/** The records of these ids in the order of the ids, with what was found in them. */
async function describe(db: Db, actor: Actor, ids: readonly string[], query: string): Promise<Found[]> {
  if (ids.length === 0) return []
  const marked = (column: 'title' | 'search_text', options: string) => {
    const text = sql`translate(${sql.ref(`record.${column}`)}, ${marks.start + marks.stop}, '')`
    const how = `StartSel="${marks.start}", StopSel="${marks.stop}", ${options}`
    return query === '' ? sql<string>`${text}` : sql<string>`ts_headline('english', ${text}, ${query}::tsquery, ${how})`
  }
  const rows = await visibleTo(db, actor)
    .leftJoin('identity.organisation as organisation', 'organisation.id', 'record.organisation_id')
    .where('record.id', 'in', ids)
    .select([...columns, 'record.changed_at as changedAt', 'organisation.name as agency'])
    .select([
      marked('title', 'HighlightAll=true').as('markedTitle'),
      marked('search_text', 'MaxFragments=1, MinWords=10, MaxWords=30').as('markedText'),
    ])
    .execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  const closed = closedTo(actor)
  return ids.flatMap((id) => {
    const row = byId.get(id)
    if (row === undefined) return []
    const isShown = row.markedText.includes(marks.start) && !closed.includes(row.kind)
    return [{ ...row, markedText: isShown ? row.markedText : '' }]
  })
}

export type Choice = { value: string; text: string }
export type Choices = { states: string[]; agencies: Choice[] }

/**
 * What there is to choose from among the records that the actor may know of: the states of the kind that is chosen, none before; and the
 * agencies that own records, for those who see every agency's.
 */
export async function listSearchChoices(db: Db, actor: Actor, kind: string | null): Promise<Choices> {
  const states =
    kind === null
      ? []
      : await visibleTo(db, actor)
          .where('record.kind', '=', kind)
          .groupBy('record.state')
          .select('record.state')
          .execute()
  const agencies =
    actor.reach !== 'partnership'
      ? []
      : await db
          .selectFrom('identity.organisation as organisation')
          .where((where) =>
            where.exists(
              where
                .selectFrom('thread.record as record')
                .whereRef('record.organisation_id', '=', 'organisation.id')
                .where('record.partnership_id', '=', actor.partnershipId)
                .select('record.id'),
            ),
          )
          .orderBy('organisation.name')
          .select(['organisation.id as value', 'organisation.name as text'])
          .execute()
  return { states: states.map(({ state }) => state).toSorted((a, b) => a.localeCompare(b)), agencies }
}
