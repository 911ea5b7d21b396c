import type { Actor } from '#platform/actor.ts'
import type { Db } from '#platform/db/connect.ts'
import { listNearRecords, searchRecords, type Found, type SearchFilter } from './search-store.ts'
import { didYouMean, lettersOf } from './search-words.ts'
import { listLikeWords } from './word-store.ts'

/**
 * What to offer when nothing has all the words: the records that have what may have been meant, else those that have some of the words.
 *
 * @returns `meant` is '' where no record that the actor may know of has it: nothing is offered in vain
 */
export async function searchNear(
  db: Db,
  actor: Actor,
  filter: SearchFilter,
  most: number,
): Promise<{ found: Found[]; meant: string }> {
  const meant = didYouMean(filter.words, await listLikeWords(db, actor, lettersOf(filter.words)))
  if (meant !== null) {
    const { found } = await searchRecords(db, actor, { ...filter, words: meant }, most, 0)
    if (found.length > 0) return { found, meant }
  }
  return { found: await listNearRecords(db, actor, { ...filter, words: meant ?? filter.words }, most), meant: '' }
}
