import type { FastifyInstance } from 'fastify'
import type { Actor } from '#platform/actor.ts'
import { calendarFeed } from '#platform/calendar.ts'
import { documentToDocx } from '#platform/documents/to-docx.ts'
import { notFound } from '#platform/errors.ts'
import { timeInWords } from '#platform/london-time.ts'
import { attachment, official } from '#platform/marking.ts'
import { agendaDocument, markingOf } from '../agenda-document.ts'
import { whenWords } from '../form-parts.ts'
import { calendarUid } from '../invitations.ts'
import { findMeeting, type Meeting } from '../meeting-store.ts'
import { itemView, numberedAgenda, startsOf } from '../meeting-view.ts'
import { meetingPaths } from '../paths.ts'
import { makePack } from '../papers/pack.ts'
import type { MeetingServices } from '../services.ts'

type Params = { Params: { reference: string } }

export function downloadPages(app: FastifyInstance, { db, clock, publicUrl }: MeetingServices): void {
  const config = { permission: 'meetings.read' }
  const open = async (actor: Actor, reference: string): Promise<Meeting> => {
    const meeting = await findMeeting(db, actor, reference)
    if (!meeting) throw notFound('Meeting')
    return meeting
  }

  app.get<Params>(meetingPaths.print(':reference'), { config }, async ({ actor, params }, reply) => {
    const meeting = await open(actor, params.reference)
    const items = await numberedAgenda(db, actor, meeting)
    const starts = startsOf(items, meeting.startsAt)
    return reply.page('meetings/pages/print-agenda.njk', {
      heading: `Agenda: ${meeting.title}`,
      marking: markingOf(items),
      breadcrumbs: [
        { text: 'Meetings', href: meetingPaths.list() },
        { text: meeting.title, href: meetingPaths.show(meeting.reference) },
      ],
      group: meeting.groupName,
      when: whenWords(meeting),
      place: meeting.place,
      reference: meeting.reference,
      items: items.map((item, index) => itemView(item, starts[index] ? timeInWords(starts[index]) : '')),
    })
  })

  app.get<Params>(meetingPaths.agendaDocx(':reference'), { config }, async ({ actor, params }, reply) => {
    const meeting = await open(actor, params.reference)
    const items = await numberedAgenda(db, actor, meeting)
    const file = await documentToDocx(agendaDocument(meeting, items), { baseUrl: publicUrl })
    return reply
      .type('application/vnd.openxmlformats-officedocument.wordprocessingml.document')
      .header('content-disposition', attachment(`${meeting.reference}-agenda`.toLowerCase(), markingOf(items), 'docx'))
      .send(file)
  })

  app.get<Params>(meetingPaths.pack(':reference'), { config }, async ({ actor, params }, reply) => {
    const meeting = await open(actor, params.reference)
    const { pdf, marking } = await makePack(db, actor, meeting, { publicUrl, now: clock.now() })
    return reply
      .type('application/pdf')
      .header('content-disposition', attachment(`${meeting.reference}-pack`.toLowerCase(), marking, 'pdf'))
      .send(pdf)
  })

  app.get<Params>(meetingPaths.calendar(':reference'), { config }, async ({ actor, params }, reply) => {
    const meeting = await open(actor, params.reference)
    const entry = {
      uid: calendarUid(meeting, publicUrl),
      when: { startsAt: meeting.startsAt, endsAt: meeting.endsAt },
      title: meeting.title,
      place: meeting.place,
      url: `${publicUrl}${meetingPaths.show(meeting.reference)}`,
      sequence: meeting.sequence,
      at: clock.now(),
      isCancelled: meeting.state === 'cancelled',
    }
    return reply
      .type('text/calendar; charset=utf-8')
      .header('content-disposition', attachment(meeting.reference.toLowerCase(), official, 'ics'))
      .send(calendarFeed(meeting.title, [entry]))
  })
}
