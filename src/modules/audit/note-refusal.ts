import { actingAs, actingAsNobody } from '#platform/db/acting.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db/connect.ts'
import { AppError } from '#platform/errors.ts'
import type { Refusal } from '#platform/http.ts'
import { rateLimits } from '#platform/rate-limit.ts'

/**
 * Keeps in the trail that somebody was refused something: who, which kind of page, why (OWASP ASVS 5.0, 16.3.2 and 16.3.3). Sixty an hour of
 * one person, and of all who are not signed in: beyond that nothing is kept, so that nobody fills the trail by trying doors.
 */
export function noteRefusals(db: Db, clock: Clock): (refusal: Refusal) => Promise<void> {
  const limits = rateLimits(db, clock)
  return async ({ actor, status, method, route, why }) => {
    const subject = actor?.personId ?? 'nobody signed in'
    try {
      await limits.take('refusal', subject)
    } catch (error) {
      if (error instanceof AppError) return
      throw error
    }
    const event = {
      name: 'audit.access-refused',
      subject,
      details: JSON.stringify({ status, method, route, why }),
      person_id: actor?.personId ?? null,
      office_id: actor?.officeId ?? null,
      partnership_id: actor?.partnershipId ?? null,
    }
    const write = () => db.transaction().execute((tx) => tx.insertInto('platform.audit_event').values(event).execute())
    await (actor === null ? actingAsNobody(write) : actingAs(actor, write))
  }
}
