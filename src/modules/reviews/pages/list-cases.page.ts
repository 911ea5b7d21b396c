import type { FastifyInstance } from 'fastify'
import { findCalendar } from '#modules/duties/public.ts'
import { may } from '#platform/actor.ts'
import { sensitive } from '#platform/marking.ts'
import type { Services } from '#platform/services.ts'
import type { WorkingDayCalendar } from '#statute/working-day-calendar.ts'
import { caseStates } from '../case.ts'
import { clocksOf } from '../case-clock.ts'
import { listCases, type Case } from '../case-store.ts'
import { reviewPaths } from '../paths.ts'

/** When the rapid review is due, as long as it is. */
function rapidReview(one: Case, calendar: WorkingDayCalendar, today: string): { due: string; standing: string } {
  if (one.state !== 'open') return { due: 'Not running', standing: '' }
  const [, { due, standing }] = clocksOf(one, calendar, today)
  return { due, standing }
}

export function listCasesPage(app: FastifyInstance, { db, clock }: Services): void {
  const config = { permission: 'reviews.cases', stepUp: true } as const
  app.get(reviewPaths.cases(), { config }, async ({ actor }, reply) => {
    const [cases, calendar] = [await listCases(db, actor, clock.now()), await findCalendar(db)]
    return reply.page('reviews/pages/list-cases.njk', {
      heading: 'Reviews of incidents',
      marking: sensitive,
      openHref: may(actor, 'reviews.open-case') ? reviewPaths.openCase() : '',
      breakGlassHref: may(actor, 'reviews.break-glass') ? reviewPaths.breakGlass() : '',
      cases: cases.map((one) => ({
        ...rapidReview(one, calendar, clock.today()),
        kind: one.title.slice(0, one.title.lastIndexOf(' ')),
        number: one.title.slice(one.title.lastIndexOf(' ') + 1),
        reference: one.reference,
        href: reviewPaths.case(one.reference),
        pseudonym: one.pseudonym,
        state: caseStates[one.state],
        owner: `${one.ownerOffice}, ${one.ownerOrganisation}`,
      })),
    })
  })
}
