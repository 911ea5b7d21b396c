import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { blankForm, parseForm, requiredText, type Form } from '#platform/forms.ts'
import { sessionCookie } from '#platform/http.ts'
import type { IdentityServices } from '../module.ts'
import { identityPaths } from '../paths.ts'
import { roleTitle } from '../roles.ts'
import { endSession, listSamplePeople } from '../session-store.ts'
import { signInAsSample } from '../sign-in.ts'

const template = 'identity/pages/sign-in.njk'
const schema = z.object({ access: requiredText('Select who you want to sign in as'), next: z.string().optional() })

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/**
 * Sample people are for a person at this machine only. A proxy on the same machine would make every visitor look local, so a
 * forwarded request does not count, nor does one that came under another name than the machine's own.
 */
export function isAtThisMachine(request: FastifyRequest): boolean {
  const { headers } = request
  const forwarded = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'].some((name) => headers[name] !== undefined)
  const name = URL.parse(`http://${headers.host ?? ''}`)?.hostname ?? ''
  const local = name === 'localhost' || name === '[::1]' || /^127(\.\d{1,3}){3}$/.test(name)
  return !forwarded && local && loopback.has(request.socket.remoteAddress ?? '127.0.0.1')
}

const ours = 'http://goldenthread.invalid'

/**
 * Only a path of our own, read as a browser reads it: it drops tabs and line ends, and takes a backslash for a slash, so that
 * '/\t/evil.example' is another site.
 */
export function ownPath(next: unknown): string {
  const url = typeof next === 'string' && next.startsWith('/') ? URL.parse(next, ours) : null
  if (url?.origin !== ours || url.pathname.startsWith('//')) return '/'
  return `${url.pathname}${url.search}${url.hash}`
}

export function signInPage(app: FastifyInstance, { db, clock, production }: IdentityServices): void {
  // Taken back with what it was given with: a browser keeps a __Host- cookie that is cleared without 'secure'.
  const cookieOptions = { path: '/', httpOnly: true, sameSite: 'lax', secure: production } as const
  const allowed = (request: FastifyRequest) => !production && isAtThisMachine(request)

  const show = async (request: FastifyRequest, reply: FastifyReply, form: Form, next: string, status = 200) => {
    const offered = allowed(request) ? await listSamplePeople(db, clock.today()) : []
    const groups = [...Map.groupBy(offered, (person) => person.partnershipName)].map(([name, people]) => ({
      name,
      people: people.map((person) => ({
        id: person.accessId,
        name: person.personName,
        role: roleTitle(person.role),
        office: `${person.officeTitle}, ${person.organisationName}`,
      })),
    }))
    return reply.page(
      template,
      { heading: 'Sign in', form, groups, next, action: identityPaths.signIn(), offers: allowed(request) },
      status,
    )
  }

  app.get<{ Querystring: { next?: unknown } }>(
    identityPaths.signIn(),
    { config: { open: true } },
    async (request, reply) => show(request, reply, blankForm(), ownPath(request.query.next)),
  )

  app.post(identityPaths.signIn(), { config: { open: true } }, async (request, reply) => {
    const parsed = parseForm(schema, request.body)
    if (!parsed.ok) return show(request, reply, parsed.form, '/', 400)
    const token = allowed(request) ? await signInAsSample(db, parsed.value.access, clock.today()) : null
    if (token === null) {
      const problem = { text: 'Select one of the people on this page', href: '#access' }
      return show(request, reply, { ...blankForm(), summary: [problem] }, '/', 400)
    }
    return reply.setCookie(sessionCookie(production), token, cookieOptions).redirect(ownPath(parsed.value.next), 303)
  })

  app.post(identityPaths.signOut(), { config: { open: true } }, async (request, reply) => {
    const token = request.cookies[sessionCookie(production)]
    if (token !== undefined) await endSession(db, token)
    return reply.clearCookie(sessionCookie(production), cookieOptions).redirect(identityPaths.signIn(), 303)
  })
}
