import type { FastifyInstance } from 'fastify'
import type { Disposable, HeldOn } from '#platform/holding.ts'
import type { Services } from '#platform/services.ts'
import { addEntryPage } from './pages/add-entry.page.ts'
import { certificatesPage } from './pages/certificates.page.ts'
import { changeEntryPage } from './pages/change-entry.page.ts'
import { changeNoticePage } from './pages/change-notice.page.ts'
import { disposalPage } from './pages/disposal.page.ts'
import { holdsPage } from './pages/holds.page.ts'
import { homePage } from './pages/home.page.ts'
import { noticesPage } from './pages/notices.page.ts'
import { peoplePage } from './pages/people.page.ts'
import { processingPage } from './pages/processing.page.ts'
import { registersPage } from './pages/registers.page.ts'
import { retentionPage } from './pages/retention.page.ts'
import { signOffPage } from './pages/sign-off.page.ts'

export type DataProtectionServices = Services & {
  /** What each module can dispose of under a retention schedule. */
  disposables: readonly Disposable[]
  /** What each module holds on a person. */
  holders: readonly HeldOn[]
}

/** How long things are kept and how they go, what is held on a person, requests and breaches with their clocks, and the public notices. */
export async function dataProtectionModule(app: FastifyInstance, services: DataProtectionServices): Promise<void> {
  homePage(app, services)
  retentionPage(app, services)
  signOffPage(app, services)
  holdsPage(app, services)
  disposalPage(app, services)
  certificatesPage(app, services)
  peoplePage(app, services)
  registersPage(app, services)
  addEntryPage(app, services)
  changeEntryPage(app, services)
  processingPage(app, services)
  changeNoticePage(app, services)
  noticesPage(app, services)
}
