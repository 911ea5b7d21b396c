import { businessTeam } from '#modules/identity/public.ts'
import { listMeetings } from '#modules/meetings/public.ts'
import { mayActInGroup } from '#modules/partnerships/public.ts'
import { may, type Actor } from '#platform/actor.ts'
import { addDays } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import type { Owed } from '#platform/owed.ts'
import { mayDecideChange } from './decide-change.ts'
import { listFigures } from './figure-store.ts'
import { listChanges, listItems, listMeasures, type PlanItem, type RecordedChange } from './item-store.ts'
import { listChallenges, listJudgements } from './judgement-store.ts'
import { planPaths, projectPaths } from './paths.ts'
import { everyItem, figureDue, judgementDue, planAsAt, usualDay, type Branch } from './plan.ts'
import { listPlans, type Plan } from './plan-store.ts'
import { listProjectReports, listProjects, listStages } from './projects/project-store.ts'

const london = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})

/** A judgement needs its evidence gathered: four weeks are what the form's date leaves to do it. */
const daysToJudge = 28
const daysToCount = 14
/** After its last day a plan still asks for the judgement of its last quarter, and then no more. */
const daysAfterEnd = 90

const isTeam = (actor: Actor): boolean => businessTeam.some((role) => role === actor.role)

type Opened = { plan: Plan; items: PlanItem[]; changes: RecordedChange[]; standing: Branch[] }

async function judgementTasks(db: Db, actor: Actor, { plan, standing }: Opened, today: string): Promise<Owed[]> {
  const chairs =
    actor.role === 'group-chair' &&
    plan.groupId !== null &&
    (await mayActInGroup(db, actor, plan.groupId, today)) === 'chair'
  if (!may(actor, 'plan.judge') || !(isTeam(actor) || chairs)) return []
  return (await judgementsDue(db, actor, plan, standing)).map(({ reference, title, dueOn }) => ({
    key: `${reference}:judge`,
    what: `Judge progress: ${title}`,
    href: planPaths.judge(plan.slug, reference),
    startOn: addDays(dueOn, -daysToJudge),
    dueOn,
    action: 'Judge',
  }))
}

type JudgementDue = { reference: string; recordId: string | null; title: string; dueOn: string; lastOn: string | null }

/** When the progress of each priority is to be judged next. */
async function judgementsDue(db: Db, actor: Actor, plan: Plan, standing: readonly Branch[]): Promise<JudgementDue[]> {
  const judgements = await listJudgements(db, plan.id)
  const meetings =
    plan.groupId === null
      ? []
      : (
          await listMeetings(db, actor, {
            groupId: plan.groupId,
            from: plan.startsOn,
            states: ['planned', 'called', 'held'],
          })
        ).map(({ startsAt }) => london.format(startsAt))
  const rhythm = { everyMonths: plan.judgeEveryMonths, daysBefore: plan.judgeDaysBefore }
  return standing
    .filter(({ kind }) => kind === 'priority')
    .flatMap((priority) => {
      const lastOn = judgements.find(({ itemId }) => itemId === priority.id)?.judgedOn ?? null
      const dueOn = judgementDue(lastOn ?? priority.addedOn, rhythm, meetings)
      if (dueOn > addDays(plan.endsOn, daysAfterEnd)) return []
      return [
        { reference: priority.reference ?? '', recordId: priority.recordId, title: priority.title, dueOn, lastOn },
      ]
    })
}

/** The judgements that a group gives and that are due by a day, with where each is given, for the group's agenda. */
export async function listJudgementsDue(
  db: Db,
  actor: Actor,
  groupId: string,
  by: string,
  today: string,
): Promise<(JudgementDue & { plan: string; href: string })[]> {
  const due: (JudgementDue & { plan: string; href: string })[] = []
  for (const plan of await runningPlans(db, actor, today)) {
    if (plan.groupId !== groupId) continue
    const [items, changes] = await Promise.all([listItems(db, plan.id), listChanges(db, plan.id)])
    const standing = everyItem(planAsAt(items, changes, usualDay(plan, today)))
    for (const one of await judgementsDue(db, actor, plan, standing)) {
      if (one.dueOn <= by) due.push({ ...one, plan: plan.title, href: planPaths.item(plan.slug, one.reference) })
    }
  }
  return due
}

const runningPlans = async (db: Db, actor: Actor, today: string): Promise<Plan[]> =>
  (await listPlans(db, actor)).filter(
    (plan) => plan.state === 'agreed' && plan.startsOn <= today && today <= addDays(plan.endsOn, daysAfterEnd),
  )

