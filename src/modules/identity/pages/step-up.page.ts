import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { blankForm, type Form } from '#platform/forms.ts'
import { sessionCookie } from '#platform/http.ts'
import { giveSession } from '../factor-cookies.ts'
import { readProof, refusedForm } from '../factor-form.ts'
import type { FactorServices } from '../factor-pages.ts'
import { isSamplePerson, stepUp, stepUpBy, surenessOf } from '../factor-step-up.ts'
import { findWays } from '../factor-ways.ts'
import { requestOptions } from '../passkey-ceremony.ts'
import { identityPaths } from '../paths.ts'
import { ownPath } from '../own-path.ts'
import { isAtThisMachine } from './sign-in.page.ts'

const template = 'identity/pages/step-up.njk'
const config = { permission: 'identity.use' }

const fieldOf = (body: unknown, name: string): unknown =>
  typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined

/** Asks for a fresh second factor, and goes back to where it was needed. */
export function stepUpPage(app: FastifyInstance, services: FactorServices): void {
  const { db, production, limits, otherStepUps } = services
  const tokenOf = (request: FastifyRequest) => request.cookies[sessionCookie(production)] ?? ''
  const personOf = ({ actor }: FastifyRequest) => actor.personId ?? ''
  /** Only for somebody at the machine that runs the demonstration, and never in production. */
  const offersDemonstration = async (request: FastifyRequest) =>
    !production && isAtThisMachine(request) && (await isSamplePerson(db, personOf(request)))

  async function show(request: FastifyRequest, reply: FastifyReply, next: string, form: Form, status = 200) {
    const ways = await findWays(db, personOf(request))
    const view = {
      heading: 'Prove that it is you',
      form,
      ways,
      isLimited: (request.signedIn?.withheld?.size ?? 0) > 0,
      next,
      others: otherStepUps === undefined ? [] : await otherStepUps(request),
      offersDemonstration: !ways.any && (await offersDemonstration(request)),
      sureness: request.signedIn === null ? 'old' : await surenessOf(services, request.signedIn, tokenOf(request)),
      action: identityPaths.stepUp(),
      options: identityPaths.stepUpOptions(),
      accountHref: identityPaths.account(),
    }
    return reply.page(template, view, status)
  }

  app.get<{ Querystring: { next?: unknown } }>(identityPaths.stepUp(), { config }, async (request, reply) =>
    show(request, reply, ownPath(request.query.next), blankForm()),
  )

  app.post(identityPaths.stepUpOptions(), { config }, async (request, reply) =>
    reply.send(
      await db
        .transaction()
        .execute((tx) => requestOptions(tx, services.site, personOf(request), services.clock.now())),
    ),
  )

  app.post(identityPaths.stepUp(), { config }, async (request, reply) => {
    const next = ownPath(fieldOf(request.body, 'next'))
    if (fieldOf(request.body, 'way') === 'demonstration') {
      const { any } = await findWays(db, personOf(request))
      if (any || !(await offersDemonstration(request))) return show(request, reply, next, blankForm(), 400)
      const token = await stepUpBy(services, request.actor, tokenOf(request), 'demonstration')
      return token === null
        ? reply.redirect(identityPaths.signIn(), 303)
        : giveSession(reply, production, token).redirect(next, 303)
    }
    const read = readProof(request.body)
    if (!read.ok) return show(request, reply, next, read.form, 400)
    await limits.take('second-factor', personOf(request))
    const token = await stepUp(services, request.actor, tokenOf(request), read.proof)
    if (token === null) return show(request, reply, next, refusedForm(read.proof), 400)
    await limits.clear('second-factor', personOf(request))
    return giveSession(reply, production, token).redirect(next, 303)
  })
}
