import { listMeetings, meetingPaths, type Meeting, type MeetingFilter } from '#modules/meetings/public.ts'
import type { Actor } from '#platform/actor.ts'
import type { Db } from '#platform/db/connect.ts'
import type { CalendarSource, Planned } from '#platform/owed.ts'

/** A meeting that is cancelled drops out: a calendar that is subscribed to is read anew as a whole. */
const shown = ['planned', 'called', 'held'] as const

const planned = ({ id, reference, title, groupName, startsAt, endsAt, place, state, sequence }: Meeting): Planned => ({
  // The same as in the invitation: whoever accepted it and subscribes has one meeting, not two.
  identity: `meeting-${id}`,
  when: { startsAt, endsAt },
  title: state === 'planned' ? `${title} (date planned)` : title,
  text: groupName,
  place,
  href: meetingPaths.show(reference),
  reference,
  sequence,
  // A meeting carries no time of its last change; its start stands for it, so that an unchanged calendar stays the same.
  at: startsAt,
})

const list = async (db: Db, actor: Actor, filter: MeetingFilter): Promise<Planned[]> =>
  (await listMeetings(db, actor, { ...filter, states: shown })).map(planned)

/** The meetings of the groups in which an office sits. */
export const meetingDates: CalendarSource = {
  module: 'meetings',
  plannedFor: (db, actor, from, to) => list(db, actor, { from, to, mine: true }),
  plannedByGroup: (db, actor, groupId, from, to) => list(db, actor, { from, to, groupId }),
}
