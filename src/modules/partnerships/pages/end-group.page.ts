import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { blankForm, formWithErrors, optionalText, parseForm, requiredDate, type Form } from '#platform/forms.ts'
import { inWords } from '#platform/dates.ts'
import type { Services } from '#platform/services.ts'
import { dateField, field, taskTemplate, taskView } from '#platform/task-page.ts'
import { findEnding } from '../keeping/ending-group-store.ts'
import { endGroup } from '../keeping/change-group.ts'
import { partnershipPaths } from '../paths.ts'
import { arrangeConfig as config, groupChoices, groupToKeep, versionOf } from './arranging.ts'

type Params = { Params: { slug: string; group: string } }

const schema = z.object({
  version: optionalText(),
  endsOn: requiredDate('Enter the last day of the group', 'Last day must be a real date, like 27/3/2027'),
  outcome: optionalText(2_000),
  workGoesTo: optionalText(),
})

export function endGroupPage(app: FastifyInstance, { db, clock }: Services): void {
  const view = async (kept: Awaited<ReturnType<typeof groupToKeep>>, form: Form) =>
    taskView({
      heading: `End ${kept.group.name}`,
      breadcrumbs: kept.trail,
      warning:
        'After its last day the group has no members and its seats let nobody decide. It stays on record with all that it did.',
      form,
      action: partnershipPaths.endGroup(kept.partnership.slug, kept.group.slug),
      cancelHref: kept.href,
      button: 'End group',
      isDangerous: true,
      fields: [
        field('hidden', 'version'),
        dateField('endsOn', 'Last day'),
        field('lines', 'outcome', 'What becomes of its work?', {
          hint: 'For example: finished, with its report to the Executive; or taken on by another group. Can wait until it ends.',
        }),
        field('list', 'workGoesTo', 'Group that takes its work on', {
          items: await groupChoices(db, kept.partnership.id, clock.today(), 'None', kept.group.id),
        }),
      ],
    })
  const path = partnershipPaths.endGroup(':slug', ':group')
  app.get<Params>(path, { config }, async (request, reply) => {
    const kept = await groupToKeep(db, request)
    const ending = await findEnding(db, kept.group.id)
    const form = blankForm({
      version: String(kept.group.version),
      endsOn: kept.group.endsOn === null ? '' : inWords(kept.group.endsOn),
      outcome: ending?.outcome ?? '',
      workGoesTo: ending?.workGoesTo ?? '',
    })
    return reply.page(taskTemplate, await view(kept, form))
  })
  app.post<Params>(path, { config }, async (request, reply) => {
    const kept = await groupToKeep(db, request)
    const parsed = parseForm(schema, request.body)
    if (!parsed.ok) return reply.page(taskTemplate, await view(kept, parsed.form), 400)
    const { version, ...value } = parsed.value
    const done = await endGroup(db, request.actor, {
      ...value,
      groupId: kept.group.id,
      version: versionOf(version),
      today: clock.today(),
    })
    if (!done.ok) return reply.page(taskTemplate, await view(kept, formWithErrors(parsed.values, done.problems)), 400)
    return reply.redirect(kept.href, 303)
  })
}
