import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { findPartnership } from '#modules/partnerships/public.ts'
import type { Actor } from '#platform/actor.ts'
import { documentToDocx } from '#platform/documents/to-docx.ts'
import { documentToPdf } from '#platform/documents/to-pdf.ts'
import { notFound } from '#platform/errors.ts'
import type { Services } from '#platform/services.ts'
import { reportPaths } from '../paths.ts'
import { fileName } from '../report.ts'
import { figureContext, reportDocument } from '../report-document.ts'
import { findReport, sectionsOf } from '../report-store.ts'
import { readable } from './readable.ts'

const config = { permission: 'reports.read' }
const media = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
}
type Params = { reference: string }

export function readReportPage(app: FastifyInstance, { db, clock }: Services): void {
  async function draw(actor: Actor, reference: string) {
    const [report, partnership] = await Promise.all([
      findReport(db, actor, reference),
      findPartnership(db, actor.partnershipId),
    ])
    if (!report || !partnership) throw notFound('Report')
    const context = await figureContext(db, actor, report, clock.today())
    const drawn = await reportDocument(context, partnership, await sectionsOf(db, actor, report.id))
    return { ...drawn, report, partnership }
  }

  app.get<{ Params: Params }>(reportPaths.read(':reference'), { config }, async ({ actor, params }, reply) => {
    const { document, report, isInvented } = await draw(actor, params.reference)
    return reply.page('reports/pages/read-report.njk', {
      heading: document.title,
      subtitle: document.subtitle ?? '',
      marking: document.marking ?? '',
      invented: isInvented,
      breadcrumbs: [
        { text: 'Yearly reports', href: reportPaths.list() },
        { text: report.title, href: reportPaths.show(report.reference) },
      ],
      meta: document.meta,
      wordHref: reportPaths.word(report.reference),
      pdfHref: reportPaths.pdf(report.reference),
      parts: readable(document.blocks),
    })
  })

  const send =
    (ending: 'docx' | 'pdf') =>
    async ({ actor, params, protocol, host }: FastifyRequest<{ Params: Params }>, reply: FastifyReply) => {
      const { document, report, partnership } = await draw(actor, params.reference)
      const name = fileName(partnership.shortName, report, ending)
      const options = { baseUrl: `${protocol}://${host}` }
      return reply
        .type(media[ending])
        .header(
          'content-disposition',
          `attachment; filename="${name.replaceAll(/[^\x20-\x7e]|["\\]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name)}`,
        )
        .send(ending === 'pdf' ? documentToPdf(document, options) : await documentToDocx(document, options))
    }
  app.get<{ Params: Params }>(reportPaths.word(':reference'), { config }, send('docx'))
  app.get<{ Params: Params }>(reportPaths.pdf(':reference'), { config }, send('pdf'))
}
