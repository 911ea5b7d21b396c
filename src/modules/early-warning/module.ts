import type { FastifyInstance } from 'fastify'
import type { Services } from '#platform/services.ts'
import { answerWarningPage } from './pages/answer-warning.page.ts'
import { listWarningsPage } from './pages/list-warnings.page.ts'
import { reopenWarningPage } from './pages/reopen-warning.page.ts'
import { showWarningPage } from './pages/show-warning.page.ts'
import { triageWarningPage } from './pages/triage-warning.page.ts'

/** Early warnings: the list, one warning, its triage, its answer, and opening it again. */
export async function earlyWarningModule(app: FastifyInstance, services: Services): Promise<void> {
  listWarningsPage(app, services)
  showWarningPage(app, services)
  triageWarningPage(app, services)
  answerWarningPage(app, services)
  reopenWarningPage(app, services)
}
