import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Actor } from '#platform/actor.ts'
import type { Db } from '#platform/db/connect.ts'
import { instantInWords } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
import { blankForm, formWithErrors, parseForm, requiredText, type Form } from '#platform/forms.ts'
import { isId } from '#platform/ids.ts'
import type { Services } from '#platform/services.ts'
import { mayLinkFrom } from '../add-link.ts'
import { findLinkOf, type Link } from '../link-list-store.ts'
import { threadPaths } from '../paths.ts'
import { findRecord, type ThreadRecord } from '../record-store.ts'
import { removeLink } from '../remove-link.ts'

const schema = z.object({
  reason: requiredText('Enter why the link is removed', 500, 'Reason must be 500 characters or fewer'),
})
const template = 'thread/pages/remove-link.njk'
type Params = { reference: string; id: string }

async function linkToRemove(db: Db, actor: Actor, { reference, id }: Params) {
  const record = await findRecord(db, actor, reference)
  if (record === undefined || !mayLinkFrom(actor, record) || !isId(id)) throw notFound('Link')
  const link = await findLinkOf(db, actor, record.id, id)
  if (link === undefined || !link.isByHand) throw notFound('Link')
  return { record, link }
}

const view = ({ reference, title, marking }: ThreadRecord, link: Link, form: Form) => ({
  heading: 'Remove this link?',
  marking,
  breadcrumbs: [
    { text: `Golden thread of ${reference}`, href: threadPaths.show(reference) },
    { text: 'Links', href: threadPaths.links(reference) },
  ],
  form,
  action: threadPaths.removeLink(reference, link.id),
  sentence: `${reference} (${title}) ${link.words} ${link.other.reference} (${link.other.title}).`,
  made: `${link.linkedBy ?? 'Somebody who left'}, ${instantInWords(link.linkedAt)}`,
  reason: link.reason ?? '',
  backHref: threadPaths.links(reference),
})

export function removeLinkPage(app: FastifyInstance, { db, clock }: Services): void {
  const config = { permission: 'thread.link' }
  app.get<{ Params: Params }>(threadPaths.removeLinkRoute(), { config }, async ({ actor, params }, reply) => {
    const { record, link } = await linkToRemove(db, actor, params)
    return reply.page(template, view(record, link, blankForm()))
  })
  app.post<{ Params: Params }>(threadPaths.removeLinkRoute(), { config }, async ({ actor, params, body }, reply) => {
    const { record, link } = await linkToRemove(db, actor, params)
    const parsed = parseForm(schema, body)
    if (!parsed.ok) return reply.page(template, view(record, link, parsed.form), 400)
    const { reference } = record
    const done = await removeLink(db, actor, {
      reference,
      linkId: link.id,
      reason: parsed.value.reason,
      at: clock.now(),
    })
    if (!done.ok) return reply.page(template, view(record, link, formWithErrors(parsed.values, done.problems)), 400)
    return reply.redirect(`${threadPaths.links(reference)}?done=ended`, 303)
  })
}
