import { changeRecord } from '#modules/thread/public.ts'
import type { Actor } from '#platform/actor.ts'
import type { Tx } from '#platform/db/connect.ts'
import { londonDate } from '#platform/london-time.ts'
import { placeMatter, raiseMatter, type NewMatter } from './matters.ts'
import { listMeetings } from './meeting-store.ts'

/**
 * Puts a piece of business before a group that comes to its next meeting by itself: onto that meeting's agenda now, or as soon as one is
 * planned. It stands there once; when that meeting is cancelled it goes on to the next.
 */
export async function raiseForNextMeeting(
  tx: Tx,
  actor: Actor,
  matter: NewMatter,
  now: Date,
): Promise<{ id: string; recordId: string; reference: string }> {
  const raised = await raiseMatter(tx, actor, matter)
  await tx.updateTable('meetings.matter').set({ comes_next: true }).where('id', '=', raised.id).execute()
  await placeWhatComesNext(tx, actor, matter.groupId, now)
  return raised
}

/** Puts what comes to a group's next meeting by itself on that meeting's agenda, where it stands on none that takes place. */
export async function placeWhatComesNext(tx: Tx, actor: Actor, groupId: string, now: Date): Promise<void> {
  const waiting = await tx
    .selectFrom('meetings.matter as matter')
    .where('matter.group_id', '=', groupId)
    .where('matter.comes_next', '=', true)
    .where('matter.state', '=', 'open')
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('meetings.agenda_item as item')
            .innerJoin('meetings.meeting as m', 'm.id', 'item.meeting_id')
            .whereRef('item.matter_id', '=', 'matter.id')
            .where('item.outcome', '<>', 'carried-over')
            .where('m.state', '<>', 'cancelled')
            .select('item.id'),
        ),
      ),
    )
    .orderBy('matter.raised_at')
    .limit(200)
    .select('matter.id')
    .execute()
  if (waiting.length === 0) return
  const states = ['planned', 'called'] as const
  const coming = await listMeetings(tx, actor, { groupId, from: londonDate(now), states, most: 20 })
  const next = coming.find(({ kind, startsAt }) => kind !== 'between-meetings' && startsAt > now)
  if (!next) return
  for (const { id } of waiting) await placeMatter(tx, actor, { matterId: id, meetingId: next.id })
}

/** Closes a matter that was dealt with, with the reason; where it stands on an agenda, that item is dealt with too. */
export async function dealWithMatter(tx: Tx, matterId: string, reason: string): Promise<void> {
  const closed = await tx
    .updateTable('meetings.matter')
    .set((set) => ({ state: 'closed', closed_reason: reason, version: set('version', '+', 1) }))
    .where('id', '=', matterId)
    .where('state', '=', 'open')
    .returning('record_id as recordId')
    .executeTakeFirst()
  if (!closed) return
  await changeRecord(tx, closed.recordId, { state: 'closed' })
  await tx
    .updateTable('meetings.agenda_item')
    .set({ outcome: 'dealt-with' })
    .where('matter_id', '=', matterId)
    .where('outcome', '=', 'open')
    .execute()
}
