import type { Db, Tx } from '#platform/db/connect.ts'

export type KeptHoliday = {
  id: string
  name: string
  startsOn: string
  endsOn: string
  certainty: string
  source: string
  version: number
}

/** The school holidays of some partnerships that touch a span of days, earliest first; at most 300. */
export const listSchoolHolidays = (
  db: Db | Tx,
  partnershipIds: readonly string[],
  from: string,
  to: string,
): Promise<KeptHoliday[]> =>
  db
    .selectFrom('meetings.school_holiday')
    .where('partnership_id', 'in', partnershipIds)
    .where('ends_on', '>=', from)
    .where('starts_on', '<=', to)
    .orderBy('starts_on')
    .limit(300)
    .select(['id', 'name', 'starts_on as startsOn', 'ends_on as endsOn', 'certainty', 'source', 'version'])
    .execute()
