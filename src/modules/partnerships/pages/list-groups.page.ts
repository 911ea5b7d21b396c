import type { FastifyInstance } from 'fastify'
import { inWords } from '#platform/dates.ts'
import type { Services } from '#platform/services.ts'
import { plural } from '#platform/words.ts'
import { groupKinds, inPlainWords, operatingWords, ownershipBadge } from '../arrangement-words.ts'
import { listPlacedGroups, type PlacedGroup } from '../group-store.ts'
import { partnershipPaths } from '../paths.ts'
import { listOffers } from '../keeping/offer-store.ts'
import { mayArrange } from './arranging.ts'
import { pagesOf, partnershipOf, trailOf } from './frame.ts'

/** How many seats a group has: the sources may be silent, or name only some. */
export function seatWords({ membershipStated, seats, vacant }: PlacedGroup): { text: string; vacant: string | null } {
  if (membershipStated === 'none') return { text: 'Not stated in the source', vacant: null }
  const filled = `${seats - vacant} filled`
  return {
    text: membershipStated === 'some' ? `At least ${filled} (the source names some)` : filled,
    vacant: vacant === 0 ? null : plural(vacant, 'vacant seat'),
  }
}

export function listGroupsPage(app: FastifyInstance, { db, clock }: Services): void {
  app.get<{ Params: { slug: string } }>(
    partnershipPaths.groups(':slug'),
    { config: { permission: 'partnerships.read' } },
    async (request, reply) => {
      const partnership = await partnershipOf(db, request.params.slug)
      const today = clock.today()
      const all = await listPlacedGroups(db, partnership.id)
      const hasEnded = ({ endsOn }: PlacedGroup) => endsOn !== null && endsOn < today
      const groups = all.filter((group) => !hasEnded(group))
      const may = mayArrange(request.actor, partnership)
      return reply.page('partnerships/pages/list-groups.njk', {
        heading: `Groups of ${partnership.shortName}`,
        breadcrumbs: trailOf(partnership, { text: 'Groups', href: partnershipPaths.groups(partnership.slug) }),
        pages: pagesOf(partnership, request),
        shortName: partnership.shortName,
        addHref: may ? partnershipPaths.addGroup(partnership.slug) : '',
        offers: may
          ? (await listOffers(db, partnership.id)).map(({ name, slug, owners }) => ({
              name,
              owners: owners.join(' and '),
              href: partnershipPaths.takeOnGroup(partnership.slug, slug),
            }))
          : [],
        ended: all.filter(hasEnded).map((group) => ({
          name: group.name,
          href: partnershipPaths.group(partnership.slug, group.slug),
          endedOn: inWords(group.endsOn ?? ''),
        })),
        groups: groups.map((group) => ({
          name: group.name,
          href: partnershipPaths.group(partnership.slug, group.slug),
          kind: inPlainWords(groupKinds, group.kind),
          frequency: group.frequency,
          ownership: ownershipBadge(group),
          operating: operatingWords(group.operating),
          isStopped: group.operating === 'no',
          seats: seatWords(group),
        })),
      })
    },
  )
}
