import type { FastifyInstance } from 'fastify'
import { inWords } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
import type { Services } from '#platform/services.ts'
import { inPlainWords, seatRoles } from '../arrangement-words.ts'
import { findGroup } from '../group-store.ts'
import { listFillings, sitsOn, type Filling } from '../keeping/filling-store.ts'
import { ownSeat, seatName } from '../keeping/own-seat.ts'
import { seatAuthorities, voteWords } from '../keeping/seat-words.ts'
import { partnershipPaths } from '../paths.ts'
import { mayArrange, ownPartnership } from './arranging.ts'
import { trailOf } from './frame.ts'

type Params = { Params: { slug: string; group: string; seat: string } }

/** 'from 1 April 2026', 'from 1 April 2026 to 31 March 2027'. */
export const daysInWords = (startsOn: string | null, endsOn: string | null): string =>
  [startsOn === null ? '' : `from ${inWords(startsOn)}`, endsOn === null ? '' : `to ${inWords(endsOn)}`]
    .filter((words) => words !== '')
    .join(' ')

const fillingView = (filling: Filling, today: string, endHref: string) => ({
  office: filling.officeTitle ?? 'An office of another owner',
  organisation: filling.organisation ?? '',
  people: filling.people.join(', '),
  isDeputy: filling.isDeputy,
  when: daysInWords(filling.startsOn, filling.endsOn),
  state: sitsOn(filling, today) ? 'Sits now' : filling.startsOn > today ? 'To come' : 'Sat before',
  endHref: filling.endsOn === null || filling.endsOn >= today ? endHref : '',
})

/** One seat: what it is, what it lets its holder decide, and who sat, sits and will sit in it. */
export function seatPage(app: FastifyInstance, { db, clock }: Services): void {
  app.get<Params>(
    partnershipPaths.seat(':slug', ':group', ':seat'),
    { config: { permission: 'partnerships.read' } },
    async (request, reply) => {
      const partnership = await ownPartnership(db, request)
      const { slug } = partnership
      const group = await findGroup(db, partnership.id, request.params.group)
      if (!group) throw notFound('Group')
      const seat = await ownSeat(db, request.actor, group.id, request.params.seat)
      const today = clock.today()
      const fillings = (await listFillings(db, group.id, today)).filter((each) => each.seatId === seat.id)
      const may = mayArrange(request.actor, partnership)
      return reply.page('partnerships/pages/seat.njk', {
        heading: seatName(seat),
        breadcrumbs: trailOf(
          partnership,
          { text: 'Groups', href: partnershipPaths.groups(slug) },
          { text: group.name, href: partnershipPaths.group(slug, group.slug) },
        ),
        group: group.name,
        facts: [
          { key: 'Kind', value: inPlainWords(seatRoles, seat.role) },
          ...(seat.condition === null ? [] : [{ key: 'Taken up', value: seat.condition }]),
          { key: 'Votes', value: inPlainWords(voteWords, seat.votes) },
          {
            key: 'Lets its holder decide',
            value: seat.authorities.map((each) => inPlainWords(seatAuthorities, each)).join(', ') || 'Nothing stated',
          },
          { key: 'Places', value: seat.places === null ? 'As many as come' : String(seat.places) },
          { key: 'Days', value: daysInWords(seat.startsOn, seat.endsOn) || 'As printed, no days stated' },
          ...(seat.note === null ? [] : [{ key: 'Note', value: seat.note }]),
          { key: 'Source', value: seat.source },
        ],
        isVacant: seat.isVacant,
        fillings: fillings.map((each) =>
          fillingView(each, today, may ? partnershipPaths.endFilling(slug, group.slug, each.id) : ''),
        ),
        links: may
          ? [
              { text: 'Fill this seat', href: partnershipPaths.fillSeat(slug, group.slug, seat.id) },
              { text: 'Change this seat', href: partnershipPaths.changeSeat(slug, group.slug, seat.id) },
              { text: 'End this seat', href: partnershipPaths.endSeat(slug, group.slug, seat.id) },
            ]
          : [],
      })
    },
  )
}
