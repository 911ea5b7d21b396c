import { command } from '#platform/command.ts'
import { notFound } from '#platform/errors.ts'
import { findMeeting } from '../meeting-store.ts'
import { checkMayChangeAgenda } from '../rights.ts'
import type { Suggestion } from './suggestion.ts'

type Declining = {
  reference: string
  suggestion: Pick<Suggestion, 'key' | 'title' | 'marking'>
  reason: string
  today: string
}

/** Says that a suggestion is not for this group's agenda, and why: it is not suggested again for the same time. */
export const declineSuggestion = command<Declining, { recordId: string }>({
  name: 'meetings.suggestion-declined',
  permission: 'meetings.agenda',
  subject: ({ recordId }) => recordId,
  details: (_output, { suggestion }) => ({ suggestion: suggestion.key }),
  async run(tx, actor, { reference, suggestion, reason, today }) {
    const meeting = await findMeeting(tx, actor, reference)
    if (!meeting) throw notFound('Meeting')
    await checkMayChangeAgenda(tx, actor, meeting.groupId, today)
    await tx
      .insertInto('meetings.declined_suggestion')
      .values({
        partnership_id: actor.partnershipId,
        group_id: meeting.groupId,
        key: suggestion.key,
        title: suggestion.title.slice(0, 300),
        marking: suggestion.marking ?? 'OFFICIAL',
        reason,
        declined_on: today,
        declined_by: actor.personId,
        office_id: actor.officeId,
      })
      .onConflict((clash) => clash.columns(['partnership_id', 'group_id', 'key']).doNothing())
      .execute()
    return { recordId: meeting.recordId }
  },
})

/** Takes it back: from now on it is suggested again. */
export const suggestAgain = command<{ reference: string; id: string; today: string }, { recordId: string }>({
  name: 'meetings.suggestion-wanted-again',
  permission: 'meetings.agenda',
  subject: ({ recordId }) => recordId,
  async run(tx, actor, { reference, id, today }) {
    const meeting = await findMeeting(tx, actor, reference)
    if (!meeting) throw notFound('Meeting')
    await checkMayChangeAgenda(tx, actor, meeting.groupId, today)
    await tx
      .deleteFrom('meetings.declined_suggestion')
      .where('id', '=', id)
      .where('partnership_id', '=', actor.partnershipId)
      .where('group_id', '=', meeting.groupId)
      .execute()
    return { recordId: meeting.recordId }
  },
})
