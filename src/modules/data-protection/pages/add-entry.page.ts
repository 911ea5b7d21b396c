import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
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
import { childWarnings, looked } from '../child-check.ts'
import { londonInstant, londonParts } from '../london-time.ts'
import { dataProtectionPaths as paths } from '../paths.ts'
import { recordEntry } from '../record-entry.ts'
import { wordsOf, type Register } from '../register.ts'
import { dateField, field, handleConfig as config, task, taskView } from './frame.ts'
import { registerOf } from './registers.page.ts'

export const timeOfDay = z
  .string('Enter a time, like 14:30')
  .regex(/^([01]?\d|2[0-3]):[0-5]\d$/, 'Time must be like 9:05 or 14:30')
  .transform((text) => text.padStart(5, '0'))

const schema = z.object({
  receivedOn: requiredDate('Enter the date', 'Date must be a real date, like 27/3/2027'),
  receivedTime: timeOfDay,
  who: requiredText('Enter a reference or a role, such as ‘a parent’s solicitor’', 200),
  what: requiredText('Enter what it is about', 2_000),
  gateway: optionalText(500),
  looked: optionalText(),
})

export const lookedField = field('tick', looked, 'If a date above was questioned', {
  items: [{ value: 'yes', text: 'I have looked: nothing here points to a child' }],
})

/** Enters a request, a breach or a disclosure. */
export function addEntryPage(app: FastifyInstance, { db, clock }: Services): void {
  const view = (register: Register, form: Form) => {
    const words = wordsOf(register)
    return taskView({
      heading: `Enter a ${words.one.toLowerCase()}`,
      breadcrumbs: [{ text: words.title, href: paths.register(register) }],
      lines: ['Name nobody here: a reference or a role is enough, and a child is never named.'],
      form,
      action: paths.addEntry(register),
      cancelHref: paths.register(register),
      button: 'Save entry',
      fields: [
        dateField('receivedOn', words.began),
        field('text', 'receivedTime', 'Time of day, in London', {
          hint: 'For example, 9:05 or 14:30',
          classes: 'govuk-input--width-5',
        }),
        field('text', 'who', words.who, { hint: 'A reference or a role, such as ‘a parent’s solicitor, ref 4471’' }),
        field('lines', 'what', words.what),
        ...(register === 'disclosure'
          ? [
              field('text', 'gateway', 'Legal gateway', {
                hint: 'The law that lets or makes them have it, for example Children Act 2004 s.16H',
              }),
            ]
          : []),
        lookedField,
      ],
    })
  }

  app.get<{ Params: { register: string } }>(paths.addEntry(':register'), { config }, ({ params }, reply) => {
    const { time } = londonParts(clock.now())
    return reply.page(task, view(registerOf(params.register), blankForm({ receivedTime: time })))
  })

  app.post<{ Params: { register: string } }>(
    paths.addEntry(':register'),
    { config },
    async ({ actor, params, body }, reply) => {
      const register = registerOf(params.register)
      const parsed = parseForm(schema, body)
      if (!parsed.ok) return reply.page(task, view(register, parsed.form), 400)
      const { receivedOn, receivedTime, who, what, gateway } = parsed.value
      const warnings = childWarnings({ who, what, gateway }, clock.today(), parsed.value.looked === 'yes')
      if (warnings.length > 0) return reply.page(task, view(register, formWithErrors(parsed.values, warnings)), 400)
      const receivedAt = londonInstant(receivedOn, receivedTime)
      const done = await recordEntry(db, actor, { register, receivedAt, who, what, gateway, now: clock.now() })
      if (!done.ok) return reply.page(task, view(register, formWithErrors(parsed.values, done.problems)), 400)
      return reply.redirect(paths.entry(register, done.value.reference), 303)
    },
  )
}
