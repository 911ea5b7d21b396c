import { businessTeam } from '#modules/identity/public.ts'
import type { Actor } from '#platform/actor.ts'
import type { Db } from '#platform/db/connect.ts'
import { yearlyReportDue } from '#statute/yearly-report-contents.ts'
import { reportPaths } from './paths.ts'

type Task = { what: string; href: string; dueOn: string | null; action: string }

/** The drafts that the business team has to finish, each with the 30 September by which it must be published. */
export async function tasksFor(db: Db, actor: Actor): Promise<Task[]> {
  if (!businessTeam.some((role) => role === actor.role)) return []
  const drafts = await db
    .selectFrom('reports.report as report')
    .innerJoin('thread.record as record', 'record.id', 'report.record_id')
    .where('report.partnership_id', '=', actor.partnershipId)
    .where('report.state', '=', 'draft')
    .orderBy('report.ends_on')
    .select(['report.title', 'report.ends_on', 'record.reference'])
    .execute()
  return drafts.map(({ title, ends_on: endsOn, reference }) => ({
    what: `Yearly report: ${title}`,
    href: reportPaths.show(reference),
    dueOn: yearlyReportDue(endsOn),
    action: 'Go on drafting',
  }))
}
