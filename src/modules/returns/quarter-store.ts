import type { Db } from '#platform/db/connect.ts'

export type OpenedQuarter = { startsOn: string; endsOn: string; dueOn: string }

/** The quarters that a partnership has opened, newest first. At most 40: ten years. */
export const listQuarters = (db: Db, partnershipId: string): Promise<OpenedQuarter[]> =>
  db
    .selectFrom('returns.quarter')
    .where('partnership_id', '=', partnershipId)
    .orderBy('starts_on', 'desc')
    .select(['starts_on as startsOn', 'ends_on as endsOn', 'due_on as dueOn'])
    .limit(40)
    .execute()
