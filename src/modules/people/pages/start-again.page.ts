import type { FastifyInstance } from 'fastify'
import { may } from '#platform/actor.ts'
import type { Services } from '#platform/services.ts'
import { peoplePaths } from '../paths.ts'
import { startAgain } from '../start-again.ts'

/** Where somebody lands whose office was suspended because it lay unused: one button takes it up again. */
export function startAgainPage(app: FastifyInstance, { db, clock }: Services): void {
  app.get(peoplePaths.startAgain(), { config: { permission: 'identity.use' } }, (request, reply) => {
    const isSuspended = request.signedIn?.isSuspended === true
    return reply.page('people/pages/start-again.njk', {
      heading: isSuspended ? 'Your office was suspended because it lay unused' : 'Your office is in use',
      isSuspended,
      office: `${request.actor.officeTitle}, ${request.actor.organisationName}`,
      // An e-mailed link alone takes nothing up again: whoever reads the letter box would.
      mayStart: may(request.actor, 'identity.start-again'),
      stepUpHref: `/step-up?next=${encodeURIComponent(peoplePaths.startAgain())}`,
      action: peoplePaths.startAgain(),
    })
  })

  app.post(peoplePaths.startAgain(), { config: { permission: 'identity.start-again' } }, async (request, reply) => {
    if (request.signedIn?.isSuspended === true) await startAgain(db, request.actor, { at: clock.now() })
    return reply.redirect('/', 303)
  })
}
