import type { FastifyInstance } from 'fastify'
import { inWords } from '#platform/dates.ts'
import type { Services } from '#platform/services.ts'
import { inPlainWords } from '../arrangement-words.ts'
import { listNotices, listVisits, ownAgency } from '../keeping/register-store.ts'
import { legalCategories, yesNoWords } from '../keeping/register-words.ts'
import { partnershipPaths } from '../paths.ts'
import { mayArrange, ownPartnership } from './arranging.ts'
import { trailOf } from './frame.ts'
import { daysInWords } from './seat.page.ts'

/** One agency of the register: its standings, what it was told and acknowledged, and the visits to it. */
export function agencyPage(app: FastifyInstance, { db, clock }: Services): void {
  app.get<{ Params: { slug: string; id: string } }>(
    partnershipPaths.agency(':slug', ':id'),
    { config: { permission: 'partnerships.read' } },
    async (request, reply) => {
      const partnership = await ownPartnership(db, request)
      const { slug } = partnership
      const agency = await ownAgency(db, request.actor, request.params.id)
      const may = mayArrange(request.actor, partnership)
      const [notices, visits] = [await listNotices(db, agency.id), await listVisits(db, agency.id)]
      return reply.page('partnerships/pages/agency.njk', {
        heading: agency.name,
        breadcrumbs: trailOf(partnership, { text: 'Agencies', href: partnershipPaths.agencies(slug) }),
        hasEnded: agency.endsOn !== null && agency.endsOn < clock.today(),
        facts: [
          { key: 'Relevant agency', value: inPlainWords(yesNoWords, agency.relevantAgency) },
          { key: 'Legal category', value: inPlainWords(legalCategories, agency.legalCategory) },
          { key: 'Section 11 body', value: inPlainWords(yesNoWords, agency.section11) },
          { key: 'Invited by the partnership', value: inPlainWords(yesNoWords, agency.invited) },
          { key: 'Legal basis', value: agency.legalBasis ?? 'Not stated' },
          {
            key: 'Represented by',
            value: agency.groupName ?? (agency.isSafeguardingPartner ? 'Itself' : 'Not stated'),
          },
          { key: 'In the register', value: daysInWords(agency.startsOn, agency.endsOn) || 'Days not stated' },
          ...(agency.note === null ? [] : [{ key: 'Note', value: agency.note }]),
          { key: 'Source', value: agency.source },
        ],
        links: may
          ? [
              { text: 'Change this entry', href: partnershipPaths.changeAgency(slug, agency.id) },
              { text: 'Record what it was told', href: partnershipPaths.tellAgency(slug, agency.id) },
              { text: 'Log a visit', href: partnershipPaths.visitAgency(slug, agency.id) },
            ]
          : [],
        notices: notices.map((notice) => ({
          what: notice.what,
          toldOn: inWords(notice.toldOn),
          acknowledged:
            notice.acknowledgedOn === null
              ? ''
              : `Acknowledged on ${inWords(notice.acknowledgedOn)}: ${notice.acknowledgedWords ?? ''}`,
          href: may && notice.acknowledgedOn === null ? partnershipPaths.acknowledge(slug, notice.id) : '',
        })),
        visits: visits.map((visit) => ({
          on: inWords(visit.visitedOn),
          by: visit.office ?? '',
          met: visit.met,
          what: visit.what,
          followUp:
            visit.followUp === null || visit.followUpOn === null
              ? ''
              : visit.followedOn === null
                ? `To follow up by ${inWords(visit.followUpOn)}: ${visit.followUp}`
                : `Followed up on ${inWords(visit.followedOn)}: ${visit.followUp}`,
          href:
            may && visit.followUp !== null && visit.followedOn === null
              ? partnershipPaths.followUp(slug, visit.id)
              : '',
        })),
      })
    },
  )
}
