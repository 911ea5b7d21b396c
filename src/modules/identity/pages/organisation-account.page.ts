import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { signingIn } from '#platform/db/acting.ts'
import { notFound } from '#platform/errors.ts'
import { cookieOptions, sessionCookie } from '#platform/http.ts'
import { rateLimits } from '#platform/rate-limit.ts'
import type { IdentityServices } from '../module.ts'
import { accountClient, refusalOf, type AccountClient } from '../organisation-account.ts'
import { attemptLasts, keepAttempt, takeAttempt } from '../organisation-account-store.ts'
import { ownPath } from '../own-path.ts'
import { identityPaths } from '../paths.ts'
import { accountOf, type Refusal } from '../provider-claims.ts'
import type { Provider } from '../providers.ts'
import { recordRefusal, signInWithAccount, type Arrived } from '../sign-in.ts'
import { endEarlier } from './sign-in.page.ts'

const template = 'identity/pages/signed-out.njk'

/** Signing in at an organisation's provider and coming back from there, and signing out there too. */
export function organisationAccountPage(app: FastifyInstance, services: IdentityServices): void {
  const { db, clock, production, publicUrl, providers } = services
  const limits = rateLimits(db, clock)
  const attemptCookie = `${sessionCookie(production)}-attempt`
  const config = { open: true } as const
  const known = new Map<string, { provider: Provider; client: AccountClient }>(
    providers.map((provider) => [
      provider.slug,
      {
        provider,
        client: accountClient(provider, clock, `${publicUrl}${identityPaths.backFromProvider(provider.slug)}`),
      },
    ]),
  )
  const find = (slug: string) => {
    const found = known.get(slug)
    if (!found) throw notFound()
    return found
  }
  const inTransaction = <T>(work: Parameters<ReturnType<typeof db.transaction>['execute']>[0]): Promise<T> =>
    signingIn(() => db.transaction().execute(work)) as Promise<T>

  async function refuse(reply: FastifyReply, { slug }: Provider, refused: Refusal, next: string) {
    await recordRefusal(db, slug, refused)
    return reply.redirect(
      `${identityPaths.signIn()}?${new URLSearchParams({ refused, from: slug, next }).toString()}`,
      303,
    )
  }

  type Start = { Params: { slug: string }; Querystring: { next?: unknown } }
  app.get<Start>(identityPaths.atProvider(':slug'), { config }, async (request, reply) => {
    const { provider, client } = find(request.params.slug)
    const next = ownPath(request.query.next)
    // Another site must not begin a session for somebody who only followed a link there: they choose on our own page.
    if (request.headers['sec-fetch-site'] === 'cross-site') {
      return reply.redirect(`${identityPaths.signIn()}?${new URLSearchParams({ next }).toString()}`, 303)
    }
    await limits.take('sign-in-address', request.ip)
    try {
      const { url, ...checks } = await client.begin()
      const attempt = { provider: provider.slug, ...checks, next }
      const cookie = await inTransaction<string>((tx) => keepAttempt(tx, attempt, clock.now()))
      const options = { ...cookieOptions(production), maxAge: attemptLasts / 1000 }
      return await reply.setCookie(attemptCookie, cookie, options).redirect(url.href, 303)
    } catch (error) {
      return refuse(reply, provider, refusalOf(error), next)
    }
  })

  type Back = { Params: { slug: string } }
  app.get<Back>(identityPaths.backFromProvider(':slug'), { config }, async (request, reply) => {
    const { provider, client } = find(request.params.slug)
    const cookie = request.cookies[attemptCookie]
    const attempt =
      cookie === undefined
        ? undefined
        : await inTransaction<Awaited<ReturnType<typeof takeAttempt>>>((tx) => takeAttempt(tx, cookie, clock.now()))
    reply.clearCookie(attemptCookie, cookieOptions(production))
    if (!attempt) return refuse(reply, provider, 'no-attempt', '/')
    const { next } = attempt
    if (attempt.provider !== provider.slug) return refuse(reply, provider, 'state', next)
    const claims = await client.finish(new URL(request.url, publicUrl), attempt)
    const account = typeof claims === 'string' ? claims : accountOf(provider, claims)
    const arrived = typeof account === 'string' ? account : await signInWithAccount(db, provider, account, clock)
    if (typeof arrived === 'string') return refuse(reply, provider, arrived, next)
    return welcome(request, reply, arrived, next)
  })

  async function welcome(request: FastifyRequest, reply: FastifyReply, { token, hasChoice }: Arrived, next: string) {
    await endEarlier(request, services)
    return reply
      .setCookie(sessionCookie(production), token, cookieOptions(production))
      .redirect(hasChoice ? identityPaths.acting(next) : next, 303)
  }

  app.get<{ Querystring: { from?: unknown } }>(identityPaths.signedOut(), { config }, async ({ query }, reply) => {
    const { from } = query
    const at = typeof from === 'string' ? known.get(from) : undefined
    const there = at ? await at.client.endAddress(`${publicUrl}${identityPaths.signedOut()}`) : null
    // A form may not lead to another site (form-action), and this page needs no script to go on there.
    if (there) reply.header('refresh', `0; url=${there.href}`)
    return reply.page(template, {
      heading: 'You are signed out',
      there: there && at ? { name: at.provider.name, href: there.href } : null,
      signIn: identityPaths.signIn(),
    })
  })
}
