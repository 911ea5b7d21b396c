import type { FastifyInstance } from 'fastify'
import type { Actor } from '#platform/actor.ts'
import type { Services } from '#platform/services.ts'
import type { Owed } from '#platform/owed.ts'
import type { Line } from './inheritance.ts'
import { confirmListPage } from './pages/confirm-list.page.ts'
import { deputyPage } from './pages/deputy.page.ts'
import { endOfficePage } from './pages/end-office.page.ts'
import { inheritancePage } from './pages/inheritance.page.ts'
import { invitePage } from './pages/invite.page.ts'
import { listPeoplePage } from './pages/list-people.page.ts'
import { listsPage } from './pages/lists.page.ts'
import { modulesPage } from './pages/modules.page.ts'
import { replacePage } from './pages/replace.page.ts'
import { reportToPage } from './pages/report-to.page.ts'
import { showOfficePage } from './pages/show-office.page.ts'
import { startAgainPage } from './pages/start-again.page.ts'
import { stopPage } from './pages/stop.page.ts'

export type PeopleServices = Services & {
  /** What an office owes, for its inheritance. */
  owed: (actor: Actor) => Promise<Owed[]>
  /** The open warnings that an office owns. */
  warnings: (actor: Actor, officeId: string) => Promise<Line[]>
  /** The rights of a role. */
  rightsOf: (role: string) => ReadonlySet<string>
}

/** Who holds which office: invitations, endings, deputies, the quarter's lists, and the modules that the partnership uses. */
export async function peopleModule(app: FastifyInstance, services: PeopleServices): Promise<void> {
  listPeoplePage(app, services)
  invitePage(app, services)
  showOfficePage(app, services)
  reportToPage(app, services)
  endOfficePage(app, services)
  stopPage(app, services)
  replacePage(app, services)
  deputyPage(app, services)
  inheritancePage(app, services)
  listsPage(app, services)
  confirmListPage(app, services)
  modulesPage(app, services)
  startAgainPage(app, services)
}
