import type { FastifyInstance } from 'fastify'
import { agendaPages } from './agenda/agenda.page.ts'
import { forwardPlanPages } from './agenda/forward-plan.page.ts'
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
  agendaPages(app, services)
  paperPages(app, services)
  attendancePages(app, services)
  forwardPlanPages(app, services)
}
