import type { FormHolding } from '#platform/http.ts'
import { cookieOptions, sessionCookie } from '#platform/http.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db/connect.ts'
import { forgetHeldForm, holdForm, type HeldForm } from './held-form-store.ts'
import { identityPaths } from './paths.ts'
import { findEnded } from './session-store.ts'

export const heldFormCookie = (production: boolean): string => `${sessionCookie(production)}-held`

/** The typed fields of a body in their order, a name as often as it was sent; files are left out, and the form's token. */
export function typedFields(body: unknown): Pick<HeldForm, 'fields' | 'hadFile'> {
  if (typeof body !== 'object' || body === null || Buffer.isBuffer(body)) return { fields: [], hadFile: false }
  const entries = Object.entries(body).flatMap(([name, value]) =>
    [value].flat().map((each: unknown) => [name, each] as const),
  )
  return {
    fields: entries.flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' && !name.startsWith('_') ? [[name, value]] : [],
    ),
    hadFile: entries.some(([, value]) => typeof value === 'object' && value !== null),
  }
}

/** What the web server does with a form whose session has ended: hold it, so that signing in again brings it back. */
export const heldForms = ({ db, clock, production }: { db: Db; clock: Clock; production: boolean }): FormHolding => ({
  ended: (token) => findEnded(db, token, clock),
  async hold(reply, personId, { address, fields, stepUp }) {
    const form = { address, stepUp, ...typedFields(fields) }
    if (form.fields.length === 0) return
    const cookie = await holdForm(db, personId, form, clock)
    reply.setCookie(heldFormCookie(production), cookie, cookieOptions(production))
  },
  async sent(request, reply) {
    const cookie = request.cookies[heldFormCookie(production)]
    if (cookie === undefined || !request.signedIn) return
    await forgetHeldForm(db, cookie, request.signedIn.actor.personId ?? '')
    reply.clearCookie(heldFormCookie(production), cookieOptions(production))
  },
  address: identityPaths.heldForm(),
})
