import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { findReportsTo } from '#modules/identity/public.ts'
import type { Actor } from '#platform/actor.ts'
import { blankForm, formWithErrors, parseForm, type Form } from '#platform/forms.ts'
import { isId } from '#platform/ids.ts'
import type { Services } from '#platform/services.ts'
import { list } from '#platform/words.ts'
import { peoplePaths } from '../paths.ts'
import { officeInReach } from '../reach.ts'
import { officesAbove, reportTo } from '../report-to.ts'

const template = 'people/pages/report-to.njk'
const none = 'none'
const schema = z.object({
  to: z
    .string({ error: 'Select an office, or that none is named' })
    .refine((value) => value === none || isId(value), 'Select an office, or that none is named'),
  was: z.string().refine((value) => value === none || isId(value), 'Select an office, or that none is named'),
})

/** Which office is told of what stays undone in an office. */
export function reportToPage(app: FastifyInstance, { db, clock }: Services): void {
  const config = { permission: 'people.appoint' }

  async function view(actor: Actor, officeId: string, form?: Form) {
    const today = clock.today()
    const [office] = await officeInReach(db, actor, officeId, today)
    const now = (await findReportsTo(db, officeId))?.id ?? none
    const shown = form ?? blankForm({ to: now, was: now })
    return {
      heading: 'To which office does it report?',
      breadcrumbs: [
        { text: 'People and offices', href: peoplePaths.list() },
        { text: office?.title ?? '', href: peoplePaths.office(officeId) },
      ],
      form: shown,
      action: peoplePaths.reportTo(officeId),
      office: `${office?.title ?? ''}, ${office?.organisation ?? ''}`,
      was: shown.values['was'] ?? now,
      offices: (await officesAbove(db, actor, officeId, today)).map(({ id, title, holders }) => ({
        value: id,
        text: title,
        hint: holders.length > 0 ? list(holders) : 'Nobody holds it',
        checked: shown.values['to'] === id,
      })),
      isNone: shown.values['to'] === none,
      cancelHref: peoplePaths.office(officeId),
    }
  }

  app.get<{ Params: { id: string } }>(peoplePaths.reportTo(':id'), { config }, async ({ actor, params }, reply) =>
    reply.page(template, await view(actor, params.id)),
  )

  app.post<{ Params: { id: string } }>(
    peoplePaths.reportTo(':id'),
    { config },
    async ({ actor, params, body }, reply) => {
      await officeInReach(db, actor, params.id, clock.today())
      const parsed = parseForm(schema, body)
      if (!parsed.ok) return reply.page(template, await view(actor, params.id, parsed.form), 400)
      const idOf = (value: string) => (value === none ? null : value)
      const { to, was } = parsed.value
      const input = { officeId: params.id, to: idOf(to), was: idOf(was), today: clock.today() }
      const done = await reportTo(db, actor, input)
      if (!done.ok) {
        const form = formWithErrors(parsed.values, done.problems)
        return reply.page(template, await view(actor, params.id, form), 400)
      }
      return reply.redirect(`${peoplePaths.office(params.id)}?done=reports`, 303)
    },
  )
}
