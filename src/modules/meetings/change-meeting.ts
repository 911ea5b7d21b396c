import { findCalendar } from '#modules/duties/public.ts'
import { changeRecord } from '#modules/thread/public.ts'
import { askUpdatesBefore } from '#modules/tracker/public.ts'
import type { Actor } from '#platform/actor.ts'
import { command, refuse } from '#platform/command.ts'
import { addDays, inWords } from '#platform/dates.ts'
import type { Tx } from '#platform/db/connect.ts'
import { notFound } from '#platform/errors.ts'
import { londonDate } from '#platform/london-time.ts'
import { writeSeats } from './attendance/attendance-store.ts'
import { tellMembers } from './invitations.ts'
import { isToCome } from './meeting.ts'
import { findMeeting, findMeetingById, saveMeeting, type Meeting } from './meeting-store.ts'
import { placeWhatComesNext } from './next-meeting.ts'
import { settingOf } from './setting-store.ts'
import { workingDaysBefore } from '#statute/working-days.ts'

type Change = { reference: string; version: number; publicUrl: string; now: Date }
type Changed = { recordId: string; mails: number }

async function open(tx: Tx, actor: Actor, reference: string, field: string): Promise<Meeting> {
  const meeting = await findMeeting(tx, actor, reference)
  if (!meeting) throw notFound('Meeting')
  if (!isToCome(meeting.state)) {
    refuse(field, `This meeting ${meeting.state === 'held' ? 'was held' : 'is cancelled'}, so it cannot be changed`)
  }
  return meeting
}

async function again(tx: Tx, actor: Actor, { id }: Meeting): Promise<Meeting> {
  const meeting = await findMeetingById(tx, actor, id)
  if (!meeting) throw notFound('Meeting')
  return meeting
}

/** Owners of what the group follows are asked for an update two working days before it meets; a day that is past asks today. */
async function askUpdates(tx: Tx, actor: Actor, { groupId, startsAt }: Meeting, now: Date): Promise<void> {
  const day = londonDate(startsAt)
  const calendar = await findCalendar(tx)
  // Beyond the calendar's end working days are not guessed: the rhythm of each item goes on.
  if (day > calendar.lastDay) return
  const askOn = workingDaysBefore(calendar, day, 2)
  const today = londonDate(now)
  await askUpdatesBefore(tx, actor, groupId, askOn < today ? today : askOn, today)
}

/** Calls a meeting: its seats are written down and every member is invited. Called again, it invites those who came since. */
export const callMeeting = command<Change, Changed>({
  name: 'meetings.meeting-called',
  permission: 'meetings.manage',
  subject: ({ recordId }) => recordId,
  details: ({ mails }) => ({ mails }),
  async run(tx, actor, { reference, version, publicUrl, now }) {
    const meeting = await open(tx, actor, reference, 'version')
    if (meeting.kind === 'between-meetings') refuse('version', 'Nobody is invited to a decision between meetings')
    if (meeting.endsAt < now) refuse('version', 'This meeting is over: record who came instead')
    await saveMeeting(tx, meeting.id, version, { state: 'called', called_at: now })
    await writeSeats(tx, meeting)
    const called = await again(tx, actor, meeting)
    const mails = await tellMembers(tx, called, 'REQUEST', { publicUrl, now, actor })
    await askUpdates(tx, actor, called, now)
    await changeRecord(tx, meeting.recordId, { state: `called for ${inWords(londonDate(meeting.startsAt))}` })
    return { recordId: meeting.recordId, mails }
  },
})

type Move = Change & {
  startsAt: Date
  endsAt: Date
  place: string
  title: string
  theme: string
  papersDueOn: string | null
}

/** Moves a meeting to another time or place. Members who are invited are told, and their calendars move with it. */
export const moveMeeting = command<Move, Changed & { changed: boolean }>({
  name: 'meetings.meeting-moved',
  permission: 'meetings.manage',
  subject: ({ recordId }) => recordId,
  details: ({ mails }, { startsAt }) => ({ mails, startsAt: startsAt.toISOString() }),
  broken: { meeting_group_id_starts_at_key: ['on', 'This group has a meeting of this kind at this time already'] },
  async run(tx, actor, { reference, version, publicUrl, now, startsAt, endsAt, place, title, theme, papersDueOn }) {
    const meeting = await open(tx, actor, reference, 'on')
    if (startsAt < now) refuse('on', 'Enter a date and time that are still to come')
    if (endsAt <= startsAt) refuse('endsAt', 'The meeting must end after it starts')
    const moved = londonDate(startsAt) !== londonDate(meeting.startsAt)
    const isNews =
      startsAt.getTime() !== meeting.startsAt.getTime() ||
      endsAt.getTime() !== meeting.endsAt.getTime() ||
      place !== meeting.place ||
      title !== meeting.title
    const { papersDaysBefore } = await settingOf(tx, meeting.groupId)
    // The day for papers moves with the meeting, unless it was changed by hand at the same time.
    const due =
      moved && papersDueOn === meeting.papersDueOn ? addDays(londonDate(startsAt), -papersDaysBefore) : papersDueOn
    if (due !== null && due > londonDate(startsAt))
      refuse('papersDueOn', 'Papers must be due by the day of the meeting')
    await saveMeeting(tx, meeting.id, version, {
      starts_at: startsAt,
      ends_at: endsAt,
      place,
      title,
      theme,
      papers_due_on: due,
      // A calendar acts on a change only when its number is higher than the last one that it was sent.
      ...(isNews && meeting.state === 'called' ? { sequence: meeting.sequence + 1 } : {}),
    })
    if (due !== meeting.papersDueOn) {
      await tx
        .updateTable('meetings.paper')
        .set({ due_on: due })
        .where('meeting_id', '=', meeting.id)
        .where('received_at', 'is', null)
        .execute()
    }
    const state = `${meeting.state === 'called' ? 'called for' : 'planned for'} ${inWords(londonDate(startsAt))}`
    await changeRecord(tx, meeting.recordId, { title, state })
    if (!isNews || meeting.state !== 'called') return { recordId: meeting.recordId, mails: 0, changed: isNews }
    const after = await again(tx, actor, meeting)
    const mails = await tellMembers(tx, after, 'REQUEST', { publicUrl, now, actor })
    await askUpdates(tx, actor, after, now)
    return { recordId: meeting.recordId, mails, changed: true }
  },
})

/** Cancels a meeting with its reason. Those who were invited are told; it counts in nobody's attendance. */
export const cancelMeeting = command<Change & { reason: string }, Changed>({
  name: 'meetings.meeting-cancelled',
  permission: 'meetings.manage',
  subject: ({ recordId }) => recordId,
  details: ({ mails }) => ({ mails }),
  async run(tx, actor, { reference, version, publicUrl, now, reason }) {
    const meeting = await open(tx, actor, reference, 'reason')
    const wasCalled = meeting.state === 'called'
    await saveMeeting(tx, meeting.id, version, {
      state: 'cancelled',
      cancel_reason: reason,
      cancelled_at: now,
      ...(wasCalled ? { sequence: meeting.sequence + 1 } : {}),
    })
    await changeRecord(tx, meeting.recordId, { state: 'cancelled' })
    await placeWhatComesNext(tx, actor, meeting.groupId, now)
    if (!wasCalled) return { recordId: meeting.recordId, mails: 0 }
    const mails = await tellMembers(tx, await again(tx, actor, meeting), 'CANCEL', { publicUrl, now, actor })
    return { recordId: meeting.recordId, mails }
  },
})
