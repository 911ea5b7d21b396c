import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db/connect.ts'

const day = 24 * 3_600_000

/** Removes what sign-ins left behind: challenges that ran out, and links a day after they did. A job's work. Returns how many. */
export async function clearOldSignIns(db: Db, clock: Clock): Promise<number> {
  const now = clock.now()
  const challenges = await db.deleteFrom('identity.passkey_challenge').where('expires_at', '<', now).executeTakeFirst()
  const links = await db
    .deleteFrom('identity.one_time_link')
    .where('expires_at', '<', new Date(now.getTime() - day))
    .executeTakeFirst()
  return Number(challenges.numDeletedRows + links.numDeletedRows)
}
