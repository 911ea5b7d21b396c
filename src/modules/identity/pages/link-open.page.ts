import type { FastifyInstance, FastifyReply } from 'fastify'
import { signingIn } from '#platform/db/acting.ts'
import { cookieOptions } from '#platform/http.ts'
import { browserCookie, entryCookie } from '../factor-cookies.ts'
import type { FactorServices } from '../factor-pages.ts'
import { isGood, isSecretToken, linkLasts } from '../one-time-link-store.ts'
import { openLink } from '../one-time-link.ts'
import { identityPaths } from '../paths.ts'

const template = 'identity/pages/link-open.njk'
type Params = { token: string }

/**
 * Where a mailed link leads. Opening it uses nothing up, however often a mail scanner or a preview does it: only the button does.
 */
export function linkOpenPage(app: FastifyInstance, { db, clock, production, limits }: FactorServices): void {
  const config = { open: true } as const
  const show = (reply: FastifyReply, token: string, isGoodNow: boolean) =>
    reply.page(
      template,
      {
        heading: isGoodNow ? 'Sign in to Goldenthread' : 'This link does not work any more',
        isGood: isGoodNow,
        action: identityPaths.openLink(isGoodNow ? token : ''),
        again: identityPaths.askForLink(),
      },
      isGoodNow ? 200 : 410,
    )

  app.get<{ Params: Params }>(identityPaths.openLink(':token'), { config }, async ({ params: { token } }, reply) =>
    show(reply, token, isSecretToken(token) && (await signingIn(() => isGood(db, token, clock.now())))),
  )

  app.post<{ Params: Params }>(identityPaths.openLink(':token'), { config }, async (request, reply) => {
    const { token } = request.params
    await limits.take('sign-in-address', request.ip)
    const browser = request.cookies[browserCookie(production)] ?? ''
    const entry = isSecretToken(token) ? await openLink(db, clock, token, browser) : null
    if (entry === null) return show(reply, token, false)
    return reply
      .setCookie(entryCookie(production), entry, { ...cookieOptions(production), maxAge: linkLasts / 1000 })
      .redirect(identityPaths.completeLink(), 303)
  })
}
