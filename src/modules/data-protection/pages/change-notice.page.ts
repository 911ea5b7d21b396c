import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { blankForm, formWithErrors, optionalText, parseForm, type Form } from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { changeNotice } from '../change-processing.ts'
import { dataProtectionPaths as paths } from '../paths.ts'
import { findNotice } from '../processing-store.ts'
import { shipped } from '../shipped.ts'
import { field, handleConfig as config, task, taskView } from './frame.ts'

const schema = z.object({
  version: z.coerce.number().int().min(0),
  controller: optionalText(2_000),
  contact: optionalText(500),
  officer: optionalText(500),
  accessibilityContact: optionalText(500),
  accessibilityKnown: optionalText(4_000),
})

/** A partnership's own words in its privacy notice and accessibility statement. */
export function changeNoticePage(app: FastifyInstance, { db, clock }: Services): void {
  const view = (form: Form) =>
    taskView({
      heading: 'Change the public notices',
      lines: [
        'Anybody can read these words. Leave a field empty to go back to the shipped ones. What you save counts as reviewed today.',
      ],
      form,
      action: paths.changeNotice(),
      cancelHref: paths.home(),
      button: 'Save and publish',
      fields: [
        field('hidden', 'version'),
        field('lines', 'controller', 'Who is the controller'),
        field('lines', 'contact', 'How to reach the team about personal data'),
        field('lines', 'officer', 'The data protection officer and how to reach them'),
        field('lines', 'accessibilityContact', 'How to tell the team about an accessibility problem'),
        field('lines', 'accessibilityKnown', 'What is known not to be accessible', { hint: 'One a line' }),
      ],
    })

  app.get(paths.changeNotice(), { config }, async ({ actor }, reply) => {
    const notice = await findNotice(db, actor.partnershipId)
    const { controller, contact, officer, accessibilityContact, accessibilityKnown, version } = notice
    const values = { controller, contact, officer, accessibilityContact, version: String(version) }
    return reply.page(task, view(blankForm({ ...values, accessibilityKnown: accessibilityKnown.join('\n') })))
  })

  app.post(paths.changeNotice(), { config }, async ({ actor, body }, reply) => {
    const parsed = parseForm(schema, body)
    if (!parsed.ok) return reply.page(task, view(parsed.form), 400)
    const usual = (await shipped()).notice
    const { version, accessibilityKnown, ...typed } = parsed.value
    const own = (name: keyof typeof typed) => (typed[name] === usual[name] ? null : typed[name])
    const known = accessibilityKnown?.replaceAll('\r', '') ?? null
    const done = await changeNotice(db, actor, {
      version,
      controller: own('controller'),
      contact: own('contact'),
      officer: own('officer'),
      accessibilityContact: own('accessibilityContact'),
      accessibilityKnown: known === usual.accessibilityKnown.join('\n') ? null : known,
      today: clock.today(),
    })
    if (!done.ok) return reply.page(task, view(formWithErrors(parsed.values, done.problems)), 400)
    return reply.redirect(paths.privacy(actor.partnershipSlug), 303)
  })
}
