import type { FastifyInstance } from 'fastify'
import type { Actor } from '#platform/actor.ts'
import { notFound } from '#platform/errors.ts'
import { blocksToHtml } from '#platform/documents/to-html.ts'
import { documentToDocx } from '#platform/documents/to-docx.ts'
import { documentToPdf } from '#platform/documents/to-pdf.ts'
import type { Document } from '#platform/documents/document.ts'
import { attachment, official, published, sensitive, type Marking } from '#platform/marking.ts'
import type { Services } from '#platform/services.ts'
import { listDecisions } from '../decision-store.ts'
import { listAttendance, type MinutedMeeting } from '../meeting-store.ts'
import { asPublished, minuteDocument } from '../minute-document.ts'
import { decisionView, itemViews, underNoItem } from '../minute-view.ts'
import { minutesPaths } from '../paths.ts'
import { meetingWords, minutesCrumbs, openMeeting } from './open-meeting.ts'
import { attendanceView } from './show-minutes.page.ts'

const media = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
}
const kinds: Record<string, { ending: 'docx' | 'pdf'; isPublished: boolean } | undefined> = {
  docx: { ending: 'docx', isPublished: false },
  pdf: { ending: 'pdf', isPublished: false },
  'published.docx': { ending: 'docx', isPublished: true },
  'published.pdf': { ending: 'pdf', isPublished: true },
}

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
    const between = underNoItem(decisions, items)
      .filter(({ marking }) => !(isPublished && marking === 'OFFICIAL-SENSITIVE'))
      .map(decisionView)
    const marking = isPublished ? published : items.some(({ isSensitive }) => isSensitive) ? sensitive : official
    return { document: minuteDocument(meeting, { ...shown, between }, isPublished ? '' : marking), marking }
  }

  type At = { Params: { reference: string; kind: string } }
  app.get<At>(minutesPaths.file(':reference', ':kind'), { config }, async ({ actor, params }, reply) => {
    const meeting = await openMeeting(db, actor, params.reference)
    const kind = kinds[params.kind]
    if (!kind || meeting.minuteState === 'none' || (kind.isPublished && meeting.minuteState !== 'published'))
      throw notFound('Minutes')
    const { document, marking } = await documentOf(actor, meeting, kind.isPublished)
    return reply
      .header('content-disposition', attachment(`minutes-${meeting.reference}`, marking, kind.ending))
      .type(media[kind.ending])
      .send(
        kind.ending === 'pdf'
          ? documentToPdf(document, { baseUrl: publicUrl })
          : await documentToDocx(document, { baseUrl: publicUrl }),
      )
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
        wordHref: minutesPaths.file(meeting.reference, 'published.docx'),
        pdfHref: minutesPaths.file(meeting.reference, 'published.pdf'),
      })
    },
  )
}
