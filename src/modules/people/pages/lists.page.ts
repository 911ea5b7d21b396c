import type { FastifyInstance } from 'fastify'
import { listHoldings } from '#modules/identity/public.ts'
import { howFar, instantInWords, inWords, quarterOf } from '#platform/dates.ts'
import type { Services } from '#platform/services.ts'
import { plural, wordsFor } from '#platform/words.ts'
import { listChecks } from '../list-check-store.ts'
import { peoplePaths } from '../paths.ts'
import { ownOrganisation } from '../reach.ts'

const doneWords = { confirmed: 'The list is confirmed for this quarter.' }

/** Which organisations have confirmed this quarter who holds their offices. */
export function listsPage(app: FastifyInstance, { db, clock }: Services): void {
  app.get<{ Querystring: { done?: string } }>(
    peoplePaths.lists(),
    { config: { permission: 'people.confirm-list' } },
    async ({ actor, query }, reply) => {
      const today = clock.today()
      const organisationId = ownOrganisation(actor)
      const lines = await listHoldings(db, actor.partnershipId, today, { organisationId })
      const checks = new Map(
        (await listChecks(db, actor.partnershipId, today)).map((each) => [each.organisationId, each]),
      )
      const held = Map.groupBy(
        lines.filter(({ personId }) => personId !== null),
        (line) => line.organisationId,
      )
      return reply.page('people/pages/lists.njk', {
        heading: 'Quarterly confirmation',
        breadcrumbs: [{ text: 'People and offices', href: peoplePaths.list() }],
        done: wordsFor(doneWords, query.done),
        quarter: quarterOf(today).label,
        lists: [...held].map(([id, people]) => {
          const check = checks.get(id)
          const late = check?.confirmedAt === null && check.dueOn < today
          return {
            organisation: people[0]?.organisation ?? '',
            href: check?.confirmedAt ? '' : peoplePaths.confirm(id),
            people: plural(new Set(people.map(({ tenureId }) => tenureId)).size, 'person', 'people'),
            hasAdministrator: people.some(({ role }) => role === 'agency-administrator'),
            state: check?.confirmedAt ? 'Confirmed' : late ? 'Overdue' : 'Not confirmed',
            tag: check?.confirmedAt ? 'govuk-tag--green' : late ? 'govuk-tag--red' : 'govuk-tag--yellow',
            when: check?.confirmedAt
              ? `${check.confirmedBy ?? ''}, ${instantInWords(check.confirmedAt)}`
              : check
                ? `By ${inWords(check.dueOn)}, ${howFar(today, check.dueOn)}`
                : 'Not opened yet this quarter',
            notKnown: check?.notKnown ? plural(check.notKnown, 'person is', 'people are') + ' not known to them' : '',
          }
        }),
      })
    },
  )
}
