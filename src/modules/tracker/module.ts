import type { FastifyInstance } from 'fastify'
import { evidenceFilePage } from './pages/evidence-file.page.ts'
import { importPage } from './pages/import.page.ts'
import { listItemsPage } from './pages/list-items.page.ts'
import { overviewPages } from './pages/overview-pages.ts'
import { ownerPages } from './pages/owner-pages.ts'
import { raiseItemPage } from './pages/raise-item.page.ts'
import { showItemPage } from './pages/show-item.page.ts'
import { stateWordsPage } from './pages/state-words.page.ts'
import { teamPages } from './pages/team-pages.ts'
import type { TrackerServices } from './services.ts'

/** Recommendations and actions: the list, one of them, what its owner and the team do with it, re-tests of impact, and spreadsheets brought in. */
export async function trackerModule(app: FastifyInstance, services: TrackerServices): Promise<void> {
  listItemsPage(app, services)
  overviewPages(app, services)
  raiseItemPage(app, services)
  stateWordsPage(app, services)
  importPage(app, services)
  showItemPage(app, services)
  evidenceFilePage(app, services)
  ownerPages(app, services)
  teamPages(app, services)
}
