import type { Actor } from '#platform/actor.ts'
import { command, refuse } from '#platform/command.ts'
import { forbidden, notFound } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import { applyChange } from './apply-change.ts'
import { listChanges, listItems } from './item-store.ts'
import { findPlan } from './plan-store.ts'

/** What a seat must let somebody decide before they approve a change of the plan by themselves. */
const authorities = ['decide', 'sign-off', 'chair'] as const

/** Whether an office decides changes: its seat carries the authority, or it records what a group has decided. */
export const mayDecideChange = (actor: Actor): boolean =>
  actor.permissions.has('plan.approve') &&
  (actor.role === 'business-manager' || authorities.some((each) => actor.authorities.has(each)))

type Input = {
  slug: string
  changeId: string
  isApproved: boolean
  /** Which group or office decided, and when: the business manager records it; whoever has a seat with authority decides today. */
  decided: { by: string; on: string } | null
  note: string | null
  today: string
  at: Date
}

/** Approves or refuses a proposed change. Whoever proposed it does not approve it by themselves. */
export const decideChange = command<Input, { subject: string }>({
  name: 'plan.change-decided',
  permission: 'plan.approve',
  subject: ({ subject }) => subject,
  details: (_value, { slug, changeId, isApproved }) => ({ plan: slug, change: changeId, approved: isApproved }),
  async run(tx, actor, { slug, changeId, isApproved, decided, note, today, at }) {
    const plan = await findPlan(tx, actor, slug)
    if (!plan || !isId(changeId)) throw notFound('Change')
    await tx.selectFrom('plan.plan').where('id', '=', plan.id).select('id').forUpdate().execute()
    const change = (await listChanges(tx, plan.id)).find(({ id }) => id === changeId)
    if (!change) throw notFound('Change')
    if (change.state !== 'proposed') refuse('decision', 'Somebody has decided this change already')
    const recordsForGroup = actor.role === 'business-manager' || actor.role === 'installation'
    if (!recordsForGroup && !mayDecideChange(actor))
      throw forbidden('Your office has no seat that carries the authority to decide this.')
    if (!recordsForGroup && change.proposedById === actor.personId)
      refuse('decision', 'Somebody else must decide what you proposed')
    if (recordsForGroup && decided === null) refuse('approvedBy', 'Enter which group or office decided it')
    if (!isApproved && note === null) refuse('note', 'Enter why it was refused')
    const by = decided?.by ?? `${actor.officeTitle}, ${actor.organisationName}`
    const on = decided?.on ?? today
    if (on > today) refuse('approvedOn', 'Date of the decision must be today or earlier')
    await tx
      .updateTable('plan.change')
      .set({
        state: isApproved ? 'approved' : 'refused',
        approved_by: by,
        approved_on: on,
        // Nothing counts before it was approved.
        effective_on: change.effectiveOn < on ? on : change.effectiveOn,
        decided_by: actor.personId,
        decided_at: at,
        decision_note: note,
      })
      .where('id', '=', change.id)
      .execute()
    if (!isApproved) {
      const item = (await listItems(tx, plan.id)).find(({ id }) => id === change.itemId)
      return { subject: item?.recordId ?? plan.id }
    }
    const { kind, itemId, title, note: words, source } = change
    return { subject: await applyChange(tx, actor, plan, { kind, itemId, title, note: words, source, today }) }
  },
})
