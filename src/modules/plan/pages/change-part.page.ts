import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Actor } from '#platform/actor.ts'
import { notFound } from '#platform/errors.ts'
import { blankForm, formWithErrors, optionalText, parseForm, requiredText, type Form } from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { endInPlan, rewordInPlan } from '../change-plan.ts'
import { listChanges, listItems, listMeasures, type PlanItem } from '../item-store.ts'
import { planPaths } from '../paths.ts'
import { everyItem, itemKinds, planAsAt, type Branch } from '../plan.ts'
import type { Plan } from '../plan-store.ts'
import { formView, group, input, optionalNumber, short, textarea } from './form-view.ts'
import { groundsFields, groundsGroups, groundsOf, groundsProblems, groundsStart } from './grounds.ts'
import { openPlan } from './show-plan.page.ts'

const template = 'plan/pages/form.njk'
const config = { permission: 'plan.write' }
const seen = requiredText('Open this page again').regex(/^\d{1,12}$/, 'Open this page again')

const rewordSchema = z.object({
  title: requiredText('Enter what it says', 500, 'It must be 500 characters or fewer'),
  note: optionalText(2_000, 'Explanation must be 2,000 characters or fewer'),
  source: optionalText(500, 'Source must be 500 characters or fewer'),
  target: optionalNumber('Target must be a number, like 62.5'),
  targetNote: optionalText(300, 'Note on the target must be 300 characters or fewer'),
  ...groundsFields,
  seen,
})
const endSchema = z.object({ ...groundsFields, seen })

type Params = { slug: string; reference: string }
type Opened = { plan: Plan; item: PlanItem; standing: Branch; seen: number; hasTarget: boolean }

