import { findMatterById, placeMatter, referMatter } from '#modules/meetings/public.ts'
import { command, refuse } from '#platform/command.ts'
import { notFound } from '#platform/errors.ts'
import type { FilterChoice } from './filter.ts'
import { insertChoice, listEscalated } from './filter-store.ts'
import { findNextMeeting } from './meeting-store.ts'
import { checkForGroup } from './rights.ts'

type Input = { groupId: string; matterId: string; choice: FilterChoice; reason: string; today: string; now: Date }

/** The Executive's filter: what was escalated goes on its next agenda, back with a reason, or is dealt with outside a meeting. */
export const chooseEscalated = command<Input, { recordId: string }>({
  name: 'minutes.escalated-chosen',
  permission: 'minutes.filter',
  subject: ({ recordId }) => recordId,
  details: (_output, { choice, groupId }) => ({ choice, group: groupId }),
  async run(tx, actor, { groupId, matterId, choice, reason, today, now }) {
    await checkForGroup(tx, actor, 'minutes.filter', groupId, today)
    const waiting = (await listEscalated(tx, groupId)).find((each) => each.matterId === matterId)
    const matter = waiting && (await findMatterById(tx, actor, matterId))
    if (!waiting || !matter) throw notFound('Matter')
    if (choice === 'accepted') {
      const next = await findNextMeeting(tx, actor, groupId, now)
      if (!next) refuse('choice', 'The group has no meeting to come: arrange one first')
      await placeMatter(tx, actor, { matterId, meetingId: next.id })
    }
    const { referralId, fromGroupId } = waiting
    await insertChoice(tx, actor, { referralId, matterId, groupId, choice, reason, on: today })
    if (choice === 'sent-back')
      await referMatter(tx, actor, { matterId, toGroupId: fromGroupId, way: 'sent-back', reason })
    return { recordId: matter.recordId }
  },
})
