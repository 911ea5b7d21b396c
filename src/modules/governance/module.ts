import type { FastifyInstance } from 'fastify'
import type { Services } from '#platform/services.ts'
import type { Scan } from '#platform/uploads/scan.ts'
import { agreementPages } from './pages/agreements.page.ts'
import { assurancePages } from './pages/assurances.page.ts'
import { disputePages } from './pages/disputes.page.ts'
import { documentTaskPages } from './pages/document-tasks.page.ts'
import { documentPages } from './pages/documents.page.ts'
import { guidancePages } from './pages/guidance.page.ts'
import { homePage } from './pages/home.page.ts'
import { protocolPages } from './pages/protocols.page.ts'
import { recordTaskPages } from './pages/record-tasks.page.ts'
import { signOffPages } from './pages/sign-offs.page.ts'
import type { RaiseAction } from './take-guidance.ts'

/** Governance: what is due, then each register with what can be done in it. */
export async function governanceModule(
  app: FastifyInstance,
  services: Services & { raiseAction: RaiseAction; scan: Scan },
): Promise<void> {
  homePage(app, services)
  documentPages(app, services)
  documentTaskPages(app, services)
  signOffPages(app, services)
  assurancePages(app, services)
  protocolPages(app, services)
  recordTaskPages(app, services)
  disputePages(app, services)
  guidancePages(app, services)
  agreementPages(app, services)
}
