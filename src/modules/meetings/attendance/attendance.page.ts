import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { listGroups } from '#modules/partnerships/public.ts'
import type { Actor } from '#platform/actor.ts'
import { addDays, addMonths, inWords, spanInWords } from '#platform/dates.ts'
import { forbidden, notFound } from '#platform/errors.ts'
import {
  blankForm,
  formWithErrors,
  optionalText,
  parseForm,
  readDate,
  requiredChoice,
  type Form,
} from '#platform/forms.ts'
import { attachment, official } from '#platform/marking.ts'
import { writeWorkbook } from '#platform/sheets/write-workbook.ts'
import { whenWords } from '../form-parts.ts'
import { findMeeting, type Meeting } from '../meeting-store.ts'
import { meetingPaths } from '../paths.ts'
import { mayChangeAgenda } from '../rights.ts'
import type { MeetingServices } from '../services.ts'
import { settingOf } from '../setting-store.ts'
import { attendanceStates, quorumOf, type AttendanceState } from './attendance.ts'
import { listAttendance, partnersOf } from './attendance-store.ts'
import { answerInvitation, openAttendance, recordAttendance, type AttendanceEntry } from './record-attendance.ts'
import { attendanceOfYear, shareOf } from './year.ts'

const stateKeys = Object.keys(attendanceStates) as [AttendanceState, ...AttendanceState[]]
const isState = (text: unknown): text is AttendanceState => stateKeys.some((each) => each === text)
const answering = z.object({
  answer: requiredChoice(['coming', 'apologies', 'deputy'], 'Select whether you come'),
  deputy: optionalText(200, 'Deputy must be 200 characters or fewer'),
})

/** What was posted for each seat; the version tells whether somebody recorded it meanwhile. */
function entriesFrom(body: unknown, ids: readonly string[]): AttendanceEntry[] {
  const fields = (body ?? {}) as Record<string, unknown>
  return ids.flatMap((rowId) => {
    const state = fields[`state-${rowId}`]
    const version = fields[`version-${rowId}`]
    if (!isState(state) || typeof version !== 'string' || !/^\d{1,9}$/.test(version)) return []
    const deputy = fields[`deputy-${rowId}`]
    return [
      { rowId, version: Number(version), state, deputy: typeof deputy === 'string' ? deputy.trim().slice(0, 200) : '' },
    ]
  })
}

