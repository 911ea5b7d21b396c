import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Actor } from '#platform/actor.ts'
import { blankForm, formWithErrors, parseForm, type Form } from '#platform/forms.ts'
import { sensitive } from '#platform/marking.ts'
import type { Services } from '#platform/services.ts'
import { caseFields, dayProblems, kindChoices } from '../case-form.ts'
import { openCase } from '../open-case.ts'
import { reviewPaths } from '../paths.ts'

const template = 'reviews/pages/open-case.njk'
const schema = z.object(caseFields)

export function openCasePage(app: FastifyInstance, { db, clock }: Services): void {
  const config = { permission: 'reviews.open-case', stepUp: true } as const
  const view = (actor: Actor, form: Form) => ({
    heading: 'Open a case',
    marking: sensitive,
    breadcrumbs: [{ text: 'Reviews of incidents', href: reviewPaths.cases() }],
    form,
    action: reviewPaths.openCase(),
    kinds: kindChoices,
    office: actor.officeTitle,
  })

  app.get(reviewPaths.openCase(), { config }, async ({ actor }, reply) =>
    reply.page(template, view(actor, blankForm())),
  )

  app.post(reviewPaths.openCase(), { config }, async ({ actor, body }, reply) => {
    const parsed = parseForm(schema, body)
    if (!parsed.ok) return reply.page(template, view(actor, parsed.form), 400)
    const [today, now] = [clock.today(), clock.now()]
    const wrong = dayProblems(parsed.value, today)
    if (wrong.length > 0) return reply.page(template, view(actor, formWithErrors(parsed.values, wrong)), 400)
    const done = await openCase(db, actor, { ...parsed.value, today, now })
    if (!done.ok) return reply.page(template, view(actor, formWithErrors(parsed.values, done.problems)), 400)
    return reply.redirect(reviewPaths.changeChild(done.value.reference), 303)
  })
}
