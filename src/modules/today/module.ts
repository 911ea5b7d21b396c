import type { FastifyInstance } from 'fastify'
import type { Services } from '#platform/services.ts'
import { aboutPage } from './pages/about.page.ts'
import { todayPage } from './pages/today.page.ts'

/** The home page, and what this service is. */
export async function todayModule(app: FastifyInstance, services: Services): Promise<void> {
  todayPage(app, services)
  aboutPage(app)
}
