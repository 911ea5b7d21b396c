import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Actor } from '#platform/actor.ts'
import { inWords } from '#platform/dates.ts'
import { conflict } from '#platform/errors.ts'
import { blankForm, formWithErrors, parseForm, requiredDate, type Form } from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { endOffice, keepOffice } from '../end-office.ts'
import { peoplePaths } from '../paths.ts'
import { tenureInReach } from '../reach.ts'
import { datesOf } from '../words.ts'

const template = 'people/pages/end-office.njk'
const schema = z.object({
  endsOn: requiredDate('Enter the last day', 'Last day must be a real date, like 27/3/2027'),
})

/** Sets a holder's last day, and takes it back. */
export function endOfficePage(app: FastifyInstance, { db, clock }: Services): void {
  const config = { permission: 'people.appoint' }

  async function view(actor: Actor, tenureId: string, form?: Form) {
    const today = clock.today()
    const holding = await tenureInReach(db, actor, tenureId, today)
    return {
      heading: 'Set the last day',
      breadcrumbs: [
        { text: 'People and offices', href: peoplePaths.list() },
        { text: holding.title, href: peoplePaths.office(holding.officeId) },
      ],
      form: form ?? blankForm({ endsOn: inWords(holding.tenureEndsOn ?? today) }),
      action: peoplePaths.end(tenureId),
      who: `${holding.person ?? ''}, ${holding.title}, ${holding.organisation}`,
      dates: datesOf(holding),
      cancelHref: peoplePaths.office(holding.officeId),
    }
  }

  app.get<{ Params: { id: string } }>(peoplePaths.end(':id'), { config }, async ({ actor, params }, reply) =>
    reply.page(template, await view(actor, params.id)),
  )

  app.post<{ Params: { id: string } }>(peoplePaths.end(':id'), { config }, async ({ actor, params, body }, reply) => {
    const parsed = parseForm(schema, body)
    if (!parsed.ok) return reply.page(template, await view(actor, params.id, parsed.form), 400)
    const input = { tenureId: params.id, endsOn: parsed.value.endsOn, today: clock.today(), at: clock.now() }
    const done = await endOffice(db, actor, input)
    if (!done.ok) {
      const form = formWithErrors(parsed.values, done.problems)
      return reply.page(template, await view(actor, params.id, form), 400)
    }
    return reply.redirect(`${peoplePaths.office(done.value.officeId)}?done=ended`, 303)
  })

  app.post<{ Params: { id: string } }>(peoplePaths.keep(':id'), { config }, async ({ actor, params }, reply) => {
    const done = await keepOffice(db, actor, { tenureId: params.id, today: clock.today() })
    if (!done.ok) throw conflict(done.problems.map(({ text }) => text).join('. '))
    return reply.redirect(`${peoplePaths.office(done.value.officeId)}?done=kept`, 303)
  })
}
