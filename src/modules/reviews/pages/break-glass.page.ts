import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { blankForm, formWithErrors, parseForm, requiredText, type Form } from '#platform/forms.ts'
import { sensitive } from '#platform/marking.ts'
import { rateLimits } from '#platform/rate-limit.ts'
import type { Services } from '#platform/services.ts'
import { breakGlass } from '../break-glass.ts'
import { reviewPaths } from '../paths.ts'
import type { ByReference } from './case-page.ts'

const template = 'reviews/pages/one-text.njk'
const schema = z.object({
  reason: requiredText('Enter why you need the case now', 1_000, 'Reason must be 1,000 characters or fewer'),
})

/** The page is the same for every reference: nobody learns from it whether a case exists. */
export function breakGlassPage(app: FastifyInstance, { db, clock, publicUrl }: Services): void {
  const config = { permission: 'reviews.break-glass', stepUp: true } as const
  const limits = rateLimits(db, clock)
  const view = (reference: string, form: Form) => ({
    heading: 'Break-glass access',
    marking: sensitive,
    breadcrumbs: [{ text: 'Reviews of incidents', href: reviewPaths.cases() }],
    title: reference,
    lines: [
      'For when a child’s safety cannot wait until the owner of the case gives you access. You can read the case for 24 hours.',
      'The office that owns it is told at once that you did this and why. It stays on record, also when no case has this reference.',
    ],
    form,
    action: reviewPaths.breakGlass(encodeURIComponent(reference)),
    choice: null,
    text: {
      name: 'reason',
      label: 'Why do you need the case now?',
      hint: 'The owner reads this. It is sealed with the case',
    },
    version: '',
    isWarning: true,
    button: 'Get access for 24 hours',
  })

  app.get<ByReference>(reviewPaths.breakGlass(':reference'), { config }, (request, reply) =>
    reply.page(template, view(request.params.reference, blankForm())),
  )

  app.post<ByReference>(reviewPaths.breakGlass(':reference'), { config }, async ({ actor, params, body }, reply) => {
    const { reference } = params
    const parsed = parseForm(schema, body)
    if (!parsed.ok) return reply.page(template, view(reference, parsed.form), 400)
    const { reason } = parsed.value
    await limits.take('break-glass', actor.personId ?? '')
    const [today, now] = [clock.today(), clock.now()]
    const done = await breakGlass(db, actor, { reference, reason, today, now, publicUrl })
    if (done.ok && done.value.caseId !== null) {
      return reply.redirect(`${reviewPaths.case(reference)}?done=broken-glass`, 303)
    }
    const problem = {
      field: 'reason',
      text: 'No case that can be opened to you has this reference. Check it with the review officer',
    }
    return reply.page(template, view(reference, formWithErrors(parsed.values, [problem])), 400)
  })
}
