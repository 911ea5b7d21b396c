import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import type { Actor } from '#platform/actor.ts'
import type { Outcome, Problem } from '#platform/command.ts'
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
import { closeEntry, extendEntry, pauseEntry, resumeEntry } from '../change-entry.ts'
import { childWarnings } from '../child-check.ts'
import { findEntry } from '../entry-store.ts'
import { withDue, type Dated } from '../entry-view.ts'
import { londonInstant, londonParts } from '../london-time.ts'
import { dataProtectionPaths as paths } from '../paths.ts'
import { pauseWords, peopleToldWords, wordsOf, type Register } from '../register.ts'
import { lookedField, timeOfDay } from './add-entry.page.ts'
import { choicesOf, dateField, field, handleConfig as config, task, taskView, type Field } from './frame.ts'
import { registerOf } from './registers.page.ts'

type Params = { register: string; reference: string }
type Of = { register: Register; reference: string; version: number; today: string }
type Saved = Outcome<unknown> | { ok: 'form'; form: Form }

/** One task on an entry: what it asks, and what it does with the answer. */
type EntryTask = {
  path: (register: string, reference: string) => string
  heading: string
  lines: (register: Register) => readonly string[]
  button: string
  fields: (register: Register) => readonly Field[]
  /** Whether the entry is in a state for it. */
  fits: (register: Register, entry: Dated) => boolean
  save: (actor: Actor, of: Of, entry: Dated, body: unknown) => Promise<Saved>
}

const versionOf = (body: unknown): number =>
  typeof body === 'object' && body !== null && 'version' in body ? Number(body.version) || 0 : 0

const anyDate = requiredDate('Enter the date', 'Date must be a real date, like 27/3/2027')
const pausing = z.object({
  why: z.enum(['identity', 'clarification', 'fee'], 'Select why the clock stands'),
  fromOn: anyDate,
})
const resuming = z.object({ toOn: anyDate })
const extending = z.object({ reason: requiredText('Enter why more time is needed', 1_000) })
const closing = z.object({
  decision: z.string('Select what was decided').min(1, 'Select what was decided'),
  reason: requiredText('Enter the reason', 2_000),
  decidedBy: requiredText('Enter who decided, by office', 200),
  decidedOn: anyDate,
  decidedTime: timeOfDay,
  peopleTold: z.preprocess(
    (value) => value ?? null,
    z.enum(['told', 'to-be-told', 'not-needed'], 'Select one').nullable(),
  ),
  peopleReason: optionalText(1_000),
  looked: optionalText(),
})

