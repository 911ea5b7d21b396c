import type { FastifyInstance } from 'fastify'
import { areaIndicatorPage } from './pages/area-indicator.page.ts'
import { areaPage } from './pages/area.page.ts'
import { areasPage } from './pages/areas.page.ts'
import { cataloguePage } from './pages/catalogue.page.ts'
import { dashboardPage } from './pages/dashboard.page.ts'
import { executivePage } from './pages/executive.page.ts'
import { indicatorPage } from './pages/indicator.page.ts'
import type { IndicatorServices } from './services.ts'

/** The Executive’s page, the dashboard, an indicator’s page, the catalogue, and published figures of every area. */
export async function indicatorsModule(app: FastifyInstance, services: IndicatorServices): Promise<void> {
  executivePage(app, services)
  dashboardPage(app, services)
  indicatorPage(app, services)
  cataloguePage(app, services)
  areasPage(app, services)
  areaPage(app, services)
  areaIndicatorPage(app, services)
}
