import type { FastifyInstance } from 'fastify'
import { annotateChartPage } from './pages/annotate-chart.page.ts'
import { areaIndicatorPage } from './pages/area-indicator.page.ts'
import { areaPage } from './pages/area.page.ts'
import { areasPage } from './pages/areas.page.ts'
import { cataloguePage } from './pages/catalogue.page.ts'
import { dashboardPage } from './pages/dashboard.page.ts'
import { executivePage } from './pages/executive.page.ts'
import { heldPage } from './pages/held.page.ts'
import { indicatorPage } from './pages/indicator.page.ts'
import { removeAnnotationPage } from './pages/remove-annotation.page.ts'
import { setTargetPage } from './pages/set-target.page.ts'
import type { IndicatorServices } from './services.ts'

/** The Executive’s page, the dashboard, an indicator’s page, the catalogue, and published figures of every area. */
export async function indicatorsModule(app: FastifyInstance, services: IndicatorServices): Promise<void> {
  executivePage(app, services)
  dashboardPage(app, services)
  indicatorPage(app, services)
  setTargetPage(app, services)
  annotateChartPage(app, services)
  removeAnnotationPage(app, services)
  cataloguePage(app, services)
  heldPage(app, services)
  areasPage(app, services)
  areaPage(app, services)
  areaIndicatorPage(app, services)
}
