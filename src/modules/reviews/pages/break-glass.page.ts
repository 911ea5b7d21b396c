import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { blankForm, formWithErrors, parseForm, requiredText, type Form } from '#platform/forms.ts'
import { sensitive } from '#platform/marking.ts'
import { rateLimits } from '#platform/rate-limit.ts'
import type { Services } from '#platform/services.ts'
import { breakGlass } from '../break-glass.ts'
import { reviewPaths } from '../paths.ts'

const template = 'reviews/pages/one-text.njk'
const schema = z.object({
  reference: requiredText(
    'Enter the reference of the case',
    60,
    'Reference must be 60 characters or fewer',
  ).toUpperCase(),
  reason: requiredText('Enter why you need the case now', 1_000, 'Reason must be 1,000 characters or fewer'),
})

/** One form for every reference: nobody learns from it whether a case exists, save by breaking glass, which is on record. */
export function breakGlassPage(app: FastifyInstance, { db, clock, publicUrl }: Services): void {
  const config = { permission: 'reviews.break-glass', stepUp: true } as const
  const limits = rateLimits(db, clock)
  const view = (form: Form) => ({
    heading: 'Break-glass access',
    marking: sensitive,
    isInvented: false,
    breadcrumbs: [{ text: 'Reviews of incidents', href: reviewPaths.cases() }],
    title: 'A case to which you have no access',
    lines: [
      'For when a child’s safety cannot wait until the owner of the case gives you access. You can read the case for 24 hours.',
      'The office that owns it is told at once that you did this and why. It stays on record, also when no case has this reference.',
    ],
    form,
    action: reviewPaths.breakGlass(),
    nothingToDo: null,
    input: { name: 'reference', label: 'Reference of the case', hint: 'For example, ABC-REV-2026-001' },
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

  app.get(reviewPaths.breakGlass(), { config }, (_request, reply) => reply.page(template, view(blankForm())))

  app.post(reviewPaths.breakGlass(), { config }, async ({ actor, body }, reply) => {
    const parsed = parseForm(schema, body)
    if (!parsed.ok) return reply.page(template, view(parsed.form), 400)
    await limits.take('break-glass', actor.personId ?? '')
    const [today, now] = [clock.today(), clock.now()]
    const { reference } = parsed.value
    const done = await breakGlass(db, actor, { ...parsed.value, today, now, publicUrl })
    if (done.ok && done.value.caseId !== null) {
      return reply.redirect(`${reviewPaths.case(reference)}?done=broken-glass`, 303)
    }
    const notThere = {
      field: 'reference',
      text: 'No case that can be opened to you has this reference. Check it with the review officer',
    }
    return reply.page(template, view(formWithErrors(parsed.values, done.ok ? [notThere] : done.problems)), 400)
  })
}
