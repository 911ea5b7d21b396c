import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Actor } from '#platform/actor.ts'
import type { Outcome } from '#platform/command.ts'
import { inWords } from '#platform/dates.ts'
import {
  blankForm,
  formWithErrors,
  optionalDate,
  optionalText,
  parseForm,
  requiredDate,
  requiredText,
  type Form,
} from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { dateField, field, taskTemplate, taskView, type Field } from '#platform/task-page.ts'
import {
  acknowledgeNotice,
  followUpVisit,
  logVisit,
  ownNotice,
  ownVisit,
  tellAgency,
} from '../keeping/keep-register.ts'
import { ownAgency } from '../keeping/register-store.ts'
import type { Partnership } from '../partnership-store.ts'
import { partnershipPaths } from '../paths.ts'
import { arrangeConfig as config, ownPartnership, versionOf } from './arranging.ts'
import { trailOf } from './frame.ts'

type IdParams = { Params: { slug: string; id: string } }
type About = { agency: { id: string; name: string }; version: number; lines: string[] }

type RegisterTask<Shape extends z.ZodRawShape> = {
  path: (slug: string, id: string) => string
  heading: string
  button: string
  schema: z.ZodObject<Shape>
  fields: readonly Field[]
  /** What the form begins with, on a day in words. */
  begin: (today: string) => Form['values']
  /** The agency that it is about, and what is said above the form; 404 when it is not the actor's partnership's. */
  about: (actor: Actor, id: string) => Promise<About>
  run: (actor: Actor, id: string, value: z.output<z.ZodObject<Shape>>, today: string) => Promise<Outcome<unknown>>
}

const day = (missing: string) => requiredDate(missing, 'The day must be a real date, like 27/3/2027')

/** Short tasks about one agency of the register, each a page of its own: told, acknowledged, visited, followed up. */
export function registerTaskPages(app: FastifyInstance, { db, clock }: Services): void {
  function page<Shape extends z.ZodRawShape>(task: RegisterTask<Shape>): void {
    const view = (partnership: Partnership, { agency, lines }: About, id: string, form: Form) => {
      const href = partnershipPaths.agency(partnership.slug, agency.id)
      return taskView({
        heading: task.heading,
        caption: agency.name,
        lines,
        breadcrumbs: trailOf(
          partnership,
          { text: 'Agencies', href: partnershipPaths.agencies(partnership.slug) },
          { text: agency.name, href },
        ),
        form,
        action: task.path(partnership.slug, id),
        cancelHref: href,
        button: task.button,
        fields: [field('hidden', 'version'), ...task.fields],
      })
    }
    const found = async (request: FastifyRequest<IdParams>) => {
      const partnership = await ownPartnership(db, request)
      return { partnership, about: await task.about(request.actor, request.params.id) }
    }
    const path = task.path(':slug', ':id')
    app.get<IdParams>(path, { config }, async (request, reply) => {
      const { partnership, about } = await found(request)
      const form = blankForm({ version: String(about.version), ...task.begin(inWords(clock.today())) })
      return reply.page(taskTemplate, view(partnership, about, request.params.id, form))
    })
    app.post<IdParams>(path, { config }, async (request, reply) => {
      const { partnership, about } = await found(request)
      const { id } = request.params
      const parsed = parseForm(task.schema, request.body)
      if (!parsed.ok) return reply.page(taskTemplate, view(partnership, about, id, parsed.form), 400)
      const done = await task.run(request.actor, id, parsed.value, clock.today())
      if (!done.ok)
        return reply.page(taskTemplate, view(partnership, about, id, formWithErrors(parsed.values, done.problems)), 400)
      return reply.redirect(partnershipPaths.agency(partnership.slug, about.agency.id), 303)
    })
  }

  const agencyOf = async (actor: Actor, id: string): Promise<About> => {
    const agency = await ownAgency(db, actor, id)
    return { agency, version: agency.version, lines: [] }
  }
  page({
    path: partnershipPaths.tellAgency,
    heading: 'Record what the agency was told',
    button: 'Record',
    schema: z.object({
      toldOn: day('Enter the day on which it was told'),
      what: requiredText('Enter what it was told'),
    }),
    fields: [
      dateField('toldOn', 'Told on'),
      field('lines', 'what', 'What is expected of it', { hint: 'And in which form it was told, such as a letter' }),
    ],
    begin: (today) => ({ toldOn: today }),
    about: agencyOf,
    run: (actor, id, value, today) => tellAgency(db, actor, { ...value, id, today }),
  })
  page({
    path: partnershipPaths.acknowledge,
    heading: 'Record that it was acknowledged',
    button: 'Record',
    schema: z.object({
      version: optionalText(),
      acknowledgedOn: day('Enter the day of the acknowledgement'),
      words: requiredText('Enter in which office it was acknowledged, and how', 500),
    }),
    fields: [
      dateField('acknowledgedOn', 'Acknowledged on'),
      field('text', 'words', 'In which office, and how', { hint: 'For example, by the designated lead, by e-mail' }),
    ],
    begin: (today) => ({ acknowledgedOn: today }),
    async about(actor, id) {
      const notice = await ownNotice(db, actor, id)
      return { ...notice, lines: [`Told on ${inWords(notice.toldOn)}: ${notice.what}`] }
    },
    run: (actor, noticeId, { version, ...value }, today) =>
      acknowledgeNotice(db, actor, { ...value, noticeId, version: versionOf(version), today }),
  })
  page({
    path: partnershipPaths.visitAgency,
    heading: 'Log an engagement visit',
    button: 'Log visit',
    schema: z.object({
      visitedOn: day('Enter the day of the visit'),
      met: requiredText('Enter which offices were met', 500),
      what: requiredText('Enter what it was about', 4_000),
      followUp: optionalText(500),
      followUpOn: optionalDate('The day must be a real date, like 27/3/2027'),
    }),
    fields: [
      dateField('visitedOn', 'Day of the visit'),
      field('text', 'met', 'Offices that were met', { hint: 'Offices, not names' }),
      field('lines', 'what', 'What it was about', { hint: 'No child’s name' }),
      field('text', 'followUp', 'What is to be followed up'),
      dateField('followUpOn', 'By when', 'Only when something is to be followed up'),
    ],
    begin: (today) => ({ visitedOn: today }),
    about: agencyOf,
    run: (actor, id, value, today) => logVisit(db, actor, { ...value, id, today }),
  })
  page({
    path: partnershipPaths.followUp,
    heading: 'Record that a visit was followed up',
    button: 'Record',
    schema: z.object({ version: optionalText(), followedOn: day('Enter the day on which it was done') }),
    fields: [dateField('followedOn', 'Done on')],
    begin: (today) => ({ followedOn: today }),
    async about(actor, id) {
      const visit = await ownVisit(db, actor, id)
      return { ...visit, lines: [visit.followUp ?? ''] }
    },
    run: (actor, visitId, { version, followedOn }, today) =>
      followUpVisit(db, actor, { visitId, followedOn, version: versionOf(version), today }),
  })
}
