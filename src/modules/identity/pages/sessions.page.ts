import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { parseForm, requiredText } from '#platform/forms.ts'
import { cookieOptions, sessionCookie } from '#platform/http.ts'
import type { IdentityServices } from '../module.ts'
import { listOwnSessions } from '../own-session-store.ts'
import { identityPaths } from '../paths.ts'
import { signOut, signOutSessions } from '../sign-in.ts'

const template = 'identity/pages/sessions.njk'
const everywhere = 'every'
const schema = z.object({ session: requiredText('Select which sign-in to end', 64) })

const methods: Readonly<Record<string, string>> = {
  sample: 'Invented person of the demonstration',
  organisation: 'Your organisation’s account',
  passkey: 'Passkey',
  link: 'Link by e-mail',
}

/** Where a person is signed in, ending it there, signing out, and staying signed in while typing. */
export function sessionsPage(app: FastifyInstance, { db, clock, production }: IdentityServices): void {
  const config = { permission: 'identity.use' }
  const tokenOf = (request: FastifyRequest): string => request.cookies[sessionCookie(production)] ?? ''

  type Asked = { Querystring: { ended?: unknown } }
  app.get<Asked>(identityPaths.sessions(), { config }, async (request, reply) => {
    const sessions = await listOwnSessions(db, request.actor.personId ?? '', tokenOf(request), clock)
    return reply.page(template, {
      heading: 'Where you are signed in',
      done: request.query.ended === 'yes' ? 'That sign-in has ended' : '',
      sessions: sessions.map((session) => ({ ...session, how: methods[session.method] ?? session.method })),
      action: identityPaths.endSession(),
      everywhere,
    })
  })

  app.post(identityPaths.endSession(), { config }, async (request, reply) => {
    const parsed = parseForm(schema, request.body)
    if (!parsed.ok) return reply.redirect(identityPaths.sessions(), 303)
    const { session } = parsed.value
    const { personId, officeId, partnershipId } = request.actor
    await signOutSessions(
      db,
      { personId: personId ?? '', officeId, partnershipId },
      session === everywhere ? null : session,
    )
    return reply.redirect(
      session === everywhere ? identityPaths.signedOut() : `${identityPaths.sessions()}?ended=yes`,
      303,
    )
  })

  // Asking is enough: every request of a signed-in person counts as use.
  app.get(identityPaths.stay(), { config }, async ({ signedIn }, reply) =>
    reply.send({ seconds: Math.round(((signedIn?.endsAt.getTime() ?? 0) - clock.now().getTime()) / 1000) }),
  )

  app.post(identityPaths.signOut(), { config: { open: true } }, async (request, reply) => {
    const token = tokenOf(request)
    const provider = token === '' ? null : await signOut(db, token, 'asked')
    return reply
      .clearCookie(sessionCookie(production), cookieOptions(production))
      .redirect(identityPaths.signedOut(provider ?? undefined), 303)
  })
}
