import { warningTasks } from '#modules/early-warning/public.ts'
import { minutesTasks } from '#modules/minutes/public.ts'
import { tasksFor as governanceTasks } from '#modules/governance/public.ts'
import { tasksFor as groupTasks } from '#modules/groups/public.ts'
import { tasksFor as arrangementTasks } from '#modules/partnerships/public.ts'
import { listTasks } from '#modules/people/public.ts'
import { meetingTasks } from '#modules/meetings/public.ts'
import { planTasks } from '#modules/plan/public.ts'
import { tasksFor as reportTasks } from '#modules/reports/public.ts'
import { owedBy } from '#modules/returns/public.ts'
import { reviewTasks } from '#modules/reviews/public.ts'
import { meetingDates } from '#modules/today/public.ts'
import { trackerTasks } from '#modules/tracker/public.ts'
import type { CalendarSource, OwedSource } from '#platform/owed.ts'

/**
 * What a person may owe, by the module that asks for it: from here come the page 'what I owe', reminders and digests, calendar feeds and
 * what a new holder inherits. Each answers for one office in one partnership, and only where its module is switched on.
 */
export const owedSources: readonly OwedSource[] = [
  { module: 'returns', kind: 'Data returns', tasksFor: owedBy },
  { module: 'early-warning', kind: 'Early warnings', tasksFor: warningTasks },
  { module: 'reports', kind: 'Reports', tasksFor: reportTasks },
  { module: 'reviews', kind: 'Reviews', tasksFor: (db, actor, _today, now) => reviewTasks(db, actor, now) },
  { module: 'tracker', kind: 'Recommendations and actions', tasksFor: trackerTasks },
  { module: 'governance', kind: 'Governance', tasksFor: governanceTasks },
  { module: 'meetings', kind: 'Papers for meetings', tasksFor: meetingTasks },
  { module: 'plan', kind: 'The plan and projects', tasksFor: planTasks },
  { module: 'partnerships', kind: 'Arrangements', tasksFor: arrangementTasks },
  { module: 'groups', kind: 'Duties of groups', tasksFor: groupTasks },
  { module: 'minutes', kind: 'Minutes and decisions', tasksFor: minutesTasks },
  { module: 'people', kind: 'People and offices', tasksFor: listTasks },
]

/** What has its time: it stands in calendar feeds, and Today says what comes next when nothing is due. */
export const calendarSources: readonly CalendarSource[] = [meetingDates]
