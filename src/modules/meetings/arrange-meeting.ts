import { command, refuse } from '#platform/command.ts'
import { placeWhatComesNext } from './next-meeting.ts'
import { scheduleMeeting, type NewMeeting } from './schedule.ts'

/** Sets one meeting down: an ordinary one beside the year's plan, an extraordinary, themed or out-of-cycle one, an away day, a forum. */
export const arrangeMeeting = command<NewMeeting & { now: Date }, { recordId: string; reference: string }>({
  name: 'meetings.meeting-arranged',
  permission: 'meetings.manage',
  subject: ({ recordId }) => recordId,
  details: ({ reference }, { kind, groupId, startsAt }) => ({
    reference,
    kind,
    group: groupId,
    startsAt: startsAt.toISOString(),
  }),
  broken: { meeting_group_id_starts_at_key: ['on', 'This group has a meeting of this kind at this time already'] },
  async run(tx, actor, meeting) {
    if (meeting.kind === 'between-meetings' && meeting.startsAt > meeting.now) {
      refuse('on', 'A decision taken between meetings is recorded when it was taken: enter today or an earlier date')
    }
    if (meeting.kind !== 'between-meetings' && meeting.startsAt < meeting.now) {
      refuse('on', 'Enter a date and time that are still to come')
    }
    const made = await scheduleMeeting(tx, actor, meeting)
    if (meeting.kind === 'between-meetings') {
      await tx.updateTable('meetings.meeting').set({ state: 'held' }).where('id', '=', made.id).execute()
    } else await placeWhatComesNext(tx, actor, meeting.groupId, meeting.now)
    return made
  },
})

type Accepted = { groupId: string; startsAt: Date; endsAt: Date }

/** Sets down the proposed meetings that the team accepts, in one go: all of them or none. */
export const acceptProposal = command<
  {
    partnershipId: string
    meetings: readonly Accepted[]
    kindOf: (groupId: string) => 'ordinary' | 'forum'
    now: Date
  },
  { count: number }
>({
  name: 'meetings.year-planned',
  permission: 'meetings.manage',
  subject: (_output, { partnershipId }) => partnershipId,
  details: ({ count }, { meetings }) => ({
    meetings: count,
    groups: [...new Set(meetings.map((each) => each.groupId))],
  }),
  broken: {
    meeting_group_id_starts_at_key: [
      'meetings',
      'One of these groups has a meeting at that time already. Open the proposal again',
    ],
  },
  async run(tx, actor, { meetings, kindOf, now }) {
    if (meetings.length === 0) refuse('meetings', 'Select at least one meeting')
    for (const { groupId, startsAt, endsAt } of meetings) {
      if (startsAt < now) refuse('meetings', 'Every meeting must be still to come')
      await scheduleMeeting(tx, actor, { groupId, kind: kindOf(groupId), startsAt, endsAt })
    }
    for (const groupId of new Set(meetings.map((each) => each.groupId)))
      await placeWhatComesNext(tx, actor, groupId, now)
    return { count: meetings.length }
  },
})
