import type { FastifyInstance } from 'fastify'
import type { Services } from '#platform/services.ts'
import { exportTrailPage } from './pages/export-trail.page.ts'
import { searchTrailPage } from './pages/search-trail.page.ts'

/** Who did what to which record, when: searched, and exported so that anybody can verify it. */
export async function auditModule(app: FastifyInstance, services: Services): Promise<void> {
  searchTrailPage(app, services)
  exportTrailPage(app, services)
}
