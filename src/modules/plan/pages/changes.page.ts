import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { may, type Actor } from '#platform/actor.ts'
import { inWords, instantInWords } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
import { blankForm, formWithErrors, optionalText, parseForm, requiredChoice, type Form } from '#platform/forms.ts'
import type { Services } from '#platform/services.ts'
import { decideChange } from '../decide-change.ts'
import { listChanges, listItems, type PlanItem, type RecordedChange } from '../item-store.ts'
import { planPaths } from '../paths.ts'
import { changeKinds, itemKinds, type ChangeState } from '../plan.ts'
import type { Plan } from '../plan-store.ts'
import { date, formView, group, input, optionalDate, radios, textarea } from './form-view.ts'
import { openPlan } from './show-plan.page.ts'

const template = 'plan/pages/form.njk'
const states: Record<ChangeState, { words: string; tag: string }> = {
  proposed: { words: 'Waits for approval', tag: 'govuk-tag--yellow' },
  approved: { words: 'Approved', tag: 'govuk-tag--green' },
  refused: { words: 'Refused', tag: 'govuk-tag--grey' },
}

/** What a part said before a change. */
const before = (changes: readonly RecordedChange[], change: RecordedChange): string =>
  changes.findLast(
    ({ itemId, seq, state, title }) =>
      itemId === change.itemId && seq < change.seq && state === 'approved' && title !== null,
  )?.title ?? ''

const decisionSchema = z.object({
  decision: requiredChoice(['approve', 'refuse'], 'Select whether it is approved'),
  approvedBy: optionalText(200, 'Who decided must be 200 characters or fewer'),
  approvedOn: optionalDate('Date of the decision must be a real date, like 27/3/2027'),
  note: optionalText(2_000, 'Reason must be 2,000 characters or fewer'),
})

export function changesPages(app: FastifyInstance, { db, clock }: Services): void {
  app.get<{ Params: { slug: string }; Querystring: { done?: string } }>(
    planPaths.changes(':slug'),
    { config: { permission: 'plan.read' } },
    async ({ actor, params, query }, reply) => {
      const plan = await openPlan(db, actor, params.slug)
      const [items, changes] = await Promise.all([listItems(db, plan.id), listChanges(db, plan.id)])
      const itemById = new Map(items.map((item) => [item.id, item]))
      const within = changes.filter(({ isDrafting }) => !isDrafting).toReversed()
      return reply.page('plan/pages/changes.njk', {
        heading: 'Changes within the year',
        ...(query.done === 'decided' ? { done: 'The decision is recorded.' } : {}),
        breadcrumbs: [
          { text: 'Plans', href: planPaths.list() },
          { text: plan.title, href: planPaths.show(plan.slug) },
        ],
        planTitle: plan.title,
        startHref: planPaths.asAt(plan.slug, plan.startsOn),
        changes: within.slice(0, 200).map((change) => {
          const item = itemById.get(change.itemId)
          const kind = item ? itemKinds[item.kind].name.toLowerCase() : 'part'
          return {
            what:
              change.state === 'approved'
                ? `${changeKinds[change.kind].done}: ${kind}`
                : `${changeKinds[change.kind].asks} ${kind}`,
            words: change.title ?? before(changes, change),
            before: change.kind === 'reword' ? before(changes, change) : '',
            href: item?.reference && item.kind !== 'action' ? planPaths.item(plan.slug, item.reference) : '',
            from: inWords(change.effectiveOn),
            reason: change.reason ?? '',
            state: states[change.state].words,
            tag: states[change.state].tag,
            approved: change.approvedOn === null ? '' : `${change.approvedBy ?? ''}, ${inWords(change.approvedOn)}`,
            note: change.decisionNote ?? '',
            recorded: `${change.proposedBy ?? 'Goldenthread'}, ${instantInWords(change.proposedAt)}`,
            decideHref:
              change.state === 'proposed' && may(actor, 'plan.approve') ? planPaths.change(plan.slug, change.id) : '',
          }
        }),
        more: within.length > 200 ? within.length - 200 : 0,
      })
    },
  )

  const config = { permission: 'plan.approve' }
  type Params = { slug: string; change: string }

  async function open(actor: Actor, { slug, change: id }: Params) {
    const plan = await openPlan(db, actor, slug)
    const [items, changes] = await Promise.all([listItems(db, plan.id), listChanges(db, plan.id)])
    const change = changes.find((each) => each.id === id && each.state === 'proposed')
    const item = items.find((each) => each.id === change?.itemId)
    if (!change || !item) throw notFound('Change')
    return { plan, change, item, was: before(changes, change) }
  }
  type Opened = { plan: Plan; change: RecordedChange; item: PlanItem; was: string }

  const view = (actor: Actor, { plan, change, item, was }: Opened, form: Form) =>
    formView({
      heading: 'Decide this change',
      caption: plan.title,
      breadcrumbs: [
        { text: 'Plans', href: planPaths.list() },
        { text: plan.title, href: planPaths.show(plan.slug) },
        { text: 'Changes within the year', href: planPaths.changes(plan.slug) },
      ],
      intro: [
        `${changeKinds[change.kind].asks} ${itemKinds[item.kind].one}${change.title === null ? '' : `: ${change.title}`}`,
        ...(change.kind === 'add' ? [] : [`It says now: ${was}`]),
        `Why: ${change.reason ?? ''}`,
        `Proposed by ${change.proposedBy ?? 'Goldenthread'} on ${instantInWords(change.proposedAt)}, to count from ${inWords(change.effectiveOn)} or from the day of the decision, whichever is later.`,
      ],
      form,
      groups: [
        group('', [
          radios('decision', 'What is decided?', [
            { value: 'approve', text: 'Approve it' },
            { value: 'refuse', text: 'Refuse it' },
          ]),
          ...(actor.role === 'business-manager'
            ? [
                input('approvedBy', 'Which group or office decided it?', 'For example, Executive Board'),
                date('approvedOn', 'On which day?'),
              ]
            : []),
          textarea('note', 'If it is refused: why?', '', 2),
        ]),
      ],
      action: planPaths.change(plan.slug, change.id),
      button: 'Record the decision',
      back: { text: 'Cancel', href: planPaths.changes(plan.slug) },
    })

  app.get<{ Params: Params }>(planPaths.change(':slug', ':change'), { config }, async ({ actor, params }, reply) =>
    reply.page(template, view(actor, await open(actor, params), blankForm())),
  )

  app.post<{ Params: Params }>(
    planPaths.change(':slug', ':change'),
    { config },
    async ({ actor, params, body }, reply) => {
      const opened = await open(actor, params)
      const parsed = parseForm(decisionSchema, body)
      if (!parsed.ok) return reply.page(template, view(actor, opened, parsed.form), 400)
      const { decision, approvedBy, approvedOn, note } = parsed.value
      if (approvedBy !== null && approvedOn === null) {
        const problem = { field: 'approvedOn', text: 'Enter the day of the decision' }
        return reply.page(template, view(actor, opened, formWithErrors(parsed.values, [problem])), 400)
      }
      const done = await decideChange(db, actor, {
        slug: opened.plan.slug,
        changeId: opened.change.id,
        isApproved: decision === 'approve',
        decided: approvedBy === null || approvedOn === null ? null : { by: approvedBy, on: approvedOn },
        note,
        today: clock.today(),
        at: clock.now(),
      })
      if (!done.ok) return reply.page(template, view(actor, opened, formWithErrors(parsed.values, done.problems)), 400)
      return reply.redirect(`${planPaths.changes(opened.plan.slug)}?done=decided`, 303)
    },
  )
}
