import type { FastifyInstance } from 'fastify'
import type { Services } from '#platform/services.ts'
import { listAgencies } from '../agency-store.ts'
import { findArrangements, listDocuments, listLinks, listStatements } from '../arrangements-store.ts'
import { asAtInWords } from '../as-at.ts'
import { categoriesOf, partnersOf, statementsOf } from '../glance.ts'
import { listPlacedGroups } from '../group-store.ts'
import { listOffices } from '../office-store.ts'
import { datedWords, type Partnership } from '../partnership-store.ts'
import { partnershipPaths } from '../paths.ts'
import { drawStructure } from '../structure-drawing.ts'
import { notEnded, structureOf } from '../structure.ts'
import { mayArrange } from './arranging.ts'
import { pagesOf, partnershipOf, trailOf } from './frame.ts'

const concepts = [
  ['executive', 'The Executive is called'],
  ['leadPartners', 'The lead safeguarding partners are called'],
  ['plan', 'The plan is called'],
  ['yearlyReport', 'The yearly report is called'],
] as const

/** What each thing is called now, with what it was called before. */
const ownWords = (words: unknown) =>
  concepts.flatMap(([concept, text]) => {
    const dated = datedWords(words, concept)
    const now = dated.at(-1)
    if (now === undefined) return []
    const before = dated.slice(0, -1).map((each) => `${each.word} in ${asAtInWords(each.asAt)}`)
    return [{ text, word: now.word, before: before.join(', '), source: now.source }]
  })

export function atAGlancePage(app: FastifyInstance, { db, clock }: Services): void {
  const arrangementsOf = async (partnership: Partnership) => {
    const { id, slug } = partnership
    const groupHref = (group: string) => partnershipPaths.group(slug, group)
    const [arrangements, statements, links, documents] = await Promise.all([
      findArrangements(db, id),
      listStatements(db, id),
      listLinks(db, id),
      listDocuments(db, id),
    ])
    const [groups, agencies, offices] = await Promise.all([
      listPlacedGroups(db, id),
      listAgencies(db, id),
      listOffices(db, id),
    ])
    const structure = structureOf(notEnded(groups, clock.today()), groupHref)
    return {
      ...arrangements,
      words: ownWords(arrangements.words),
      ...partnersOf(agencies, offices),
      statements: statementsOf(statements),
      structure,
      chart: drawStructure(structure, partnership.shortName),
      categories: categoriesOf(agencies, groupHref),
      boards: links.filter((link) => link.kind === 'strategic-board'),
      forums: links.filter((link) => link.kind === 'associated-forum'),
      neighbours: links.filter((link) => link.kind === 'neighbour').map((link) => link.name),
      documents,
    }
  }

  app.get<{ Params: { slug: string } }>(
    partnershipPaths.show(':slug'),
    { config: { permission: 'partnerships.read' } },
    async (request, reply) => {
      const partnership = await partnershipOf(db, request.params.slug)
      return reply.page('partnerships/pages/at-a-glance.njk', {
        heading: partnership.name,
        breadcrumbs: trailOf(null, { text: partnership.shortName, href: partnershipPaths.show(partnership.slug) }),
        pages: pagesOf(partnership, request),
        shortName: partnership.shortName,
        executive: partnership.words.executive,
        area: partnership.areaName ?? '',
        agenciesHref: partnershipPaths.agencies(partnership.slug),
        renameHref: mayArrange(request.actor, partnership) ? partnershipPaths.rename(partnership.slug) : '',
        structureHref: partnershipPaths.structure(partnership.slug),
        ...(await arrangementsOf(partnership)),
      })
    },
  )
}
