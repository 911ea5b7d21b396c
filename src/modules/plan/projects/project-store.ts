import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { conflict } from '#platform/errors.ts'
import type { ProjectState } from './project.ts'

const detailed = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('plan.project as project')
    .innerJoin('thread.record as record', 'record.id', 'project.record_id')
    .innerJoin('identity.office as office', 'office.id', 'project.owner_office_id')
    .innerJoin('identity.organisation as organisation', 'organisation.id', 'office.organisation_id')
    .leftJoin('plan.item as priority', 'priority.id', 'project.priority_id')
    .leftJoin('plan.plan as plan', 'plan.id', 'priority.plan_id')
    .leftJoin('thread.record as served', 'served.id', 'priority.record_id')
    .where('project.partnership_id', '=', actor.partnershipId)
    .select(['project.id', 'project.record_id as recordId', 'record.reference', 'project.title', 'project.scope'])
    .select([
      'project.owner_office_id as ownerOfficeId',
      'office.title as ownerOffice',
      'organisation.name as ownerOrganisation',
    ])
    .select([
      'project.priority_id as priorityId',
      'served.reference as priorityReference',
      'served.title as priorityTitle',
    ])
    .select(['priority.record_id as priorityRecordId', 'plan.slug as planSlug', 'project.starts_on as startsOn'])
    .select(['project.due_on as dueOn', 'project.state', 'project.is_invented as isInvented', 'project.version'])

export type Project = Omit<Awaited<ReturnType<ReturnType<typeof detailed>['executeTakeFirstOrThrow']>>, 'state'> & {
  state: ProjectState
}

/** Projects of the actor’s partnership, those that go on first; 200 at most. */
export const listProjects = async (db: Db | Tx, actor: Actor, state?: ProjectState): Promise<Project[]> =>
  (await detailed(db, actor)
    .$if(state !== undefined, (query) => query.where('project.state', '=', state ?? 'running'))
    .orderBy((order) => order.case().when('project.state', '=', 'ended').then(1).else(0).end())
    .orderBy('project.due_on', (by) => by.asc().nullsLast())
    .orderBy('record.reference')
    .limit(200)
    .execute()) as Project[]

/** One project by its reference, when the actor may know of it. */
export const findProject = async (db: Db | Tx, actor: Actor, reference: string): Promise<Project | undefined> =>
  (await detailed(db, actor).where('record.reference', '=', reference).executeTakeFirst()) as Project | undefined

type ProjectChange = {
  title?: string
  scope?: string
  owner_office_id?: string
  priority_id?: string | null
  due_on?: string | null
  state?: ProjectState
}

/** Saves a change to a project that is still as the person saw it. @throws conflict when somebody else saved first */
export async function saveProject(tx: Tx, id: string, version: number, change: ProjectChange): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('plan.project')
    .set({ ...change, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (numUpdatedRows === 0n)
    throw conflict(
      'Somebody else has changed this project. Open it again to see how it stands; nothing of yours was saved.',
    )
}

/** What happened to a project’s state, oldest first. */
export const listMoves = (db: Db | Tx, projectId: string) =>
  db
    .selectFrom('plan.project_move as move')
    .leftJoin('identity.person as person', 'person.id', 'move.moved_by')
    .where('move.project_id', '=', projectId)
    .orderBy('move.seq')
    .limit(200)
    .select(['move.state', 'move.moved_on as movedOn', 'move.words', 'person.name as movedBy'])
    .execute()

export const listStages = (db: Db | Tx, projectIds: readonly string[]) =>
  projectIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('plan.project_stage')
        .where('project_id', 'in', projectIds)
        .orderBy('project_id')
        .orderBy('position')
        .limit(5_000)
        .select(['id', 'project_id as projectId', 'position', 'title', 'due_on as dueOn', 'done_on as doneOn'])
        .execute()

export const listProjectReports = (db: Db | Tx, projectIds: readonly string[]) =>
  projectIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('plan.project_report as report')
        .leftJoin('partnerships.group as group', 'group.id', 'report.group_id')
        .where('report.project_id', 'in', projectIds)
        .orderBy('report.due_on')
        .limit(5_000)
        .select(['report.id', 'report.project_id as projectId', 'report.title', 'report.due_on as dueOn'])
        .select(['report.given_on as givenOn', 'report.summary', 'group.name as groupName'])
        .execute()

/** Priorities of agreed or drafted plans that a project can serve, those of the newest plan first. */
export const listServable = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('plan.item as item')
    .innerJoin('plan.plan as plan', 'plan.id', 'item.plan_id')
    .innerJoin('thread.record as record', 'record.id', 'item.record_id')
    .where('plan.partnership_id', '=', actor.partnershipId)
    .where('item.kind', '=', 'priority')
    .where('record.state', '<>', 'ended')
    .orderBy('plan.ends_on', 'desc')
    .orderBy('item.position')
    .limit(100)
    .select(['item.id', 'item.record_id as recordId', 'record.title', 'plan.title as planTitle'])
    .execute()
