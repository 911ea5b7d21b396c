import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { listOfficesOfRole, members } from '#modules/identity/public.ts'
import type { Actor } from '#platform/actor.ts'
import { inWords } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
import {
  blankForm,
  formWithErrors,
  optionalText,
  parseForm,
  requiredDate,
  requiredText,
  type Form,
} from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { date, formView, group, input, optionalDate, select, textarea } from '../pages/form-view.ts'
import { projectPaths } from '../paths.ts'
import { findProject, listServable, type Project } from './project-store.ts'
import { beginProject, editProject } from './write-project.ts'

const template = 'plan/pages/form.njk'
const config = { permission: 'plan.projects' }

const shape = {
  title: requiredText('Enter what the project is called', 200, 'Title must be 200 characters or fewer'),
  scope: requiredText('Enter what it is to find out or change', 4_000, 'Scope must be 4,000 characters or fewer'),
  ownerOffice: requiredText('Select the office that owns it', 100),
  priority: optionalText(100),
  dueOn: optionalDate('Date must be a real date, like 27/3/2027'),
}
const beginSchema = z.object({
  ...shape,
  startsOn: requiredDate('Enter the day on which it begins', 'Day must be a real date, like 27/3/2027'),
})
const editSchema = z.object({
  ...shape,
  version: requiredText('Open this page again').regex(/^\d{1,9}$/, 'Open this page again'),
})

export function writeProjectPages(app: FastifyInstance, { db, clock }: Services): void {
  async function view(actor: Actor, form: Form, project: Project | null) {
    const [offices, priorities] = await Promise.all([
      listOfficesOfRole(db, actor.partnershipId, members, clock.today()),
      listServable(db, actor),
    ])
    const owners = [...Map.groupBy(offices, ({ id }) => id).values()].map(([office]) => ({
      value: office?.id ?? '',
      text: `${office?.title ?? ''}, ${office?.organisation ?? ''}${office?.holder === null ? ' (vacant)' : ''}`,
    }))
    return formView({
      heading: project === null ? 'Begin a project' : 'Change this project',
      caption: project?.title ?? '',
      breadcrumbs: [
        { text: 'Projects', href: projectPaths.list() },
        ...(project === null ? [] : [{ text: project.reference, href: projectPaths.show(project.reference) }]),
      ],
      form,
      hidden: project === null ? [] : [{ name: 'version', value: String(form.values['version'] ?? '') }],
      groups: [
        group('', [
          input('title', 'What is it called?'),
          textarea('scope', 'What is it to find out or change?', 'And what is left out. Name no child.', 5),
          select('ownerOffice', 'Which office owns it?', owners, 'Choose an office'),
          select(
            'priority',
            'Which priority does it serve?',
            priorities.map(({ id, title, planTitle }) => ({ value: id, text: `${title} (${planTitle})` })),
            'No priority',
          ),
          ...(project === null ? [date('startsOn', 'On which day does it begin?')] : []),
          date('dueOn', 'When is it to end? (optional)'),
        ]),
      ],
      action: project === null ? projectPaths.begin() : projectPaths.edit(project.reference),
      button: project === null ? 'Begin the project' : 'Save',
      back: { text: 'Cancel', href: project === null ? projectPaths.list() : projectPaths.show(project.reference) },
    })
  }

  app.get(projectPaths.begin(), { config }, async ({ actor }, reply) =>
    reply.page(
      template,
      await view(actor, blankForm({ startsOn: inWords(clock.today()), ownerOffice: actor.officeId ?? '' }), null),
    ),
  )

  app.post(projectPaths.begin(), { config }, async ({ actor, body }, reply) => {
    const parsed = parseForm(beginSchema, body)
    if (!parsed.ok) return reply.page(template, await view(actor, parsed.form, null), 400)
    const { title, scope, ownerOffice, priority, startsOn, dueOn } = parsed.value
    const made = await beginProject(db, actor, {
      title,
      scope,
      ownerOfficeId: ownerOffice,
      priorityId: priority,
      startsOn,
      dueOn,
      today: clock.today(),
      at: clock.now(),
    })
    if (!made.ok)
      return reply.page(template, await view(actor, formWithErrors(parsed.values, made.problems), null), 400)
    return reply.redirect(`${projectPaths.show(made.value.reference)}?done=begun`, 303)
  })

  const open = async (actor: Actor, reference: string): Promise<Project> => {
    const project = await findProject(db, actor, reference)
    if (!project || project.state === 'ended') throw notFound('Project')
    return project
  }
  type Params = { Params: { reference: string } }

  app.get<Params>(projectPaths.edit(':reference'), { config }, async ({ actor, params }, reply) => {
    const project = await open(actor, params.reference)
    const start = {
      title: project.title,
      scope: project.scope,
      ownerOffice: project.ownerOfficeId,
      priority: project.priorityId ?? '',
      dueOn: project.dueOn === null ? '' : inWords(project.dueOn),
      version: String(project.version),
    }
    return reply.page(template, await view(actor, blankForm(start), project))
  })

  app.post<Params>(projectPaths.edit(':reference'), { config }, async ({ actor, params, body }, reply) => {
    const project = await open(actor, params.reference)
    const parsed = parseForm(editSchema, body)
    if (!parsed.ok) return reply.page(template, await view(actor, parsed.form, project), 400)
    const { title, scope, ownerOffice, priority, dueOn, version } = parsed.value
    const done = await editProject(db, actor, {
      reference: project.reference,
      version: Number(version),
      title,
      scope,
      ownerOfficeId: ownerOffice,
      priorityId: priority,
      dueOn,
      today: clock.today(),
    })
    if (!done.ok)
      return reply.page(template, await view(actor, formWithErrors(parsed.values, done.problems), project), 400)
    return reply.redirect(`${projectPaths.show(project.reference)}?done=saved`, 303)
  })
}
