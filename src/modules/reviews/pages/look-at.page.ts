import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Actor } from '#platform/actor.ts'
import { instantInWords } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
import { blankForm, formWithErrors, parseForm, requiredText, type Form } from '#platform/forms.ts'
import { sensitive } from '#platform/marking.ts'
import type { Services } from '#platform/services.ts'
import { listAccess } from '../access-store.ts'
import { lookAtBreakGlass } from '../look-at-break-glass.ts'
import { ownedCase } from '../owned-case.ts'
import { reviewPaths } from '../paths.ts'
import { caseCrumbs } from './case-page.ts'

const template = 'reviews/pages/one-text.njk'
const schema = z.object({
  opinion: requiredText('Enter what you think of it', 1_000, 'What you think must be 1,000 characters or fewer'),
})
type Named = { Params: { reference: string; id: string } }

export function lookAtPage(app: FastifyInstance, { db, clock }: Services): void {
  const config = { permission: 'reviews.open-case', stepUp: true } as const

  const open = async (actor: Actor, { reference, id }: Named['Params']) => {
    const one = await ownedCase(db, actor, reference, clock.now())
    const access = (await listAccess(db, one.id)).find((each) => each.id === id && each.kind === 'break-glass')
    if (!access) throw notFound('Access')
    return (form: Form) => ({
      heading: 'Look at a break-glass access',
      marking: sensitive,
      isInvented: one.isInvented,
      breadcrumbs: [...caseCrumbs(one), { text: 'Who has access', href: reviewPaths.access(reference) }],
      title: one.title,
      lines: [
        `${access.person ?? 'Somebody'}, ${access.office ?? ''}, ${access.organisation ?? ''}, broke glass on ${instantInWords(access.grantedAt)}.`,
        `Their reason: ${access.reason}`,
        ...(access.opinion === '' ? [] : [`It was looked at: ${access.opinion}`]),
      ],
      form,
      action: reviewPaths.lookAt(reference, id),
      nothingToDo:
        access.lookedAt === null
          ? null
          : {
              text: 'It has been looked at, and what was written stays.',
              href: reviewPaths.access(reference),
              link: 'See who has access',
            },
      input: null,
      choice: null,
      text: {
        name: 'opinion',
        label: 'What do you think of it?',
        hint: 'Whether it was needed, and what follows. It is sealed with the case',
      },
      version: '',
      isWarning: false,
      button: 'Save',
    })
  }

  app.get<Named>(reviewPaths.lookAt(':reference', ':id'), { config }, async ({ actor, params }, reply) =>
    reply.page(template, (await open(actor, params))(blankForm())),
  )

  app.post<Named>(reviewPaths.lookAt(':reference', ':id'), { config }, async ({ actor, params, body }, reply) => {
    const view = await open(actor, params)
    const parsed = parseForm(schema, body)
    if (!parsed.ok) return reply.page(template, view(parsed.form), 400)
    const { reference, id } = params
    const looking = { reference, accessId: id, opinion: parsed.value.opinion, now: clock.now() }
    const done = await lookAtBreakGlass(db, actor, looking)
    if (!done.ok) return reply.page(template, view(formWithErrors(parsed.values, done.problems)), 400)
    return reply.redirect(`${reviewPaths.access(reference)}?done=looked-at`, 303)
  })
}
