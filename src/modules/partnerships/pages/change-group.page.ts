import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { blankForm, formWithErrors, optionalText, parseForm, type Form } from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { field, taskTemplate, taskView } from '#platform/task-page.ts'
import { findGroup } from '../group-store.ts'
import { changeGroup } from '../keeping/change-group.ts'
import { partnershipPaths } from '../paths.ts'
import { arrangeConfig as config, groupChoices, groupToKeep, linesOf, versionOf } from './arranging.ts'
import { aboutFields, aboutSchema } from './group-fields.ts'

type Params = { Params: { slug: string; group: string } }
const schema = z.object({ version: optionalText(), ...aboutSchema, membershipNote: optionalText(2_000) })

export function changeGroupPage(app: FastifyInstance, { db, clock }: Services): void {
  const view = async (kept: Awaited<ReturnType<typeof groupToKeep>>, form: Form) =>
    taskView({
      heading: `Change ${kept.group.name}`,
      breadcrumbs: kept.trail,
      lines: ['Its name, how often it meets and whether it meets are changed from a date, each on its own page.'],
      form,
      action: partnershipPaths.changeGroup(kept.partnership.slug, kept.group.slug),
      cancelHref: kept.href,
      button: 'Save',
      fields: [
        field('hidden', 'version'),
        ...aboutFields(await groupChoices(db, kept.partnership.id, clock.today(), 'No group', kept.group.id)),
        field('lines', 'membershipNote', 'Note on its membership', { rows: 2 }),
      ],
    })
  app.get<Params>(partnershipPaths.changeGroup(':slug', ':group'), { config }, async (request, reply) => {
    const kept = await groupToKeep(db, request)
    const group = await findGroup(db, kept.partnership.id, kept.group.slug)
    const form = blankForm({
      version: String(kept.group.version),
      kind: kept.group.kind,
      coreFunction: group?.coreFunction.join('\n') ?? '',
      reportsTo: group?.reportsTo ?? '',
      chairRule: group?.chairRule ?? '',
      note: group?.note ?? '',
      membershipNote: group?.membershipNote ?? '',
    })
    return reply.page(taskTemplate, await view(kept, form))
  })
  app.post<Params>(partnershipPaths.changeGroup(':slug', ':group'), { config }, async (request, reply) => {
    const kept = await groupToKeep(db, request)
    const parsed = parseForm(schema, request.body)
    if (!parsed.ok) return reply.page(taskTemplate, await view(kept, parsed.form), 400)
    const { version, coreFunction, ...value } = parsed.value
    const done = await changeGroup(db, request.actor, {
      ...value,
      coreFunction: linesOf(coreFunction),
      groupId: kept.group.id,
      version: versionOf(version),
      today: clock.today(),
    })
    if (!done.ok) return reply.page(taskTemplate, await view(kept, formWithErrors(parsed.values, done.problems)), 400)
    return reply.redirect(kept.href, 303)
  })
}
