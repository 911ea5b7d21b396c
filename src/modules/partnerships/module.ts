import type { FastifyInstance } from 'fastify'
import type { Services } from '#platform/services.ts'
import type { GroupExtras } from './group-extras.ts'
import { atAGlancePage } from './pages/at-a-glance.page.ts'
import { addGroupPage } from './pages/add-group.page.ts'
import { changeFromPage } from './pages/change-from.page.ts'
import { changeGroupPage } from './pages/change-group.page.ts'
import { addSeatPage, changeSeatPage } from './pages/change-seat.page.ts'
import { agencyPage } from './pages/agency.page.ts'
import { chairPage } from './pages/chair.page.ts'
import { endGroupPage } from './pages/end-group.page.ts'
import { endSittingPage, fillSeatPage } from './pages/fill-seat.page.ts'
import { keepAgencyPages } from './pages/keep-agency.page.ts'
import { listAgenciesPage } from './pages/list-agencies.page.ts'
import { listGroupsPage } from './pages/list-groups.page.ts'
import { listPartnershipsPage } from './pages/list-partnerships.page.ts'
import { officersPages } from './pages/officers.page.ts'
import { registerTaskPages } from './pages/register-tasks.page.ts'
import { renamePartnershipPage } from './pages/rename-partnership.page.ts'
import { reviewAgenciesPage } from './pages/review-agencies.page.ts'
import { seatPage } from './pages/seat.page.ts'
import { shareGroupPage } from './pages/share-group.page.ts'
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
  officersPages(app, services)
  keepAgencyPages(app, services)
  agencyPage(app, services)
  registerTaskPages(app, services)
  reviewAgenciesPage(app, services)
  renamePartnershipPage(app, services)
  addGroupPage(app, services)
  changeGroupPage(app, services)
  changeFromPage(app, services)
  endGroupPage(app, services)
  shareGroupPage(app, services)
  chairPage(app, services)
  seatPage(app, services)
  addSeatPage(app, services)
  changeSeatPage(app, services)
  fillSeatPage(app, services)
  endSittingPage(app, services)
}
