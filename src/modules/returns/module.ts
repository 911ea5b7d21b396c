import type { FastifyInstance } from 'fastify'
import type { Actor } from '#platform/actor.ts'
import type { Services } from '#platform/services.ts'
import type { Scan } from '#platform/uploads/scan.ts'
import { decidePage } from './pages/decide.page.ts'
import { listReturnsPage } from './pages/list-returns.page.ts'
import { openQuarterPage } from './pages/open-quarter.page.ts'
import { returnPage } from './pages/return.page.ts'
import { signOffPage } from './pages/sign-off.page.ts'
import { uploadPages } from './pages/upload.page.ts'

export type ReturnServices = Services & {
  /** Called after figures have been accepted, in the name of whoever accepted them: where signals are looked for. */
  whenAccepted?: (actor: Actor) => Promise<unknown>
  /** Looks at a file for viruses before it is read. */
  scan: Scan
}

/** A quarter's returns: opened, filled in by each agency on a page or in a workbook, signed off, accepted or sent back. */
export async function returnsModule(app: FastifyInstance, services: ReturnServices): Promise<void> {
  listReturnsPage(app, services)
  openQuarterPage(app, services)
  returnPage(app, services)
  uploadPages(app, services)
  signOffPage(app, services)
  decidePage(app, services)
}
