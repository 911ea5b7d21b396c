import { signingIn } from '#platform/db/acting.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db/connect.ts'

/**
 * Removes what has run out: sign-ins that were not finished and forms that nobody sent again. A job's work. @returns how many rows went
 */
export const clearSignInLeftovers = (db: Db, clock: Clock): Promise<number> =>
  signingIn(async () => {
    const now = clock.now()
    const gone = [
      await db.deleteFrom('identity.sign_in_attempt').where('expires_at', '<=', now).executeTakeFirst(),
      await db.deleteFrom('identity.held_form').where('expires_at', '<=', now).executeTakeFirst(),
    ]
    return gone.reduce((sum, { numDeletedRows }) => sum + Number(numDeletedRows), 0)
  })
