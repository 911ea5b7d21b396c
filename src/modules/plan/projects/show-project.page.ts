import type { FastifyInstance } from 'fastify'
import { threadOf, threadPaths } from '#modules/thread/public.ts'
import { listActions, trackerPaths } from '#modules/tracker/public.ts'
import { may } from '#platform/actor.ts'
import { howFar, inWords } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
import type { Services } from '#platform/services.ts'
import { planPaths, projectPaths } from '../paths.ts'
import { projectStates, type ProjectState } from './project.ts'
import { findProject, listMoves, listProjectReports, listStages } from './project-store.ts'

const done: Record<string, string> = {
  begun: 'The project is begun. Add its stages and the reports that it owes.',
  saved: 'Saved.',
  recommended: 'The recommendation is in the tracker.',
}
const moveWords: Record<string, string> = { running: 'Went on', paused: 'Paused', ended: 'Ended' }

export function showProjectPage(app: FastifyInstance, { db, clock }: Services): void {
  app.get<{ Params: { reference: string }; Querystring: { done?: string } }>(
    projectPaths.show(':reference'),
    { config: { permission: 'plan.read' } },
    async ({ actor, params, query }, reply) => {
      const project = await findProject(db, actor, params.reference)
      if (!project) throw notFound('Project')
      const today = clock.today()
      const [moves, stages, reports, recommendations] = await Promise.all([
        listMoves(db, project.id),
        listStages(db, [project.id]),
        listProjectReports(db, [project.id]),
        may(actor, 'tracker.read') ? listActions(db, actor, { sourceRecordId: project.recordId }) : [],
      ])
      const { reference } = project
      const writes = may(actor, 'plan.projects') && project.state !== 'ended'
      const due = (day: string | null, isDone: boolean) =>
        day === null
          ? 'no date'
          : isDone || project.state !== 'running'
            ? inWords(day)
            : `${inWords(day)} (${howFar(today, day)})`
      const paused = project.state === 'paused' ? moves.at(-1) : undefined
      const ended = project.state === 'ended' ? moves.at(-1) : undefined
      return reply.page('plan/projects/show-project.njk', {
        heading: project.title,
        ...(typeof query.done === 'string' && Object.hasOwn(done, query.done) ? { done: done[query.done] ?? '' } : {}),
        breadcrumbs: [
          { text: 'Plans', href: planPaths.list() },
          { text: 'Projects', href: projectPaths.list() },
        ],
        projectInvented: project.isInvented,
        reference,
        threadHref: threadPaths.show(reference),
        arrows: await threadOf(db, actor, project.recordId, today),
        state: projectStates[project.state].words,
        tag: projectStates[project.state].tag,
        paused: paused === undefined ? '' : `Paused since ${inWords(paused.movedOn)}: ${paused.words}`,
        outcome: ended === undefined ? '' : `Ended on ${inWords(ended.movedOn)}. What came of it: ${ended.words}`,
        scope: project.scope,
        owner: `${project.ownerOffice}, ${project.ownerOrganisation}`,
        startsOn: inWords(project.startsOn),
        due: due(project.dueOn, project.state === 'ended'),
        serves:
          project.priorityReference === null
            ? null
            : {
                text: project.priorityTitle ?? '',
                href: planPaths.item(project.planSlug ?? '', project.priorityReference),
              },
        stages: stages.map((stage) => ({
          title: stage.title,
          words:
            stage.doneOn === null
              ? `Due ${due(stage.dueOn, false)}`
              : `Done on ${inWords(stage.doneOn)}; was due ${due(stage.dueOn, true)}`,
          isDone: stage.doneOn !== null,
          isLate: project.state === 'running' && stage.doneOn === null && stage.dueOn !== null && stage.dueOn < today,
          href: writes && stage.doneOn === null ? projectPaths.stageDone(reference, stage.id) : '',
        })),
        reports: reports.map((report) => ({
          title: report.title,
          to: report.groupName ?? 'no group',
          words: report.givenOn === null ? `Due ${due(report.dueOn, false)}` : `Given on ${inWords(report.givenOn)}`,
          summary: report.summary ?? '',
          href: writes && report.givenOn === null ? projectPaths.giveReport(reference, report.id) : '',
        })),
        recommendations: recommendations.map((each) => ({
          title: each.title,
          href: trackerPaths.show(each.reference),
          state: each.state.replaceAll('-', ' '),
        })),
        moves: moves.map((move, index) => ({
          what: index === 0 ? 'Begun' : (moveWords[move.state as ProjectState] ?? move.state),
          on: inWords(move.movedOn),
          words: index === 0 ? '' : move.words,
          by: move.movedBy ?? 'Goldenthread',
        })),
        links: {
          edit: writes ? projectPaths.edit(reference) : '',
          move: writes ? projectPaths.move(reference) : '',
          stage: writes ? projectPaths.stage(reference) : '',
          report: writes ? projectPaths.report(reference) : '',
          recommend: writes ? projectPaths.recommend(reference) : '',
        },
      })
    },
  )
}
