import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { signingIn } from '#platform/db/acting.ts'
import { blankForm, formWithErrors, parseForm, requiredText, type Form } from '#platform/forms.ts'
import { giveSession } from '../factor-cookies.ts'
import type { FactorServices } from '../factor-pages.ts'
import { refusals } from '../factor-prove.ts'
import { signInWithPasskey } from '../factor-sign-in.ts'
import { requestOptions } from '../passkey-ceremony.ts'
import { identityPaths } from '../paths.ts'
import { noOffice } from './link-prove.page.ts'
import { endEarlier } from './sign-in.page.ts'
import { ownPath } from '../own-path.ts'

const template = 'identity/pages/passkey-sign-in.njk'
const config = { open: true } as const
const schema = z.object({
  given: requiredText(
    'Your browser sent no passkey. It needs JavaScript; sign in another way without it',
    20_000,
    refusals.passkey,
  ),
  next: z.string().max(2_000).optional(),
})

/** Signs in with a passkey: no name is typed, the passkey says whose it is. */
export function passkeySignInPage(app: FastifyInstance, services: FactorServices): void {
  const { db, clock, production, limits, site } = services
  const show = (reply: FastifyReply, next: string, form: Form, status = 200) =>
    reply.page(
      template,
      {
        heading: 'Sign in with a passkey',
        form,
        next,
        action: identityPaths.passkeySignIn(),
        options: identityPaths.passkeySignInOptions(),
        signInHref: identityPaths.signIn(),
      },
      status,
    )
  const refused = (reply: FastifyReply, next: string, text: string) =>
    show(reply, next, formWithErrors({}, [{ field: 'passkey', text }]), 400)

  app.get<{ Querystring: { next?: unknown } }>(identityPaths.passkeySignIn(), { config }, async (request, reply) =>
    show(reply, ownPath(request.query.next), blankForm()),
  )

  app.post(identityPaths.passkeySignInOptions(), { config }, async (request, reply) => {
    await limits.take('sign-in-address', request.ip)
    return reply.send(
      await signingIn(() => db.transaction().execute((tx) => requestOptions(tx, site, null, clock.now()))),
    )
  })

  app.post(identityPaths.passkeySignIn(), { config }, async (request, reply) => {
    const parsed = parseForm(schema, request.body)
    const next = ownPath(parsed.values['next'])
    if (!parsed.ok) return refused(reply, next, parsed.form.summary[0]?.text ?? refusals.passkey)
    await limits.take('sign-in-address', request.ip)
    const result = await signInWithPasskey(services, parsed.value.given)
    if (result.outcome === 'no-office') return noOffice()
    if (result.outcome !== 'begun') return refused(reply, next, refusals.passkey)
    await endEarlier(request, services)
    return giveSession(reply, production, result.token).redirect(
      result.hasChoice ? identityPaths.acting(next) : next,
      303,
    )
  })
}
