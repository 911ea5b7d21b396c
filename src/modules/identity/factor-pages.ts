import type { FastifyInstance, FastifyRequest } from 'fastify'
import { rateLimits, type RateLimits } from '#platform/rate-limit.ts'
import type { IdentityServices } from './module.ts'
import { accountAppPage } from './pages/account-app.page.ts'
import { accountCodesPage } from './pages/account-codes.page.ts'
import { accountPage } from './pages/account.page.ts'
import { linkAskPage } from './pages/link-ask.page.ts'
import { linkOpenPage } from './pages/link-open.page.ts'
import { linkProvePage } from './pages/link-prove.page.ts'
import { passkeyAddPage } from './pages/passkey-add.page.ts'
import { passkeyRemovePage } from './pages/passkey-remove.page.ts'
import { passkeySignInPage } from './pages/passkey-sign-in.page.ts'
import { stepUpPage } from './pages/step-up.page.ts'
import { passkeySite, type PasskeySite } from './passkey-site.ts'

type Given = IdentityServices & {
  /** Other ways to prove a second factor again, such as at an organisation's provider; each is a form that is sent with `next`. */
  otherStepUps?: (request: FastifyRequest) => Promise<{ text: string; action: string }[]>
}

export type FactorServices = Given & { site: PasskeySite; limits: RateLimits }

/** Passkeys, e-mailed links, second factors and a person's own account. */
export function factorPages(app: FastifyInstance, given: Given): void {
  const services = { ...given, site: passkeySite(given.publicUrl), limits: rateLimits(given.db, given.clock) }
  passkeySignInPage(app, services)
  linkAskPage(app, services)
  linkOpenPage(app, services)
  linkProvePage(app, services)
  stepUpPage(app, services)
  accountPage(app, services)
  passkeyAddPage(app, services)
  passkeyRemovePage(app, services)
  accountAppPage(app, services)
  accountCodesPage(app, services)
}
