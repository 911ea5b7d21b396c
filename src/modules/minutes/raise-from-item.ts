import { findAgendaItem } from '#modules/meetings/public.ts'
import { raiseAction } from '#modules/tracker/public.ts'
import { linkRecords } from '#modules/thread/public.ts'
import { command, refuse } from '#platform/command.ts'
import { notFound } from '#platform/errors.ts'
import { listDecisions } from './decision-store.ts'
import { insertRaised } from './decision-writes.ts'
import { listLines } from './line-store.ts'
import type { MinutedMeeting } from './meeting-store.ts'
import { checkForGroup } from './rights.ts'

type Input = {
  meeting: MinutedMeeting
  itemId: string
  /** The decision of the same item that it carries out, where it does; else it came from the matter. */
  decisionId: string | null
  lineId: string | null
  title: string
  ownerOfficeId: string
  dueOn: string
  today: string
  now: Date
}

/** Raises an action in the tracker from an item of a meeting: it came from the decision, else from the matter, else from the meeting. */
export const raiseFromItem = command<Input, { recordId: string; reference: string }>({
  name: 'minutes.action-raised',
  permission: 'minutes.write',
  subject: ({ recordId }) => recordId,
  details: (_output, { ownerOfficeId, dueOn }) => ({ owner: ownerOfficeId, dueOn }),
  async run(tx, actor, { meeting, itemId, decisionId, lineId, title, ownerOfficeId, dueOn, today, now }) {
    await checkForGroup(tx, actor, 'minutes.write', meeting.groupId, today)
    const item = await findAgendaItem(tx, actor, itemId)
    if (!item || item.meetingId !== meeting.id) throw notFound('Item')
    if (dueOn < meeting.heldOn) refuse('dueOn', 'Date by which it is due must be after the meeting')
    const decisions = await listDecisions(tx, actor, { meetingId: meeting.id, most: 200 })
    const decision = decisionId === null ? undefined : decisions.find(({ id }) => id === decisionId)
    if (decisionId !== null && !decision) refuse('decision', 'Select one of the decisions of this meeting')
    if (
      lineId !== null &&
      !(await listLines(tx, meeting.id)).some(({ id, itemId: at }) => id === lineId && at === itemId)
    )
      refuse('line', 'Select one of the lines of this item')
    const source = decision?.recordId ?? item.matterRecordId ?? meeting.recordId
    const raised = await raiseAction(tx, actor, {
      title,
      ownerOfficeId,
      dueOn,
      sourceRecordId: source,
      sourceKind: 'meeting',
      today,
      at: now,
      isInvented: meeting.isInvented,
      marking: item.marking,
    })
    await insertRaised(tx, raised.recordId, { meetingId: meeting.id, itemId, lineId, decisionId: decision?.id ?? null })
    if (source !== meeting.recordId) await linkRecords(tx, raised.recordId, 'part of', meeting.recordId)
    return raised
  },
})
