import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Actor } from '#platform/actor.ts'
import { blankForm, formWithErrors, parseForm, requiredText, type Form } from '#platform/forms.ts'
import { isId } from '#platform/ids.ts'
import { sensitive } from '#platform/marking.ts'
import type { Services } from '#platform/services.ts'
import type { Case } from '../case-store.ts'
import { choices, shownVersion } from '../form-fields.ts'
import { handOverCase, possibleOwners } from '../hand-over-case.ts'
import { ownedCase } from '../owned-case.ts'
import { reviewPaths } from '../paths.ts'
import { caseCrumbs, type ByReference } from './case-page.ts'

const template = 'reviews/pages/one-text.njk'
const schema = z.object({
  owner: requiredText('Select the office that owns the case from now on', 40).refine(isId, 'Select an office'),
  version: shownVersion(),
})

export function handOverPage(app: FastifyInstance, { db, clock }: Services): void {
  const config = { permission: 'reviews.open-case', stepUp: true } as const

  const view = async (actor: Actor, one: Case, form: Form) => {
    const possible = await possibleOwners(db, actor.partnershipId, one.id, clock.today(), clock.now())
    const offices = new Map(possible.map((each) => [each.officeId, each] as const))
    offices.delete(one.ownerOfficeId)
    return {
      heading: 'Hand the case over',
      marking: sensitive,
      isInvented: one.isInvented,
      breadcrumbs: caseCrumbs(one),
      title: one.title,
      lines: [
        'The new owner decides who has access. It can be an office whose holder has named access already and whose role can open cases. You keep your access until the new owner ends it.',
      ],
      form,
      action: reviewPaths.handOver(one.reference),
      nothingToDo:
        offices.size > 0
          ? null
          : {
              text: 'No other office could own the case now.',
              href: reviewPaths.access(one.reference),
              link: 'Give somebody access first',
            },
      input: null,
      choice: {
        name: 'owner',
        label: 'Which office owns the case from now on',
        items: choices([
          { value: '', text: 'Choose an office' },
          ...[...offices.values()].map((each) => ({
            value: each.officeId,
            text: `${each.office}, ${each.organisation} (${each.person})`,
          })),
        ]),
      },
      text: null,
      version: form.values['version'] ?? '',
      isWarning: false,
      button: 'Hand it over',
    }
  }

  app.get<ByReference>(reviewPaths.handOver(':reference'), { config }, async ({ actor, params }, reply) => {
    const one = await ownedCase(db, actor, params.reference, clock.now())
    return reply.page(template, await view(actor, one, blankForm({ version: String(one.version) })))
  })

  app.post<ByReference>(reviewPaths.handOver(':reference'), { config }, async ({ actor, params, body }, reply) => {
    const [today, now] = [clock.today(), clock.now()]
    const one = await ownedCase(db, actor, params.reference, now)
    const parsed = parseForm(schema, body)
    if (!parsed.ok) return reply.page(template, await view(actor, one, parsed.form), 400)
    const { owner: officeId, version } = parsed.value
    const handing = { reference: one.reference, version: Number(version), officeId, today, now }
    const done = await handOverCase(db, actor, handing)
    if (!done.ok) {
      return reply.page(template, await view(actor, one, formWithErrors(parsed.values, done.problems)), 400)
    }
    return reply.redirect(`${reviewPaths.case(one.reference)}?done=handed-over`, 303)
  })
}
