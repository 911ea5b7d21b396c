import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { listGroups } from '#modules/partnerships/public.ts'
import type { Actor } from '#platform/actor.ts'
import type { Outcome } from '#platform/command.ts'
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
import {
  date,
  formView,
  group,
  input,
  optionalDate,
  radios,
  select,
  textarea,
  type FieldGroup,
} from '../pages/form-view.ts'
import { projectPaths } from '../paths.ts'
import { projectMoves } from './project.ts'
import { findProject, listProjectReports, listStages, type Project } from './project-store.ts'
import { moveProject } from './write-project.ts'
import { addProjectReport, addStage, finishStage, giveProjectReport, recommendFromProject } from './write-steps.ts'

const template = 'plan/pages/form.njk'
const config = { permission: 'plan.projects' }
type Params = { reference: string; step?: string }

/** One short form of a project: what it asks, and the command that it ends in. */
type Step<Shape extends z.ZodRawShape> = {
  path: string
  action: (project: Project, step: string) => string
  heading: string
  button: string
  done: string
  schema: z.ZodObject<Shape>
  start: (project: Project) => Record<string, string>
  groups: (actor: Actor, project: Project) => Promise<FieldGroup[]>
  /** Whether the stage or report of the address is there and open; every one is when not given. */
  isThere?: (project: Project, step: string) => Promise<boolean>
  run: (actor: Actor, project: Project, value: z.output<z.ZodObject<Shape>>, step: string) => Promise<Outcome<unknown>>
}

const moves: Record<string, { text: string; hint: string }> = {
  running: { text: 'Let it go on', hint: '' },
  paused: { text: 'Pause it', hint: 'Its stages and reports ask for nothing until it goes on' },
  ended: { text: 'End it', hint: 'It cannot be opened again' },
}

