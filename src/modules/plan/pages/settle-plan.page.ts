import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { findPartnership, listGroups } from '#modules/partnerships/public.ts'
import type { Actor } from '#platform/actor.ts'
import { inWords } from '#platform/dates.ts'
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
import { agreePlan, setPlanSettings } from '../agree-plan.ts'
import { planPaths } from '../paths.ts'
import type { Plan } from '../plan-store.ts'
import { date, formView, group, input, select, short, wholeNumber } from './form-view.ts'
import { openPlan } from './show-plan.page.ts'

const template = 'plan/pages/form.njk'
const config = { permission: 'plan.write' }
const version = requiredText('Open this page again').regex(/^\d{1,9}$/, 'Open this page again')

const agreeSchema = z.object({
  agreedBy: requiredText('Enter which group or office agreed it', 200, 'It must be 200 characters or fewer'),
  agreedOn: requiredDate('Enter the date on which it was agreed', 'Date must be a real date, like 27/3/2027'),
  version,
})
const settingsSchema = z.object({
  title: requiredText('Enter a title for the plan', 200, 'Title must be 200 characters or fewer'),
  group: optionalText(100),
  judgeEveryMonths: wholeNumber(1, 24, 'How often must be a number of months from 1 to 24'),
  judgeDaysBefore: wholeNumber(0, 60, 'Days before the meeting must be a number from 0 to 60'),
  staleAfterMonths: wholeNumber(1, 24, 'Months without evidence must be a number from 1 to 24'),
  version,
})

type Params = { Params: { slug: string } }

/** Recording that a plan was agreed, and its settings. */
export function settlePlanPages(app: FastifyInstance, { db, clock }: Services): void {
  const common = (plan: Plan, form: Form) => ({
    caption: plan.title,
    breadcrumbs: [
      { text: 'Plans', href: planPaths.list() },
      { text: plan.title, href: planPaths.show(plan.slug) },
    ],
    form,
    hidden: [{ name: 'version', value: String(form.values['version'] ?? '') }],
    back: { text: 'Cancel', href: planPaths.show(plan.slug) },
  })

  const agreeView = (plan: Plan, form: Form) =>
    formView({
      ...common(plan, form),
      heading: 'Record that the plan was agreed',
      warning: 'From then on a change gives its reason, its date and who approved it. This cannot be taken back.',
      groups: [group('', [input('agreedBy', 'Which group or office agreed it?'), date('agreedOn', 'On which day?')])],
      action: planPaths.agree(plan.slug),
      button: 'Record it',
    })

  const settingsView = async (actor: Actor, plan: Plan, form: Form) =>
    formView({
      ...common(plan, form),
      heading: 'Title, who judges and how often',
      groups: [
        group('', [
          input('title', 'Title'),
          select(
            'group',
            'Which group judges progress?',
            (await listGroups(db, actor.partnershipId)).map(({ id, name }) => ({ value: id, text: name })),
            'No group yet',
          ),
          short('judgeEveryMonths', 'Every how many months is progress judged?'),
          short('judgeDaysBefore', 'How many days before the group’s meeting is it due?'),
          short('staleAfterMonths', 'After how many months without evidence is that a gap?'),
        ]),
      ],
      action: planPaths.settings(plan.slug),
      button: 'Save',
    })

  app.get<Params>(planPaths.agree(':slug'), { config }, async ({ actor, params }, reply) => {
    const plan = await openPlan(db, actor, params.slug)
    const partnership = await findPartnership(db, actor.partnershipId)
    const start = {
      agreedBy: partnership?.words.executive ?? '',
      agreedOn: inWords(clock.today()),
      version: String(plan.version),
    }
    return reply.page(template, agreeView(plan, blankForm(start)))
  })

  app.post<Params>(planPaths.agree(':slug'), { config }, async ({ actor, params, body }, reply) => {
    const plan = await openPlan(db, actor, params.slug)
    const parsed = parseForm(agreeSchema, body)
    if (!parsed.ok) return reply.page(template, agreeView(plan, parsed.form), 400)
    const { agreedBy, agreedOn } = parsed.value
    const done = await agreePlan(db, actor, {
      slug: plan.slug,
      version: Number(parsed.value.version),
      agreedBy,
      agreedOn,
      today: clock.today(),
    })
    if (!done.ok) return reply.page(template, agreeView(plan, formWithErrors(parsed.values, done.problems)), 400)
    return reply.redirect(`${planPaths.show(plan.slug)}?done=agreed`, 303)
  })

  app.get<Params>(planPaths.settings(':slug'), { config }, async ({ actor, params }, reply) => {
    const plan = await openPlan(db, actor, params.slug)
    const start = {
      title: plan.title,
      group: plan.groupId ?? '',
      judgeEveryMonths: String(plan.judgeEveryMonths),
      judgeDaysBefore: String(plan.judgeDaysBefore),
      staleAfterMonths: String(plan.staleAfterMonths),
      version: String(plan.version),
    }
    return reply.page(template, await settingsView(actor, plan, blankForm(start)))
  })

  app.post<Params>(planPaths.settings(':slug'), { config }, async ({ actor, params, body }, reply) => {
    const plan = await openPlan(db, actor, params.slug)
    const parsed = parseForm(settingsSchema, body)
    if (!parsed.ok) return reply.page(template, await settingsView(actor, plan, parsed.form), 400)
    const { group: groupId, version: seen, ...rest } = parsed.value
    const done = await setPlanSettings(db, actor, { slug: plan.slug, version: Number(seen), groupId, ...rest })
    if (!done.ok)
      return reply.page(template, await settingsView(actor, plan, formWithErrors(parsed.values, done.problems)), 400)
    return reply.redirect(`${planPaths.show(plan.slug)}?done=saved`, 303)
  })
}
