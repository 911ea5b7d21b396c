import type { Db, Tx } from '#platform/db/connect.ts'
import type { NotificationCount } from './notification-count.ts'

const countsOf = (db: Db | Tx, partnershipId: string) =>
  db.selectFrom('reviews.notification_count as count').where('count.partnership_id', '=', partnershipId)

const columns = [
  'count.period_words as periodWords',
  'count.starts_on as startsOn',
  'count.ends_on as endsOn',
  'count.combined',
  'count.serious_incident_notifications as notified',
  'count.counting_rule as countingRule',
  'count.note',
  'count.source',
] as const

/** The counts of a partnership, oldest first. */
export const listNotificationCounts = (db: Db | Tx, partnershipId: string): Promise<NotificationCount[]> =>
  countsOf(db, partnershipId).orderBy('count.starts_on').limit(50).select(columns).execute()

/** The counts of the periods that touch a period, and the one just before them to compare with, oldest first. */
export async function notificationsBetween(
  db: Db | Tx,
  partnershipId: string,
  from: string,
  to: string,
): Promise<{ counts: NotificationCount[]; before: NotificationCount | undefined }> {
  const all = await listNotificationCounts(db, partnershipId)
  return {
    counts: all.filter((count) => count.startsOn <= to && count.endsOn >= from),
    before: all.findLast((count) => count.endsOn < from),
  }
}

/** What the count beginning on a day was loaded from, or undefined when there is none. */
export async function findFingerprint(
  db: Db | Tx,
  partnershipId: string,
  startsOn: string,
): Promise<string | undefined> {
  const row = await countsOf(db, partnershipId)
    .where('count.starts_on', '=', startsOn)
    .select('count.fingerprint')
    .executeTakeFirst()
  return row?.fingerprint
}

/** Writes a count in the place of an earlier one that began on the same day. @returns its id */
export async function replaceCount(
  tx: Tx,
  partnershipId: string,
  count: NotificationCount,
  fingerprint: string,
): Promise<string> {
  await tx
    .deleteFrom('reviews.notification_count')
    .where('partnership_id', '=', partnershipId)
    .where('starts_on', '=', count.startsOn)
    .execute()
  const { id } = await tx
    .insertInto('reviews.notification_count')
    .values({
      partnership_id: partnershipId,
      period_words: count.periodWords,
      starts_on: count.startsOn,
      ends_on: count.endsOn,
      combined: count.combined,
      serious_incident_notifications: count.notified,
      counting_rule: count.countingRule,
      note: count.note,
      source: count.source,
      fingerprint,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
