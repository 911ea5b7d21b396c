import { listGroups } from '#modules/partnerships/public.ts'
import { raiseRecommendation } from '#modules/tracker/public.ts'
import type { Actor } from '#platform/actor.ts'
import { command, refuse } from '#platform/command.ts'
import type { Tx } from '#platform/db/connect.ts'
import { conflict, notFound } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import { findProject, listProjectReports, listStages, type Project } from './project-store.ts'

type Done = { recordId: string }
const subject = ({ recordId }: Done) => recordId

async function openProject(tx: Tx, actor: Actor, reference: string, field: string): Promise<Project> {
  const project = await findProject(tx, actor, reference)
  if (!project) throw notFound('Project')
  if (project.state === 'ended') refuse(field, 'This project has ended')
  // Two steps added at once stand in line, so that each has its own place.
  await tx.selectFrom('plan.project').where('id', '=', project.id).select('id').forUpdate().execute()
  return project
}

/** Adds a stage at the end of a project, with the day by which it is to be done. */
export const addStage = command<{ reference: string; title: string; dueOn: string | null }, Done>({
  name: 'plan.project-stage-added',
  permission: 'plan.projects',
  subject,
  details: (_value, { reference, dueOn }) => ({ project: reference, due: dueOn }),
  async run(tx, actor, { reference, title, dueOn }) {
    const project = await openProject(tx, actor, reference, 'title')
    const last = (await listStages(tx, [project.id])).at(-1)?.position ?? 0
    await tx
      .insertInto('plan.project_stage')
      .values({ project_id: project.id, position: last + 1, title, due_on: dueOn })
      .execute()
    return { recordId: project.recordId }
  },
})

/** Says that a stage was done on a day, once. */
export const finishStage = command<{ reference: string; stageId: string; doneOn: string; today: string }, Done>({
  name: 'plan.project-stage-done',
  permission: 'plan.projects',
  subject,
  details: (_value, { reference, stageId, doneOn }) => ({ project: reference, stage: stageId, on: doneOn }),
  async run(tx, actor, { reference, stageId, doneOn, today }) {
    const project = await openProject(tx, actor, reference, 'doneOn')
    const stage = isId(stageId) && (await listStages(tx, [project.id])).find(({ id }) => id === stageId)
    if (!stage) throw notFound('Stage')
    if (doneOn > today) refuse('doneOn', 'Date must be today or earlier')
    if (stage.doneOn !== null) throw conflict('Somebody else has said already that this stage is done.')
    await tx.updateTable('plan.project_stage').set({ done_on: doneOn }).where('id', '=', stageId).execute()
    return { recordId: project.recordId }
  },
})

type NewReport = { reference: string; title: string; groupId: string | null; dueOn: string }

/** Says that a project owes a report, to which group and by when. */
export const addProjectReport = command<NewReport, Done>({
  name: 'plan.project-report-added',
  permission: 'plan.projects',
  subject,
  details: (_value, { reference, groupId, dueOn }) => ({ project: reference, group: groupId, due: dueOn }),
  async run(tx, actor, { reference, title, groupId, dueOn }) {
    const project = await openProject(tx, actor, reference, 'title')
    if (groupId !== null && !(await listGroups(tx, actor.partnershipId)).some(({ id }) => id === groupId))
      refuse('group', 'Select one of the groups of this partnership')
    await tx
      .insertInto('plan.project_report')
      .values({ project_id: project.id, title, group_id: groupId, due_on: dueOn })
      .execute()
    return { recordId: project.recordId }
  },
})

type Given = { reference: string; reportId: string; givenOn: string; summary: string; today: string }

/** Records that a report was given, and what it said, once. */
export const giveProjectReport = command<Given, Done>({
  name: 'plan.project-report-given',
  permission: 'plan.projects',
  subject,
  details: (_value, { reference, reportId, givenOn }) => ({ project: reference, report: reportId, on: givenOn }),
  async run(tx, actor, { reference, reportId, givenOn, summary, today }) {
    const project = await openProject(tx, actor, reference, 'givenOn')
    const report = isId(reportId) && (await listProjectReports(tx, [project.id])).find(({ id }) => id === reportId)
    if (!report) throw notFound('Report')
    if (givenOn > today) refuse('givenOn', 'Date must be today or earlier')
    if (report.givenOn !== null) throw conflict('Somebody else has recorded already that this report was given.')
    await tx.updateTable('plan.project_report').set({ given_on: givenOn, summary }).where('id', '=', reportId).execute()
    return { recordId: project.recordId }
  },
})

type Recommended = { reference: string; title: string; raisedOn: string; today: string; at: Date }

/** Puts a recommendation of a project into the tracker, where it is accepted or declined and followed. */
export const recommendFromProject = command<Recommended, Done & { recommendation: string }>({
  name: 'plan.project-recommended',
  permission: 'plan.projects',
  subject,
  details: ({ recommendation }, { reference }) => ({ project: reference, recommendation }),
  async run(tx, actor, { reference, title, raisedOn, today, at }) {
    const project = await openProject(tx, actor, reference, 'title')
    if (raisedOn > today) refuse('raisedOn', 'Date must be today or earlier')
    const raised = await raiseRecommendation(tx, actor, {
      title,
      raisedOn,
      today,
      at,
      sourceKind: 'plan',
      sourceRecordId: project.recordId,
      isInvented: project.isInvented,
    })
    return { recordId: project.recordId, recommendation: raised.reference }
  },
})
