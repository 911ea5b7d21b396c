import type { FastifyReply, FastifyRequest } from 'fastify'
import { sessionCookie } from '#platform/http.ts'
import { isSureEnough } from './factor-step-up.ts'
import type { FactorServices } from './factor-pages.ts'
import { identityPaths } from './paths.ts'

/**
 * Before anything about how a person signs in is shown or changed: a session that is sure enough (`isSureEnough`), or off to prove it, and back
 * to the page that asked.
 */
export const onlyWhenSure =
  (services: FactorServices, back: string) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const token = request.cookies[sessionCookie(services.production)] ?? ''
    const isSure = request.signedIn !== null && (await isSureEnough(services, request.signedIn, token))
    return isSure ? undefined : reply.redirect(identityPaths.stepUp(back), 303)
  }
