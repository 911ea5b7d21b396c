import type { FastifyInstance } from 'fastify'
import type { Actor } from '#platform/actor.ts'
import type { Services } from '#platform/services.ts'
import { showRecordPage } from './pages/show-record.page.ts'

export type ThreadServices = Services & {
  /** The address of what the audit trail holds on a record, for those who may search it; null for others. */
  trailOf: (actor: Actor, reference: string) => string | null
}

/** Every record by its reference: what it serves, what it rests on, what happened to it. */
export async function threadModule(app: FastifyInstance, services: ThreadServices): Promise<void> {
  showRecordPage(app, services)
}