/** Stopping a clock, letting it go on, extending the time, and closing an entry with its decision. */
export function changeEntryPage(app: FastifyInstance, { db, clock }: Services): void {
  const hasClock = (register: Register): boolean => wordsOf(register).pauses.length > 0
  const stands = ({ pauses }: Dated): boolean => pauses.some(({ toOn }) => toOn === null)

  const tasks: EntryTask[] = [
    {
      path: paths.pauseEntry,
      heading: 'Stop the clock',
      lines: () => ['The time in which an answer is awaited does not count.'],
      button: 'Stop the clock',
      fields: (register) => [
        field('choice', 'why', 'Why does the clock stand?', {
          items: wordsOf(register).pauses.map((value) => ({ value, text: pauseWords[value] })),
        }),
        dateField('fromOn', 'Since'),
      ],
      fits: (register, entry) => hasClock(register) && !stands(entry),
      async save(actor, of, { receivedOn }, body) {
        const parsed = parseForm(pausing, body)
        if (!parsed.ok) return { ok: 'form', form: parsed.form }
        return pauseEntry(db, actor, { ...of, ...parsed.value, receivedOn })
      },
    },
    {
      path: paths.resumeEntry,
      heading: 'Let the clock go on',
      lines: () => [],
      button: 'Let the clock go on',
      fields: () => [dateField('toOn', 'The answer came on')],
      fits: (_register, entry) => stands(entry),
      async save(actor, of, _entry, body) {
        const parsed = parseForm(resuming, body)
        if (!parsed.ok) return { ok: 'form', form: parsed.form }
        return resumeEntry(db, actor, { ...of, ...parsed.value })
      },
    },
    {
      path: paths.extendEntry,
      heading: 'Extend the time',
      lines: (register) =>
        register === 'subject-access'
          ? [
              'By two further months, where the request is complex or there are several. Tell the person before the first month ends (UK GDPR Art 12(3)).',
            ]
          : [
              'By 20 further working days, to weigh the public interest. Tell the person within the first 20 (Freedom of Information Act 2000 s.10(3), s.17(2)).',
            ],
      button: 'Extend the time',
      fields: () => [
        field('lines', 'reason', 'Why more time is needed', { hint: 'The reason that the person is told' }),
      ],
      fits: (register, { extendedOn }) => hasClock(register) && extendedOn === null,
      async save(actor, of, { due }, body) {
        const parsed = parseForm(extending, body)
        if (!parsed.ok) return { ok: 'form', form: parsed.form }
        return extendEntry(db, actor, { ...of, ...parsed.value, latestOn: due.kind === 'on' ? due.on : null })
      },
    },
    {
      path: paths.closeEntry,
      heading: 'Record the decision and close',
      lines: (register) =>
        register === 'breach'
          ? [
              'A decision not to report is kept with its reason, for the Information Commissioner to check (UK GDPR Art 33(5)).',
            ]
          : [],
      button: 'Close entry',
      fields: (register) => [
        field('choice', 'decision', 'What was decided?', { items: choicesOf(wordsOf(register).decisions) }),
        field('lines', 'reason', 'Reason', { hint: 'Where something is refused, name the exemption. Name no child' }),
        ...(register === 'breach'
          ? [
              field('choice', 'peopleTold', 'Are the people concerned told?', {
                hint: 'They must be where the risk to them is high (UK GDPR Art 34)',
                items: choicesOf(peopleToldWords),
              }),
              field('lines', 'peopleReason', 'Reason for that'),
            ]
          : []),
        field('text', 'decidedBy', 'Decided by', { hint: 'The office, not the name' }),
        dateField('decidedOn', register === 'breach' ? 'Decided, or reported, on' : 'Decided, and answered, on'),
        field('text', 'decidedTime', 'Time of day, in London', {
          hint: 'For example, 9:05 or 14:30',
          classes: 'govuk-input--width-5',
        }),
        lookedField,
      ],
      fits: () => true,
      async save(actor, of, _entry, body) {
        const parsed = parseForm(closing, body)
        if (!parsed.ok) return { ok: 'form', form: parsed.form }
        const { decidedOn, decidedTime, looked, ...answer } = parsed.value
        const { reason, decidedBy, peopleReason } = answer
        const warnings = childWarnings({ reason, decidedBy, peopleReason }, of.today, looked === 'yes')
        if (warnings.length > 0) return { ok: false, problems: warnings }
        const decidedAt = londonInstant(decidedOn, decidedTime)
        return closeEntry(db, actor, { ...of, ...answer, decidedAt, now: clock.now() })
      },
    },
  ]

  async function openEntry(actor: Actor, { register: name, reference }: Params, { fits }: EntryTask) {
    const register = registerOf(name)
    const found = await findEntry(db, actor, register, reference)
    const [entry] = found ? await withDue(db, register, [found]) : []
    if (entry?.state !== 'open' || !fits(register, entry)) throw notFound('Entry')
    return { register, entry }
  }

  const show = (reply: FastifyReply, each: EntryTask, register: Register, entry: Dated, form: Form, status = 200) =>
    reply.page(
      task,
      taskView({
        heading: each.heading,
        caption: `${wordsOf(register).one} ${entry.reference}`,
        breadcrumbs: [
          { text: wordsOf(register).title, href: paths.register(register) },
          { text: entry.reference, href: paths.entry(register, entry.reference) },
        ],
        lines: each.lines(register),
        form,
        action: each.path(register, entry.reference),
        cancelHref: paths.entry(register, entry.reference),
        button: each.button,
        fields: [field('hidden', 'version'), ...each.fields(register)],
      }),
      status,
    )

  for (const each of tasks) {
    const url = each.path(':register', ':reference')
    app.get<{ Params: Params }>(url, { config }, async ({ actor, params }, reply) => {
      const { register, entry } = await openEntry(actor, params, each)
      const { date, time } = londonParts(clock.now())
      const values = { version: String(entry.version), decidedOn: inWords(date), decidedTime: time }
      return show(reply, each, register, entry, blankForm(values))
    })

    app.post<{ Params: Params }>(url, { config }, async ({ actor, params, body }, reply) => {
      const { register, entry } = await openEntry(actor, params, each)
      const of = { register, reference: entry.reference, version: versionOf(body), today: clock.today() }
      const saved = await each.save(actor, of, entry, body)
      if (saved.ok === 'form') return show(reply, each, register, entry, withVersion(saved.form, body), 400)
      if (!saved.ok) return show(reply, each, register, entry, again(body, saved.problems), 400)
      return reply.redirect(paths.entry(register, entry.reference), 303)
    })
  }
}

/** What was typed, with what is wrong. */
function again(body: unknown, problems: readonly Problem[]): Form {
  const typed = Object.entries(typeof body === 'object' && body !== null ? body : {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  return formWithErrors(Object.fromEntries(typed), problems)
}

const withVersion = (form: Form, body: unknown): Form => {
  form.values['version'] ??= String(versionOf(body))
  return form
}
