import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { notFound } from '#platform/errors.ts'
import { blankForm, formWithErrors, parseForm, requiredText, type Form } from '#platform/forms.ts'
import { sessionCookie } from '#platform/http.ts'
import { onlyWhenSure } from '../factor-guard.ts'
import type { FactorServices } from '../factor-pages.ts'
import { addPasskey } from '../passkey-add.ts'
import { registrationOptions } from '../passkey-ceremony.ts'
import { identityPaths } from '../paths.ts'
import { organisationsOfSession } from '../session-store.ts'
import { nowProved, showRecovery } from './account-recovery.ts'

const template = 'identity/pages/passkey-add.njk'
const schema = z.object({
  name: requiredText('Enter a name for the passkey', 60, 'Name must be 60 characters or fewer'),
  given: z.string().max(20_000).default(''),
})

/** Adds a passkey to one's own account. */
export function passkeyAddPage(app: FastifyInstance, services: FactorServices): void {
  const { db, clock, site, production } = services
  const config = { permission: 'identity.use' }
  const preHandler = onlyWhenSure(services, identityPaths.addPasskey())
  const show = (reply: FastifyReply, form: Form, status = 200) =>
    reply.page(
      template,
      {
        heading: 'Add a passkey',
        form,
        action: identityPaths.addPasskey(),
        options: identityPaths.addPasskeyOptions(),
        cancelHref: identityPaths.account(),
      },
      status,
    )

  app.get(identityPaths.addPasskey(), { config, preHandler }, async (_request, reply) => show(reply, blankForm()))

  app.post(identityPaths.addPasskeyOptions(), { config, preHandler }, async ({ actor }, reply) => {
    const options = await db.transaction().execute(async (tx) => {
      const person = await tx
        .selectFrom('identity.person')
        .where('id', '=', actor.personId)
        .select(['id', 'name', 'email'])
        .executeTakeFirst()
      if (!person) throw notFound()
      return registrationOptions(tx, site, person, clock.now())
    })
    return reply.send(options)
  })

  app.post(identityPaths.addPasskey(), { config, preHandler }, async (request, reply) => {
    const parsed = parseForm(schema, request.body)
    if (!parsed.ok) return show(reply, parsed.form, 400)
    const { name, given } = parsed.value
    if (given === '') {
      const text = 'Your browser sent no passkey. It needs JavaScript; set up an app or printed codes without it'
      return show(reply, formWithErrors({ name }, [{ field: 'name', text }]), 400)
    }
    const organisations = await organisationsOfSession(db, request.cookies[sessionCookie(production)] ?? '')
    const done = await addPasskey(db, request.actor, { name, answer: given, site, organisations, now: clock.now() })
    if (!done.ok) return show(reply, formWithErrors({ name }, done.problems), 400)
    if (!(await nowProved(services, request, reply))) return reply.redirect(identityPaths.signIn(), 303)
    const { recovery } = done.value
    if (recovery !== null) return showRecovery(reply, recovery, 'The passkey is added.')
    return reply.redirect(`${identityPaths.account()}?done=passkey`, 303)
  })
}
