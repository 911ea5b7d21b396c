import type { FastifyReply, FastifyRequest } from 'fastify'
import { sessionCookie } from '#platform/http.ts'
import { surenessOf } from './factor-step-up.ts'
import type { FactorServices } from './factor-pages.ts'
import { identityPaths } from './paths.ts'

/**
 * Before anything about how a person signs in is shown or changed: a session that is sure enough (`surenessOf`), or off to prove it, and back
 * to the page that asked.
 */
export const onlyWhenSure =
  (services: FactorServices, back: string) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const token = request.cookies[sessionCookie(services.production)] ?? ''
    const isSure = request.signedIn !== null && (await surenessOf(services, request.signedIn, token)) === 'sure'
    return isSure ? undefined : reply.redirect(identityPaths.stepUp(back), 303)
  }
