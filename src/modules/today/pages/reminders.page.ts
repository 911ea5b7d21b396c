import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { blankForm, formWithErrors, parseForm, type Form } from '#platform/forms.ts'
import { chooseReminders } from '../choose-reminders.ts'
import type { TodayServices } from '../module.ts'
import { todayPaths } from '../paths.ts'
import { choices, findRule, findSettings, usualSetting, type Choice, type KeptRule } from '../setting-store.ts'

const template = 'today/pages/reminders.njk'
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday']
const hints: Partial<Record<Choice, string>> = {
  none: 'You look at the page Today yourself. What stays late in an office that reports to yours still reaches you.',
  'due-and-weekly': 'In one mail a day at most.',
}

const schema = z.object({
  choice: z.enum(Object.keys(choices) as [Choice, ...Choice[]], 'Select how often you want to be reminded'),
  weekday: z.enum(['1', '2', '3', '4', '5'], 'Select the day of the weekly list'),
})

const ruleWords = ({ soon, firstLate, secondLate, everyLate, managerAfter }: KeptRule): string =>
  `You are told when it is time to begin, ${soon} working days before something is due, on the day, and when it is late: after ${firstLate} and ${secondLate} working days and then after every ${everyLate}. After ${managerAfter} working days the office to which yours reports is told as well. Nothing is sent on weekends and bank holidays.`

/** How often a person is written to. */
export function remindersPage(app: FastifyInstance, { db }: TodayServices): void {
  const config = { permission: 'today.choose-reminders' }
  const view = async (request: { actor: { partnershipId: string; permissions: ReadonlySet<string> } }, form: Form) => ({
    heading: 'How often you are reminded',
    breadcrumbs: [{ text: 'Today', href: todayPaths.show() }],
    form,
    action: todayPaths.reminders(),
    ruleWords: ruleWords(await findRule(db, request.actor.partnershipId)),
    rulesHref: request.actor.permissions.has('today.set-rules') ? todayPaths.rules() : '',
    choices: Object.entries(choices).map(([value, text]) => ({
      value,
      text,
      hint: hints[value as Choice] ?? '',
      checked: form.values['choice'] === value,
    })),
    weekdays: weekdays.map((text, index) => ({
      value: String(index + 1),
      text,
      chosen: form.values['weekday'] === String(index + 1),
    })),
  })

  app.get<{ Querystring: { done?: unknown } }>(todayPaths.reminders(), { config }, async (request, reply) => {
    const { personId } = request.actor
    const kept = personId === null ? undefined : (await findSettings(db, [personId])).get(personId)
    const { choice, weekday } = kept ?? usualSetting
    const form = blankForm({ choice, weekday: String(weekday) })
    const done = request.query.done === 'saved' ? 'Saved.' : ''
    return reply.page(template, { ...(await view(request, form)), done })
  })

  app.post(todayPaths.reminders(), { config }, async (request, reply) => {
    const parsed = parseForm(schema, request.body)
    if (!parsed.ok) return reply.page(template, await view(request, parsed.form), 400)
    const { choice, weekday } = parsed.value
    const saved = await chooseReminders(db, request.actor, { choice, weekday: Number(weekday) })
    if (!saved.ok) return reply.page(template, await view(request, formWithErrors(parsed.values, saved.problems)), 400)
    return reply.redirect(`${todayPaths.reminders()}?done=saved`, 303)
  })
}
