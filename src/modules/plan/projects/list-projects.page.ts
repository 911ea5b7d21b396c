import type { FastifyInstance } from 'fastify'
import { may } from '#platform/actor.ts'
import { howFar, inWords } from '#platform/dates.ts'
import type { Services } from '#platform/services.ts'
import { planPaths, projectPaths } from '../paths.ts'
import { projectStates, type ProjectState } from './project.ts'
import { listProjects } from './project-store.ts'

const isState = (text: unknown): text is ProjectState => typeof text === 'string' && Object.hasOwn(projectStates, text)

export function listProjectsPage(app: FastifyInstance, { db, clock }: Services): void {
  app.get<{ Querystring: { state?: string } }>(
    projectPaths.list(),
    { config: { permission: 'plan.read' } },
    async ({ actor, query }, reply) => {
      const state = isState(query.state) ? query.state : undefined
      const projects = await listProjects(db, actor, state)
      return reply.page('plan/projects/list-projects.njk', {
        heading: 'Projects of the business team',
        breadcrumbs: [{ text: 'Plans', href: planPaths.list() }],
        mayWrite: may(actor, 'plan.projects'),
        beginHref: projectPaths.begin(),
        self: projectPaths.list(),
        chosen: state ?? '',
        states: Object.entries(projectStates).map(([value, { words }]) => ({ value, words })),
        projects: projects.map((each) => ({
          title: each.title,
          href: projectPaths.show(each.reference),
          reference: each.reference,
          state: projectStates[each.state].words,
          tag: projectStates[each.state].tag,
          owner: `${each.ownerOffice}, ${each.ownerOrganisation}`,
          serves: each.priorityTitle ?? '',
          due:
            each.dueOn === null
              ? 'Not set'
              : `${inWords(each.dueOn)}${each.state === 'ended' ? '' : ` (${howFar(clock.today(), each.dueOn)})`}`,
          invented: each.isInvented,
        })),
      })
    },
  )
}
