import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { lenient } from '#platform/views.ts'
import type { Services } from '#platform/services.ts'
import { plural } from '#platform/words.ts'
import { listAgencies, type Agency, type AgencyFilter } from '../agency-store.ts'
import { inPlainWords, sectorWords } from '../arrangement-words.ts'
import { partnershipPaths } from '../paths.ts'
import { mayArrange } from './arranging.ts'
import { pagesOf, partnershipOf, trailOf } from './frame.ts'

/** One word each; an address with the same key twice or with something odd in it filters by nothing. */
const word = z.string().trim().max(200).catch('')
const asked = z.object({ name: word, category: word, sector: word })
type Asked = z.infer<typeof asked>

const filterOf = ({ name, category, sector }: Asked): AgencyFilter => ({
  ...(name === '' ? {} : { name }),
  ...(category === '' ? {} : { category }),
  ...(sector === '' ? {} : { sector }),
})

const choices = (all: string, values: readonly string[], chosen: string, words: (value: string) => string) =>
  lenient([
    lenient({ value: '', text: all, selected: chosen === '' }),
    ...[...new Set(values)].map((value) => lenient({ value, text: words(value), selected: value === chosen })),
  ])

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const standing = (answer: string): string => (answer === 'not stated' ? 'Not stated in the source' : capital(answer))

function agencyView(agency: Agency, groupHref: (slug: string) => string, href: string) {
  return {
    href,
    name: agency.name,
    asPrinted: agency.nameAsPrinted === agency.name ? null : agency.nameAsPrinted,
    partOf: agency.partOf,
    isCategory: agency.isCategory,
    sector: inPlainWords(sectorWords, agency.sector),
    alsoServes: agency.alsoServes,
    speaksForItself: agency.isSafeguardingPartner,
    standings: [
      ...(agency.isSafeguardingPartner ? [{ text: 'Safeguarding partner', answer: 'Yes' }] : []),
      { text: 'Relevant agency', answer: standing(agency.relevantAgency) },
      { text: 'Section 11 body', answer: standing(agency.section11) },
      ...(agency.invited === 'not stated'
        ? []
        : [{ text: 'Invited by the partnership', answer: standing(agency.invited) }]),
    ],
    legalBasis: agency.legalBasis,
    group:
      agency.groupSlug === null || agency.groupName === null
        ? null
        : { name: agency.groupName, href: groupHref(agency.groupSlug) },
    aliases: agency.aliases,
    notes: [agency.note, agency.organisationNote].filter((note) => note !== null),
    source: agency.source,
  }
}

export function listAgenciesPage(app: FastifyInstance, { db, clock }: Services): void {
  app.get<{ Params: { slug: string } }>(
    partnershipPaths.agencies(':slug'),
    { config: { permission: 'partnerships.read' } },
    async (request, reply) => {
      const partnership = await partnershipOf(db, request.params.slug)
      const filter = asked.parse(request.query)
      const isIn = ({ endsOn }: Agency) => endsOn === null || endsOn >= clock.today()
      const all = (await listAgencies(db, partnership.id)).filter(isIn)
      const found = (await listAgencies(db, partnership.id, filterOf(filter))).filter(isIn)
      const isOwn = partnership.id === request.actor.partnershipId
      const isFiltered = Object.values(filter).some((each) => each !== '')
      const groupHref = (group: string) => partnershipPaths.group(partnership.slug, group)
      return reply.page('partnerships/pages/list-agencies.njk', {
        heading: `Agencies of ${partnership.shortName}`,
        breadcrumbs: trailOf(partnership, { text: 'Agencies', href: partnershipPaths.agencies(partnership.slug) }),
        pages: pagesOf(partnership, request),
        shortName: partnership.shortName,
        links: mayArrange(request.actor, partnership)
          ? [
              { text: 'Add an agency', href: partnershipPaths.addAgency(partnership.slug) },
              { text: 'Yearly review of the list', href: partnershipPaths.reviewAgencies(partnership.slug) },
            ]
          : [],
        action: partnershipPaths.agencies(partnership.slug),
        name: filter.name,
        categories: choices(
          'All categories',
          all.map((each) => each.category),
          filter.category,
          (value) => value,
        ),
        sectors: choices('All sectors', all.map((each) => each.sector).toSorted(), filter.sector, (value) =>
          inPlainWords(sectorWords, value),
        ),
        isFiltered,
        isEmpty: all.length === 0,
        count: isFiltered
          ? `${found.length} of ${plural(all.length, 'agency', 'agencies')}`
          : plural(all.length, 'agency', 'agencies'),
        sections: [...Map.groupBy(found, (agency) => agency.category)].map(([category, members]) => ({
          category,
          members: members.map((agency) =>
            agencyView(agency, groupHref, isOwn ? partnershipPaths.agency(partnership.slug, agency.id) : ''),
          ),
        })),
      })
    },
  )
}
