import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { notFound } from '#platform/errors.ts'
import { blankForm, formWithErrors, parseForm, requiredText, type Form } from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { returnPaths } from '../paths.ts'
import { canBeSigned, canMove, quarterLabel, stillToDo } from '../return-state.ts'
import { findReturn, listAsked, listEntries } from '../return-store.ts'
import { signOff } from '../sign-off.ts'
import type { ReturnParams } from './return.page.ts'
import { headOf, savedRows, themesOf } from './return-view.ts'
import { versionFrom } from './typed-form.ts'

const template = 'returns/pages/sign-off.njk'

const schema = z.object({
  officerName: requiredText('Enter the name of the officer who has approved the figures', 200),
  officerOffice: requiredText('Enter the office that they hold', 200),
})

export function signOffPage(app: FastifyInstance, { db, clock }: Services): void {
  const config = { permission: 'returns.sign-off' }

  async function show(request: FastifyRequest<ReturnParams>, reply: FastifyReply, form: Form, status = 200) {
    const { actor, params } = request
    const one = await findReturn(db, actor, params.id)
    if (!one) throw notFound('Return')
    if (!canMove(one.state, 'signed-off')) return reply.redirect(returnPaths.show(params.id), 303)
    const [asked, saved] = [await listAsked(db, actor, one), await listEntries(db, actor, one.id)]
    const blocking = asked.flatMap(({ indicator }) => {
      const entry = saved.get(indicator.id)
      const why = entry === undefined ? 'not filled in' : entry.isUnusual && entry.note === null ? 'to explain' : ''
      const href = `${returnPaths.show(params.id)}#row-${indicator.code}`
      return why === '' ? [] : [{ href, text: `${indicator.code} ${indicator.name}`, why }]
    })
    return reply.page(
      template,
      {
        heading: `Sign off: ${one.organisation}, ${quarterLabel(one.startsOn)}`,
        breadcrumbs: [
          { text: 'Returns', href: returnPaths.list() },
          { text: one.reference, href: returnPaths.show(params.id) },
        ],
        marking: 'OFFICIAL',
        form,
        invented: asked.some(({ last }) => last[0]?.isInvented === true),
        head: headOf(one, clock.today()),
        themes: themesOf(asked, savedRows(asked, saved), saved),
        canSign: canBeSigned(one.progress),
        left: stillToDo(one.progress),
        blocking,
        isOfficer: actor.role === 'signing-officer',
        officer: `${actor.personName}, ${actor.officeTitle}`,
        partnership: actor.partnershipName,
        version: one.version,
        action: returnPaths.signOff(params.id),
        back: returnPaths.show(params.id),
      },
      status,
    )
  }

  app.get<ReturnParams>(returnPaths.signOff(':id'), { config }, async (request, reply) =>
    show(request, reply, blankForm()),
  )

  app.post<ReturnParams>(returnPaths.signOff(':id'), { config }, async (request, reply) => {
    const { actor, params, body } = request
    if (!(await findReturn(db, actor, params.id))) throw notFound('Return')
    const own = { officerName: actor.personName, officerOffice: actor.officeTitle }
    const parsed = parseForm(schema, actor.role === 'signing-officer' ? own : body)
    if (!parsed.ok) return show(request, reply, parsed.form, 400)
    const { officerName: name, officerOffice: office } = parsed.value
    const seen = { reference: params.id, version: versionFrom(body), at: clock.now() }
    const done = await signOff(db, actor, { ...seen, officer: { name, office } })
    if (!done.ok) return show(request, reply, formWithErrors(parsed.values, done.problems), 400)
    return reply.redirect(`${returnPaths.show(params.id)}?done=signed-off`, 303)
  })
}
