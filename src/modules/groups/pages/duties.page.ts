import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { may, type Actor } from '#platform/actor.ts'
import { howFar, inWords } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
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
import { dateField, field, taskTemplate, taskView } from '#platform/task-page.ts'
import { findDuty, listDone, listDuties } from '../duty-store.ts'
import { addDuty, changeDuty, doDuty, mayDoDuty } from '../keep-duty.ts'
import { groupPaths } from '../paths.ts'
import { groupOf, versionOf, type Params } from './frame.ts'

type Group = Awaited<ReturnType<typeof groupOf>>
type DutyParams = { Params: { slug: string; group: string; duty: string } }

const keep = { permission: 'groups.keep' }
const months = z
  .string({ error: 'Enter every how many months it is due' })
  .regex(/^([1-9]|[1-5]\d|60)$/, 'Months must be a whole number from 1 to 60, like 12 for every year')
  .transform(Number)
const asked = {
  words: requiredText('Enter what is to be done', 500),
  everyMonths: months,
  nextDueOn: requiredDate('Enter when it is due next', 'Next day must be a real date, like 27/3/2027'),
  source: requiredText('Enter where this duty is stated', 300),
}
const adding = z.object(asked)
const changing = z.object({
  version: optionalText(),
  ...asked,
  endedOn: optionalDate('Last day must be a real date, like 27/3/2027'),
})
const doing = z.object({
  version: optionalText(),
  doneOn: requiredDate('Enter the day on which it was done', 'The day must be a real date, like 27/3/2027'),
  note: requiredText('Enter what was done, and where it can be found', 2_000),
})

/** 12 as 'every year', 6 as 'every 6 months'. */
const rhythm = (every: number): string =>
  every === 12
    ? 'every year'
    : every % 12 === 0
      ? `every ${every / 12} years`
      : every === 1
        ? 'every month'
        : `every ${every} months`

const fields = [
  field('text', 'words', 'What is to be done', { hint: 'For example, review the MASH manual' }),
  field('text', 'everyMonths', 'Every how many months', { hint: '12 for every year', classes: 'govuk-input--width-4' }),
  dateField('nextDueOn', 'Due next on'),
  field('text', 'source', 'Where it is stated'),
]

