import type { FastifyInstance } from 'fastify'
import type { Actor } from '#platform/actor.ts'
import type { Services } from '#platform/services.ts'
import { addLinkPage } from './pages/add-link.page.ts'
import { listGapsPage } from './pages/list-gaps.page.ts'
import { listLinksPage } from './pages/list-links.page.ts'
import { removeLinkPage } from './pages/remove-link.page.ts'
import { searchPage } from './pages/search.page.ts'
import { setAsideGapPage } from './pages/set-aside-gap.page.ts'
import { showRecordPage } from './pages/show-record.page.ts'

export type ThreadServices = Services & {
  /** The address of what the audit trail holds on a record, for those who may search it; null for others. */
  trailOf: (actor: Actor, reference: string) => string | null
}

/** Search; every record by its reference, with what it serves and rests on; links made by hand; and what is missing. */
export async function threadModule(app: FastifyInstance, services: ThreadServices): Promise<void> {
  searchPage(app, services)
  showRecordPage(app, services)
  listLinksPage(app, services)
  addLinkPage(app, services)
  removeLinkPage(app, services)
  listGapsPage(app, services)
  setAsideGapPage(app, services)
}
