import type { FastifyReply, FastifyRequest } from 'fastify'
import { sessionCookie } from '#platform/http.ts'
import { giveSession } from '../factor-cookies.ts'
import type { FactorServices } from '../factor-pages.ts'
import { stepUpBy } from '../factor-step-up.ts'
import { identityPaths } from '../paths.ts'

/** Shows recovery codes: this once, because they are kept only as hashes. */
export const showRecovery = (reply: FastifyReply, codes: readonly string[], done: string): FastifyReply =>
  reply.page('identity/pages/account-recovery.njk', {
    heading: 'Your recovery codes',
    done,
    codes: [...codes],
    accountHref: identityPaths.account(),
  })

/** A factor that was set up and tried just now counts as proved: the session goes on under a new token. @returns false: it is gone */
export async function nowProved(
  services: FactorServices,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<boolean> {
  const token = request.cookies[sessionCookie(services.production)] ?? ''
  const next = await stepUpBy(services, request.actor, token, 'set-up')
  if (next !== null) giveSession(reply, services.production, next)
  return next !== null
}