export function changePartPages(app: FastifyInstance, { db, clock }: Services): void {
  /** A part that is in the plan now or later in its year, with its words and the newest change of it. */
  async function open(actor: Actor, { slug, reference }: Params): Promise<Opened> {
    const plan = await openPlan(db, actor, slug)
    const [items, changes, measures] = await Promise.all([
      listItems(db, plan.id),
      listChanges(db, plan.id),
      listMeasures(db, plan.id),
    ])
    const item = items.find((each) => each.reference === reference)
    const standing = everyItem(planAsAt(items, changes, plan.endsOn)).find(({ id }) => id === item?.id)
    if (!item || !standing) throw notFound('Part of the plan')
    const measure = measures.get(item.id)
    return {
      plan,
      item,
      standing,
      seen: Math.max(0, ...changes.filter(({ itemId }) => itemId === item.id).map(({ seq }) => seq)),
      hasTarget: measure !== undefined && measure.kind !== 'indicator',
    }
  }

  const backTo = ({ plan, item }: Opened) =>
    item.kind === 'action' ? planPaths.show(plan.slug) : planPaths.item(plan.slug, item.reference ?? '')

  const common = (opened: Opened) => ({
    caption: opened.standing.title,
    breadcrumbs: [
      { text: 'Plans', href: planPaths.list() },
      { text: opened.plan.title, href: planPaths.show(opened.plan.slug) },
    ],
    back: { text: 'Cancel', href: backTo(opened) },
  })

  const rewordView = (opened: Opened, form: Form) =>
    formView({
      ...common(opened),
      heading: `Reword this ${itemKinds[opened.item.kind].name.toLowerCase()}`,
      form,
      hidden: [{ name: 'seen', value: String(form.values['seen'] ?? '') }],
      groups: [
        group('', [
          textarea('title', itemKinds[opened.item.kind].name, '', 2),
          textarea('note', 'Explanation (optional)', '', 2),
          ...(opened.item.kind === 'priority' ? [input('source', 'Where it is written (optional)')] : []),
          ...(opened.hasTarget
            ? [short('target', 'Target (optional)'), input('targetNote', 'Note on the target (optional)')]
            : []),
        ]),
        ...groundsGroups(opened.plan),
      ],
      action: planPaths.reword(opened.plan.slug, opened.item.reference ?? ''),
      button: 'Save the new words',
    })

  const endView = (opened: Opened, form: Form) =>
    formView({
      ...common(opened),
      heading: `End this ${itemKinds[opened.item.kind].name.toLowerCase()}`,
      form,
      hidden: [{ name: 'seen', value: String(form.values['seen'] ?? '') }],
      warning:
        opened.item.kind === 'action'
          ? 'The action leaves the plan and goes on in the tracker. End it there if nobody is to do it.'
          : 'What hangs under it leaves the plan with it. Its history, judgements and figures stay; actions go on in the tracker.',
      groups: groundsGroups(opened.plan),
      action: planPaths.end(opened.plan.slug, opened.item.reference ?? ''),
      button: 'End it',
      isDanger: true,
    })

  const doneAt = (opened: Opened, state: string) =>
    `${backTo(opened)}?done=${state === 'proposed' ? 'proposed' : 'saved'}`

  app.get<{ Params: Params }>(planPaths.reword(':slug', ':reference'), { config }, async ({ actor, params }, reply) => {
    const opened = await open(actor, params)
    if (opened.item.kind === 'action') throw notFound('Part of the plan')
    const { title, note, source, target, targetNote } = opened.standing
    const values = {
      title,
      note: note ?? '',
      source: source ?? '',
      target: target === null ? '' : String(target),
      targetNote: targetNote ?? '',
      seen: String(opened.seen),
      ...groundsStart(opened.plan, clock.today()),
    }
    return reply.page(template, rewordView(opened, blankForm(values)))
  })

  app.post<{ Params: Params }>(
    planPaths.reword(':slug', ':reference'),
    { config },
    async ({ actor, params, body }, reply) => {
      const opened = await open(actor, params)
      const parsed = parseForm(rewordSchema, body)
      if (!parsed.ok) return reply.page(template, rewordView(opened, parsed.form), 400)
      const { value, values } = parsed
      const problems = groundsProblems(opened.plan, value)
      if (problems.length > 0) return reply.page(template, rewordView(opened, formWithErrors(values, problems)), 400)
      const { title, note, source, target, targetNote } = value
      const done = await rewordInPlan(db, actor, {
        slug: opened.plan.slug,
        reference: params.reference,
        seen: Number(value.seen),
        wording: { title, note, source, target, targetNote },
        grounds: groundsOf(value),
        today: clock.today(),
        at: clock.now(),
      })
      if (!done.ok) return reply.page(template, rewordView(opened, formWithErrors(values, done.problems)), 400)
      return reply.redirect(doneAt(opened, done.value.state), 303)
    },
  )

  app.get<{ Params: Params }>(planPaths.end(':slug', ':reference'), { config }, async ({ actor, params }, reply) => {
    const opened = await open(actor, params)
    const values = { seen: String(opened.seen), ...groundsStart(opened.plan, clock.today()) }
    return reply.page(template, endView(opened, blankForm(values)))
  })

  app.post<{ Params: Params }>(
    planPaths.end(':slug', ':reference'),
    { config },
    async ({ actor, params, body }, reply) => {
      const opened = await open(actor, params)
      const parsed = parseForm(endSchema, body)
      if (!parsed.ok) return reply.page(template, endView(opened, parsed.form), 400)
      const { value, values } = parsed
      const problems = groundsProblems(opened.plan, value)
      if (problems.length > 0) return reply.page(template, endView(opened, formWithErrors(values, problems)), 400)
      const done = await endInPlan(db, actor, {
        slug: opened.plan.slug,
        reference: params.reference,
        seen: Number(value.seen),
        grounds: groundsOf(value),
        today: clock.today(),
        at: clock.now(),
      })
      if (!done.ok) return reply.page(template, endView(opened, formWithErrors(values, done.problems)), 400)
      return reply.redirect(
        `${planPaths.show(opened.plan.slug)}?done=${done.value.state === 'proposed' ? 'proposed' : 'saved'}`,
        303,
      )
    },
  )
}
