import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Actor } from '#platform/actor.ts'
import { blankForm, formWithErrors, parseForm, type Form } from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { personFields } from '../form-fields.ts'
import { replaceHolder } from '../invite-person.ts'
import { peoplePaths } from '../paths.ts'
import { officeInReach } from '../reach.ts'
import { datesOf } from '../words.ts'

const template = 'people/pages/replace.njk'
const schema = z.object(personFields)

/** Gives an office a new holder in one step with the old one's last day. */
export function replacePage(app: FastifyInstance, { db, clock, publicUrl }: Services): void {
  const config = { permission: 'people.appoint' }

  async function view(actor: Actor, officeId: string, form: Form) {
    const lines = await officeInReach(db, actor, officeId, clock.today())
    const title = lines[0]?.title ?? ''
    return {
      heading: 'Replace the holder',
      breadcrumbs: [
        { text: 'People and offices', href: peoplePaths.list() },
        { text: title, href: peoplePaths.office(officeId) },
      ],
      form,
      action: peoplePaths.replace(officeId),
      office: `${title}, ${lines[0]?.organisation ?? ''}`,
      holders: lines.filter(({ person }) => person !== null).map((line) => `${line.person ?? ''}, ${datesOf(line)}`),
      cancelHref: peoplePaths.office(officeId),
    }
  }

  app.get<{ Params: { id: string } }>(peoplePaths.replace(':id'), { config }, async ({ actor, params }, reply) =>
    reply.page(template, await view(actor, params.id, blankForm())),
  )

  app.post<{ Params: { id: string } }>(
    peoplePaths.replace(':id'),
    { config },
    async ({ actor, params, body }, reply) => {
      const parsed = parseForm(schema, body)
      if (!parsed.ok) return reply.page(template, await view(actor, params.id, parsed.form), 400)
      const input = { ...parsed.value, officeId: params.id, today: clock.today(), at: clock.now(), publicUrl }
      const done = await replaceHolder(db, actor, input)
      if (!done.ok) {
        const form = formWithErrors(parsed.values, done.problems)
        return reply.page(template, await view(actor, params.id, form), 400)
      }
      return reply.redirect(`${peoplePaths.office(params.id)}?done=replaced`, 303)
    },
  )
}
