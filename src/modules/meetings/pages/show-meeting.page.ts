import type { FastifyInstance } from 'fastify'
import { mayActInGroup, partnershipPaths } from '#modules/partnerships/public.ts'
import { eventWords, listHistory, threadOf, threadPaths } from '#modules/thread/public.ts'
import { may } from '#platform/actor.ts'
import { instantInWords, inWords } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
import { londonDate, timeInWords } from '#platform/london-time.ts'
import { plural, wordsFor } from '#platform/words.ts'
import { isThere, quorumOf } from '../attendance/attendance.ts'
import { listAttendance, partnersOf } from '../attendance/attendance-store.ts'
import { whenWords } from '../form-parts.ts'
import { isToCome, kindWords, meetingStates } from '../meeting.ts'
import { findMeeting } from '../meeting-store.ts'
import { itemView, numberedAgenda, startsOf } from '../meeting-view.ts'
import { meetingPaths } from '../paths.ts'
import { mayChangeAgenda } from '../rights.ts'
import type { MeetingServices } from '../services.ts'
import { settingOf } from '../setting-store.ts'

const doneWords: Record<string, string> = {
  arranged: 'The meeting is planned. Call it to invite its members.',
  called: 'The meeting is called and its members are invited.',
  moved: 'The meeting was changed. Members who are invited have been told.',
  saved: 'The meeting was changed.',
  cancelled: 'The meeting is cancelled. Members who were invited have been told.',
  attendance: 'Attendance is saved.',
  answered: 'Your answer is saved.',
  paper: 'The paper is with its agenda item.',
  asked: 'The office is asked for the paper and finds it among what it owes.',
  withdrawn: 'The paper was taken back.',
  carried: 'The item is on the agenda of the later meeting.',
}

