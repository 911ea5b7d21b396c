import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { inWords } from '#platform/dates.ts'
import {
  blankForm,
  formWithErrors,
  optionalText,
  parseForm,
  requiredDate,
  requiredText,
  type Form,
} from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { dateField, field, taskTemplate, taskView } from '#platform/task-page.ts'
import { changePartnershipName } from '../keeping/change-partnership-name.ts'
import { findVersion, listPartnershipNames } from '../keeping/partnership-name-store.ts'
import type { Partnership } from '../partnership-store.ts'
import { partnershipPaths } from '../paths.ts'
import { arrangeConfig as config, ownPartnership, versionOf } from './arranging.ts'
import { trailOf } from './frame.ts'

type Params = { Params: { slug: string } }

const schema = z.object({
  version: optionalText(),
  name: requiredText('Enter the partnership’s name', 200, 'Name must be 200 characters or fewer'),
  shortName: z
    .string({ error: 'Enter the short name' })
    .regex(
      /^[A-Z][A-Za-z0-9]{1,14}$/,
      'Short name must be 2 to 15 letters or digits, beginning with a capital, like KSCMP',
    ),
  startsOn: requiredDate('Enter the day from which it holds', 'The day must be a real date, like 27/3/2027'),
  reason: requiredText('Enter why, or where it was decided', 500),
})

/** Changing what the partnership is called from a day. */
export function renamePartnershipPage(app: FastifyInstance, { db, clock }: Services): void {
  const view = async (partnership: Partnership, form: Form) => {
    const names = await listPartnershipNames(db, partnership.id)
    return taskView({
      heading: 'Change the partnership’s name',
      breadcrumbs: trailOf(partnership),
      lines: [
        'References that were given keep their letters. A day to come is kept, and the change happens on it by itself.',
        ...names.map(({ name, shortName, startsOn }) =>
          startsOn === null ? `First: ${name} (${shortName}).` : `From ${inWords(startsOn)}: ${name} (${shortName}).`,
        ),
      ],
      form,
      action: partnershipPaths.rename(partnership.slug),
      cancelHref: partnershipPaths.show(partnership.slug),
      button: 'Save change',
      fields: [
        field('hidden', 'version'),
        field('text', 'name', 'Name'),
        field('text', 'shortName', 'Short name', {
          hint: 'It begins every new reference',
          classes: 'govuk-input--width-10',
        }),
        dateField('startsOn', 'From which day?'),
        field('lines', 'reason', 'Why, or where it was decided', { rows: 2 }),
      ],
    })
  }
  const path = partnershipPaths.rename(':slug')
  app.get<Params>(path, { config }, async (request, reply) => {
    const partnership = await ownPartnership(db, request)
    const { name, shortName, id } = partnership
    const form = blankForm({ version: String(await findVersion(db, id)), name, shortName })
    return reply.page(taskTemplate, await view(partnership, form))
  })
  app.post<Params>(path, { config }, async (request, reply) => {
    const partnership = await ownPartnership(db, request)
    const parsed = parseForm(schema, request.body)
    if (!parsed.ok) return reply.page(taskTemplate, await view(partnership, parsed.form), 400)
    const { version, ...value } = parsed.value
    const done = await changePartnershipName(db, request.actor, {
      ...value,
      version: versionOf(version),
      today: clock.today(),
    })
    if (!done.ok)
      return reply.page(taskTemplate, await view(partnership, formWithErrors(parsed.values, done.problems)), 400)
    return reply.redirect(partnershipPaths.show(partnership.slug), 303)
  })
}
