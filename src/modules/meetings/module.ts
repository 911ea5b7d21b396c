import type { FastifyInstance } from 'fastify'
import { agendaPage } from './agenda/agenda.page.ts'
import { carryOverPage } from './agenda/carry-over.page.ts'
import { declinePage } from './agenda/decline.page.ts'
import { forwardPlanPage } from './agenda/forward-plan.page.ts'
import { itemPages } from './agenda/item.page.ts'
import { matterFormPages } from './agenda/matter-form.page.ts'
import { matterPage } from './agenda/matter.page.ts'
import { rulePages } from './agenda/rules.page.ts'
import { attendancePages } from './attendance/attendance.page.ts'
import { arrangePages } from './pages/arrange.page.ts'
import { callCancelPages } from './pages/call-cancel.page.ts'
import { downloadPages } from './pages/downloads.page.ts'
import { listMeetingsPage } from './pages/list-meetings.page.ts'
import { showMeetingPage } from './pages/show-meeting.page.ts'
import { paperPages } from './papers/papers.page.ts'
import { settingPages } from './planning/settings.page.ts'
import { yearPage } from './planning/year.page.ts'
import type { MeetingServices } from './services.ts'

/** Meetings: the list, one meeting, its agenda and papers, who came, the forward plan, and the year's proposal. */
export async function meetingsModule(app: FastifyInstance, services: MeetingServices): Promise<void> {
  listMeetingsPage(app, services)
  yearPage(app, services)
  settingPages(app, services)
  arrangePages(app, services)
  showMeetingPage(app, services)
  downloadPages(app, services)
  callCancelPages(app, services)
  agendaPage(app, services)
  itemPages(app, services)
  carryOverPage(app, services)
  declinePage(app, services)
  paperPages(app, services)
  attendancePages(app, services)
  forwardPlanPage(app, services)
  matterPage(app, services)
  matterFormPages(app, services)
  rulePages(app, services)
}
