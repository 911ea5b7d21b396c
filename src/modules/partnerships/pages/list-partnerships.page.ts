import type { FastifyInstance } from 'fastify'
import type { Services } from '#platform/services.ts'
import { listPartnerships } from '../partnership-store.ts'
import { partnershipPaths } from '../paths.ts'

export function listPartnershipsPage(app: FastifyInstance, { db }: Services): void {
  app.get(partnershipPaths.list(), { config: { permission: 'partnerships.read' } }, async ({ actor }, reply) => {
    const all = await listPartnerships(db)
    const partnerships = all.map((each) => ({
      name: each.name,
      shortName: each.shortName,
      area: each.areaName ?? '',
      purpose: each.purpose,
      isMine: each.id === actor.partnershipId,
      links: [
        { text: 'Structure', href: partnershipPaths.structure(each.slug) },
        { text: 'Groups', href: partnershipPaths.groups(each.slug) },
        { text: 'Agencies', href: partnershipPaths.agencies(each.slug) },
      ],
      href: partnershipPaths.show(each.slug),
    }))
    return reply.page('partnerships/pages/list-partnerships.njk', {
      heading: 'Partnerships',
      partnerships: [...partnerships.filter((each) => each.isMine), ...partnerships.filter((each) => !each.isMine)],
    })
  })
}
