import type { FastifyInstance } from 'fastify'
import { may } from '#platform/actor.ts'
import { must } from '#platform/command.ts'
import { instantInWords, inWords } from '#platform/dates.ts'
import { sensitive } from '#platform/marking.ts'
import type { Services } from '#platform/services.ts'
import { hasNamedAccess } from '../access-store.ts'
import { sealedFieldNames, sealedFields, type SealedField } from '../case.ts'
import { keepsNhsNumber } from '../case-store.ts'
import { reviewPaths } from '../paths.ts'
import { readIdentity } from '../read-identity.ts'
import { caseCrumbs, type ByReference } from './case-page.ts'

const shown = (field: SealedField, value: string | null): string =>
  value === null ? 'Not recorded' : field === 'date_of_birth' ? inWords(value) : value

export function showChildPage(app: FastifyInstance, { db, clock }: Services): void {
  app.get<ByReference>(
    reviewPaths.child(':reference'),
    { config: { permission: 'reviews.cases', stepUp: true } },
    async ({ actor, params: { reference } }, reply) => {
      const now = clock.now()
      const { one, identity, history } = must(await readIdentity(db, actor, { reference, now, withHistory: true }))
      const mayWrite = may(actor, 'reviews.open-case') && (await hasNamedAccess(db, actor, one.id, now))
      const keepsNumber = await keepsNhsNumber(db)
      return reply.page('reviews/pages/show-child.njk', {
        heading: 'What identifies the child',
        marking: sensitive,
        isInvented: one.isInvented,
        breadcrumbs: caseCrumbs(one),
        title: `${one.title}, ${one.pseudonym}`,
        fields: sealedFieldNames
          // A number that was kept while the setting was on stays readable.
          .filter((field) => field !== 'nhs_number' || keepsNumber || identity.nhs_number !== null)
          .map((field) => ({ key: sealedFields[field], value: shown(field, identity[field]) })),
        changeHref: mayWrite ? reviewPaths.changeChild(reference) : '',
        history: history.map((change) => ({
          at: instantInWords(change.at),
          who: change.person ?? 'Goldenthread',
          field: sealedFields[change.field],
          before: shown(change.field, change.before),
          after: shown(change.field, change.after),
        })),
      })
    },
  )
}
