import type { FastifyInstance } from 'fastify'
import type { Services } from '#platform/services.ts'
import { listPlacedGroups } from '../group-store.ts'
import { partnershipPaths } from '../paths.ts'
import { drawStructure } from '../structure-drawing.ts'
import { notEnded, structureOf } from '../structure.ts'
import { pagesOf, partnershipOf, trailOf } from './frame.ts'

export function structurePage(app: FastifyInstance, { db, clock }: Services): void {
  app.get<{ Params: { slug: string } }>(
    partnershipPaths.structure(':slug'),
    { config: { permission: 'partnerships.read' } },
    async (request, reply) => {
      const partnership = await partnershipOf(db, request.params.slug)
      const groups = notEnded(await listPlacedGroups(db, partnership.id), clock.today())
      const structure = structureOf(groups, (group) => partnershipPaths.group(partnership.slug, group))
      return reply.page('partnerships/pages/structure.njk', {
        heading: `Structure of ${partnership.shortName}`,
        breadcrumbs: trailOf(partnership, { text: 'Structure', href: partnershipPaths.structure(partnership.slug) }),
        pages: pagesOf(partnership, request),
        shortName: partnership.shortName,
        structure,
        chart: drawStructure(structure, partnership.shortName),
      })
    },
  )
}
