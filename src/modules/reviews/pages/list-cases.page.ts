import type { FastifyInstance } from 'fastify'
import { findCalendar } from '#modules/duties/public.ts'
import { may } from '#platform/actor.ts'
import { sensitive } from '#platform/marking.ts'
import type { Services } from '#platform/services.ts'
import { caseStates } from '../case.ts'
import { clocksOf } from '../case-clock.ts'
import { listCases } from '../case-store.ts'
import { reviewPaths } from '../paths.ts'

export function listCasesPage(app: FastifyInstance, { db, clock }: Services): void {
  const config = { permission: 'reviews.cases', stepUp: true } as const
  app.get(reviewPaths.cases(), { config }, async ({ actor }, reply) => {
    const [cases, calendar] = [await listCases(db, actor, clock.now()), await findCalendar(db)]
    return reply.page('reviews/pages/list-cases.njk', {
      heading: 'Reviews of incidents',
      marking: sensitive,
      openHref: may(actor, 'reviews.open-case') ? reviewPaths.openCase() : '',
      cases: cases.map((one) => ({
        title: one.title,
        reference: one.reference,
        href: reviewPaths.case(one.reference),
        pseudonym: one.pseudonym,
        state: caseStates[one.state],
        due: one.state === 'open' ? (clocksOf(one, calendar)[1]?.due ?? '') : 'Not running',
        owner: `${one.ownerOffice}, ${one.ownerOrganisation}`,
      })),
    })
  })
}
