import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { blankForm, parseForm, requiredText, type Form } from '#platform/forms.ts'
import { cookieOptions, sessionCookie } from '#platform/http.ts'
import type { IdentityServices } from '../module.ts'
import { ownPath } from '../own-path.ts'
import { identityPaths } from '../paths.ts'
import { findRefusal, refusalSentence } from '../refusals.ts'
import { roleTitle } from '../roles.ts'
import { findEnded, listSamplePeople } from '../session-store.ts'
import { signInAsSample, signOut } from '../sign-in.ts'
import { waysIn } from '../ways-in.ts'

export { ownPath }

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

const endedBecause = {
  idle: 'You were signed out after 30 minutes in which you did not use the service.',
  whole: 'You were signed out 12 hours after you signed in.',
}

type Asked = { Querystring: { next?: unknown; refused?: unknown; from?: unknown } }

export function signInPage(app: FastifyInstance, services: IdentityServices): void {
  const { db, clock, production, providers } = services
  const allowed = (request: FastifyRequest) => !production && isAtThisMachine(request)

  /** Why this person sees the sign-in page though they had signed in. */
  async function whyAgain(request: FastifyRequest): Promise<string> {
    const token = request.cookies[sessionCookie(production)]
    const ended = token === undefined || request.signedIn ? null : await findEnded(db, token, clock)
    return ended === null ? '' : endedBecause[ended.why]
  }

  async function samplePeople(request: FastifyRequest) {
    const offered = allowed(request) ? await listSamplePeople(db, clock.today()) : []
    return [...Map.groupBy(offered, (person) => person.partnershipName)].map(([name, people]) => ({
      name,
      people: people.map((person) => ({
        id: person.accessId,
        name: person.personName,
        role: roleTitle(person.role),
        office: `${person.officeTitle}, ${person.organisationName}`,
      })),
    }))
  }

  const show = async (request: FastifyRequest, reply: FastifyReply, form: Form, next: string, status = 200) =>
    reply.page(
      template,
      {
        heading: 'Sign in',
        form,
        next,
        whyAgain: await whyAgain(request),
        isHeld: next === identityPaths.heldForm(),
        providers: providers.map(({ slug, name, outOfOrder }) => ({
          name,
          outOfOrder,
          href: identityPaths.atProvider(slug, next),
        })),
        waysIn: waysIn(next),
        groups: await samplePeople(request),
        action: identityPaths.signIn(),
        offers: allowed(request),
      },
      status,
    )

  app.get<Asked>(identityPaths.signIn(), { config: { open: true } }, async (request, reply) => {
    const { next, refused, from } = request.query
    const refusal = findRefusal(refused)
    const there = providers.find(({ slug }) => slug === from)?.name ?? 'your organisation’s sign-in'
    const form = blankForm()
    const summary = refusal ? [{ text: refusalSentence(refusal, there), href: '#ways-in' }] : []
    return show(request, reply, { ...form, summary }, ownPath(next))
  })

  app.post(identityPaths.signIn(), { config: { open: true } }, async (request, reply) => {
    const parsed = parseForm(schema, request.body)
    if (!parsed.ok) return show(request, reply, parsed.form, '/', 400)
    const token = allowed(request) ? await signInAsSample(db, parsed.value.access, clock) : null
    if (token === null) {
      const problem = { text: 'Select one of the people on this page', href: '#access' }
      return show(request, reply, { ...blankForm(), summary: [problem] }, '/', 400)
    }
    await endEarlier(request, services)
    return reply
      .setCookie(sessionCookie(production), token, cookieOptions(production))
      .redirect(ownPath(parsed.value.next), 303)
  })
}

/** The session that this browser had, when somebody signs in anew: nobody is left signed in behind them. */
export async function endEarlier({ cookies }: FastifyRequest, { db, production }: IdentityServices): Promise<void> {
  const earlier = cookies[sessionCookie(production)]
  if (earlier !== undefined) await signOut(db, earlier, 'signed-in-anew')
}
