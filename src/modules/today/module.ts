import type { FastifyInstance } from 'fastify'
import type { Actor } from '#platform/actor.ts'
import type { Services } from '#platform/services.ts'
import { aboutPage } from './pages/about.page.ts'
import { todayPage } from './pages/today.page.ts'

export type TodayServices = Services & {
  /** What the home page says about the person's own office and those that they look after. */
  ownLines: (actor: Actor) => Promise<{ text: string; href: string }[]>
}

/** The home page, and what this service is. */
export async function todayModule(app: FastifyInstance, services: TodayServices): Promise<void> {
  todayPage(app, services)
  aboutPage(app)
}
