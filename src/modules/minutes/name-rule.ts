import type { Db, Tx } from '#platform/db/connect.ts'

/** Whether the partnership's last published minutes named those who came: what the next ones propose; nobody yet: no. */
export async function publishesNames(db: Db | Tx, partnershipId: string): Promise<boolean> {
  const last = await db
    .selectFrom('minutes.minute as minute')
    .innerJoin('meetings.meeting as meeting', 'meeting.id', 'minute.meeting_id')
    .where('meeting.partnership_id', '=', partnershipId)
    .where('minute.state', '=', 'published')
    .orderBy('minute.published_at', 'desc')
    .limit(1)
    .select('minute.has_names as hasNames')
    .executeTakeFirst()
  return last?.hasNames ?? false
}
