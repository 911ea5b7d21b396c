import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Actor } from '#platform/actor.ts'
import { inWords } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import { notFound } from '#platform/errors.ts'
import { blankForm, formWithErrors, parseForm, requiredDate, requiredText, type Form } from '#platform/forms.ts'
import { isId } from '#platform/ids.ts'
import type { Services } from '#platform/services.ts'
import { findGap } from '../gap-list-store.ts'
import { gapRuleOf } from '../gap-rules.ts'
import { threadPaths } from '../paths.ts'
import { setAsideGap } from '../set-aside-gap.ts'
import { kindWords } from '../thread-view.ts'

const schema = z.object({
  reason: requiredText('Enter why the gap is set aside', 500, 'Reason must be 500 characters or fewer'),
  until: requiredDate(
    'Enter the day on which it is listed again',
    'The day on which it is listed again must be a real date, like 27/3/2027',
  ),
  version: z.coerce.number().int().positive().catch(0),
})
const template = 'thread/pages/set-aside-gap.njk'

async function gapToSetAside(db: Db, actor: Actor, id: string) {
  const gap = isId(id) ? await findGap(db, actor, id) : undefined
  if (gap === undefined) throw notFound('Gap')
  return gap
}

const view = (gap: Awaited<ReturnType<typeof gapToSetAside>>, form: Form) => ({
  heading: 'Set this gap aside',
  marking: gap.marking,
  breadcrumbs: [{ text: 'Gaps', href: threadPaths.gaps() }],
  form,
  action: threadPaths.setAside(gap.id),
  version: String(gap.version),
  title: gap.title,
  note: `${kindWords(gap.kind)} · ${gap.reference}`,
  words: gapRuleOf(gap.rule)?.words ?? gap.rule,
  since: inWords(gap.foundOn),
  before: gap.setAsideUntil === null ? '' : inWords(gap.setAsideUntil),
  backHref: threadPaths.gaps(),
})

export function setAsideGapPage(app: FastifyInstance, { db, clock }: Services): void {
  const config = { permission: 'thread.set-aside' }
  type Params = { id: string }
  app.get<{ Params: Params }>(threadPaths.setAsideRoute(), { config }, async ({ actor, params }, reply) =>
    reply.page(template, view(await gapToSetAside(db, actor, params.id), blankForm())),
  )
  app.post<{ Params: Params }>(threadPaths.setAsideRoute(), { config }, async ({ actor, params, body }, reply) => {
    const gap = await gapToSetAside(db, actor, params.id)
    const parsed = parseForm(schema, body)
    if (!parsed.ok) return reply.page(template, view(gap, parsed.form), 400)
    const done = await setAsideGap(db, actor, { id: gap.id, today: clock.today(), ...parsed.value })
    if (!done.ok) return reply.page(template, view(gap, formWithErrors(parsed.values, done.problems)), 400)
    return reply.redirect(threadPaths.gaps({ done: 'aside' }), 303)
  })
}
