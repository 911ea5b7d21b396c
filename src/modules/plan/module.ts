import type { FastifyInstance } from 'fastify'
import type { Services } from '#platform/services.ts'
import { addPartPages } from './pages/add-part.page.ts'
import { beginPlanPage } from './pages/begin-plan.page.ts'
import { challengePages } from './pages/challenge.page.ts'
import { changePartPages } from './pages/change-part.page.ts'
import { changesPages } from './pages/changes.page.ts'
import { definitionsPages } from './pages/definitions.page.ts'
import { downloadPlanPages } from './pages/download-plan.page.ts'
import { enterFigurePage } from './pages/enter-figure.page.ts'
import { judgePage } from './pages/judge.page.ts'
import { listPlansPage } from './pages/list-plans.page.ts'
import { nextPlanPage } from './pages/next-plan.page.ts'
import { settlePlanPages } from './pages/settle-plan.page.ts'
import { showItemPage } from './pages/show-item.page.ts'
import { showPlanPage } from './pages/show-plan.page.ts'
import { listProjectsPage } from './projects/list-projects.page.ts'
import { projectStepPages } from './projects/project-steps.page.ts'
import { showProjectPage } from './projects/show-project.page.ts'
import { writeProjectPages } from './projects/write-project.page.ts'

/** The plan: what it says, as at a day, its changes, how far it has come, and the projects beside it. */
export async function planModule(app: FastifyInstance, services: Services): Promise<void> {
  listPlansPage(app, services)
  beginPlanPage(app, services)
  definitionsPages(app, services)
  showPlanPage(app, services)
  downloadPlanPages(app, services)
  settlePlanPages(app, services)
  addPartPages(app, services)
  changesPages(app, services)
  nextPlanPage(app, services)
  showItemPage(app, services)
  changePartPages(app, services)
  judgePage(app, services)
  challengePages(app, services)
  enterFigurePage(app, services)
  listProjectsPage(app, services)
  writeProjectPages(app, services)
  showProjectPage(app, services)
  projectStepPages(app, services)
}
