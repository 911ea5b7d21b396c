import type { FastifyInstance } from 'fastify'
import type { Services } from '#platform/services.ts'
import { addDayPage } from './pages/add-day.page.ts'
import { addYearPage } from './pages/add-year.page.ts'
import { calendarPage } from './pages/calendar.page.ts'
import { listDutiesPage } from './pages/list-duties.page.ts'
import { removeDayPage } from './pages/remove-day.page.ts'
import { workOutPage } from './pages/work-out.page.ts'

/** Statutory clocks: who owes what by when, a deadline worked out, and the calendar of working days that it is counted on. */
export async function dutiesModule(app: FastifyInstance, services: Services): Promise<void> {
  listDutiesPage(app, services)
  workOutPage(app, services)
  calendarPage(app, services)
  addDayPage(app, services)
  addYearPage(app, services)
  removeDayPage(app, services)
}
