import { findGroupById, ownersOfGroup } from '#modules/partnerships/public.ts'
import { registerRecord, textOf } from '#modules/thread/public.ts'
import type { Actor } from '#platform/actor.ts'
import { addDays } from '#platform/dates.ts'
import type { Tx } from '#platform/db/connect.ts'
import { notFound } from '#platform/errors.ts'
import { londonDate } from '#platform/london-time.ts'
import { kindWords, type MeetingKind } from './meeting.ts'
import { meetingPaths } from './paths.ts'
import { settingOf } from './setting-store.ts'

export type NewMeeting = {
  groupId: string
  kind: MeetingKind
  /** The group's name, with the kind where it is not an ordinary meeting, when not given. */
  title?: string | null
  theme?: string
  startsAt: Date
  endsAt: Date
  place?: string | null
  isInvented?: boolean
}

/** Business of every meeting, put on a new agenda; the team changes it as it likes. */
const standing = [
  { title: 'Welcome, apologies and declarations of interest', purpose: 'note', minutes: 5 },
  { title: 'Minutes of the last meeting and actions', purpose: 'decide', minutes: 10 },
  { title: 'Any other business', purpose: 'note', minutes: 5 },
] as const

/**
 * Sets a meeting of a group down as planned: with its record in the thread, seen by every owner of the group, the day by which papers
 * are due, and an agenda that has the business of every meeting.
 *
 * @throws notFound when the group is none of the actor's partnership
 */
export async function scheduleMeeting(
  tx: Tx,
  actor: Actor,
  meeting: NewMeeting,
): Promise<{ id: string; recordId: string; reference: string }> {
  const { groupId, kind, startsAt, endsAt } = meeting
  const group = await findGroupById(tx, actor.partnershipId, groupId)
  if (!group) throw notFound('Group')
  const setting = await settingOf(tx, groupId)
  const title =
    meeting.title || (kind === 'ordinary' || kind === 'forum' ? group.name : `${group.name}: ${kindWords(kind)}`)
  const on = londonDate(startsAt)
  const record = await registerRecord(tx, {
    partnershipId: actor.partnershipId,
    kind: 'meeting',
    title,
    state: 'planned',
    page: meetingPaths.show,
    year: Number(on.slice(0, 4)),
    isInvented: meeting.isInvented ?? false,
    searchText: textOf(meeting.theme, group.name),
    sharedWith: await ownersOfGroup(tx, groupId),
  })
  const { id } = await tx
    .insertInto('meetings.meeting')
    .values({
      record_id: record.id,
      reference: record.reference,
      partnership_id: actor.partnershipId,
      group_id: groupId,
      kind,
      title,
      theme: meeting.theme ?? '',
      starts_at: startsAt,
      ends_at: endsAt,
      place: meeting.place ?? setting.place,
      papers_due_on: kind === 'between-meetings' ? null : addDays(on, -setting.papersDaysBefore),
      is_invented: meeting.isInvented ?? false,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (kind !== 'between-meetings') {
    await tx
      .insertInto('meetings.agenda_item')
      .values(
        standing.map(({ title: item, purpose, minutes }, index) => ({
          meeting_id: id,
          // The last piece of business stays last while others are added before it.
          position: index === 2 ? 900 : index + 1,
          title: item,
          purpose,
          minutes_allowed: minutes,
        })),
      )
      .execute()
  }
  return { id, recordId: record.id, reference: record.reference }
}
