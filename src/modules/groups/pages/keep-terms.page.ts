import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { listGroups } from '#modules/partnerships/public.ts'
import { inWords } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
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
import type { Actor } from '#platform/actor.ts'
import { approveTerms, proposeTerms } from '../keep-terms.ts'
import { groupPaths } from '../paths.ts'
import { findTerms, listTerms } from '../terms-store.ts'
import { groupById, groupOf, versionOf, type Params } from './frame.ts'

const config = { permission: 'groups.keep' }

const proposing = z.object({
  body: requiredText('Enter the terms of reference', 60_000),
  whatChanged: requiredText('Enter what changed since the last version', 1_000),
})
const approving = z.object({
  version: optionalText(),
  approvedBy: requiredText('Choose the group that approved it', 40),
  approvedOn: requiredDate('Enter the day of the approval', 'Day of the approval must be a real date, like 27/3/2027'),
  inForceFrom: requiredDate('Enter the day from which it is in force', 'The day must be a real date, like 27/3/2027'),
})

/** Proposing a version of a group's terms of reference, and recording its approval. */
export function keepTermsPages(app: FastifyInstance, { db, clock }: Services): void {
  const proposeView = (slug: string, group: Awaited<ReturnType<typeof groupOf>>, form: Form) =>
    taskView({
      heading: 'Propose a version of the terms of reference',
      caption: group.name,
      breadcrumbs: group.trail,
      lines: ['Begin from the text of the last version, which stands below. Earlier versions stay readable.'],
      form,
      action: groupPaths.proposeTerms(slug, group.slug),
      cancelHref: groupPaths.terms(slug, group.slug),
      button: 'Propose version',
      fields: [
        field('lines', 'body', 'Terms of reference', { rows: 24 }),
        field('lines', 'whatChanged', 'What changed since the last version', { rows: 3 }),
      ],
    })
  const path = groupPaths.proposeTerms(':slug', ':group')
  app.get<Params>(path, { config }, async (request, reply) => {
    const group = await groupOf(db, request)
    const [last] = await listTerms(db, group.id)
    const body = last && (await findTerms(db, last.reference))?.body
    const form = blankForm({ body: body ?? '', whatChanged: last ? '' : 'First version kept here' })
    return reply.page(taskTemplate, proposeView(request.actor.partnershipSlug, group, form))
  })
  app.post<Params>(path, { config }, async (request, reply) => {
    const { actor } = request
    const group = await groupOf(db, request)
    const parsed = parseForm(proposing, request.body)
    if (!parsed.ok) return reply.page(taskTemplate, proposeView(actor.partnershipSlug, group, parsed.form), 400)
    const done = await proposeTerms(db, actor, { ...parsed.value, groupId: group.id, today: clock.today() })
    if (!done.ok) {
      const form = formWithErrors(parsed.values, done.problems)
      return reply.page(taskTemplate, proposeView(actor.partnershipSlug, group, form), 400)
    }
    return reply.redirect(groupPaths.version(done.value.reference), 303)
  })

  const toApprove = async (actor: Actor, reference: string) => {
    const terms = await findTerms(db, reference)
    if (!terms) throw notFound('Terms of reference')
    return { terms, group: await groupById(db, actor, terms.groupId) }
  }
  const approveView = async (actor: Actor, { terms, group }: Awaited<ReturnType<typeof toApprove>>, form: Form) =>
    taskView({
      heading: `Record the approval of version ${terms.number}`,
      caption: `Terms of reference of ${group.name}`,
      breadcrumbs: group.trail,
      form,
      action: groupPaths.approveTerms(terms.reference),
      cancelHref: groupPaths.version(terms.reference),
      button: 'Record approval',
      fields: [
        field('hidden', 'version'),
        field('list', 'approvedBy', 'Group that approved it', {
          items: [
            { value: '', text: 'Choose a group' },
            ...(await listGroups(db, actor.partnershipId)).map((each) => ({ value: each.id, text: each.name })),
          ],
        }),
        dateField('approvedOn', 'Day of the approval'),
        dateField('inForceFrom', 'In force from'),
      ],
    })
  const approvePath = groupPaths.approveTerms(':reference')
  app.get<{ Params: { reference: string } }>(approvePath, { config }, async (request, reply) => {
    const found = await toApprove(request.actor, request.params.reference)
    const form = blankForm({ version: String(found.terms.version), inForceFrom: inWords(clock.today()) })
    return reply.page(taskTemplate, await approveView(request.actor, found, form))
  })
  app.post<{ Params: { reference: string } }>(approvePath, { config }, async (request, reply) => {
    const { actor } = request
    const found = await toApprove(actor, request.params.reference)
    const parsed = parseForm(approving, request.body)
    if (!parsed.ok) return reply.page(taskTemplate, await approveView(actor, found, parsed.form), 400)
    const { version, ...value } = parsed.value
    const input = { ...value, version: versionOf(version), reference: found.terms.reference, today: clock.today() }
    const done = await approveTerms(db, actor, input)
    if (!done.ok) {
      const form = formWithErrors(parsed.values, done.problems)
      return reply.page(taskTemplate, await approveView(actor, found, form), 400)
    }
    return reply.redirect(groupPaths.version(found.terms.reference), 303)
  })
}
