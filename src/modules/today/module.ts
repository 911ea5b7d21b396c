import type { FastifyInstance } from 'fastify'
import type { Actor } from '#platform/actor.ts'
import type { CalendarSource, OwedSource } from '#platform/owed.ts'
import type { Services } from '#platform/services.ts'
import { aboutPage } from './pages/about.page.ts'
import { calendarPage } from './pages/calendar.page.ts'
import { feedPage } from './pages/feed.page.ts'
import { remindersPage } from './pages/reminders.page.ts'
import { rulesPage } from './pages/rules.page.ts'
import { todayPage } from './pages/today.page.ts'

export type TodayServices = Services & {
  production: boolean
  /** What each module asks of offices, and what it has planned with its time (src/owed-sources.ts). */
  sources: readonly OwedSource[]
  calendarSources: readonly CalendarSource[]
  /** The rights of every role. */
  rights: ReadonlyMap<string, ReadonlySet<string>>
  /** What the home page says about the person's own office and those that they look after. */
  ownLines: (actor: Actor) => Promise<{ text: string; href: string }[]>
}

/** What a person owes, how they are reminded of it, and the calendars that hold it. */
export async function todayModule(app: FastifyInstance, services: TodayServices): Promise<void> {
  todayPage(app, services)
  remindersPage(app, services)
  rulesPage(app, services)
  calendarPage(app, services)
  feedPage(app, services)
  aboutPage(app)
}