export function projectStepPages(app: FastifyInstance, { db, clock }: Services): void {
  function stepPage<Shape extends z.ZodRawShape>(step: Step<Shape>): void {
    const view = async (actor: Actor, project: Project, which: string, form: Form) =>
      formView({
        heading: step.heading,
        caption: project.title,
        breadcrumbs: [
          { text: 'Projects', href: projectPaths.list() },
          { text: project.reference, href: projectPaths.show(project.reference) },
        ],
        form,
        hidden:
          form.values['version'] === undefined ? [] : [{ name: 'version', value: String(form.values['version']) }],
        groups: await step.groups(actor, project),
        action: step.action(project, which),
        button: step.button,
        back: { text: 'Cancel', href: projectPaths.show(project.reference) },
      })
    const open = async (actor: Actor, { reference, step: which = '' }: Params): Promise<Project> => {
      const project = await findProject(db, actor, reference)
      if (!project || project.state === 'ended') throw notFound('Project')
      if (step.isThere && !(await step.isThere(project, which))) throw notFound('Part of the project')
      return project
    }
    app.get<{ Params: Params }>(step.path, { config }, async ({ actor, params }, reply) => {
      const project = await open(actor, params)
      return reply.page(template, await view(actor, project, params.step ?? '', blankForm(step.start(project))))
    })
    app.post<{ Params: Params }>(step.path, { config }, async ({ actor, params, body }, reply) => {
      const project = await open(actor, params)
      const which = params.step ?? ''
      const parsed = parseForm(step.schema, body)
      if (!parsed.ok) return reply.page(template, await view(actor, project, which, parsed.form), 400)
      const outcome = await step.run(actor, project, parsed.value, which)
      if (!outcome.ok)
        return reply.page(
          template,
          await view(actor, project, which, formWithErrors(parsed.values, outcome.problems)),
          400,
        )
      return reply.redirect(`${projectPaths.show(project.reference)}?done=${step.done}`, 303)
    })
  }

  const today = () => inWords(clock.today())
  const now = () => ({ today: clock.today(), at: clock.now() })

  stepPage({
    path: projectPaths.move(':reference'),
    action: ({ reference }) => projectPaths.move(reference),
    heading: 'Pause it, let it go on or end it',
    button: 'Save',
    done: 'saved',
    schema: z.object({
      to: requiredText('Select what happens to it', 20),
      movedOn: requiredDate('Enter the day', 'Day must be a real date, like 27/3/2027'),
      words: requiredText('Enter why, or what came of it', 4_000, 'It must be 4,000 characters or fewer'),
      version: requiredText('Open this page again').regex(/^\d{1,9}$/, 'Open this page again'),
    }),
    start: ({ version }) => ({ movedOn: today(), version: String(version) }),
    groups: async (_actor, project) => [
      group('', [
        radios(
          'to',
          'What happens to it?',
          projectMoves[project.state].map((value) => ({
            value,
            text: moves[value]?.text ?? value,
            hint: moves[value]?.hint ?? '',
          })),
        ),
        date('movedOn', 'From which day?'),
        textarea(
          'words',
          'Why? If it ends: what came of it?',
          'For example, paused until the new Executive has agreed its scope',
          4,
        ),
      ]),
    ],
    run: (actor, { reference }, { to, movedOn, words, version }) =>
      moveProject(db, actor, { reference, version: Number(version), to, movedOn, words, ...now() }),
  })

  stepPage({
    path: projectPaths.stage(':reference'),
    action: ({ reference }) => projectPaths.stage(reference),
    heading: 'Add a stage',
    button: 'Add the stage',
    done: 'saved',
    schema: z.object({
      title: requiredText('Enter what the stage is', 200, 'Stage must be 200 characters or fewer'),
      dueOn: optionalDate('Date must be a real date, like 27/3/2027'),
    }),
    start: () => ({}),
    groups: async () => [group('', [input('title', 'What is the stage?'), date('dueOn', 'By when? (optional)')])],
    run: (actor, { reference }, value) => addStage(db, actor, { reference, ...value }),
  })

  stepPage({
    path: projectPaths.stageDone(':reference', ':step'),
    action: ({ reference }, step) => projectPaths.stageDone(reference, step),
    heading: 'This stage is done',
    button: 'Save',
    done: 'saved',
    schema: z.object({ doneOn: requiredDate('Enter the day', 'Day must be a real date, like 27/3/2027') }),
    start: () => ({ doneOn: today() }),
    groups: async () => [group('', [date('doneOn', 'On which day was it done?')])],
    isThere: async (project, step) =>
      (await listStages(db, [project.id])).some(({ id, doneOn }) => id === step && doneOn === null),
    run: (actor, { reference }, { doneOn }, stageId) =>
      finishStage(db, actor, { reference, stageId, doneOn, today: clock.today() }),
  })

  stepPage({
    path: projectPaths.report(':reference'),
    action: ({ reference }) => projectPaths.report(reference),
    heading: 'Add a report that it owes',
    button: 'Add the report',
    done: 'saved',
    schema: z.object({
      title: requiredText('Enter what the report is called', 200, 'Title must be 200 characters or fewer'),
      group: optionalText(100),
      dueOn: requiredDate('Enter the day by which it is due', 'Day must be a real date, like 27/3/2027'),
    }),
    start: () => ({}),
    groups: async (actor) => [
      group('', [
        input('title', 'What is it called?'),
        select(
          'group',
          'Which group is it for?',
          (await listGroups(db, actor.partnershipId)).map(({ id, name }) => ({ value: id, text: name })),
          'No group',
        ),
        date('dueOn', 'By when?'),
      ]),
    ],
    run: (actor, { reference }, { title, group: groupId, dueOn }) =>
      addProjectReport(db, actor, { reference, title, groupId, dueOn }),
  })

  stepPage({
    path: projectPaths.giveReport(':reference', ':step'),
    action: ({ reference }, step) => projectPaths.giveReport(reference, step),
    heading: 'This report was given',
    button: 'Save',
    done: 'saved',
    schema: z.object({
      givenOn: requiredDate('Enter the day', 'Day must be a real date, like 27/3/2027'),
      summary: requiredText('Enter what it said', 2_000, 'Summary must be 2,000 characters or fewer'),
    }),
    start: () => ({ givenOn: today() }),
    groups: async () => [
      group('', [
        date('givenOn', 'On which day was it given?'),
        textarea('summary', 'What did it say, in a few sentences?', 'And where it can be read. Name no child.', 4),
      ]),
    ],
    isThere: async (project, step) =>
      (await listProjectReports(db, [project.id])).some(({ id, givenOn }) => id === step && givenOn === null),
    run: (actor, { reference }, { givenOn, summary }, reportId) =>
      giveProjectReport(db, actor, { reference, reportId, givenOn, summary, today: clock.today() }),
  })

  stepPage({
    path: projectPaths.recommend(':reference'),
    action: ({ reference }) => projectPaths.recommend(reference),
    heading: 'Make a recommendation',
    button: 'Put it into the tracker',
    done: 'recommended',
    schema: z.object({
      title: requiredText('Enter the recommendation', 500, 'Recommendation must be 500 characters or fewer'),
      raisedOn: requiredDate('Enter the day on which it was made', 'Day must be a real date, like 27/3/2027'),
    }),
    start: () => ({ raisedOn: today() }),
    groups: async () => [
      group('', [
        textarea(
          'title',
          'What does the project recommend?',
          'It goes into the tracker as proposed, where it is accepted or declined. Name no child.',
          3,
        ),
        date('raisedOn', 'On which day was it made?'),
      ]),
    ],
    run: (actor, { reference }, value) => recommendFromProject(db, actor, { reference, ...value, ...now() }),
  })
}
