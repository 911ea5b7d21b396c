import type { FastifyInstance } from 'fastify'
import type { Services } from '#platform/services.ts'
import { showNotificationsPage } from './pages/show-notifications.page.ts'

/** How many serious incident notifications there were: published counts, never a case. */
export async function reviewsModule(app: FastifyInstance, services: Services): Promise<void> {
  showNotificationsPage(app, services)
}
