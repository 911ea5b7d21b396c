import { findOffice } from '#modules/identity/public.ts'
import { changeRecord, linkRecords, registerRecord, unlinkRecords } from '#modules/thread/public.ts'
import type { Actor } from '#platform/actor.ts'
import { command, refuse } from '#platform/command.ts'
import type { Tx } from '#platform/db/connect.ts'
import { notFound } from '#platform/errors.ts'
import { projectPaths } from '../paths.ts'
import { canMove, projectStates } from './project.ts'
import { findProject, listServable, saveProject } from './project-store.ts'

type Written = {
  title: string
  scope: string
  ownerOfficeId: string
  /** The priority that it serves; null: none. */
  priorityId: string | null
  dueOn: string | null
  today: string
}
type Done = { recordId: string; reference: string }
const subject = ({ recordId }: Done) => recordId

async function servedRecord(
  tx: Tx,
  actor: Actor,
  { ownerOfficeId, priorityId, today }: Written,
): Promise<string | null> {
  if (!(await findOffice(tx, actor.partnershipId, ownerOfficeId, today)))
    refuse('ownerOffice', 'Select one of the offices of this partnership')
  if (priorityId === null) return null
  const priority = (await listServable(tx, actor)).find(({ id }) => id === priorityId)
  if (!priority) refuse('priority', 'Select one of the priorities of a plan')
  return priority.recordId
}

/** Begins a project of the business team: its scope, owner, and the priority that it serves. */
export const beginProject = command<Written & { startsOn: string; isInvented?: boolean; at: Date }, Done>({
  name: 'plan.project-begun',
  permission: 'plan.projects',
  subject,
  details: ({ reference }, { startsOn, dueOn }) => ({ project: reference, from: startsOn, due: dueOn }),
  broken: { project_due_on_check: ['dueOn', 'It must end after it starts'] },
  async run(tx, actor, input) {
    const { title, scope, ownerOfficeId, priorityId, startsOn, dueOn, isInvented = false, at } = input
    const served = await servedRecord(tx, actor, input)
    const { id: recordId, reference } = await registerRecord(tx, {
      partnershipId: actor.partnershipId,
      kind: 'project',
      title,
      state: projectStates.running.words.toLowerCase(),
      page: projectPaths.show,
      year: Number(startsOn.slice(0, 4)),
      isInvented,
      searchText: scope,
    })
    const { id } = await tx
      .insertInto('plan.project')
      .values({
        record_id: recordId,
        partnership_id: actor.partnershipId,
        title,
        scope,
        owner_office_id: ownerOfficeId,
        priority_id: priorityId,
        starts_on: startsOn,
        due_on: dueOn,
        is_invented: isInvented,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('plan.project_move')
      .values({
        project_id: id,
        state: 'running',
        moved_on: startsOn,
        words: 'Begun',
        moved_by: actor.personId,
        recorded_at: at,
      })
      .execute()
    if (served !== null) await linkRecords(tx, recordId, 'serves', served)
    return { recordId, reference }
  },
})

/** Changes what a project says: title, scope, owner, the priority that it serves, when it is to end. */
export const editProject = command<Written & { reference: string; version: number }, Done>({
  name: 'plan.project-changed',
  permission: 'plan.projects',
  subject,
  details: (_value, { reference, dueOn, ownerOfficeId }) => ({ project: reference, due: dueOn, owner: ownerOfficeId }),
  broken: { project_due_on_check: ['dueOn', 'It must end after it starts'] },
  async run(tx, actor, input) {
    const project = await findProject(tx, actor, input.reference)
    if (!project) throw notFound('Project')
    if (project.state === 'ended') refuse('title', 'This project has ended')
    const served = await servedRecord(tx, actor, input)
    await saveProject(tx, project.id, input.version, {
      title: input.title,
      scope: input.scope,
      owner_office_id: input.ownerOfficeId,
      priority_id: input.priorityId,
      due_on: input.dueOn,
    })
    await changeRecord(tx, project.recordId, { title: input.title, searchText: input.scope })
    const { priorityRecordId, recordId, reference } = project
    if (priorityRecordId !== null && priorityRecordId !== served)
      await unlinkRecords(tx, recordId, 'serves', priorityRecordId)
    if (served !== null) await linkRecords(tx, recordId, 'serves', served)
    return { recordId, reference }
  },
})

type Move = { reference: string; version: number; to: string; movedOn: string; words: string; today: string; at: Date }

/** Pauses a project and says why, lets it go on, or ends it with what came of it. */
export const moveProject = command<Move, Done>({
  name: 'plan.project-moved',
  permission: 'plan.projects',
  subject,
  details: (_value, { reference, to, movedOn }) => ({ project: reference, to, on: movedOn }),
  async run(tx, actor, { reference, version, to, movedOn, words, today, at }) {
    const project = await findProject(tx, actor, reference)
    if (!project) throw notFound('Project')
    if (!canMove(project.state, to))
      refuse('to', `It cannot become that: it is ${projectStates[project.state].words.toLowerCase()}`)
    if (movedOn > today) refuse('movedOn', 'Date must be today or earlier')
    if (movedOn < project.startsOn) refuse('movedOn', 'Date must not be before the project began')
    await saveProject(tx, project.id, version, { state: to })
    await tx
      .insertInto('plan.project_move')
      .values({
        project_id: project.id,
        state: to,
        moved_on: movedOn,
        words,
        moved_by: actor.personId,
        recorded_at: at,
      })
      .execute()
    await changeRecord(tx, project.recordId, { state: to })
    return { recordId: project.recordId, reference }
  },
})
