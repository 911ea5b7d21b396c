import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { withdrawSecondFactors } from '#modules/identity/public.ts'
import type { Actor } from '#platform/actor.ts'
import { blankForm, formWithErrors, parseForm, type Form } from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { wordsFor } from '#platform/words.ts'
import { peoplePaths } from '../paths.ts'
import { tenureInReach } from '../reach.ts'
import { agreeToWithdraw, letIn, stopPerson } from '../stop-person.ts'
import { standing } from '../words.ts'

const template = 'people/pages/stop.njk'
const yes = (missing: string) => z.literal('yes', { error: missing })
const stopSchema = z.object({ stop: yes('Confirm that they are to be stopped now') })
const factorsSchema = z.object({ sure: yes('Confirm that you have made sure who asks') })
const doneWords = {
  stopped: 'Their sign-ins are ended, and they cannot sign in again until you let them in.',
  'let-in': 'They can sign in again.',
  withdrawn: 'Their second factors are withdrawn and they are signed out everywhere.',
}

type Tenure = { Params: { id: string } }
type Result = { ok: true } | { ok: false; form: Form }

/** Stops somebody at once and lets them in again, and helps who lost the device with which they sign in. */
export function stopPage(app: FastifyInstance, { db, clock, publicUrl }: Services): void {
  const config = { permission: 'people.appoint', stepUp: true } as const

  async function view(actor: Actor, tenureId: string, form: Form, done?: string) {
    const holding = await tenureInReach(db, actor, tenureId, clock.today())
    return {
      heading: 'Stop somebody at once or help who lost their device',
      breadcrumbs: [
        { text: 'People and offices', href: peoplePaths.list() },
        { text: holding.title, href: peoplePaths.office(holding.officeId) },
      ],
      done: wordsFor(doneWords, done),
      form,
      // The field of an error has no place on one's own page: the summary leads to the sentence instead.
      wrong: Object.keys(form.errors)[0] ?? '',
      name: holding.person ?? '',
      who: `${holding.person ?? ''}, ${holding.title}, ${holding.organisation}`,
      state: standing(holding),
      partnership: actor.partnershipName,
      reach: actor.reach === 'partnership' ? 'all their offices' : `their offices of ${holding.organisation}`,
      isOneself: holding.personId === actor.personId,
      isStopped: holding.state === 'stopped',
      hasMail: holding.email !== null,
      stopAction: peoplePaths.stop(tenureId),
      letInAction: peoplePaths.letIn(tenureId),
      factorsAction: peoplePaths.withdrawFactors(tenureId),
      endHref: peoplePaths.end(tenureId),
      cancelHref: peoplePaths.office(holding.officeId),
    }
  }

  app.get<Tenure & { Querystring: { done?: string } }>(
    peoplePaths.stop(':id'),
    { config },
    async ({ actor, params, query }, reply) =>
      reply.page(template, await view(actor, params.id, blankForm(), query.done)),
  )

  const post = (
    path: string,
    done: keyof typeof doneWords,
    work: (actor: Actor, tenureId: string, body: unknown) => Promise<Result>,
  ) =>
    app.post<Tenure>(path, { config }, async ({ actor, params, body }, reply) => {
      const result = await work(actor, params.id, body)
      if (!result.ok) return reply.page(template, await view(actor, params.id, result.form), 400)
      return reply.redirect(`${peoplePaths.stop(params.id)}?done=${done}`, 303)
    })

  const input = (tenureId: string) => ({ tenureId, today: clock.today(), at: clock.now(), publicUrl })

  post(peoplePaths.stop(':id'), 'stopped', async (actor, tenureId, body) => {
    const parsed = parseForm(stopSchema, body)
    if (!parsed.ok) return parsed
    const done = await stopPerson(db, actor, input(tenureId))
    return done.ok ? done : { ok: false, form: formWithErrors(parsed.values, done.problems) }
  })

  post(peoplePaths.letIn(':id'), 'let-in', async (actor, tenureId) => {
    const done = await letIn(db, actor, input(tenureId))
    return done.ok ? done : { ok: false, form: formWithErrors({}, done.problems) }
  })

  post(peoplePaths.withdrawFactors(':id'), 'withdrawn', async (actor, tenureId, body) => {
    const parsed = parseForm(factorsSchema, body)
    if (!parsed.ok) return parsed
    const agreed = await agreeToWithdraw(db, actor, { tenureId, today: clock.today() })
    if (!agreed.ok) return { ok: false, form: formWithErrors(parsed.values, agreed.problems) }
    await withdrawSecondFactors(db, clock, actor, agreed.value.personId)
    return { ok: true }
  })
}
