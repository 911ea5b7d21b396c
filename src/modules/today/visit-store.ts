import { sql } from 'kysely'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db/connect.ts'

/** A page looked at again within this many minutes belongs to the same visit. */
const visitMinutes = 30

/**
 * Notes that a person is here, and tells when they were here before. Written at most once a visit: it is how a page is read, not a change
 * of anything, so it leaves no event.
 *
 * @returns when the visit before this one was; null: this is their first
 */
export async function noteVisit(db: Db, personId: string, clock: Clock): Promise<Date | null> {
  const now = clock.now()
  const known = await db
    .selectFrom('today.visit')
    .where('person_id', '=', personId)
    .select(['last_at as lastAt', 'before_at as beforeAt'])
    .executeTakeFirst()
  if (known && now.getTime() - known.lastAt.getTime() < visitMinutes * 60_000) {
    // The same visit goes on; its end moves along, at most once a minute.
    if (now.getTime() - known.lastAt.getTime() > 60_000) {
      await db.updateTable('today.visit').set({ last_at: now }).where('person_id', '=', personId).execute()
    }
    return known.beforeAt
  }
  const { beforeAt } = await db
    .insertInto('today.visit')
    .values({ person_id: personId, last_at: now, before_at: null })
    .onConflict((conflict) =>
      conflict.column('person_id').doUpdateSet({
        last_at: now,
        // Two tabs opened at once are one visit.
        before_at: sql<Date>`case when visit.last_at < excluded.last_at then visit.last_at else visit.before_at end`,
      }),
    )
    .returning('before_at as beforeAt')
    .executeTakeFirstOrThrow()
  return beforeAt
}
