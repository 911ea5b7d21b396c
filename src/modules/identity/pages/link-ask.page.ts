import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { blankForm, parseForm, type Form } from '#platform/forms.ts'
import { cookieOptions } from '#platform/http.ts'
import { browserCookie } from '../factor-cookies.ts'
import type { FactorServices } from '../factor-pages.ts'
import { providersFor } from '../link-limits.ts'
import { askForLink } from '../one-time-link.ts'
import { isSecretToken, linkLasts, newSecretToken } from '../one-time-link-store.ts'
import { identityPaths } from '../paths.ts'
import { ownPath } from '../own-path.ts'

const template = 'identity/pages/link-ask.njk'
const example = 'Enter an e-mail address in the correct format, like name@council.example'
const schema = z.object({
  email: z
    .string({ error: 'Enter your e-mail address' })
    .min(1, 'Enter your e-mail address')
    .max(254, 'E-mail address must be 254 characters or fewer')
    .regex(/^[^\p{C}\s@<>(),;:"[\]\\]+@[^\p{C}\s@<>(),;:"[\]\\]+$/u, example),
  next: z.string().max(2_000).optional(),
})

/** Mails a link that signs in once. The answer is the same for every address, so that nobody finds out who has an account;
 * it sends to a provider by the domain of the address alone. */
export function linkAskPage(app: FastifyInstance, services: FactorServices): void {
  const { db, clock, production, publicUrl, limits, providers } = services
  const config = { open: true } as const
  const view = (form: Form, next: string) => ({
    heading: 'Sign in with a link by e-mail',
    form,
    next,
    action: identityPaths.askForLink(),
    signInHref: identityPaths.signIn(),
  })

  app.get<{ Querystring: { next?: unknown } }>(identityPaths.askForLink(), { config }, async (request, reply) =>
    reply.page(template, view(blankForm(), ownPath(request.query.next))),
  )

  app.post(identityPaths.askForLink(), { config }, async (request, reply) => {
    const parsed = parseForm(schema, request.body)
    if (!parsed.ok) return reply.page(template, view(parsed.form, ownPath(parsed.values['next'])), 400)
    const { email, next } = parsed.value
    await limits.take('sign-in-address', request.ip)
    await limits.take('link-mail', email)
    const known = request.cookies[browserCookie(production)] ?? ''
    const browser = isSecretToken(known) ? known : newSecretToken()
    const addressOf = (token: string) => `${publicUrl}${identityPaths.openLink(token)}`
    const path = ownPath(next)
    await askForLink(db, clock, { email, browser, next: path, addressOf, providers })
    const instead = providersFor(providers, email).filter(({ outOfOrder }) => !outOfOrder)
    return reply
      .setCookie(browserCookie(production), browser, { ...cookieOptions(production), maxAge: linkLasts / 1000 })
      .page('identity/pages/link-asked.njk', {
        heading: instead.length === 0 ? 'Look into your e-mail' : 'Sign in with your organisation’s account',
        email,
        providers: instead.map(({ name, slug }) => ({
          name,
          domain: email.split('@').at(-1) ?? '',
          href: identityPaths.atProvider(slug, path),
        })),
        again: identityPaths.askForLink(),
      })
  })
}
