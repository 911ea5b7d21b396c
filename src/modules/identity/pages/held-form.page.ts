import type { FastifyInstance, FastifyRequest } from 'fastify'
import { cookieOptions, isFresh } from '#platform/http.ts'
import { heldFormCookie } from '../held-form.ts'
import { findHeldForm, forgetHeldForm } from '../held-form-store.ts'
import type { IdentityServices } from '../module.ts'
import { ownPath } from '../own-path.ts'
import { identityPaths } from '../paths.ts'

const template = 'identity/pages/held-form.njk'

/** 'heldOn' and 'held-on' as 'Held on'. */
const inWords = (name: string): string => {
  const words = name
    .replaceAll(/[-_.[\]]+/g, ' ')
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .trim()
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** What a person typed when their session had ended: shown to them alone, and sent again to where it was going, with its ordinary checks. */
export function heldFormPage(app: FastifyInstance, { db, clock, production }: IdentityServices): void {
  const config = { permission: 'identity.use' }
  const name = heldFormCookie(production)
  const find = async ({ cookies, actor }: FastifyRequest) =>
    cookies[name] === undefined ? null : findHeldForm(db, cookies[name], actor.personId ?? '', clock)

  app.get(identityPaths.heldForm(), { config }, async (request, reply) => {
    const held = await find(request)
    // What is about a real child is shown as its own pages are: after a second factor.
    if (held?.stepUp === true && !(request.signedIn && isFresh(request.signedIn, clock.now()))) {
      return reply.redirect(identityPaths.stepUp(identityPaths.heldForm()), 303)
    }
    return reply.page(template, {
      heading: held ? 'What you typed was kept' : 'Nothing is kept',
      action: held === null ? '' : ownPath(held.address),
      hadFile: held?.hadFile ?? false,
      fields: (held?.fields ?? []).map(([field, value]) => ({ field, value })),
      // What a form hides, such as the version of a record, is of no use to a reader.
      shown: (held?.fields ?? [])
        .filter(([field, value]) => value.trim() !== '' && !/(^|[-_a-z])(id|version|_csrf)$/i.test(field))
        .map(([field, value]) => ({ label: inWords(field), value })),
      forget: identityPaths.forgetHeldForm(),
    })
  })

  app.post(identityPaths.forgetHeldForm(), { config }, async (request, reply) => {
    const cookie = request.cookies[name]
    if (cookie !== undefined) await forgetHeldForm(db, cookie, request.actor.personId ?? '')
    return reply.clearCookie(name, cookieOptions(production)).redirect('/', 303)
  })
}
