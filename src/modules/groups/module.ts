import type { FastifyInstance } from 'fastify'
import type { Services } from '#platform/services.ts'
import { dutyPages } from './pages/duties.page.ts'
import { keepTermsPages } from './pages/keep-terms.page.ts'
import { termsPages } from './pages/terms.page.ts'

/** What a group works by and owes: its terms of reference and its recurring duties. */
export async function groupsModule(app: FastifyInstance, services: Services): Promise<void> {
  termsPages(app, services)
  keepTermsPages(app, services)
  dutyPages(app, services)
}
