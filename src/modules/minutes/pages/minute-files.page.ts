import type { FastifyInstance } from 'fastify'
import type { Actor } from '#platform/actor.ts'
import { notFound } from '#platform/errors.ts'
import { blocksToHtml } from '#platform/documents/to-html.ts'
import { documentToDocx } from '#platform/documents/to-docx.ts'
import type { Document } from '#platform/documents/document.ts'
import { attachment, official, published, sensitive, type Marking } from '#platform/marking.ts'
import type { Services } from '#platform/services.ts'
import { listDecisions } from '../decision-store.ts'
import { listAttendance, type MinutedMeeting } from '../meeting-store.ts'
import { asPublished, minuteDocument } from '../minute-document.ts'
import { decisionView, itemViews } from '../minute-view.ts'
import { minutesPaths } from '../paths.ts'
import { meetingWords, minutesCrumbs, openMeeting } from './open-meeting.ts'
import { attendanceView } from './show-minutes.page.ts'

/** The minutes as files, whole for those who may read them; and as they are published, on a page and as a file. */
export function minuteFilesPage(app: FastifyInstance, { db, publicUrl }: Services): void {
  const config = { permission: 'minutes.read' }

  async function documentOf(
    actor: Actor,
    meeting: MinutedMeeting,
    isPublished: boolean,
  ): Promise<{ document: Document; marking: Marking }> {
    const [items, attendance, decisions] = await Promise.all([
      itemViews(db, actor, meeting),
      listAttendance(db, meeting.id),
      listDecisions(db, actor, { meetingId: meeting.id, most: 200 }),
    ])
    const whole = { items, attendance: attendanceView(attendance) }
    const shown = isPublished ? asPublished(items, whole.attendance, meeting.hasNames ?? false) : whole
    const between = decisions
      .filter(({ itemId, marking }) => itemId === null && !(isPublished && marking === 'OFFICIAL-SENSITIVE'))
      .map(decisionView)
    const marking = isPublished ? published : items.some(({ isSensitive }) => isSensitive) ? sensitive : official
    return { document: minuteDocument(meeting, { ...shown, between }, isPublished ? '' : marking), marking }
  }

  type At = { Params: { reference: string; kind: string } }
  app.get<At>(minutesPaths.file(':reference', ':kind'), { config }, async ({ actor, params }, reply) => {
    const meeting = await openMeeting(db, actor, params.reference)
    const isPublished = params.kind === 'published.docx'
    if (meeting.minuteState === 'none' || (isPublished && meeting.minuteState !== 'published'))
      throw notFound('Minutes')
    if (params.kind !== 'docx' && !isPublished) throw notFound('File')
    const { document, marking } = await documentOf(actor, meeting, isPublished)
    return reply
      .header('content-disposition', attachment(`minutes-${meeting.reference}`, marking, 'docx'))
      .type('application/vnd.openxmlformats-officedocument.wordprocessingml.document')
      .send(await documentToDocx(document, { baseUrl: publicUrl }))
  })

  app.get<{ Params: { reference: string } }>(
    minutesPaths.published(':reference'),
    { config },
    async ({ actor, params }, reply) => {
      const meeting = await openMeeting(db, actor, params.reference)
      if (meeting.minuteState !== 'published') throw notFound('Published minutes')
      const { document } = await documentOf(actor, meeting, true)
      return reply.page('minutes/pages/published-minutes.njk', {
        heading: `As published: ${meetingWords(meeting)}`,
        breadcrumbs: minutesCrumbs(meeting),
        isInvented: meeting.isInvented,
        html: blocksToHtml(document.blocks),
        fileHref: minutesPaths.file(meeting.reference, 'published.docx'),
      })
    },
  )
}
