import { command } from '#platform/command.ts'
import { setMinutesState } from '#modules/meetings/public.ts'
import { linkRecords } from '#modules/thread/public.ts'
import { listDecisions } from './decision-store.ts'
import { minuteDecisions } from './decision-writes.ts'
import type { MinutedMeeting } from './meeting-store.ts'
import { beginMinute } from './minute-store.ts'
import { checkForGroup } from './rights.ts'

/** Puts what the group decided since its last meeting into the minutes of this one. */
export const minuteBetween = command<{ meeting: MinutedMeeting; now: Date; today: string }, number>({
  name: 'minutes.decisions-minuted',
  permission: 'minutes.write',
  subject: (_count, { meeting }) => meeting.recordId,
  details: (count) => ({ decisions: count }),
  async run(tx, actor, { meeting, now, today }) {
    await checkForGroup(tx, actor, 'minutes.write', meeting.groupId, today)
    if (await beginMinute(tx, meeting.id, actor.personId, now)) await setMinutesState(tx, meeting.id, 'draft')
    const waiting = await listDecisions(tx, actor, {
      groupId: meeting.groupId,
      notMinuted: true,
      to: meeting.heldOn,
      most: 100,
    })
    for (const { recordId } of waiting) await linkRecords(tx, recordId, 'part of', meeting.recordId)
    return await minuteDecisions(
      tx,
      waiting.map(({ id }) => id),
      meeting.id,
    )
  },
})
