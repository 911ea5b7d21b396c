import type { Tx } from '#platform/db/connect.ts'
import { conflict } from '#platform/errors.ts'

/** Begins the minutes of a meeting, once. @returns true when they were begun now */
export async function beginMinute(tx: Tx, meetingId: string, personId: string | null, at: Date): Promise<boolean> {
  const made = await tx
    .insertInto('minutes.minute')
    .values({ meeting_id: meetingId, opened_by: personId, opened_at: at })
    .onConflict((clash) => clash.column('meeting_id').doNothing())
    .returning('meeting_id')
    .executeTakeFirst()
  return made !== undefined
}

type Change = {
  state: 'agreed' | 'published'
  agreed_by?: string | null
  agreed_at?: Date
  agreed_way?: 'next-meeting' | 'circulation'
  agreed_on?: string
  agreed_note?: string | null
  published_by?: string | null
  published_at?: Date
  has_names?: boolean
}

/** The state of a minute while it is locked, so that nothing is written into minutes that are agreed at the same instant. */
export const lockMinute = (tx: Tx, meetingId: string, how: 'share' | 'update' = 'update') => {
  const row = tx.selectFrom('minutes.minute').where('meeting_id', '=', meetingId).select(['state', 'version'])
  return (how === 'share' ? row.forShare() : row.forUpdate()).executeTakeFirst()
}

/** Moves minutes on. @throws conflict when somebody else moved them since the page was opened */
export async function moveMinute(tx: Tx, meetingId: string, version: number, change: Change): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('minutes.minute')
    .set({ ...change, version: version + 1 })
    .where('meeting_id', '=', meetingId)
    .where('version', '=', version)
    .executeTakeFirst()
  if (numUpdatedRows === 0n)
    throw conflict('Somebody else has moved these minutes on. Open them again to see how they stand.')
}
