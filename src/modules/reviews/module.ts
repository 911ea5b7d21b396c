import type { FastifyInstance } from 'fastify'
import type { Services } from '#platform/services.ts'
import { accessPage } from './pages/access.page.ts'
import { breakGlassPage } from './pages/break-glass.page.ts'
import { changeCasePage } from './pages/change-case.page.ts'
import { changeChildPage } from './pages/change-child.page.ts'
import { endAccessPage } from './pages/end-access.page.ts'
import { handOverPage } from './pages/hand-over.page.ts'
import { listCasesPage } from './pages/list-cases.page.ts'
import { lookAtPage } from './pages/look-at.page.ts'
import { openCasePage } from './pages/open-case.page.ts'
import { recusePage } from './pages/recuse.page.ts'
import { showCasePage } from './pages/show-case.page.ts'
import { showChildPage } from './pages/show-child.page.ts'
import { showNotificationsPage } from './pages/show-notifications.page.ts'

/** Published counts of notifications, for readers; and cases of real children, for those with named access to each. */
export async function reviewsModule(app: FastifyInstance, services: Services): Promise<void> {
  showNotificationsPage(app, services)
  listCasesPage(app, services)
  openCasePage(app, services)
  showCasePage(app, services)
  changeCasePage(app, services)
  showChildPage(app, services)
  changeChildPage(app, services)
  accessPage(app, services)
  endAccessPage(app, services)
  recusePage(app, services)
  handOverPage(app, services)
  breakGlassPage(app, services)
  lookAtPage(app, services)
}
