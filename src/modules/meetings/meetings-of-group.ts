import { may, type Actor } from '#platform/actor.ts'
import { londonDate } from '#platform/london-time.ts'
import { inWords } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import { ruleWords } from './attendance/attendance.ts'
import { meetingStates } from './meeting.ts'
import { listMeetings } from './meeting-store.ts'
import { meetingPaths } from './paths.ts'
import { settingOf } from './setting-store.ts'

/** The next three meetings of a group and its rule of quorum, for the group's page; nothing for those who may not see meetings. */
export async function meetingsOfGroup(db: Db, actor: Actor, groupId: string, today: string) {
  if (!may(actor, 'meetings.read')) return []
  const next = await listMeetings(db, actor, { groupId, from: today, states: ['planned', 'called'], most: 3 })
  const setting = await settingOf(db, groupId)
  return [
    {
      heading: 'Next meetings',
      items: next.map(({ reference, title, startsAt, state }) => ({
        text: `${title}, ${inWords(londonDate(startsAt))}`,
        href: meetingPaths.show(reference),
        tag: meetingStates[state].words,
      })),
      empty: 'No meeting is planned. The business team plans a year from Meetings.',
    },
    { heading: 'Quorum', items: [], empty: setting.quorumWords ?? (ruleWords(setting) || 'Not stated in the source') },
  ]
}
