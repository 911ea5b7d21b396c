import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { toDataURL } from 'qrcode'
import { z } from 'zod'
import { notFound } from '#platform/errors.ts'
import { blankForm, formWithErrors, parseForm, requiredText, type Form } from '#platform/forms.ts'
import { appAddress } from '../factor-app.ts'
import { pendingSecret } from '../factor-app-store.ts'
import { confirmApp } from '../factor-confirm-app.ts'
import { onlyWhenSure } from '../factor-guard.ts'
import type { FactorServices } from '../factor-pages.ts'
import { removeAuthenticatorApp } from '../factor-remove-app.ts'
import { findFactors, hasSecondFactor } from '../factor-store.ts'
import { identityPaths } from '../paths.ts'
import { nowProved, showRecovery } from './account-recovery.ts'

const schema = z.object({
  code: requiredText('Enter the 6 digits that the app shows', 20, 'Enter the 6 digits that the app shows'),
})
const inFours = (secret: string): string => secret.match(/.{1,4}/g)?.join(' ') ?? ''

/** Sets up the app that makes a person's codes, and removes it. */
export function accountAppPage(app: FastifyInstance, services: FactorServices): void {
  const { db, clock } = services
  const config = { permission: 'identity.use' }
  const preHandler = onlyWhenSure(services, identityPaths.setUpApp())

  async function show({ actor }: FastifyRequest, reply: FastifyReply, form: Form, status = 200) {
    const { personId } = actor
    if (personId === null) throw notFound()
    const { secret, person, hasOne } = await db.transaction().execute(async (tx) => ({
      secret: await pendingSecret(tx, personId, clock.now()),
      person: await tx
        .selectFrom('identity.person')
        .where('id', '=', personId)
        .select(['name', 'email'])
        .executeTakeFirstOrThrow(),
      hasOne: (await findFactors(tx, personId)).app !== null,
    }))
    const address = appAddress(secret, person.email ?? person.name)
    const view = {
      heading: 'Set up an authenticator app',
      form,
      hasOne,
      picture: await toDataURL(address, { margin: 2, scale: 5, errorCorrectionLevel: 'M' }),
      secret: inFours(secret),
      address,
      action: identityPaths.setUpApp(),
      cancelHref: identityPaths.account(),
    }
    return reply.page('identity/pages/account-app.njk', view, status)
  }

  app.get(identityPaths.setUpApp(), { config, preHandler }, async (request, reply) => show(request, reply, blankForm()))

  app.post(identityPaths.setUpApp(), { config, preHandler }, async (request, reply) => {
    const parsed = parseForm(schema, request.body)
    if (!parsed.ok) return show(request, reply, parsed.form, 400)
    const done = await confirmApp(db, request.actor, { code: parsed.value.code, now: clock.now() })
    if (!done.ok) return show(request, reply, formWithErrors(parsed.values, done.problems), 400)
    if (!(await nowProved(services, request, reply))) return reply.redirect(identityPaths.signIn(), 303)
    const { recovery } = done.value
    if (recovery !== null) return showRecovery(reply, recovery, 'The authenticator app is set up.')
    return reply.redirect(`${identityPaths.account()}?done=app`, 303)
  })

  const removal = { config, preHandler: onlyWhenSure(services, identityPaths.removeApp()) }
  app.get(identityPaths.removeApp(), removal, async ({ actor }, reply) => {
    const factors = await findFactors(db, actor.personId ?? '')
    if (factors.app === null) throw notFound('Authenticator app')
    return reply.page('identity/pages/account-remove.njk', {
      heading: 'Remove the authenticator app?',
      text: 'Its codes do not count here any more. Remove the entry in the app yourself.',
      warning: hasSecondFactor({ ...factors, app: null })
        ? ''
        : 'It is your only second factor. Without one you see only what is harmless.',
      action: identityPaths.removeApp(),
      id: '',
      button: 'Remove authenticator app',
      cancelHref: identityPaths.account(),
    })
  })

  app.post(identityPaths.removeApp(), removal, async ({ actor }, reply) => {
    await removeAuthenticatorApp(db, actor, { now: clock.now() })
    return reply.redirect(`${identityPaths.account()}?done=app-removed`, 303)
  })
}
