import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Actor } from '#platform/actor.ts'
import { inWords } from '#platform/dates.ts'
import { forbidden, notFound } from '#platform/errors.ts'
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
import { enterFigure, mayEnter } from '../enter-figure.ts'
import { listMeasures, type Measure } from '../item-store.ts'
import { planPaths } from '../paths.ts'
import { date, formView, group, input, optionalNumber, short, textarea } from './form-view.ts'
import { openItem, type ItemParams } from './show-item.page.ts'

const template = 'plan/pages/form.njk'
const config = { permission: 'plan.enter-figure' }

const schema = z.object({
  value: optionalNumber('Figure must be a number, like 62.5'),
  numerator: optionalNumber('How many it was must be a number'),
  denominator: optionalNumber('Out of how many must be a number'),
  unknownReason: optionalText(500, 'Reason must be 500 characters or fewer'),
  trueOn: requiredDate(
    'Enter the day on which it was so',
    'Day on which it was so must be a real date, like 27/3/2027',
  ),
  source: requiredText('Enter where the figure comes from', 500, 'Source must be 500 characters or fewer'),
})

type Opened = Awaited<ReturnType<typeof openItem>> & { measure: Measure }

export function enterFigurePage(app: FastifyInstance, { db, clock }: Services): void {
  async function open(actor: Actor, params: ItemParams): Promise<Opened> {
    const opened = await openItem(db, actor, params, clock.today())
    const measure = (await listMeasures(db, opened.plan.id)).get(opened.item.id)
    if (!measure || measure.kind === 'indicator') throw notFound('Measure')
    if (!mayEnter(actor, opened.item))
      throw forbidden(`${opened.item.ownerOffice ?? 'The business team'} enters the figures of this measure.`)
    return { ...opened, measure }
  }

  const view = ({ plan, item, title, measure }: Opened, form: Form) => {
    const reference = item.reference ?? ''
    return formView({
      heading: 'Enter a figure',
      caption: title,
      breadcrumbs: [
        { text: 'Plans', href: planPaths.list() },
        { text: plan.title, href: planPaths.show(plan.slug) },
        { text: reference, href: planPaths.item(plan.slug, reference) },
      ],
      intro: ['A later figure for the same day stands in place of an earlier one, which is kept.'],
      form,
      groups: [
        group('', [
          short(
            'value',
            'Figure',
            measure.unit === null
              ? 'Leave empty when it is not known'
              : `In ${measure.unit}. Leave empty when it is not known`,
          ),
          short('numerator', 'How many it was (optional)', 'Where the figure is a share: the number counted'),
          short('denominator', 'Out of how many (optional)'),
          textarea(
            'unknownReason',
            'If it is not known: why?',
            'For example, the register is missing. It is never shown as 0.',
            2,
          ),
          date('trueOn', 'On which day was it so?', 'The day or the last day of the period that it describes'),
          input('source', 'Where does it come from?', 'For example, audit of 20 cases, October 2026'),
        ]),
      ],
      action: planPaths.figure(plan.slug, reference),
      button: 'Enter the figure',
      back: { text: 'Cancel', href: planPaths.item(plan.slug, reference) },
    })
  }

  app.get<{ Params: ItemParams }>(
    planPaths.figure(':slug', ':reference'),
    { config },
    async ({ actor, params }, reply) =>
      reply.page(template, view(await open(actor, params), blankForm({ trueOn: inWords(clock.today()) }))),
  )

  app.post<{ Params: ItemParams }>(
    planPaths.figure(':slug', ':reference'),
    { config },
    async ({ actor, params, body }, reply) => {
      const opened = await open(actor, params)
      const parsed = parseForm(schema, body)
      if (!parsed.ok) return reply.page(template, view(opened, parsed.form), 400)
      const { slug } = opened.plan
      const done = await enterFigure(db, actor, {
        slug,
        reference: params.reference,
        ...parsed.value,
        today: clock.today(),
        at: clock.now(),
      })
      if (!done.ok) return reply.page(template, view(opened, formWithErrors(parsed.values, done.problems)), 400)
      return reply.redirect(`${planPaths.item(slug, params.reference)}?done=entered`, 303)
    },
  )
}
