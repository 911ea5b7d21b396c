import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Actor } from '#platform/actor.ts'
import { blankForm, formWithErrors, parseForm, requiredText, type Form } from '#platform/forms.ts'
import { isId } from '#platform/ids.ts'
import { sensitive } from '#platform/marking.ts'
import type { Services } from '#platform/services.ts'
import { listEligible } from '../access-store.ts'
import type { Case } from '../case-store.ts'
import { choices } from '../form-fields.ts'
import { ownedCase } from '../owned-case.ts'
import { reviewPaths } from '../paths.ts'
import { recusePerson } from '../recuse-person.ts'
import { caseCrumbs, type ByReference } from './case-page.ts'

const template = 'reviews/pages/one-text.njk'
const schema = z.object({
  recused: requiredText('Select who takes no part', 40).refine(isId, 'Select who takes no part'),
  reason: requiredText('Enter why they take no part', 1_000, 'Reason must be 1,000 characters or fewer'),
})

export function recusePage(app: FastifyInstance, { db, clock }: Services): void {
  const config = { permission: 'reviews.open-case', stepUp: true } as const

  const view = async (actor: Actor, one: Case, form: Form) => {
    const people = new Map(
      (await listEligible(db, actor.partnershipId, clock.today())).map((each) => [each.personId, each] as const),
    )
    return {
      heading: 'Recuse somebody',
      marking: sensitive,
      isInvented: one.isInvented,
      breadcrumbs: [...caseCrumbs(one), { text: 'Who has access', href: reviewPaths.access(one.reference) }],
      title: one.title,
      lines: [
        'Somebody whose own practice is under review takes no part. What access they have ends at once, nobody can give them any, and breaking glass finds no case for them. It is not taken back.',
      ],
      form,
      action: reviewPaths.recuse(one.reference),
      nothingToDo: null,
      input: null,
      choice: {
        name: 'recused',
        label: 'Who takes no part',
        items: choices([
          { value: '', text: 'Choose a person' },
          ...[...people.values()]
            .filter((each) => each.personId !== actor.personId)
            .map((each) => ({ value: each.personId, text: `${each.person}, ${each.office}, ${each.organisation}` })),
        ]),
      },
      text: { name: 'reason', label: 'Why', hint: 'It is sealed with the case' },
      version: '',
      isWarning: true,
      button: 'Recuse this person',
    }
  }

  app.get<ByReference>(reviewPaths.recuse(':reference'), { config }, async ({ actor, params }, reply) => {
    const one = await ownedCase(db, actor, params.reference, clock.now())
    return reply.page(template, await view(actor, one, blankForm()))
  })

  app.post<ByReference>(reviewPaths.recuse(':reference'), { config }, async ({ actor, params, body }, reply) => {
    const [today, now] = [clock.today(), clock.now()]
    const one = await ownedCase(db, actor, params.reference, now)
    const parsed = parseForm(schema, body)
    if (!parsed.ok) return reply.page(template, await view(actor, one, parsed.form), 400)
    const { recused: personId, reason } = parsed.value
    const done = await recusePerson(db, actor, { reference: one.reference, personId, reason, today, now })
    if (!done.ok) {
      return reply.page(template, await view(actor, one, formWithErrors(parsed.values, done.problems)), 400)
    }
    return reply.redirect(`${reviewPaths.access(one.reference)}?done=recused`, 303)
  })
}
