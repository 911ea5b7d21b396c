import { sql } from 'kysely'
import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { visibleTo } from './record-store.ts'
import { shortestWord } from './search-words.ts'

/** Longer ones are references and addresses, which nobody misspells by hand. */
const longest = 40
/** As many titles that are newer than the list are read beside it, the newest first. */
const mostNewer = 2_000
/** As many of the words that were typed are looked up. */
const mostTyped = 8
/** As many words are weighed for each that was typed. */
const mostLike = 20
/** Words that have fewer letters in common are not what was meant: a swap of two letters leaves a third of them. */
const leastAlike = 0.2

/**
 * Reads the words of a partnership's titles anew: of records that everybody of the partnership may find, so that the list gives no other
 * away. Each word stands in it once.
 *
 * @param at the moment from which on titles count as newer than the list
 */
export async function keepWords(tx: Tx, partnershipId: string, at: Date): Promise<void> {
  await sql`with found as (
      select distinct word from thread.record record
      cross join lateral string_to_table(regexp_replace(lower(record.title), '[^[:alnum:]]+', ' ', 'g'), ' ') as word
      where (record.partnership_id = ${partnershipId}
          or record.id in (select record_id from thread.shared_with where partnership_id = ${partnershipId}))
        and not record.is_restricted and record.organisation_id is null and record.known_to is null and record.marking = 'OFFICIAL'
        and length(word) between ${shortestWord}::int and ${longest}::int),
    gone as (
      delete from thread.word old where old.partnership_id = ${partnershipId}
        and not exists (select from found where found.word = old.word))
    insert into thread.word (partnership_id, word) select ${partnershipId}::uuid, word from found on conflict do nothing`.execute(
    tx,
  )
  await tx
    .insertInto('thread.word_list')
    .values({ partnership_id: partnershipId, built_at: at })
    .onConflict((conflict) => conflict.column('partnership_id').doUpdateSet({ built_at: at }))
    .execute()
}

/** What these words may have been meant to be: words of the list that are like each of them, and the titles that are newer than it. */
export async function listLikeWords(db: Db | Tx, actor: Actor, typed: readonly string[]): Promise<string[]> {
  const words = typed.filter(({ length }) => length >= shortestWord && length <= longest).slice(0, mostTyped)
  if (words.length === 0) return []
  const like = await sql<{ word: string }>`
    select near.word from unnest(${words}::text[]) typed(word)
    cross join lateral (
      select word.word, similarity(word.word, typed.word) as likeness from thread.word word
      where word.partnership_id = ${actor.partnershipId} and similarity(word.word, typed.word) > ${leastAlike}
      order by likeness desc, word.word limit ${mostLike}) near`.execute(db)
  const list = await db
    .selectFrom('thread.word_list')
    .where('partnership_id', '=', actor.partnershipId)
    .select('built_at')
    .executeTakeFirst()
  const newer = await visibleTo(db, actor)
    .$if(list !== undefined, (query) => query.where('record.changed_at', '>', list?.built_at ?? new Date(0)))
    .orderBy('record.changed_at', 'desc')
    .limit(mostNewer)
    .select('record.title')
    .execute()
  return [...like.rows.map(({ word }) => word), ...newer.map(({ title }) => title)]
}
