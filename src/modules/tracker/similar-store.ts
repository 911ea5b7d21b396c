import { sql } from 'kysely'
import type { Actor } from '#platform/actor.ts'
import type { Db } from '#platform/db/connect.ts'
import { isSeenBy } from './item-scope.ts'
import type { State } from './states.ts'

export type Similar = {
  id: string
  reference: string
  title: string
  state: State
  stateSince: string
  stateReason: string | null
  sourceKind: string
  raisedOn: string
  /** Of the words that matter in the shorter one, the share that both have: 0 to 1. */
  share: number
}

/** As many are compared word by word and letter by letter, the likeliest first. */
const most = 100

/** From this share of common words on, or this likeness of letters (trigrams), an earlier one is shown as similar. */
const atLeast = { share: 0.45, likeness: 0.42 } as const

/**
 * Earlier recommendations and actions that say much the same: by the stems of their English words, so that 'recording' meets 'records',
 * and by their letters, so that a slip of the pen does not hide one. The most alike first, five at most.
 */
export async function listSimilar(db: Db, actor: Actor, title: string, exceptId: string | null): Promise<Similar[]> {
  const others = sql`${isSeenBy(actor)} and item.id is distinct from ${exceptId}::uuid`
  const { rows } = await sql<Similar>`
    with asked as (select words, array_to_string(array(select quote_literal(word) from unnest(words) word), ' | ')::tsquery as any_of
      from tsvector_to_array(to_tsvector('english', ${title})) as words),
    by_words as materialized (select item.id from tracker.item item, asked where ${others} and item.search @@ asked.any_of
      order by ts_rank(item.search, asked.any_of) desc, item.id limit ${most}),
    by_letters as materialized (select item.id from tracker.item item
      where (select count(*) from by_words) < ${most} and ${others} and item.title % ${title} limit ${most}),
    compared as (
      select item.id, record.reference, item.title, item.state, item.state_since as "stateSince", item.state_reason as "stateReason",
        item.source_kind as "sourceKind", item.raised_on as "raisedOn", similarity(item.title, ${title}) as likeness,
        cardinality(array(select unnest(asked.words) intersect select unnest(tsvector_to_array(item.search))))
          / greatest(3, least(cardinality(asked.words), cardinality(tsvector_to_array(item.search))))::float8 as share
      from asked, tracker.item item
      join thread.record record on record.id = item.record_id
      where item.id = any(array(select id from by_words union select id from by_letters)))
    select id, reference, title, state, "stateSince", "stateReason", "sourceKind", "raisedOn", share from compared
    where share >= ${atLeast.share} or likeness >= ${atLeast.likeness}
    order by greatest(share, likeness) desc, "raisedOn" desc, reference limit 5`.execute(db)
  return rows
}

/** Those that an item says again, as somebody decided, and those that say it again. */
export const listRepeats = async (db: Db, actor: Actor, recordId: string): Promise<Similar[]> =>
  (await db
    .selectFrom('thread.link as link')
    .innerJoin('tracker.item as item', (join) =>
      join.on((on) =>
        on.or([
          on.and([on('link.from_id', '=', recordId), on('item.record_id', '=', on.ref('link.to_id'))]),
          on.and([on('link.to_id', '=', recordId), on('item.record_id', '=', on.ref('link.from_id'))]),
        ]),
      ),
    )
    .innerJoin('thread.record as record', 'record.id', 'item.record_id')
    .where('link.relation', '=', 'repeats')
    .where(isSeenBy(actor))
    .where((where) => where.or([where('link.from_id', '=', recordId), where('link.to_id', '=', recordId)]))
    .orderBy('item.raised_on')
    .select([
      'item.id',
      'record.reference',
      'item.title',
      'item.state',
      'item.state_since as stateSince',
      'item.state_reason as stateReason',
      'item.source_kind as sourceKind',
      'item.raised_on as raisedOn',
      sql<number>`1`.as('share'),
    ])
    .execute()) as Similar[]
