import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { findPartnership } from '#modules/partnerships/public.ts'
import type { Actor } from '#platform/actor.ts'
import { inWords } from '#platform/dates.ts'
import {
  blankForm,
  formWithErrors,
  parseForm,
  requiredDate,
  requiredText,
  whenGood,
  type Form,
} from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { carryOver } from '../carry-over.ts'
import { planPaths } from '../paths.ts'
import { nextPeriod, planPeriod } from '../plan.ts'
import type { Plan } from '../plan-store.ts'
import { readPlan } from '../read-plan.ts'
import { checkboxes, date, formView, group, input } from './form-view.ts'
import { openPlan } from './show-plan.page.ts'

const template = 'plan/pages/form.njk'
const config = { permission: 'plan.write' }

const schema = z
  .object({
    title: requiredText('Enter a title for the plan', 200, 'Title must be 200 characters or fewer'),
    startsOn: requiredDate('Enter the first day of the plan', 'First day must be a real date, like 1/4/2026'),
    endsOn: requiredDate('Enter the last day of the plan', 'Last day must be a real date, like 31/3/2027'),
    items: z
      .union([z.string(), z.array(z.string())], { error: 'Choose what goes on, one by one' })
      .optional()
      .transform((chosen) => (chosen === undefined || chosen === '' ? [] : [chosen].flat())),
  })
  .refine((form) => form.startsOn < form.endsOn, {
    path: ['endsOn'],
    message: 'Last day of the plan must be after the first day',
    when: whenGood('startsOn', 'endsOn'),
  })

/** The next plan: what goes on is chosen one by one, with what is known of each. */
export function nextPlanPage(app: FastifyInstance, { db, clock }: Services): void {
  async function offered(actor: Actor, plan: Plan) {
    const { priorities } = await readPlan(db, actor, plan, plan.endsOn)
    const known = (judged: { words: string; onWords: string } | null) =>
      judged === null ? 'Never judged' : `${judged.words}, judged on ${judged.onWords}`
    return priorities.flatMap((priority) => [
      { value: priority.id, text: `Priority: ${priority.title}`, hint: known(priority.judged) },
      ...priority.outcomes.flatMap((outcome) => [
        { value: outcome.id, text: `Outcome: ${outcome.title}`, hint: known(outcome.judged) },
        ...outcome.measures.map((each) => ({
          value: each.id,
          text: `Measure: ${each.title}`,
          hint: `${each.value}, ${each.when}`,
        })),
        // What is done has no need to go on.
        ...outcome.actions
          .filter(({ isOpen }) => isOpen)
          .map((each) => ({ value: each.id, text: `Action: ${each.title}`, hint: `${each.state}, due ${each.due}` })),
      ]),
    ])
  }

  const view = async (actor: Actor, plan: Plan, form: Form) =>
    formView({
      heading: 'Begin the next plan',
      caption: plan.title,
      breadcrumbs: [
        { text: 'Plans', href: planPaths.list() },
        { text: plan.title, href: planPaths.show(plan.slug) },
      ],
      intro: [
        'It begins as a draft with what you choose here. What you leave out stays in the old plan with its history.',
      ],
      form,
      groups: [
        group('', [
          input('title', 'Title'),
          date('startsOn', 'First day'),
          date('endsOn', 'Last day'),
          checkboxes(
            'items',
            'What goes on?',
            await offered(actor, plan),
            'Choose one by one. What hangs under something goes on only with it.',
          ),
        ]),
      ],
      action: planPaths.next(plan.slug),
      button: 'Begin the next plan',
      back: { text: 'Cancel', href: planPaths.show(plan.slug) },
    })

  app.get<{ Params: { slug: string } }>(planPaths.next(':slug'), { config }, async ({ actor, params }, reply) => {
    const plan = await openPlan(db, actor, params.slug)
    const partnership = await findPartnership(db, actor.partnershipId)
    const period = nextPeriod(plan.endsOn, clock.today())
    const start = {
      title: `${partnership?.words.plan ?? 'Plan'} ${planPeriod(period)}`,
      startsOn: inWords(period.startsOn),
      endsOn: inWords(period.endsOn),
    }
    return reply.page(template, await view(actor, plan, blankForm(start)))
  })

  app.post<{ Params: { slug: string } }>(
    planPaths.next(':slug'),
    { config },
    async ({ actor, params, body }, reply) => {
      const plan = await openPlan(db, actor, params.slug)
      const parsed = parseForm(schema, body)
      if (!parsed.ok) return reply.page(template, await view(actor, plan, parsed.form), 400)
      const { title, startsOn, endsOn, items } = parsed.value
      const made = await carryOver(db, actor, {
        fromSlug: plan.slug,
        title,
        startsOn,
        endsOn,
        itemIds: items,
        today: clock.today(),
        at: clock.now(),
      })
      if (!made.ok)
        return reply.page(template, await view(actor, plan, formWithErrors(parsed.values, made.problems)), 400)
      return reply.redirect(`${planPaths.show(made.value.slug)}?done=carried`, 303)
    },
  )
}
