import type { FastifyInstance } from 'fastify'
import type { Services } from '#platform/services.ts'
import { showAccountPage } from './pages/show-account.page.ts'

/** The year's account: contributions, income and spend, with totals worked out and set beside the printed ones. */
export async function fundingModule(app: FastifyInstance, services: Services): Promise<void> {
  showAccountPage(app, services)
}
