import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { listDeputies } from '#modules/identity/public.ts'
import { may, type Actor } from '#platform/actor.ts'
import {
  blankForm,
  formWithErrors,
  parseForm,
  requiredChoice,
  requiredDate,
  requiredText,
  type Form,
} from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { wordsFor } from '#platform/words.ts'
import { candidates, deputisable, endDeputy, nameDeputy } from '../deputise.ts'
import { peoplePaths } from '../paths.ts'
import { deputyInWords, deputyReasons } from '../words.ts'

const template = 'people/pages/deputy.njk'
const reasons = ['leave', 'absence', 'other-duty', 'vacancy'] as const
const schema = z.object({
  person: requiredText('Select who deputises'),
  startsOn: requiredDate('Enter the first day', 'First day must be a real date, like 27/3/2027'),
  endsOn: requiredDate('Enter the last day', 'Last day must be a real date, like 27/3/2027'),
  reason: requiredChoice(reasons, 'Select the kind of reason'),
})

const doneWords = { deputy: 'The deputy is named and told by e-mail.', withdrawn: 'Deputising has ended.' }

/** Names a deputy for a dated absence; the holder does it themself, or whoever looks after the office. */
export function deputyPage(app: FastifyInstance, { db, clock, publicUrl }: Services): void {
  const config = { permission: 'people.name-deputy' }

  async function view(actor: Actor, officeId: string, form: Form, done = '') {
    const today = clock.today()
    const lines = await deputisable(db, actor, officeId, today)
    const deputies = await listDeputies(db, actor.partnershipId, [officeId], today)
    return {
      heading: 'Name a deputy',
      breadcrumbs: may(actor, 'people.read') ? [{ text: 'People and offices', href: peoplePaths.list() }] : [],
      done,
      form,
      action: peoplePaths.deputy(officeId),
      office: `${lines[0]?.title ?? ''}, ${lines[0]?.organisation ?? ''}`,
      people: (await candidates(db, actor, lines, today)).map(({ id, name, office }) => ({
        value: id,
        text: `${name}, ${office}`,
      })),
      reasons: reasons.map((value) => ({ value, text: deputyReasons[value] })),
      deputies: deputies.map((deputy) => ({
        name: deputy.name,
        words: deputyInWords(deputy),
        action: peoplePaths.withdrawDeputy(deputy.id),
      })),
    }
  }

  app.get<{ Params: { id: string }; Querystring: { done?: string } }>(
    peoplePaths.deputy(':id'),
    { config },
    async ({ actor, params, query }, reply) =>
      reply.page(template, await view(actor, params.id, blankForm(), wordsFor(doneWords, query.done))),
  )

  app.post<{ Params: { id: string } }>(
    peoplePaths.deputy(':id'),
    { config },
    async ({ actor, params, body }, reply) => {
      const parsed = parseForm(schema, body)
      if (!parsed.ok) return reply.page(template, await view(actor, params.id, parsed.form), 400)
      const { person, ...rest } = parsed.value
      const input = { ...rest, personId: person, officeId: params.id, today: clock.today(), at: clock.now(), publicUrl }
      const done = await nameDeputy(db, actor, input)
      if (!done.ok) {
        const form = formWithErrors(parsed.values, done.problems)
        return reply.page(template, await view(actor, params.id, form), 400)
      }
      return reply.redirect(`${peoplePaths.deputy(params.id)}?done=deputy`, 303)
    },
  )

  app.post<{ Params: { id: string } }>(
    peoplePaths.withdrawDeputy(':id'),
    { config },
    async ({ actor, params }, reply) => {
      const done = await endDeputy(db, actor, { id: params.id, today: clock.today(), at: clock.now() })
      if (!done.ok) return reply.redirect(peoplePaths.list(), 303)
      return reply.redirect(`${peoplePaths.deputy(done.value.officeId)}?done=withdrawn`, 303)
    },
  )
}
