import type { FastifyInstance } from 'fastify'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db/connect.ts'
import { actingPage } from './pages/acting.page.ts'
import { signInPage } from './pages/sign-in.page.ts'

export type IdentityServices = { db: Db; clock: Clock; production: boolean }

/** Signing in, signing out and the choice of the office in which a person acts. */
export async function identityModule(app: FastifyInstance, services: IdentityServices): Promise<void> {
  signInPage(app, services)
  actingPage(app, services)
}
