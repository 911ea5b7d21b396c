import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Actor } from '#platform/actor.ts'
import { notFound } from '#platform/errors.ts'
import { blankForm, formWithErrors, parseForm, requiredText, type Form } from '#platform/forms.ts'
import { sensitive } from '#platform/marking.ts'
import type { Services } from '#platform/services.ts'
import { listAccess } from '../access-store.ts'
import { standingOf } from '../access-words.ts'
import { endAccessTo } from '../end-access.ts'
import { ownedCase } from '../owned-case.ts'
import { reviewPaths } from '../paths.ts'
import { caseCrumbs } from './case-page.ts'

const template = 'reviews/pages/one-text.njk'
const schema = z.object({
  reason: requiredText('Enter why the access ends', 1_000, 'Reason must be 1,000 characters or fewer'),
})
type Named = { Params: { reference: string; id: string } }

export function endAccessPage(app: FastifyInstance, { db, clock }: Services): void {
  const config = { permission: 'reviews.open-case', stepUp: true } as const

  const open = async (actor: Actor, { reference, id }: Named['Params']) => {
    const one = await ownedCase(db, actor, reference, clock.now())
    const access = (await listAccess(db, one.id)).find((each) => each.id === id)
    if (!access) throw notFound('Access')
    const view = (form: Form) => ({
      heading: `End the access of ${access.person ?? 'this person'}`,
      marking: sensitive,
      isInvented: one.isInvented,
      breadcrumbs: [...caseCrumbs(one), { text: 'Who has access', href: reviewPaths.access(reference) }],
      title: one.title,
      lines: [
        `${standingOf(access, clock.now(), clock.today()).words}.${access.endedAt === null ? ' Once ended, they no longer know of the case.' : ''}`,
        `It was given because: ${access.reason}`,
      ],
      form,
      action: reviewPaths.endAccess(reference, id),
      nothingToDo:
        access.endedAt === null
          ? null
          : { text: 'There is nothing to end.', href: reviewPaths.access(reference), link: 'See who has access' },
      input: null,
      choice: null,
      text: { name: 'reason', label: 'Why does it end?', hint: 'It is sealed with the case' },
      version: '',
      isWarning: true,
      button: 'End the access',
    })
    return { one, view }
  }

  app.get<Named>(reviewPaths.endAccess(':reference', ':id'), { config }, async ({ actor, params }, reply) =>
    reply.page(template, (await open(actor, params)).view(blankForm())),
  )

  app.post<Named>(reviewPaths.endAccess(':reference', ':id'), { config }, async ({ actor, params, body }, reply) => {
    const { one, view } = await open(actor, params)
    const parsed = parseForm(schema, body)
    if (!parsed.ok) return reply.page(template, view(parsed.form), 400)
    const { reference } = one
    const ending = { reference, accessId: params.id, reason: parsed.value.reason, now: clock.now() }
    const done = await endAccessTo(db, actor, ending)
    if (!done.ok) return reply.page(template, view(formWithErrors(parsed.values, done.problems)), 400)
    return reply.redirect(`${reviewPaths.access(reference)}?done=ended`, 303)
  })
}
