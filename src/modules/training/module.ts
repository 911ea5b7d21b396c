import type { FastifyInstance } from 'fastify'
import type { Services } from '#platform/services.ts'
import { showTrainingPage } from './pages/show-training.page.ts'

/** Courses delivered and who attended, as published for a year. */
export async function trainingModule(app: FastifyInstance, services: Services): Promise<void> {
  showTrainingPage(app, services)
}
