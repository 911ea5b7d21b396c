import type { FastifyInstance } from 'fastify'
import type { Services } from '#platform/services.ts'
import { editSectionPage } from './pages/edit-section.page.ts'
import { listReportsPage } from './pages/list-reports.page.ts'
import { newReportPage } from './pages/new-report.page.ts'
import { readReportPage } from './pages/read-report.page.ts'
import { showReportPage } from './pages/show-report.page.ts'

/** Yearly reports: begun for a period, written section by section with live figures, read as a page, a Word file or a PDF. */
export async function reportsModule(app: FastifyInstance, services: Services): Promise<void> {
  listReportsPage(app, services)
  newReportPage(app, services)
  showReportPage(app, services)
  editSectionPage(app, services)
  readReportPage(app, services)
}
