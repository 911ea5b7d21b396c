import type { FastifyInstance } from 'fastify'
import { notFound } from '#platform/errors.ts'
import { listAgencies } from '../agency-store.ts'
import { groupKinds, inPlainWords, operatingWords, ownershipBadge, ownershipSentence } from '../arrangement-words.ts'
import { findGroup, listGroupFacts, listOwners } from '../group-store.ts'
import { factsByKind, seatView } from '../group-view.ts'
import { findEnding } from '../keeping/ending-group-store.ts'
import { listFillings } from '../keeping/filling-store.ts'
import { seatName } from '../keeping/own-seat.ts'
import type { PartnershipsServices } from '../module.ts'
import { partnershipPaths } from '../paths.ts'
import { listSeats } from '../seat-store.ts'
import { mayArrange } from './arranging.ts'
import { pagesOf, partnershipOf, trailOf } from './frame.ts'
import { changeLinks, chairOf, endingView } from './group-state.ts'
import { daysInWords } from './seat.page.ts'
import { seatWords } from './list-groups.page.ts'

export function showGroupPage(app: FastifyInstance, { db, clock, groupExtras }: PartnershipsServices): void {
  app.get<{ Params: { slug: string; group: string } }>(
    partnershipPaths.group(':slug', ':group'),
    { config: { permission: 'partnerships.read' } },
    async (request, reply) => {
      const partnership = await partnershipOf(db, request.params.slug)
      const group = await findGroup(db, partnership.id, request.params.group)
      if (group === undefined) throw notFound('Group')
      const facts = factsByKind(await listGroupFacts(db, group.id))
      const today = clock.today()
      const isMine = partnership.id === request.actor.partnershipId
      const printed = await listSeats(db, group.id)
      // Who sits names people in office: for those who work in the partnership.
      const fillings = isMine ? await listFillings(db, group.id, today) : []
      const seats = printed.map((seat) => seatView(seat, fillings, today))
      const owners = await listOwners(db, group.id)
      const agencies = await listAgencies(db, partnership.id, { representedBy: group.id })
      const seatHref = (id: string) => partnershipPaths.seat(partnership.slug, group.slug, id)
      // What was given to a group belongs to the reader's own partnership, also where another one shares the group.
      const extras = isMine && groupExtras !== undefined ? await groupExtras(request.actor, group.id) : []
      const general = group.membershipSource
      return reply.page('partnerships/pages/show-group.njk', {
        heading: group.name,
        breadcrumbs: trailOf(
          partnership,
          { text: 'Groups', href: partnershipPaths.groups(partnership.slug) },
          { text: group.name, href: partnershipPaths.group(partnership.slug, group.slug) },
        ),
        pages: pagesOf(partnership, request),
        shortName: partnership.shortName,
        group: {
          ...group,
          kind: inPlainWords(groupKinds, group.kind),
          badge: ownershipBadge(group),
          owned: ownershipSentence(partnership.shortName, group),
          operating: operatingWords(group.operating),
          isOperating: group.operating === 'yes',
          isStopped: group.operating === 'no',
          above:
            group.aboveName === null || group.aboveSlug === null
              ? null
              : { name: group.aboveName, href: partnershipPaths.group(partnership.slug, group.aboveSlug) },
          isPlaceInferred: group.reportsToBasis === 'inferred',
        },
        facts,
        seatWords: seatWords(group),
        isOwn: isMine,
        seats: seats
          .filter((seat) => !seat.hasEnded)
          .map((seat) => ({ ...seat, href: seatHref(seat.id), source: seat.source === general ? null : seat.source })),
        endedSeats: printed
          .filter((seat) => seat.endsOn !== null && seat.endsOn < today)
          .map((seat) => ({ name: seatName(seat), href: seatHref(seat.id), days: daysInWords(null, seat.endsOn) })),
        ...(await chairOf(db, group.id, printed)),
        ending: endingView(await findEnding(db, group.id), today, (to) => partnershipPaths.group(partnership.slug, to)),
        links: mayArrange(request.actor, partnership) ? changeLinks(partnership.slug, group.slug) : [],
        chair: seats.filter((seat) => seat.role === 'Chair' && !seat.hasEnded),
        sharing: owners
          .filter((owner) => owner.id !== partnership.id)
          .map(({ name, slug }) => ({ name, href: partnershipPaths.group(slug, group.slug) })),
        agencies: agencies.map(({ name, category }) => ({ name, category })),
        extras,
      })
    },
  )
}
