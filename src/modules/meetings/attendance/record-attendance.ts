import type { Actor } from '#platform/actor.ts'
import { command, refuse } from '#platform/command.ts'
import type { Tx } from '#platform/db/connect.ts'
import { conflict, forbidden, notFound } from '#platform/errors.ts'
import { changeRecord } from '#modules/thread/public.ts'
import { inWords } from '#platform/dates.ts'
import { londonDate } from '#platform/london-time.ts'
import { findMeeting, saveMeeting, type Meeting } from '../meeting-store.ts'
import { checkMayChangeAgenda } from '../rights.ts'
import type { AttendanceState } from './attendance.ts'
import { listAttendance, writeSeats, type AttendanceRow } from './attendance-store.ts'

export type AttendanceEntry = { rowId: string; version: number; state: AttendanceState; deputy: string }

async function meetingFor(tx: Tx, actor: Actor, reference: string): Promise<Meeting> {
  const meeting = await findMeeting(tx, actor, reference)
  if (!meeting) throw notFound('Meeting')
  if (meeting.state === 'cancelled') refuse('state', 'This meeting is cancelled, so nobody’s attendance is counted')
  if (meeting.kind === 'between-meetings') refuse('state', 'Nobody attends a decision between meetings')
  return meeting
}

/** Opens the list of seats of a meeting that was never called, so that attendance can be recorded. */
export const openAttendance = command<{ reference: string; today: string }, { recordId: string }>({
  name: 'meetings.attendance-opened',
  permission: 'meetings.agenda',
  subject: ({ recordId }) => recordId,
  async run(tx, actor, { reference, today }) {
    const meeting = await meetingFor(tx, actor, reference)
    await checkMayChangeAgenda(tx, actor, meeting.groupId, today)
    await writeSeats(tx, meeting)
    return { recordId: meeting.recordId }
  },
})

async function save(tx: Tx, actor: Actor, row: AttendanceRow, entry: AttendanceEntry, now: Date): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('meetings.attendance')
    .set({
      state: entry.state,
      deputy: entry.state === 'deputy' ? entry.deputy : '',
      apologies_at: entry.state === 'apologies' || entry.state === 'deputy' ? now : null,
      recorded_at: now,
      recorded_by: actor.personId,
      version: entry.version + 1,
    })
    .where('id', '=', row.id)
    .where('version', '=', entry.version)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) {
    throw conflict(
      `Somebody else has recorded attendance for ${row.positionTitle || row.organisationName}. Open the page again; nothing of yours was saved.`,
    )
  }
}

/**
 * Records who came, by the business team or the group's chair. Only seats that were changed are written, so that two people who record different seats at once both keep what they
 * entered. Once the meeting has begun it counts as held.
 */
export const recordAttendance = command<
  { reference: string; entries: readonly AttendanceEntry[]; isHeld: boolean; today: string; now: Date },
  { recordId: string; changed: number }
>({
  name: 'meetings.attendance-recorded',
  permission: 'meetings.agenda',
  subject: ({ recordId }) => recordId,
  details: ({ changed }, { isHeld }) => ({ seats: changed, held: isHeld }),
  async run(tx, actor, { reference, entries, isHeld, today, now }) {
    const meeting = await meetingFor(tx, actor, reference)
    await checkMayChangeAgenda(tx, actor, meeting.groupId, today)
    const rows = new Map((await listAttendance(tx, meeting.id)).map((row) => [row.id, row]))
    let changed = 0
    for (const entry of entries) {
      const row = rows.get(entry.rowId)
      if (!row) throw notFound('Seat')
      if (entry.state === 'deputy' && entry.deputy === '') {
        refuse(`deputy-${entry.rowId}`, 'Enter who came for this seat: their office, or their name and office')
      }
      if (row.state === entry.state && (entry.state !== 'deputy' || row.deputy === entry.deputy)) continue
      await save(tx, actor, row, entry, now)
      changed++
    }
    if (isHeld && meeting.state !== 'held') {
      if (meeting.startsAt > now) refuse('held', 'This meeting has not begun yet')
      await saveMeeting(tx, meeting.id, meeting.version, { state: 'held' })
      await changeRecord(tx, meeting.recordId, { state: `held on ${inWords(londonDate(meeting.startsAt))}` })
    }
    return { recordId: meeting.recordId, changed }
  },
})

/** A member says that they come, cannot come, or who comes for them. Their own seat only, until the meeting ends. */
export const answerInvitation = command<
  { reference: string; answer: 'coming' | 'apologies' | 'deputy'; deputy: string; now: Date },
  { recordId: string }
>({
  name: 'meetings.invitation-answered',
  permission: 'meetings.contribute',
  subject: ({ recordId }) => recordId,
  details: (_output, { answer }) => ({ answer }),
  async run(tx, actor, { reference, answer, deputy, now }) {
    const meeting = await meetingFor(tx, actor, reference)
    if (meeting.endsAt <= now || meeting.state === 'held') refuse('answer', 'This meeting is over')
    const own = (await listAttendance(tx, meeting.id)).filter(
      (row) => row.officeId !== null && row.officeId === actor.officeId,
    )
    const [seat] = own
    if (!seat) throw forbidden('Your office has no seat at this meeting.')
    if (answer === 'deputy' && deputy === '')
      refuse('deputy', 'Enter who comes for you: their office, or their name and office')
    await tx
      .updateTable('meetings.attendance')
      .set((set) => ({
        // Whether a deputy who is named came is known only at the meeting.
        state: answer === 'apologies' ? 'apologies' : 'not-recorded',
        deputy: answer === 'deputy' ? deputy : '',
        apologies_at: answer === 'coming' ? null : now,
        recorded_at: now,
        recorded_by: actor.personId,
        version: set('version', '+', 1),
      }))
      .where('id', '=', seat.id)
      .execute()
    return { recordId: meeting.recordId }
  },
})
