import type { FastifyInstance } from 'fastify'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db/connect.ts'
import { factorPages } from './factor-pages.ts'
import { actingPage } from './pages/acting.page.ts'
import { heldFormPage } from './pages/held-form.page.ts'
import { organisationAccountPage } from './pages/organisation-account.page.ts'
import { sessionsPage } from './pages/sessions.page.ts'
import { signInPage } from './pages/sign-in.page.ts'
import type { Provider } from './providers.ts'

export type IdentityServices = {
  db: Db
  clock: Clock
  production: boolean
  publicUrl: string
  /** Whose accounts sign people in. */
  providers: readonly Provider[]
}

/** Signing in, signing out and the choice of the office in which a person acts. */
export async function identityModule(app: FastifyInstance, services: IdentityServices): Promise<void> {
  signInPage(app, services)
  organisationAccountPage(app, services)
  factorPages(app, services)
  sessionsPage(app, services)
  heldFormPage(app, services)
  actingPage(app, services)
}
