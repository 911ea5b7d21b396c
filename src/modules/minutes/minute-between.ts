import type { Actor } from '#platform/actor.ts'
import { command } from '#platform/command.ts'
import type { Db } from '#platform/db/connect.ts'
import { dealWithMatter, setMinutesState } from '#modules/meetings/public.ts'
import { linkRecords } from '#modules/thread/public.ts'
import { listDecisions } from './decision-store.ts'
import { minuteDecisions } from './decision-writes.ts'
import type { MinutedMeeting } from './meeting-store.ts'
import { beginMinute } from './minute-store.ts'
import { checkForGroup } from './rights.ts'

type Minuting = {
  meeting: MinutedMeeting
  /** Only what stands on the meeting's agenda; else everything that the group decided since its last meeting. */
  onAgenda?: boolean
  now: Date
  today: string
}

/** Puts what the group decided since its last meeting into the minutes of this one; where it stood on an agenda, that is dealt with. */
export const minuteBetween = command<Minuting, number>({
  name: 'minutes.decisions-minuted',
  permission: 'minutes.write',
  subject: (_count, { meeting }) => meeting.recordId,
  details: (count) => ({ decisions: count }),
  async run(tx, actor, { meeting, onAgenda = false, now, today }) {
    await checkForGroup(tx, actor, 'minutes.write', meeting.groupId, today)
    if (await beginMinute(tx, meeting.id, actor.personId, now)) await setMinutesState(tx, meeting.id, 'draft')
    const waiting = await listDecisions(tx, actor, {
      groupId: meeting.groupId,
      notMinuted: true,
      ...(onAgenda ? { onAgendaOf: meeting.id } : { to: meeting.heldOn }),
      most: 100,
    })
    for (const { recordId, reportMatterId } of waiting) {
      await linkRecords(tx, recordId, 'part of', meeting.recordId)
      if (reportMatterId !== null) await dealWithMatter(tx, reportMatterId, `Minuted at ${meeting.reference}`)
    }
    return await minuteDecisions(
      tx,
      waiting.map(({ id }) => id),
      meeting.id,
    )
  },
})

/** Minutes by itself what came onto the meeting's agenda because it was decided between meetings. Where nothing did, nothing is written. */
export async function minuteWhatCameByItself(
  db: Db,
  actor: Actor,
  minuting: Omit<Minuting, 'onAgenda'>,
): Promise<void> {
  const waiting = await listDecisions(db, actor, { onAgendaOf: minuting.meeting.id, notMinuted: true, most: 1 })
  if (waiting.length > 0) await minuteBetween(db, actor, { ...minuting, onAgenda: true })
}