export function attendancePages(app: FastifyInstance, { db, clock }: MeetingServices): void {
  const open = async (actor: Actor, reference: string): Promise<Meeting> => {
    const meeting = await findMeeting(db, actor, reference)
    if (!meeting || meeting.state === 'cancelled' || meeting.kind === 'between-meetings') throw notFound('Meeting')
    return meeting
  }
  const crumbs = (meeting: Meeting) => [
    { text: 'Meetings', href: meetingPaths.list() },
    { text: meeting.title, href: meetingPaths.show(meeting.reference) },
  ]
  /** The meeting, for the business team and for whoever chairs its group. */
  const openToRecord = async (actor: Actor, reference: string): Promise<Meeting> => {
    const meeting = await open(actor, reference)
    if (await mayChangeAgenda(db, actor, meeting.groupId, clock.today())) return meeting
    throw forbidden('Only the business team and the group’s chair record who came.')
  }
  type Params = { Params: { reference: string } }
  const config = { permission: 'meetings.agenda' }
  const template = 'meetings/attendance/attendance.njk'

  const view = async (meeting: Meeting, form: Form, typed: readonly AttendanceEntry[] = []) => {
    const [rows, setting, partners] = await Promise.all([
      listAttendance(db, meeting.id),
      settingOf(db, meeting.groupId),
      partnersOf(db, meeting.partnershipId),
    ])
    const byRow = new Map(typed.map((entry) => [entry.rowId, entry]))
    const hasBegun = meeting.startsAt <= clock.now()
    return {
      heading: 'Record attendance',
      form,
      action: meetingPaths.attendance(meeting.reference),
      breadcrumbs: crumbs(meeting),
      title: meeting.title,
      when: whenWords(meeting),
      hasBegun,
      isHeld: meeting.state === 'held',
      quorum: quorumOf(setting, rows, partners, meeting.state === 'held').words,
      states: Object.entries(attendanceStates).map(([value, { words }]) => ({ value, text: words })),
      rows: rows.map((row) => ({
        id: row.id,
        name: `${row.positionTitle || 'Seat'}, ${row.organisationName}`,
        state: byRow.get(row.id)?.state ?? row.state,
        deputy: byRow.get(row.id)?.deputy ?? row.deputy,
        version: String(row.version),
        error: form.errors[`deputy-${row.id}`]?.text ?? '',
      })),
    }
  }
  app.get<Params>(meetingPaths.attendance(':reference'), { config }, async ({ actor, params }, reply) =>
    reply.page(template, await view(await openToRecord(actor, params.reference), blankForm())),
  )
  app.post<Params>(meetingPaths.attendance(':reference'), { config }, async ({ actor, params, body }, reply) => {
    const meeting = await openToRecord(actor, params.reference)
    const rows = await listAttendance(db, meeting.id)
    if (rows.length === 0) {
      await openAttendance(db, actor, { reference: meeting.reference, today: clock.today() })
      return reply.redirect(meetingPaths.attendance(meeting.reference), 303)
    }
    const entries = entriesFrom(
      body,
      rows.map((row) => row.id),
    )
    const isHeld = typeof body === 'object' && body !== null && 'held' in body && body.held === 'yes'
    const done = await recordAttendance(db, actor, {
      reference: meeting.reference,
      entries,
      isHeld,
      today: clock.today(),
      now: clock.now(),
    })
    if (!done.ok) return reply.page(template, await view(meeting, formWithErrors({}, done.problems), entries), 400)
    return reply.redirect(`${meetingPaths.show(meeting.reference)}?done=attendance`, 303)
  })

  const answerConfig = { permission: 'meetings.contribute' }
  const answerView = async (actor: Actor, meeting: Meeting, form: Form | null) => {
    const own = (await listAttendance(db, meeting.id)).find(
      (row) => row.officeId !== null && row.officeId === actor.officeId,
    )
    if (!own) throw forbidden('Your office has no seat at this meeting.')
    const answer = own.state === 'apologies' ? 'apologies' : own.deputy !== '' ? 'deputy' : 'coming'
    return {
      heading: 'Do you come to this meeting?',
      form: form ?? blankForm({ answer, deputy: own.deputy }),
      action: meetingPaths.apologies(meeting.reference),
      breadcrumbs: crumbs(meeting),
      title: meeting.title,
      when: whenWords(meeting),
      answers: [
        { value: 'coming', text: 'I come', hint: '' },
        { value: 'apologies', text: 'I send my apologies', hint: 'Nobody comes for this seat' },
        { value: 'deputy', text: 'A deputy comes for me', hint: 'Say who below' },
      ],
    }
  }
  app.get<Params>(meetingPaths.apologies(':reference'), { config: answerConfig }, async ({ actor, params }, reply) => {
    const meeting = await open(actor, params.reference)
    return reply.page('meetings/attendance/answer.njk', await answerView(actor, meeting, null))
  })
  app.post<Params>(
    meetingPaths.apologies(':reference'),
    { config: answerConfig },
    async ({ actor, params, body }, reply) => {
      const meeting = await open(actor, params.reference)
      const parsed = parseForm(answering, body)
      const again = async (form: Form) =>
        reply.page('meetings/attendance/answer.njk', await answerView(actor, meeting, form), 400)
      if (!parsed.ok) return again(parsed.form)
      const { answer, deputy } = parsed.value
      const done = await answerInvitation(db, actor, {
        reference: meeting.reference,
        answer,
        deputy: deputy ?? '',
        now: clock.now(),
      })
      if (!done.ok) return again(formWithErrors(parsed.values, done.problems))
      return reply.redirect(`${meetingPaths.show(meeting.reference)}?done=answered`, 303)
    },
  )

  type YearQuery = { from?: string; to?: string; group?: string }
  const asked = async (actor: Actor, query: YearQuery) => {
    const today = clock.today()
    const groups = await listGroups(db, actor.partnershipId)
    const group = groups.find((each) => each.slug === query.group)
    const read = (text: unknown) => (typeof text === 'string' ? readDate(text) : null)
    const to = read(query.to) ?? today
    const from = read(query.from) ?? addDays(addMonths(to, -12), 1)
    const year = await attendanceOfYear(db, actor, { from, to, groupId: group?.id ?? null })
    return { from, to, groups, group, year }
  }
  const read = { permission: 'meetings.read' }
  app.get<{ Querystring: YearQuery }>(
    meetingPaths.attendanceOfYear(),
    { config: read },
    async ({ actor, query }, reply) => {
      const { from, to, groups, group, year } = await asked(actor, query)
      const search = new URLSearchParams({ from, to, ...(group ? { group: group.slug } : {}) })
      return reply.page('meetings/attendance/year.njk', {
        heading: 'Attendance by agency',
        breadcrumbs: [{ text: 'Meetings', href: meetingPaths.list() }],
        action: meetingPaths.attendanceOfYear(),
        from: inWords(from),
        to: inWords(to),
        span: spanInWords(from, to),
        groups: groups.map(({ slug, name }) => ({ slug, name })),
        chosen: group?.slug ?? '',
        workbook: `${meetingPaths.attendanceWorkbook()}?${search.toString()}`,
        meetings: year.meetings,
        cancelled: year.cancelled,
        unrecorded: year.unrecorded,
        agencies: year.agencies.map((row) => {
          const share = shareOf(row)
          return { ...row, share: share === null ? 'Not known' : `${share}%` }
        }),
      })
    },
  )
  app.get<{ Querystring: YearQuery }>(
    meetingPaths.attendanceWorkbook(),
    { config: read },
    async ({ actor, query }, reply) => {
      const { from, to, group, year } = await asked(actor, query)
      const title = `Attendance by agency, ${spanInWords(from, to)}${group ? `, ${group.name}` : ''}`
      const counts = ['Seats at meetings held', 'Attended', 'Remotely', 'Deputy', 'Apologies', 'Absent', 'Not recorded']
      const workbook = await writeWorkbook({
        title,
        creator: 'Goldenthread',
        marking: official,
        sheets: [
          {
            kind: 'table',
            name: 'Attendance',
            titles: [
              title,
              `Meetings held: ${year.meetings}. Cancelled, and not counted: ${year.cancelled}. Held with nothing recorded: ${year.unrecorded}.`,
            ],
            columns: [
              { header: 'Agency', width: 44 },
              ...counts.map((header) => ({ header, width: 14, format: 'number' as const })),
              { header: 'Represented, of recorded', width: 16, format: 'percent' as const },
            ],
            rows: year.agencies.map((row) => {
              const share = shareOf(row)
              return [
                row.organisation,
                row.seats,
                row.attended,
                row.remote,
                row.deputy,
                row.apologies,
                row.absent,
                row.notRecorded,
                share === null ? 'Not known' : share / 100,
              ]
            }),
            frozenColumns: 1,
          },
        ],
      })
      return reply
        .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
        .header('content-disposition', attachment(`attendance-${from}-to-${to}`, official, 'xlsx'))
        .send(workbook)
    },
  )
}
