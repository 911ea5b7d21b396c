import type { FastifyInstance } from 'fastify'
import type { Services } from '#platform/services.ts'
import { showRecordPage } from './pages/show-record.page.ts'

/** Every record by its reference: what it serves, what it rests on, what happened to it. */
export async function threadModule(app: FastifyInstance, services: Services): Promise<void> {
  showRecordPage(app, services)
}
