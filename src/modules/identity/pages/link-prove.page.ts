import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { signingIn } from '#platform/db/acting.ts'
import { AppError } from '#platform/errors.ts'
import { blankForm, type Form } from '#platform/forms.ts'
import { cookieOptions } from '#platform/http.ts'
import { entryCookie, giveSession } from '../factor-cookies.ts'
import { readProof, refusedForm } from '../factor-form.ts'
import { mayAddFirstFactor } from '../factor-opening.ts'
import type { FactorServices } from '../factor-pages.ts'
import { completeWithFactor, completeWithLinkAlone, type SignInResult } from '../factor-sign-in.ts'
import { findWays } from '../factor-ways.ts'
import { findEntry, isSecretToken, type Entry } from '../one-time-link-store.ts'
import { requestOptions } from '../passkey-ceremony.ts'
import { identityPaths } from '../paths.ts'
import { endEarlier } from './sign-in.page.ts'

const template = 'identity/pages/link-prove.njk'
const config = { open: true } as const

/** The second half of signing in with a link: the second factor, or a first one to be set up. */
export function linkProvePage(app: FastifyInstance, services: FactorServices): void {
  const { db, clock, production, limits, site } = services
  const tokenOf = (request: FastifyRequest) => request.cookies[entryCookie(production)] ?? ''
  const entryOf = (request: FastifyRequest): Promise<Entry | null> => {
    const token = tokenOf(request)
    return isSecretToken(token) ? signingIn(() => findEntry(db, token, clock.now())) : Promise.resolve(null)
  }
  const again = (reply: FastifyReply) => reply.redirect(identityPaths.askForLink(), 303)

  async function show(reply: FastifyReply, entry: Entry, form: Form, status = 200) {
    const ways = await findWays(db, entry.personId)
    const view = {
      heading: ways.any ? 'Prove that it is you' : 'You have no second factor yet',
      form,
      ways,
      sameBrowser: entry.sameBrowser,
      mayAdd: await signingIn(() => mayAddFirstFactor(db, entry.personId, clock.today())),
      action: identityPaths.completeLink(),
      alone: identityPaths.completeLinkAlone(),
      options: identityPaths.completeLinkOptions(),
      again: identityPaths.askForLink(),
    }
    return reply.page(template, view, status)
  }

  type Begun = Extract<SignInResult, { outcome: 'begun' }>
  async function begun(request: FastifyRequest, reply: FastifyReply, { token, hasChoice }: Begun, next: string) {
    await endEarlier(request, services)
    return giveSession(reply, production, token)
      .clearCookie(entryCookie(production), cookieOptions(production))
      .redirect(hasChoice ? identityPaths.acting(next) : next, 303)
  }

  app.get(identityPaths.completeLink(), { config }, async (request, reply) => {
    const entry = await entryOf(request)
    return entry ? show(reply, entry, blankForm()) : again(reply)
  })

  app.post(identityPaths.completeLinkOptions(), { config }, async (request, reply) => {
    const entry = await entryOf(request)
    if (!entry) throw new AppError(401, 'Ask for a new link.')
    return reply.send(
      await signingIn(() => db.transaction().execute((tx) => requestOptions(tx, site, entry.personId, clock.now()))),
    )
  })

  app.post(identityPaths.completeLink(), { config }, async (request, reply) => {
    const entry = await entryOf(request)
    if (!entry) return again(reply)
    const read = readProof(request.body)
    if (!read.ok) return show(reply, entry, read.form, 400)
    await limits.take('second-factor', entry.personId)
    const result = await completeWithFactor(services, tokenOf(request), read.proof)
    if (result.outcome === 'refused') return show(reply, entry, refusedForm(read.proof), 400)
    if (result.outcome === 'gone') return again(reply)
    await limits.clear('second-factor', entry.personId)
    return result.outcome === 'begun' ? begun(request, reply, result, entry.next) : noOffice()
  })

  app.post(identityPaths.completeLinkAlone(), { config }, async (request, reply) => {
    const entry = await entryOf(request)
    if (!entry) return again(reply)
    const result = await completeWithLinkAlone(services, tokenOf(request))
    if (result.outcome === 'no-office') return noOffice()
    if (result.outcome !== 'begun') return show(reply, entry, blankForm(), 400)
    const wantsOne = (request.body as Record<string, unknown> | null)?.['choice'] === 'add'
    return wantsOne
      ? begun(request, reply, { ...result, hasChoice: false }, identityPaths.account())
      : begun(request, reply, result, entry.next)
  })
}

/** Said only to somebody who has proved who they are. */
export function noOffice(): never {
  throw new AppError(
    403,
    'You hold no office today in which you could act here.',
    'the administrator of your organisation, or your partnership’s business team',
  )
}
