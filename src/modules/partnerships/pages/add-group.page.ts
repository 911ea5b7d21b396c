import type { FastifyInstance } from 'fastify'
import { blankForm, formWithErrors, parseForm, type Form } from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { taskTemplate, taskView } from '#platform/task-page.ts'
import { addGroup } from '../keeping/add-group.ts'
import { listPartnerships, type Partnership } from '../partnership-store.ts'
import { partnershipPaths } from '../paths.ts'
import { arrangeConfig as config, groupChoices, linesOf, ownPartnership } from './arranging.ts'
import { trailOf } from './frame.ts'
import { addFields, addSchema } from './group-fields.ts'

type Params = { Params: { slug: string } }

export function addGroupPage(app: FastifyInstance, { db, clock }: Services): void {
  const view = async (partnership: Partnership, form: Form) => {
    const { id, slug, shortName } = partnership
    const others = (await listPartnerships(db)).filter((each) => each.id !== id)
    return taskView({
      heading: 'Add a group',
      breadcrumbs: trailOf(partnership, { text: 'Groups', href: partnershipPaths.groups(slug) }),
      form,
      action: partnershipPaths.addGroup(slug),
      cancelHref: partnershipPaths.groups(slug),
      button: 'Add group',
      fields: addFields(
        await groupChoices(db, id, clock.today(), 'No group'),
        others.map((each) => ({ value: each.id, text: each.name })),
        shortName,
      ),
    })
  }
  app.get<Params>(partnershipPaths.addGroup(':slug'), { config }, async (request, reply) =>
    reply.page(taskTemplate, await view(await ownPartnership(db, request), blankForm({ ownership: 'own' }))),
  )
  app.post<Params>(partnershipPaths.addGroup(':slug'), { config }, async (request, reply) => {
    const partnership = await ownPartnership(db, request)
    const parsed = parseForm(addSchema, request.body)
    if (!parsed.ok) return reply.page(taskTemplate, await view(partnership, parsed.form), 400)
    const { coreFunction, ...value } = parsed.value
    const today = clock.today()
    const done = await addGroup(db, request.actor, { ...value, coreFunction: linesOf(coreFunction), today })
    if (!done.ok) {
      return reply.page(taskTemplate, await view(partnership, formWithErrors(parsed.values, done.problems)), 400)
    }
    return reply.redirect(partnershipPaths.group(partnership.slug, done.value.slug), 303)
  })
}