export function showMeetingPage(app: FastifyInstance, services: MeetingServices): void {
  const { db, clock } = services
  app.get<{ Params: { reference: string }; Querystring: { done?: string } }>(
    meetingPaths.show(':reference'),
    { config: { permission: 'meetings.read' } },
    async ({ actor, params, query }, reply) => {
      const meeting = await findMeeting(db, actor, params.reference)
      if (!meeting) throw notFound('Meeting')
      const today = clock.today()
      const [agenda, seats, setting, partners, extras, links, history, agendaIsMine, seat] = await Promise.all([
        numberedAgenda(db, actor, meeting),
        listAttendance(db, meeting.id),
        settingOf(db, meeting.groupId),
        partnersOf(db, meeting.partnershipId),
        services.itemExtras(actor, meeting),
        services.meetingLinks(actor, meeting),
        listHistory(db, actor, meeting.recordId),
        mayChangeAgenda(db, actor, meeting.groupId, today),
        mayActInGroup(db, actor, meeting.groupId, londonDate(meeting.startsAt)),
      ])
      const isOver = meeting.state === 'held' || meeting.endsAt <= clock.now()
      const starts = startsOf(agenda, meeting.startsAt)
      const manages = may(actor, 'meetings.manage')
      const toCome = isToCome(meeting.state)
      const counted = meeting.kind !== 'between-meetings' && meeting.state !== 'cancelled'
      const minutes = agenda.reduce((sum, item) => sum + (item.minutesAllowed ?? 0), 0)
      const long = Math.round((meeting.endsAt.getTime() - meeting.startsAt.getTime()) / 60_000)
      const marked = agenda.some((item) => item.marking === 'OFFICIAL-SENSITIVE')
      return reply.page('meetings/pages/show-meeting.njk', {
        heading: meeting.title,
        invented: false,
        inventedWords: meeting.isInvented ? 'Invented for the demonstration.' : '',
        marking: marked ? 'OFFICIAL-SENSITIVE' : '',
        breadcrumbs: [
          { text: 'Meetings', href: meetingPaths.list() },
          { text: meeting.groupName, href: `${meetingPaths.list()}?group=${meeting.groupSlug}` },
        ],
        done: wordsFor(doneWords, query.done),
        reference: meeting.reference,
        threadHref: threadPaths.show(meeting.reference),
        arrows: await threadOf(db, actor, meeting.recordId, clock.today()),
        state: meetingStates[meeting.state],
        when: whenWords(meeting),
        place: meeting.place,
        kind: kindWords(meeting.kind),
        theme: meeting.theme,
        group: { text: meeting.groupName, href: partnershipPaths.group(actor.partnershipSlug, meeting.groupSlug) },
        convened: meeting.partnershipId === actor.partnershipId ? '' : meeting.partnershipName,
        cancelReason: meeting.cancelReason ?? '',
        papersDue: meeting.papersDueOn === null ? '' : inWords(meeting.papersDueOn),
        minutesState: meeting.minutesState === 'none' ? '' : `Minutes: ${meeting.minutesState}`,
        quorum: counted ? quorumOf(setting, seats, partners, isOver).words : '',
        there:
          seats.length === 0 || !counted
            ? ''
            : isOver
              ? `${seats.filter((row) => isThere(row.state)).length} of ${plural(seats.length, 'seat')} represented`
              : `${seats.filter((row) => row.state === 'apologies').length} apologies, ${seats.filter((row) => row.state === 'not-recorded' && row.deputy !== '').length} deputies announced, of ${plural(seats.length, 'seat')}`,
        overrun:
          minutes > long && counted
            ? `The items are given ${minutes} minutes together; the meeting lasts ${long}.`
            : '',
        agenda: agenda.map((item, index) => {
          const start = starts[index]
          return {
            ...itemView(item, start ? timeInWords(start) : ''),
            extras: (extras.get(item.id) ?? []).filter((extra) => extra.lines.length > 0 || extra.empty !== ''),
            paperAction:
              agendaIsMine && meeting.state !== 'cancelled' ? meetingPaths.addPaper(meeting.reference, item.id) : '',
            carryAction:
              agendaIsMine && meeting.state !== 'cancelled' && item.outcome === 'open'
                ? meetingPaths.carryOver(meeting.reference, item.id)
                : '',
          }
        }),
        actions: [
          ...(toCome && agendaIsMine
            ? [{ text: 'Change the agenda', href: meetingPaths.agenda(meeting.reference) }]
            : []),
          ...(toCome && manages && meeting.state === 'planned'
            ? [{ text: 'Call the meeting', href: meetingPaths.call(meeting.reference) }]
            : []),
          ...(toCome && manages && meeting.state === 'called'
            ? [{ text: 'Invite members who came since', href: meetingPaths.call(meeting.reference) }]
            : []),
          ...(toCome && manages
            ? [
                { text: 'Move or change it', href: meetingPaths.move(meeting.reference) },
                { text: 'Cancel it', href: meetingPaths.cancel(meeting.reference) },
              ]
            : []),
          ...(agendaIsMine && counted
            ? [{ text: 'Record attendance', href: meetingPaths.attendance(meeting.reference) }]
            : []),
          ...(seat !== null && meeting.state === 'called' && !isOver
            ? [{ text: 'Say whether you come', href: meetingPaths.apologies(meeting.reference) }]
            : []),
          ...links,
        ],
        downloads: [
          { text: 'Pack as one PDF', href: meetingPaths.pack(meeting.reference) },
          { text: 'Agenda to print', href: meetingPaths.print(meeting.reference) },
          { text: 'Agenda as Word document', href: meetingPaths.agendaDocx(meeting.reference) },
          ...(toCome ? [{ text: 'Add to my calendar', href: meetingPaths.calendar(meeting.reference) }] : []),
        ],
        seats: seats.map((row) => ({
          organisation: row.organisationName,
          position: row.positionTitle,
          words:
            row.state === 'not-recorded'
              ? row.deputy !== ''
                ? `Deputy announced: ${row.deputy}`
                : isOver
                  ? 'Not recorded'
                  : 'No answer yet'
              : row.state === 'deputy'
                ? `Deputy: ${row.deputy}`
                : { attended: 'Attended', remote: 'Attended remotely', apologies: 'Apologies', absent: 'Absent' }[
                    row.state
                  ],
        })),
        history: history.map((line) => ({
          at: instantInWords(line.at),
          what: eventWords(line.name),
          who: line.person,
          office: line.office,
        })),
      })
    },
  )
}