async function figureTasks(db: Db, actor: Actor, { plan, items, standing }: Opened, today: string): Promise<Owed[]> {
  if (!may(actor, 'plan.enter-figure') || today > addDays(plan.endsOn, daysAfterEnd)) return []
  const own = new Set(
    items
      .filter(({ ownerOfficeId }) => (ownerOfficeId === null ? isTeam(actor) : ownerOfficeId === actor.officeId))
      .map(({ id }) => id),
  )
  const mine = standing.filter(({ id, kind }) => kind === 'measure' && own.has(id))
  if (mine.length === 0) return []
  const [measures, figures] = await Promise.all([listMeasures(db, plan.id), listFigures(db, plan.id)])
  return mine.flatMap((branch) => {
    const measure = measures.get(branch.id)
    if (!measure || measure.kind === 'indicator') return []
    const last = figures.find(({ itemId }) => itemId === branch.id)?.trueOn ?? null
    const dueOn = figureDue(last, branch.addedOn, measure.everyMonths)
    if (dueOn === null) return []
    const reference = branch.reference ?? ''
    return [
      {
        key: `${reference}:figure`,
        what: `Enter the figure: ${branch.title}`,
        href: planPaths.figure(plan.slug, reference),
        startOn: addDays(dueOn, -daysToCount),
        dueOn,
        action: 'Enter',
      },
    ]
  })
}

function changeTasks(actor: Actor, { plan, changes }: Opened): Owed[] {
  if (!mayDecideChange(actor)) return []
  return changes
    .filter(
      ({ state, proposedById }) =>
        state === 'proposed' && (actor.role === 'business-manager' || proposedById !== actor.personId),
    )
    .map((change) => ({
      key: `${plan.slug}:change:${change.id}`,
      what: `${plan.title}: a change waits for approval`,
      href: planPaths.change(plan.slug, change.id),
      dueOn: change.effectiveOn,
      action: 'Decide',
    }))
}

async function challengeTasks(db: Db, actor: Actor, { plan, items }: Opened): Promise<Owed[]> {
  if (!may(actor, 'plan.write')) return []
  return (await listChallenges(db, plan.id))
    .filter(({ answer }) => answer === null)
    .map((challenge) => {
      const reference = items.find(({ id }) => id === challenge.itemId)?.reference ?? ''
      return {
        key: `${reference}:challenge:${challenge.id}`,
        what: `Answer the scrutineer’s challenge on ${reference}`,
        href: planPaths.answer(plan.slug, reference, challenge.id),
        dueOn: null,
        action: 'Answer',
      }
    })
}

async function projectTasks(db: Db, actor: Actor): Promise<Owed[]> {
  if (!may(actor, 'plan.projects') || actor.officeId === null) return []
  const own = (await listProjects(db, actor, 'running')).filter(({ ownerOfficeId }) => ownerOfficeId === actor.officeId)
  const ids = own.map(({ id }) => id)
  const byId = new Map(own.map((project) => [project.id, project]))
  const [stages, reports] = await Promise.all([listStages(db, ids), listProjectReports(db, ids)])
  const of = (projectId: string) => byId.get(projectId)?.reference ?? ''
  return [
    ...reports
      .filter(({ givenOn }) => givenOn === null)
      .map((report) => ({
        key: `${of(report.projectId)}:report:${report.id}`,
        what: `Report of a project: ${report.title}`,
        href: projectPaths.giveReport(of(report.projectId), report.id),
        startOn: addDays(report.dueOn, -daysToJudge),
        dueOn: report.dueOn,
        action: 'Record',
      })),
    ...stages.flatMap((stage) =>
      stage.doneOn !== null || stage.dueOn === null
        ? []
        : [
            {
              key: `${of(stage.projectId)}:stage:${stage.id}`,
              what: `Stage of a project: ${stage.title}`,
              href: projectPaths.stageDone(of(stage.projectId), stage.id),
              startOn: addDays(stage.dueOn, -daysToCount),
              dueOn: stage.dueOn,
              action: 'Finish',
            },
          ],
    ),
  ]
}

/**
 * What the plan and the projects ask of an office: progress to judge before the scrutiny group meets, figures to enter, changes to decide,
 * challenges to answer, stages and reports of projects.
 */
export async function tasksFor(db: Db, actor: Actor, today: string): Promise<Owed[]> {
  if (!may(actor, 'plan.read')) return []
  const plans = await runningPlans(db, actor, today)
  const owed: Owed[] = []
  for (const plan of plans) {
    const [items, changes] = await Promise.all([listItems(db, plan.id), listChanges(db, plan.id)])
    const opened = { plan, items, changes, standing: everyItem(planAsAt(items, changes, usualDay(plan, today))) }
    owed.push(
      ...(await judgementTasks(db, actor, opened, today)),
      ...(await figureTasks(db, actor, opened, today)),
      ...changeTasks(actor, opened),
      ...(await challengeTasks(db, actor, opened)),
    )
  }
  return [...owed, ...(await projectTasks(db, actor))]
}
