import type { FastifyInstance } from 'fastify'
import type { Services } from '#platform/services.ts'
import { todayPage } from './pages/today.page.ts'

/** The home page. */
export async function todayModule(app: FastifyInstance, services: Services): Promise<void> {
  todayPage(app, services)
}
