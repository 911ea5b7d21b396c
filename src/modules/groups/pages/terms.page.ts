import type { FastifyInstance } from 'fastify'
import { threadOf } from '#modules/thread/public.ts'
import { may } from '#platform/actor.ts'
import { inWords } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
import type { Services } from '#platform/services.ts'
import { lineDifference } from '../line-difference.ts'
import { groupPaths } from '../paths.ts'
import { inForceOn, stateOf, stateWords } from '../terms.ts'
import { findTerms, listTerms, type TermsLine } from '../terms-store.ts'
import { groupById, groupOf, type Params } from './frame.ts'

const config = { permission: 'groups.read' }

const lineOf = (line: TermsLine, all: readonly TermsLine[], today: string) => ({
  number: String(line.number),
  href: groupPaths.version(line.reference),
  reference: line.reference,
  state: stateWords[stateOf(line, all, today)],
  isInForce: stateOf(line, all, today) === 'in-force',
  whatChanged: line.whatChanged,
  proposed: inWords(line.proposedOn),
  approved: line.approvedOn === null ? '' : `${inWords(line.approvedOn)} by ${line.approvedBy ?? 'a group'}`,
  inForceFrom: line.inForceFrom === null ? '' : inWords(line.inForceFrom),
})

/** A group's terms of reference: what is in force, every version, one version, and two side by side. */
export function termsPages(app: FastifyInstance, { db, clock }: Services): void {
  app.get<Params>(groupPaths.terms(':slug', ':group'), { config }, async (request, reply) => {
    const group = await groupOf(db, request)
    const { actor } = request
    const all = await listTerms(db, group.id)
    const now = inForceOn(all, clock.today())
    const current = now && (await findTerms(db, now.reference))
    const [newest, before] = all
    return reply.page('groups/pages/terms.njk', {
      heading: 'Terms of reference',
      breadcrumbs: group.trail,
      group: group.name,
      current: current
        ? { number: String(current.number), body: current.body, from: inWords(current.inForceFrom ?? '') }
        : null,
      versions: all.map((line) => ({
        ...lineOf(line, all, clock.today()),
        compareHref:
          line.number > 1
            ? `${groupPaths.compareTerms(actor.partnershipSlug, group.slug)}?from=${line.number - 1}&to=${line.number}`
            : '',
        before: String(line.number - 1),
      })),
      proposeHref: may(actor, 'groups.keep') ? groupPaths.proposeTerms(actor.partnershipSlug, group.slug) : '',
      compareHref: groupPaths.compareTerms(actor.partnershipSlug, group.slug),
      choices: all.map((line) => ({ value: String(line.number), text: `Version ${line.number}` })),
      from: String(before?.number ?? ''),
      to: String(newest?.number ?? ''),
    })
  })

  app.get<Params & { Querystring: { from?: unknown; to?: unknown } }>(
    groupPaths.compareTerms(':slug', ':group'),
    { config },
    async (request, reply) => {
      const group = await groupOf(db, request)
      const all = await listTerms(db, group.id)
      const wanted = (number: unknown) => all.find((line) => String(line.number) === number)
      const [from, to] = [wanted(request.query.from), wanted(request.query.to)]
      if (!from || !to) throw notFound('Version')
      const [before, after] = [await findTerms(db, from.reference), await findTerms(db, to.reference)]
      const lines = lineDifference(before?.body ?? '', after?.body ?? '')
      return reply.page('groups/pages/compare-terms.njk', {
        heading: `Terms of reference: version ${from.number} and version ${to.number}`,
        breadcrumbs: [
          ...group.trail,
          { text: 'Terms of reference', href: groupPaths.terms(request.actor.partnershipSlug, group.slug) },
        ],
        group: group.name,
        before: `version ${from.number}`,
        after: `version ${to.number}`,
        isTooLong: lines === null,
        gone: String(lines?.filter((line) => line.kind === 'gone').length ?? 0),
        added: String(lines?.filter((line) => line.kind === 'new').length ?? 0),
        lines: (lines ?? []).map((line) => ({ ...line, text: line.text === '' ? ' ' : line.text })),
      })
    },
  )

  app.get<{ Params: { reference: string } }>(groupPaths.version(':reference'), { config }, async (request, reply) => {
    const { actor } = request
    const terms = await findTerms(db, request.params.reference)
    if (!terms) throw notFound('Terms of reference')
    const group = await groupById(db, actor, terms.groupId)
    const all = await listTerms(db, group.id)
    const isOpen = terms.approvedOn === null && terms.withdrawnOn === null
    return reply.page('groups/pages/version.njk', {
      heading: `Terms of reference, version ${terms.number}`,
      breadcrumbs: [
        ...group.trail,
        { text: 'Terms of reference', href: groupPaths.terms(actor.partnershipSlug, group.slug) },
      ],
      group: group.name,
      arrows: await threadOf(db, actor, terms.id, clock.today()),
      line: lineOf(terms, all, clock.today()),
      body: terms.body,
      approveHref: isOpen && may(actor, 'groups.keep') ? groupPaths.approveTerms(terms.reference) : '',
    })
  })
}
