import { listOfficesOfRole } from '#modules/identity/public.ts'
import type { Actor } from '#platform/actor.ts'
import type { Clock } from '#platform/clock.ts'
import { must } from '#platform/command.ts'
import { addMonths } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import { findRecord } from '#modules/thread/public.ts'
import { findProject, listProjectReports, listServable, listStages } from '../projects/project-store.ts'
import { beginProject, moveProject } from '../projects/write-project.ts'
import {
  addProjectReport,
  addStage,
  finishStage,
  giveProjectReport,
  recommendFromProject,
} from '../projects/write-steps.ts'
import type { DemonstrationProject } from './plans-file.ts'

type Given = { project: DemonstrationProject; priority: string; groupId: string | null; clock: Clock }

/** One invented project with its stages, reports and what became of it. */
export async function loadDemonstrationProject(
  db: Db,
  actor: Actor,
  { project, priority, groupId, clock }: Given,
): Promise<void> {
  const today = clock.today()
  const when = { today, at: clock.now() }
  const owner = (await listOfficesOfRole(db, actor.partnershipId, ['business-manager'], today))[0]
  if (!owner) return
  const served = await findRecord(db, actor, priority)
  const priorityId = (await listServable(db, actor)).find(({ recordId }) => recordId === served?.id)?.id ?? null
  const { reference } = must(
    await beginProject(db, actor, {
      title: project.title,
      scope: project.scope,
      ownerOfficeId: owner.id,
      priorityId,
      startsOn: addMonths(today, -project.startsMonthsAgo),
      dueOn: addMonths(today, project.dueInMonths),
      isInvented: true,
      ...when,
    }),
  )
  for (const [title, due] of project.stages)
    must(await addStage(db, actor, { reference, title, dueOn: addMonths(today, due) }))
  for (const [title, due] of project.reports)
    must(await addProjectReport(db, actor, { reference, title, groupId, dueOn: addMonths(today, due) }))
  const made = await findProject(db, actor, reference)
  if (!made) return
  const [stages, reports] = await Promise.all([listStages(db, [made.id]), listProjectReports(db, [made.id])])
  for (const stage of stages) {
    const done = project.stages[stage.position - 1]?.[2] ?? null
    if (done !== null)
      must(await finishStage(db, actor, { reference, stageId: stage.id, doneOn: addMonths(today, done), today }))
  }
  for (const report of reports) {
    const [, due = 0, summary = null] = project.reports.find(([title]) => title === report.title) ?? []
    if (summary !== null)
      must(
        await giveProjectReport(db, actor, {
          reference,
          reportId: report.id,
          givenOn: addMonths(today, due),
          summary,
          today,
        }),
      )
  }
  if (project.recommendation !== null)
    must(
      await recommendFromProject(db, actor, {
        reference,
        title: project.recommendation,
        raisedOn: addMonths(today, -1),
        ...when,
      }),
    )
  const to = project.paused !== null ? 'paused' : project.ended !== null ? 'ended' : null
  const words = project.paused ?? project.ended
  if (to !== null && words !== null)
    must(await moveProject(db, actor, { reference, version: 1, to, movedOn: addMonths(today, -1), words, ...when }))
}
