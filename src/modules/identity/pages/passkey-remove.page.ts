import type { FastifyInstance } from 'fastify'
import { instantInWords } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
import { onlyWhenSure } from '../factor-guard.ts'
import type { FactorServices } from '../factor-pages.ts'
import { findFactors, hasSecondFactor } from '../factor-store.ts'
import { removePasskey } from '../passkey-remove.ts'
import { identityPaths } from '../paths.ts'

const idOf = (fields: unknown): string => {
  const id = typeof fields === 'object' && fields !== null ? (fields as Record<string, unknown>)['id'] : undefined
  return typeof id === 'string' ? id : ''
}

/** Asks whether one of one's own passkeys is to go, and removes it. */
export function passkeyRemovePage(app: FastifyInstance, services: FactorServices): void {
  const { db, clock } = services
  const config = { permission: 'identity.use' }
  const preHandler = onlyWhenSure(services, identityPaths.account())

  app.get(identityPaths.removePasskey(), { config, preHandler }, async (request, reply) => {
    const id = idOf(request.query)
    const factors = await findFactors(db, request.actor.personId ?? '')
    const passkey = factors.passkeys.find((each) => each.id === id)
    if (!passkey) throw notFound('Passkey')
    const others = { ...factors, passkeys: factors.passkeys.filter((each) => each !== passkey) }
    return reply.page('identity/pages/account-remove.njk', {
      heading: `Remove the passkey ‘${passkey.name}’?`,
      text: `It was added ${instantInWords(passkey.createdAt)}. It cannot be used here any more; your device may go on offering it until you remove it there too.`,
      warning: hasSecondFactor(others)
        ? ''
        : 'It is your only second factor. Without one you see only what is harmless.',
      action: identityPaths.removePasskey(),
      id,
      button: 'Remove passkey',
      cancelHref: identityPaths.account(),
    })
  })

  app.post(identityPaths.removePasskey(), { config, preHandler }, async (request, reply) => {
    await removePasskey(db, request.actor, { id: idOf(request.body), now: clock.now() })
    return reply.redirect(`${identityPaths.account()}?done=passkey-removed`, 303)
  })
}
