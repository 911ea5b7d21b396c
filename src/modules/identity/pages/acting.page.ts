import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { blankForm, parseForm, requiredText } from '#platform/forms.ts'
import { cookieOptions, sessionCookie } from '#platform/http.ts'
import type { IdentityServices } from '../module.ts'
import { ownPath } from '../own-path.ts'
import { identityPaths } from '../paths.ts'
import { roleTitle } from '../roles.ts'
import { listActingsOfSession } from '../session-store.ts'
import { changeOffice } from '../sign-in.ts'

const template = 'identity/pages/acting.njk'
const schema = z.object({
  access: requiredText('Select the office in which you want to act'),
  next: z.string().optional(),
})

export function actingPage(app: FastifyInstance, { db, clock, production }: IdentityServices): void {
  const config = { permission: 'identity.use' }
  const tokenOf = (request: FastifyRequest): string => request.cookies[sessionCookie(production)] ?? ''
  const view = async (request: FastifyRequest, form: ReturnType<typeof blankForm>, next: string) => ({
    heading: 'In which office do you act?',
    form,
    next,
    action: identityPaths.acting(),
    sessions: identityPaths.sessions(),
    offices: (await listActingsOfSession(db, tokenOf(request), clock.today())).map((each) => ({
      value: each.accessId,
      text: `${each.officeTitle}, ${each.organisationName}`,
      hint: `${each.partnershipName} · ${roleTitle(each.role)}`,
      partnershipId: each.partnershipId,
      officeId: each.officeId,
    })),
  })

  app.get<{ Querystring: { next?: unknown } }>(identityPaths.acting(), { config }, async (request, reply) =>
    reply.page(template, await view(request, blankForm(), ownPath(request.query.next))),
  )

  app.post(identityPaths.acting(), { config }, async (request, reply) => {
    const parsed = parseForm(schema, request.body)
    const next = ownPath(parsed.values['next'])
    if (!parsed.ok) return reply.page(template, await view(request, parsed.form, next), 400)
    const token = await changeOffice(db, tokenOf(request), parsed.value.access, clock)
    if (token === null) {
      const again = parseForm(schema, {})
      return reply.page(template, await view(request, again.ok ? blankForm() : again.form, next), 400)
    }
    return reply.setCookie(sessionCookie(production), token, cookieOptions(production)).redirect(next, 303)
  })
}
