import { sql } from 'kysely'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db/connect.ts'
import { findGaps } from './find-gaps.ts'

/** Every rule of gap-rules.ts asks after fewer days than this. */
const daysAgo = 100

/**
 * When the rest of the demonstration is loaded: its records count as registered some time ago, so that what is missing under them is
 * found at once and not only after the days that real records have; then the look of a night, which also reads the words for search.
 */
export async function loadDemonstrationThread(db: Db, clock: Clock): Promise<void> {
  const then = new Date(clock.now().getTime() - daysAgo * 86_400_000)
  await db
    .updateTable('thread.record')
    .set({ registered_at: sql<Date>`least(registered_at, ${then})` })
    .execute()
  await findGaps(db, clock)
}
