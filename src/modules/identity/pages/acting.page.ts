import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { blankForm, parseForm, requiredText } from '#platform/forms.ts'
import { sessionCookie } from '#platform/http.ts'
import type { IdentityServices } from '../module.ts'
import { identityPaths } from '../paths.ts'
import { roleTitle } from '../roles.ts'
import { listActings } from '../session-store.ts'
import { changeOffice } from '../sign-in.ts'

const template = 'identity/pages/acting.njk'
const schema = z.object({ access: requiredText('Select the office in which you want to act') })

export function actingPage(app: FastifyInstance, { db, clock, production }: IdentityServices): void {
  const config = { permission: 'identity.use' }
  const view = async (personId: string | null, form: ReturnType<typeof blankForm>) => ({
    heading: 'In which office do you act?',
    form,
    action: identityPaths.acting(),
    offices: (personId === null ? [] : await listActings(db, personId, clock.today())).map((each) => ({
      value: each.accessId,
      text: `${each.officeTitle}, ${each.organisationName}`,
      hint: `${each.partnershipName} · ${roleTitle(each.role)}`,
      partnershipId: each.partnershipId,
      officeId: each.officeId,
    })),
  })

  app.get(identityPaths.acting(), { config }, async ({ actor }, reply) =>
    reply.page(template, await view(actor.personId, blankForm())),
  )

  app.post(identityPaths.acting(), { config }, async (request, reply) => {
    const parsed = parseForm(schema, request.body)
    if (!parsed.ok) return reply.page(template, await view(request.actor.personId, parsed.form), 400)
    const token = request.cookies[sessionCookie(production)] ?? ''
    const changed = await changeOffice(db, token, request.actor.personId ?? '', parsed.value.access, clock.today())
    if (!changed) {
      const again = parseForm(schema, {})
      return reply.page(template, await view(request.actor.personId, again.ok ? blankForm() : again.form), 400)
    }
    return reply.redirect('/', 303)
  })
}
