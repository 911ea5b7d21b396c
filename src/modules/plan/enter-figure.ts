import { businessTeam } from '#modules/identity/public.ts'
import type { Actor } from '#platform/actor.ts'
import { command, refuse } from '#platform/command.ts'
import { notFound } from '#platform/errors.ts'
import { listItems, listMeasures, type PlanItem } from './item-store.ts'
import { findPlan } from './plan-store.ts'

/** Who enters the figures of a measure: the office that owns it, and the business team. */
export const mayEnter = (actor: Actor, item: Pick<PlanItem, 'ownerOfficeId'>): boolean =>
  actor.permissions.has('plan.enter-figure') &&
  (businessTeam.some((role) => role === actor.role) ||
    actor.role === 'installation' ||
    (actor.officeId !== null && item.ownerOfficeId === actor.officeId))

type Input = {
  slug: string
  reference: string
  trueOn: string
  /** null: not known, with the reason. */
  value: number | null
  numerator: number | null
  denominator: number | null
  unknownReason: string | null
  source: string
  today: string
  at: Date
}

/** Enters the figure of a measure for a day, with its source, or that it is not known and why. Earlier entries are kept. */
export const enterFigure = command<Input, { subject: string }>({
  name: 'plan.figure-entered',
  permission: 'plan.enter-figure',
  subject: ({ subject }) => subject,
  details: (_value, { slug, trueOn, value }) => ({ plan: slug, on: trueOn, value }),
  async run(tx, actor, input) {
    const plan = await findPlan(tx, actor, input.slug)
    const item = plan && (await listItems(tx, plan.id)).find((each) => each.reference === input.reference)
    const measure = plan && item && (await listMeasures(tx, plan.id)).get(item.id)
    if (!plan || !item || !measure || item.recordId === null) throw notFound('Measure')
    if (measure.kind === 'indicator') refuse('value', 'The figures of an indicator come from agencies’ returns')
    if (!mayEnter(actor, item)) refuse('value', `${item.ownerOffice ?? 'The business team'} enters these figures`)
    if (input.trueOn > input.today) refuse('trueOn', 'Date of the figure must be today or earlier')
    if (input.value === null && input.unknownReason === null)
      refuse('value', 'Enter the figure, or say why it is not known')
    if (input.numerator !== null && input.denominator !== null && input.numerator > input.denominator)
      refuse('numerator', 'How many it was cannot be more than out of how many')
    const { value, unknownReason } = input
    await tx
      .insertInto('plan.figure')
      .values({
        plan_id: plan.id,
        item_id: item.id,
        true_on: input.trueOn,
        value,
        numerator: value === null ? null : input.numerator,
        denominator: value === null ? null : input.denominator,
        unknown_reason: value === null ? unknownReason : null,
        source: input.source,
        entered_by: actor.personId,
        entered_at: input.at,
        is_invented: plan.isInvented,
      })
      .execute()
    return { subject: item.recordId }
  },
})