/** A group's recurring duties: what is due when, what was done, and keeping them. */
export function dutyPages(app: FastifyInstance, { db, clock }: Services): void {
  app.get<Params>(
    groupPaths.duties(':slug', ':group'),
    { config: { permission: 'groups.read' } },
    async (request, reply) => {
      const { actor } = request
      const { partnershipSlug: slug } = actor
      const group = await groupOf(db, request)
      const duties = await listDuties(db, group.id)
      const done = Map.groupBy(
        await listDone(
          db,
          duties.map((duty) => duty.id),
        ),
        (each) => each.dutyId,
      )
      const mayDo = may(actor, 'groups.do-duty') && (await mayDoDuty(db, actor, group.id, clock.today()))
      return reply.page('groups/pages/duties.njk', {
        heading: 'Recurring duties',
        breadcrumbs: group.trail,
        group: group.name,
        addHref: may(actor, 'groups.keep') ? groupPaths.addDuty(slug, group.slug) : '',
        duties: duties.map((duty) => ({
          words: duty.words,
          rhythm: rhythm(duty.everyMonths),
          source: duty.source,
          due:
            duty.endedOn === null
              ? `Next due ${inWords(duty.nextDueOn)}, ${howFar(clock.today(), duty.nextDueOn)}`
              : `Ended on ${inWords(duty.endedOn)}`,
          isLate: duty.endedOn === null && duty.nextDueOn < clock.today(),
          doHref: mayDo && duty.endedOn === null ? groupPaths.doDuty(slug, group.slug, duty.id) : '',
          changeHref: may(actor, 'groups.keep') ? groupPaths.changeDuty(slug, group.slug, duty.id) : '',
          done: (done.get(duty.id) ?? []).map((each) => ({
            on: inWords(each.doneOn),
            due: inWords(each.dueOn),
            note: each.note,
            office: each.office ?? '',
          })),
        })),
      })
    },
  )

  const view = (
    actor: Actor,
    group: Group,
    task: { heading: string; action: string; button: string; fields: typeof fields; lines?: string[] },
    form: Form,
  ) =>
    taskView({
      ...task,
      caption: group.name,
      breadcrumbs: group.trail,
      form,
      cancelHref: groupPaths.duties(actor.partnershipSlug, group.slug),
    })
  const addTask = (actor: Actor, group: Group) => ({
    heading: 'Add a recurring duty',
    action: groupPaths.addDuty(actor.partnershipSlug, group.slug),
    button: 'Add duty',
    fields,
  })
  const addPath = groupPaths.addDuty(':slug', ':group')
  app.get<Params>(addPath, { config: keep }, async (request, reply) => {
    const group = await groupOf(db, request)
    const form = blankForm({ everyMonths: '12' })
    return reply.page(taskTemplate, view(request.actor, group, addTask(request.actor, group), form))
  })
  app.post<Params>(addPath, { config: keep }, async (request, reply) => {
    const { actor } = request
    const group = await groupOf(db, request)
    const parsed = parseForm(adding, request.body)
    if (!parsed.ok) return reply.page(taskTemplate, view(actor, group, addTask(actor, group), parsed.form), 400)
    await addDuty(db, actor, { ...parsed.value, groupId: group.id })
    return reply.redirect(groupPaths.duties(actor.partnershipSlug, group.slug), 303)
  })

  const dutyOf = async (group: Group, id: string) => {
    const duty = await findDuty(db, group.id, id)
    if (!duty) throw notFound('Duty')
    return duty
  }
  const changeTask = (actor: Actor, group: Group, id: string) => ({
    heading: 'Change this duty',
    action: groupPaths.changeDuty(actor.partnershipSlug, group.slug, id),
    button: 'Save',
    fields: [
      field('hidden', 'version'),
      ...fields,
      dateField('endedOn', 'Last day', 'Only when the group no longer has this duty'),
    ],
  })
  const changePath = groupPaths.changeDuty(':slug', ':group', ':duty')
  app.get<DutyParams>(changePath, { config: keep }, async (request, reply) => {
    const group = await groupOf(db, request)
    const duty = await dutyOf(group, request.params.duty)
    const form = blankForm({
      version: String(duty.version),
      words: duty.words,
      everyMonths: String(duty.everyMonths),
      nextDueOn: inWords(duty.nextDueOn),
      source: duty.source,
      endedOn: duty.endedOn === null ? '' : inWords(duty.endedOn),
    })
    return reply.page(taskTemplate, view(request.actor, group, changeTask(request.actor, group, duty.id), form))
  })
  app.post<DutyParams>(changePath, { config: keep }, async (request, reply) => {
    const { actor } = request
    const group = await groupOf(db, request)
    const duty = await dutyOf(group, request.params.duty)
    const parsed = parseForm(changing, request.body)
    if (!parsed.ok)
      return reply.page(taskTemplate, view(actor, group, changeTask(actor, group, duty.id), parsed.form), 400)
    const { version, ...value } = parsed.value
    await changeDuty(db, actor, { ...value, id: duty.id, groupId: group.id, version: versionOf(version) })
    return reply.redirect(groupPaths.duties(actor.partnershipSlug, group.slug), 303)
  })

  const doTask = (
    actor: Actor,
    group: Group,
    duty: { id: string; words: string; nextDueOn: string; everyMonths: number },
  ) => ({
    heading: 'Record that this duty was done',
    lines: [`${duty.words}. Due ${inWords(duty.nextDueOn)}, ${rhythm(duty.everyMonths)}.`],
    action: groupPaths.doDuty(actor.partnershipSlug, group.slug, duty.id),
    button: 'Record',
    fields: [
      field('hidden', 'version'),
      dateField('doneOn', 'Done on'),
      field('lines', 'note', 'What was done', { hint: 'And where it can be found, such as a minute. No child’s name' }),
    ],
  })
  const doPath = groupPaths.doDuty(':slug', ':group', ':duty')
  const config = { permission: 'groups.do-duty' }
  app.get<DutyParams>(doPath, { config }, async (request, reply) => {
    const group = await groupOf(db, request)
    const duty = await dutyOf(group, request.params.duty)
    const form = blankForm({ version: String(duty.version), doneOn: inWords(clock.today()) })
    return reply.page(taskTemplate, view(request.actor, group, doTask(request.actor, group, duty), form))
  })
  app.post<DutyParams>(doPath, { config }, async (request, reply) => {
    const { actor } = request
    const group = await groupOf(db, request)
    const duty = await dutyOf(group, request.params.duty)
    const parsed = parseForm(doing, request.body)
    if (!parsed.ok) return reply.page(taskTemplate, view(actor, group, doTask(actor, group, duty), parsed.form), 400)
    const { version, ...value } = parsed.value
    const input = { ...value, id: duty.id, groupId: group.id, version: versionOf(version), today: clock.today() }
    const done = await doDuty(db, actor, input)
    if (!done.ok) {
      const form = formWithErrors(parsed.values, done.problems)
      return reply.page(taskTemplate, view(actor, group, doTask(actor, group, duty), form), 400)
    }
    return reply.redirect(groupPaths.duties(actor.partnershipSlug, group.slug), 303)
  })
}
