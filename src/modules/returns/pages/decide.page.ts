import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Actor } from '#platform/actor.ts'
import { notFound } from '#platform/errors.ts'
import {
  blankForm,
  formWithErrors,
  parseForm,
  requiredChoice,
  requiredText,
  whenGood,
  type Form,
} from '#platform/forms.ts'
import { acceptReturn, reopenReturn, returnWithReason } from '../decide.ts'
import type { ReturnServices } from '../module.ts'
import { returnPaths } from '../paths.ts'
import { quarterLabel } from '../return-state.ts'
import { findReturn, listAsked, listEntries, type AgencyReturn } from '../return-store.ts'
import type { ReturnParams } from './return.page.ts'
import { headOf, savedRows, themesOf } from './return-view.ts'
import { versionFrom } from './typed-form.ts'

const template = 'returns/pages/decide.njk'
const reason = z.string().max(1_000, 'Reason must be 1,000 characters or fewer').default('')

const decisionForm = z.object({
  decision: requiredChoice(['accept', 'return'], 'Select whether you accept the return or send it back'),
  reason,
})
const reopenForm = z.object({ reason: requiredText('Enter the reason why it is reopened', 1_000) })

const reasonNeeded = decisionForm.refine((form) => form.decision === 'accept' || form.reason !== '', {
  path: ['reason'],
  message: 'Enter the reason, so that the agency knows what to correct',
  when: whenGood('decision', 'reason'),
})

export function decidePage(app: FastifyInstance, { db, clock, whenAccepted }: ReturnServices): void {
  const config = { permission: 'returns.decide' }

  async function get(actor: Actor, reference: string): Promise<AgencyReturn> {
    const one = await findReturn(db, actor, reference)
    if (!one) throw notFound('Return')
    return one
  }

  async function show(request: FastifyRequest<ReturnParams>, reply: FastifyReply, form: Form, status = 200) {
    const { actor, params } = request
    const one = await get(actor, params.id)
    if (one.state === 'open' || one.state === 'returned') return reply.redirect(returnPaths.show(params.id), 303)
    const [asked, saved] = [await listAsked(db, actor, one), await listEntries(db, actor, one.id)]
    const isAccepted = one.state === 'accepted'
    return reply.page(
      template,
      {
        heading: `${isAccepted ? 'Reopen' : 'Accept or return'}: ${one.organisation}, ${quarterLabel(one.startsOn)}`,
        breadcrumbs: [
          { text: 'Returns', href: returnPaths.list() },
          { text: one.reference, href: returnPaths.show(params.id) },
        ],
        marking: 'OFFICIAL',
        form,
        invented: asked.some(({ last }) => last[0]?.isInvented === true),
        head: headOf(one, clock.today()),
        themes: themesOf(asked, savedRows(asked, saved), saved),
        isAccepted,
        version: one.version,
        action: returnPaths.decide(params.id),
        back: returnPaths.show(params.id),
      },
      status,
    )
  }

  app.get<ReturnParams>(returnPaths.decide(':id'), { config }, async (request, reply) =>
    show(request, reply, blankForm({ decision: '' })),
  )

  app.post<ReturnParams>(returnPaths.decide(':id'), { config }, async (request, reply) => {
    const { actor, params, body } = request
    const one = await get(actor, params.id)
    const seen = { reference: params.id, version: versionFrom(body), at: clock.now() }
    if (one.state === 'accepted') {
      const parsed = parseForm(reopenForm, body)
      if (!parsed.ok) return show(request, reply, parsed.form, 400)
      const reopened = await reopenReturn(db, actor, { ...seen, reason: parsed.value.reason })
      if (!reopened.ok) return show(request, reply, formWithErrors(parsed.values, reopened.problems), 400)
      return reply.redirect(`${returnPaths.show(params.id)}?done=reopened`, 303)
    }
    const parsed = parseForm(reasonNeeded, body)
    if (!parsed.ok) return show(request, reply, parsed.form, 400)
    const isAccepting = parsed.value.decision === 'accept'
    const done = isAccepting
      ? await acceptReturn(db, actor, seen)
      : await returnWithReason(db, actor, { ...seen, reason: parsed.value.reason })
    if (!done.ok) return show(request, reply, formWithErrors(parsed.values, done.problems), 400)
    // The figures are safe by now; what looks at them next runs in transactions of its own.
    if (isAccepting) await whenAccepted?.(actor)
    return reply.redirect(`${returnPaths.show(params.id)}?done=${isAccepting ? 'accepted' : 'returned'}`, 303)
  })
}
