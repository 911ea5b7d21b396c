import type { FastifyInstance } from 'fastify'
import type { Services } from '#platform/services.ts'
import type { GroupExtras } from './group-extras.ts'
import { atAGlancePage } from './pages/at-a-glance.page.ts'
import { listAgenciesPage } from './pages/list-agencies.page.ts'
import { listGroupsPage } from './pages/list-groups.page.ts'
import { listPartnershipsPage } from './pages/list-partnerships.page.ts'
import { showGroupPage } from './pages/show-group.page.ts'
import { structurePage } from './pages/structure.page.ts'

export type PartnershipsServices = Services & { groupExtras?: GroupExtras }

/** Who the partnerships are, how they are built, and who belongs to them. */
export async function partnershipsModule(app: FastifyInstance, services: PartnershipsServices): Promise<void> {
  listPartnershipsPage(app, services)
  atAGlancePage(app, services)
  structurePage(app, services)
  listGroupsPage(app, services)
  showGroupPage(app, services)
  listAgenciesPage(app, services)
}
