import type { FastifyInstance } from 'fastify'
import type { Services } from '#platform/services.ts'
import type { WarningsAnswered } from './feedback/draft-feedback.ts'
import { agreeMinutesPage } from './pages/agree-minutes.page.ts'
import { correctLinePage } from './pages/correct-line.page.ts'
import { decidePage } from './pages/decide.page.ts'
import { decisionsPage } from './pages/decisions.page.ts'
import { cascadesPage } from './pages/cascades.page.ts'
import { circularsPage } from './pages/circulars.page.ts'
import { feedbackArrangementsPage } from './pages/feedback-arrangements.page.ts'
import { feedbackPage } from './pages/feedback.page.ts'
import { mattersPage } from './pages/matters.page.ts'
import { mergeWordingsPage } from './pages/merge-wordings.page.ts'
import { minuteFilesPage } from './pages/minute-files.page.ts'
import { raiseActionPage } from './pages/raise-action.page.ts'
import { showMinutesPage } from './pages/show-minutes.page.ts'
import { takeMinutesPage } from './pages/take-minutes.page.ts'

/** Minutes, decisions, feedback, circulars and cascades. */
export async function minutesModule(
  app: FastifyInstance,
  services: Services & { warningsAnswered: WarningsAnswered },
): Promise<void> {
  showMinutesPage(app, services)
  takeMinutesPage(app, services)
  mergeWordingsPage(app, services)
  decidePage(app, services)
  raiseActionPage(app, services)
  decisionsPage(app, services)
  mattersPage(app, services)
  agreeMinutesPage(app, services)
  correctLinePage(app, services)
  minuteFilesPage(app, services)
  cascadesPage(app, services)
  circularsPage(app, services)
  feedbackArrangementsPage(app, services)
  feedbackPage(app, services, services.warningsAnswered)
}
