import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { may } from '#platform/actor.ts'
import { inWords } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
import { blankForm, formWithErrors, parseForm, requiredChoice, requiredText, type Form } from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import type { Actor } from '#platform/actor.ts'
import { changeSchedule } from '../change-schedule.ts'
import { dataProtectionPaths as paths } from '../paths.ts'
import { periodInWords, type Schedule } from '../schedule.ts'
import { findSchedule, listSchedules } from '../schedule-store.ts'
import { certaintyWords } from '../shipped.ts'
import {
  choicesOf,
  field,
  handleConfig,
  home,
  readConfig,
  readable,
  readablePage,
  table,
  task,
  taskView,
} from './frame.ts'

const trail = { text: 'Retention schedules', href: paths.retention() }

const schema = z.object({
  version: z.coerce.number().int().min(0),
  keeps: requiredChoice(['months', 'permanent', 'undecided'], 'Select how long it is kept'),
  months: z
    .string()
    .optional()
    .transform((text) => (text === undefined || text === '' ? null : text)),
  basis: requiredText('Enter why it is kept that long', 500),
  source: requiredText('Enter where that is said or who decided it', 500),
  certainty: requiredChoice(['seen', 'known', 'inferred', 'unknown'], 'Select how sure this is'),
})

const rowOf = (actor: Actor) => (schedule: Schedule) => {
  const { kind, title, starts, basis, source, certainty, note, signedOff, isOwn } = schedule
  return [
    title,
    schedule.keeps === 'months' ? `${periodInWords(schedule)} after ${starts}` : periodInWords(schedule),
    note === null ? basis : `${basis}. ${note}`,
    `${certaintyWords[certainty]}. ${source}`,
    signedOff ? `${signedOff.by}, ${signedOff.office}, ${inWords(signedOff.on)}` : 'Not signed off: destroys nothing',
    [
      { text: isOwn ? 'This partnership’s own. ' : 'As shipped. ' },
      ...(may(actor, 'data-protection.handle')
        ? [{ text: `Change: ${title}`, href: paths.changeSchedule(kind) }, { text: ' ' }]
        : []),
      ...(may(actor, 'data-protection.destroy') && schedule.keeps !== 'undecided'
        ? [{ text: `Record sign-off: ${title}`, href: paths.signOff(kind) }]
        : []),
    ],
  ]
}

/** How long each kind of record is kept, and changing that. */
export function retentionPage(app: FastifyInstance, { db, clock }: Services): void {
  app.get(paths.retention(), { config: readConfig }, async ({ actor }, reply) => {
    const schedules = await listSchedules(db, actor.partnershipId)
    return reply.page(readable, {
      heading: 'Retention schedules',
      breadcrumbs: [home],
      ...readablePage({
        lead: 'How long each kind of record is kept. No national schedule for partnership records was found, so nearly all of it is a proposal until the data protection officer signs it off.',
        blocks: [
          table(
            'Kinds of record',
            ['Kind of record', 'How long', 'Why', 'Source and how sure it is', 'Signed off by', 'Whose'],
            schedules.map(rowOf(actor)),
          ),
        ],
      }),
    })
  })

  const view = (schedule: Schedule, form: Form) =>
    taskView({
      heading: 'Change how long it is kept',
      caption: schedule.title,
      breadcrumbs: [trail],
      lines: [`The clock starts when: ${schedule.starts}.`],
      warning: schedule.signedOff ? 'The sign-off was of the present wording: saving ends it.' : '',
      form,
      action: paths.changeSchedule(schedule.kind),
      cancelHref: paths.retention(),
      button: 'Save schedule',
      fields: [
        field('hidden', 'version'),
        field('choice', 'keeps', 'How long is it kept?', {
          items: [
            { value: 'months', text: 'For a time' },
            { value: 'permanent', text: 'Permanently' },
            { value: 'undecided', text: 'Not decided yet' },
          ],
        }),
        field('text', 'months', 'For how many months', {
          hint: '12 for a year, 420 for 35 years. Leave empty unless it is kept for a time',
          classes: 'govuk-input--width-4',
        }),
        field('lines', 'basis', 'Why it is kept that long'),
        field('lines', 'source', 'Where that is said, or who decided it'),
        field('choice', 'certainty', 'How sure is this?', { items: choicesOf(certaintyWords) }),
      ],
    })

  const find = async (actor: Actor, kind: string): Promise<Schedule> => {
    const schedule = await findSchedule(db, actor.partnershipId, kind)
    if (!schedule) throw notFound('Retention schedule')
    return schedule
  }

  app.get<{ Params: { kind: string } }>(
    paths.changeSchedule(':kind'),
    { config: handleConfig },
    async ({ actor, params }, reply) => {
      const schedule = await find(actor, params.kind)
      const { keeps, months, basis, source, certainty, version } = schedule
      const values = { keeps, months: months === null ? '' : String(months), basis, source, certainty }
      return reply.page(task, view(schedule, blankForm({ ...values, version: String(version) })))
    },
  )

  app.post<{ Params: { kind: string } }>(
    paths.changeSchedule(':kind'),
    { config: handleConfig },
    async ({ actor, params, body }, reply) => {
      const schedule = await find(actor, params.kind)
      const parsed = parseForm(schema, body)
      if (!parsed.ok) return reply.page(task, view(schedule, parsed.form), 400)
      const { months: typed, ...changed } = parsed.value
      const months = typed !== null && /^\d{1,4}$/.test(typed) ? Number(typed) : null
      const needs = changed.keeps === 'months'
      if (needs ? months === null || months < 1 || months > 1200 : typed !== null) {
        const text = needs
          ? 'Months must be a whole number from 1 to 1,200'
          : 'Leave the months empty, or choose ‘For a time’'
        return reply.page(task, view(schedule, formWithErrors(parsed.values, [{ field: 'months', text }])), 400)
      }
      const done = await changeSchedule(db, actor, { ...changed, months, kind: schedule.kind, now: clock.now() })
      if (!done.ok) return reply.page(task, view(schedule, formWithErrors(parsed.values, done.problems)), 400)
      return reply.redirect(paths.retention(), 303)
    },
  )
}
