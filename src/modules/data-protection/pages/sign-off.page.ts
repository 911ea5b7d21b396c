import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Actor } from '#platform/actor.ts'
import { notFound } from '#platform/errors.ts'
import { blankForm, formWithErrors, parseForm, requiredDate, requiredText, type Form } from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { signOffSchedule } from '../change-schedule.ts'
import { dataProtectionPaths as paths } from '../paths.ts'
import { scheduleInWords, type Schedule } from '../schedule.ts'
import { findSchedule } from '../schedule-store.ts'
import { dateField, destroyConfig, field, task, taskView } from './frame.ts'

const schema = z.object({
  version: z.coerce.number().int().min(0),
  by: requiredText('Enter the name of the data protection officer', 200),
  office: requiredText('Enter whose data protection officer they are', 200),
  on: requiredDate('Enter the date of the sign-off', 'Date of the sign-off must be a real date, like 27/3/2027'),
})

/** Records that the data protection officer has signed a schedule off. */
export function signOffPage(app: FastifyInstance, { db, clock }: Services): void {
  const find = async (actor: Actor, kind: string): Promise<Schedule> => {
    const schedule = await findSchedule(db, actor.partnershipId, kind)
    if (!schedule || schedule.keeps === 'undecided') throw notFound('Retention schedule')
    return schedule
  }
  const view = (schedule: Schedule, form: Form) =>
    taskView({
      heading: 'Record the data protection officer’s sign-off',
      caption: schedule.title,
      breadcrumbs: [{ text: 'Retention schedules', href: paths.retention() }],
      lines: [`${scheduleInWords(schedule)}.`, `${schedule.basis}. ${schedule.source}.`],
      warning: 'From then on, what is past its time can be destroyed, after a dry run and a confirmation.',
      form,
      action: paths.signOff(schedule.kind),
      cancelHref: paths.retention(),
      button: 'Record sign-off',
      fields: [
        field('hidden', 'version'),
        field('text', 'by', 'Name of the data protection officer'),
        field('text', 'office', 'Whose data protection officer they are', {
          hint: 'For example, the council that hosts the team',
        }),
        dateField('on', 'Date of the sign-off'),
      ],
    })

  app.get<{ Params: { kind: string } }>(
    paths.signOff(':kind'),
    { config: destroyConfig },
    async ({ actor, params }, reply) => {
      const schedule = await find(actor, params.kind)
      return reply.page(task, view(schedule, blankForm({ version: String(schedule.version) })))
    },
  )

  app.post<{ Params: { kind: string } }>(
    paths.signOff(':kind'),
    { config: destroyConfig },
    async ({ actor, params, body }, reply) => {
      const schedule = await find(actor, params.kind)
      const parsed = parseForm(schema, body)
      if (!parsed.ok) return reply.page(task, view(schedule, parsed.form), 400)
      const when = { today: clock.today(), now: clock.now() }
      const done = await signOffSchedule(db, actor, { ...parsed.value, ...when, kind: schedule.kind })
      if (!done.ok) return reply.page(task, view(schedule, formWithErrors(parsed.values, done.problems)), 400)
      return reply.redirect(paths.retention(), 303)
    },
  )
}
