import type { FastifyInstance } from 'fastify'
import { findPartnership } from '#modules/partnerships/public.ts'
import type { Actor } from '#platform/actor.ts'
import { documentToDocx } from '#platform/documents/to-docx.ts'
import { notFound } from '#platform/errors.ts'
import type { Services } from '#platform/services.ts'
import { reportPaths } from '../paths.ts'
import { wordFileName } from '../report.ts'
import { figureContext, reportDocument } from '../report-document.ts'
import { findReport, sectionsOf } from '../report-store.ts'
import { readable } from './readable.ts'

const config = { permission: 'reports.read' }

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

  app.get<{ Params: { reference: string } }>(
    reportPaths.read(':reference'),
    { config },
    async ({ actor, params }, reply) => {
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
        parts: readable(document.blocks),
      })
    },
  )

  app.get<{ Params: { reference: string } }>(
    reportPaths.word(':reference'),
    { config },
    async ({ actor, params, protocol, host }, reply) => {
      const { document, report, partnership } = await draw(actor, params.reference)
      const name = wordFileName(partnership.shortName, report)
      return reply
        .type('application/vnd.openxmlformats-officedocument.wordprocessingml.document')
        .header(
          'content-disposition',
          `attachment; filename="${name.replaceAll(/[^\x20-\x7e]|["\\]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name)}`,
        )
        .send(await documentToDocx(document, { baseUrl: `${protocol}://${host}` }))
    },
  )
}
