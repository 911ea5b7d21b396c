import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { blankForm, formWithErrors, parseForm, whenGood, type Form } from '#platform/forms.ts'
import type { TodayServices } from '../module.ts'
import { todayPaths } from '../paths.ts'
import { setRules } from '../set-rules.ts'
import { findRule } from '../setting-store.ts'

const template = 'today/pages/rules.njk'
const config = { permission: 'today.set-rules' }

const number = (what: string, most: number) => {
  const words = `${what} must be a whole number from 1 to ${most}`
  return z
    .string({ error: words })
    .regex(/^\d{1,3}$/, words)
    .transform(Number)
    .refine((value) => value >= 1 && value <= most, words)
}

const fields = {
  soon: { label: 'Before something is due', most: 60 },
  firstLate: { label: 'Late, for the first time', most: 60 },
  secondLate: { label: 'Late, for the second time', most: 90 },
  everyLate: { label: 'Then again after every', most: 60 },
  managerAfter: { label: 'Late, when the office to which theirs reports is told', most: 120 },
} as const

const schema = z
  .object({
    soon: number(fields.soon.label, fields.soon.most),
    firstLate: number(fields.firstLate.label, fields.firstLate.most),
    secondLate: number(fields.secondLate.label, fields.secondLate.most),
    everyLate: number(fields.everyLate.label, fields.everyLate.most),
    managerAfter: number(fields.managerAfter.label, fields.managerAfter.most),
    version: z
      .string()
      .regex(/^\d{1,9}$/)
      .transform(Number),
  })
  .refine((form) => form.secondLate > form.firstLate, {
    path: ['secondLate'],
    message: 'The second time must be later than the first',
    when: whenGood('firstLate', 'secondLate'),
  })

/** When everybody in the partnership is reminded, in working days. */
export function rulesPage(app: FastifyInstance, { db }: TodayServices): void {
  const view = (form: Form) => ({
    heading: 'When people are reminded',
    breadcrumbs: [
      { text: 'Today', href: todayPaths.show() },
      { text: 'How often you are reminded', href: todayPaths.reminders() },
    ],
    form,
    action: todayPaths.rules(),
    version: form.values['version'] ?? '',
    fields: Object.entries(fields).map(([name, { label }]) => ({
      name,
      label,
      value: form.values[name] ?? '',
      error: form.errors[name]?.text ?? '',
    })),
  })

  app.get<{ Querystring: { done?: unknown } }>(todayPaths.rules(), { config }, async ({ actor, query }, reply) => {
    const rule = await findRule(db, actor.partnershipId)
    const values = Object.fromEntries(Object.entries(rule).map(([name, value]) => [name, String(value)]))
    return reply.page(template, { ...view(blankForm(values)), done: query.done === 'saved' ? 'Saved.' : '' })
  })

  app.post(todayPaths.rules(), { config }, async (request, reply) => {
    const parsed = parseForm(schema, request.body)
    if (!parsed.ok) return reply.page(template, view(parsed.form), 400)
    const saved = await setRules(db, request.actor, parsed.value)
    if (!saved.ok) return reply.page(template, view(formWithErrors(parsed.values, saved.problems)), 400)
    return reply.redirect(`${todayPaths.rules()}?done=saved`, 303)
  })
}
