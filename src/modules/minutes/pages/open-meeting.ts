import { meetingPaths } from '#modules/meetings/public.ts'
import type { Actor } from '#platform/actor.ts'
import { inWords } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import { notFound } from '#platform/errors.ts'
import { findMinutedMeeting, type MinutedMeeting } from '../meeting-store.ts'
import { minutesPaths } from '../paths.ts'

/** The meeting of an address. @throws notFound when the actor may not know of it */
export async function openMeeting(db: Db, actor: Actor, reference: string): Promise<MinutedMeeting> {
  const meeting = await findMinutedMeeting(db, actor, reference)
  if (!meeting) throw notFound('Meeting')
  return meeting
}

export const meetingWords = (meeting: MinutedMeeting): string => `${meeting.title}, ${inWords(meeting.heldOn)}`

/** The way back: meetings, the meeting, and its minutes where the page stands below them. */
export const minutesCrumbs = (meeting: MinutedMeeting, below = true): { text: string; href: string }[] => [
  { text: 'Meetings', href: meetingPaths.list() },
  { text: meeting.reference, href: meetingPaths.show(meeting.reference) },
  ...(below ? [{ text: 'Minutes', href: minutesPaths.show(meeting.reference) }] : []),
]

/** The marking of a page that shows these items. */
export const markingOf = (items: readonly { isSensitive: boolean }[]): { marking: string } => ({
  marking: items.some(({ isSensitive }) => isSensitive) ? 'OFFICIAL-SENSITIVE' : 'OFFICIAL',
})
