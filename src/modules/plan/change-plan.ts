import { findOffice } from '#modules/identity/public.ts'
import { findIndicator } from '#modules/indicators/public.ts'
import type { Actor } from '#platform/actor.ts'
import { command, refuse } from '#platform/command.ts'
import type { Tx } from '#platform/db/connect.ts'
import { conflict, notFound } from '#platform/errors.ts'
import { applyChange, approvedChange, wordsOf } from './apply-change.ts'
import { insertItem, listChanges, listItems, type PlanItem } from './item-store.ts'
import type { MeasureKind, MeasurePolarity } from './measure.ts'
import { everyItem, itemKinds, planAsAt, type ChangeKind, type ItemKind, type Wording } from './plan.ts'
import { findPlan, type Plan } from './plan-store.ts'

/** When a change within the year counts and why; a draft asks for neither. */
export type Grounds = {
  effectiveOn: string | null
  reason: string | null
  /** Which group or office has approved it, and when; null: it waits for approval. */
  approval: { by: string; on: string } | null
}

export type NewMeasure = {
  kind: MeasureKind
  indicatorSlug: string | null
  unit: string | null
  polarity: MeasurePolarity
  everyMonths: number | null
}

type Common = { slug: string; grounds: Grounds; today: string; at: Date }
type Adding = Common & {
  kind: ItemKind
  /** The reference of the record that it hangs under; null for a priority. */
  under: string | null
  wording: Wording
  measure: NewMeasure | null
  ownerOfficeId: string | null
  dueOn: string | null
}
type Existing = Common & {
  reference: string
  /** The newest change of it that the person saw, so that nobody overwrites what they have not read. */
  seen: number
}
type Changed = { changeId: string; subject: string; state: 'approved' | 'proposed' }

const subject = ({ subject: id }: Changed) => id

async function openPlan(tx: Tx, actor: Actor, slug: string): Promise<Plan> {
  const plan = await findPlan(tx, actor, slug)
  if (!plan) throw notFound('Plan')
  return plan
}

/** Adds a priority, outcome, measure or action: at once while the plan is written, as a change with its reason afterwards. */
export const addToPlan = command<Adding, Changed>({
  name: 'plan.part-added',
  permission: 'plan.write',
  subject,
  details: ({ state }, { slug, kind }) => ({ plan: slug, kind, change: state }),
  async run(tx, actor, input) {
    const plan = await openPlan(tx, actor, input.slug)
    const parentId = await parentFor(tx, plan, input)
    if (input.ownerOfficeId !== null && !(await findOffice(tx, actor.partnershipId, input.ownerOfficeId, input.today)))
      refuse('ownerOffice', 'Select one of the offices of this partnership')
    if (input.kind === 'action' && input.ownerOfficeId === null)
      refuse('ownerOffice', 'Select the office that owns the action')
    if (input.kind === 'action' && input.dueOn === null) refuse('dueOn', 'Enter the date by which it is to be done')
    const itemId = await insertItem(tx, plan.id, {
      kind: input.kind,
      parentId,
      ownerOfficeId: input.ownerOfficeId,
      dueOn: input.kind === 'action' ? input.dueOn : null,
      measure: await measureFor(tx, input.measure),
    })
    return record(tx, actor, plan, { ...input, kind: 'add', itemId })
  },
})

/** Gives a priority, outcome or measure other words or another target. */
export const rewordInPlan = command<Existing & { wording: Wording }, Changed>({
  name: 'plan.part-reworded',
  permission: 'plan.write',
  subject,
  details: ({ state }, { slug, reference }) => ({ plan: slug, part: reference, change: state }),
  async run(tx, actor, input) {
    const plan = await openPlan(tx, actor, input.slug)
    const item = await itemFor(tx, plan, input)
    if (item.kind === 'action') refuse('title', 'Reword an action in the tracker, where it is owned')
    return record(tx, actor, plan, { ...input, kind: 'reword', itemId: item.id })
  },
})

/** Takes a part out of the plan, with what hangs under it; what was recorded of it stays. */
export const endInPlan = command<Existing, Changed>({
  name: 'plan.part-ended',
  permission: 'plan.write',
  subject,
  details: ({ state }, { slug, reference }) => ({ plan: slug, part: reference, change: state }),
  async run(tx, actor, input) {
    const plan = await openPlan(tx, actor, input.slug)
    const item = await itemFor(tx, plan, input)
    return record(tx, actor, plan, { ...input, kind: 'end', itemId: item.id, wording: null })
  },
})

async function parentFor(tx: Tx, plan: Plan, { kind, under }: Adding): Promise<string | null> {
  const needed: ItemKind | null = itemKinds[kind].under
  if (needed === null) return null
  const parent = (await listItems(tx, plan.id)).find((item) => item.reference !== null && item.reference === under)
  if (parent?.kind !== needed) refuse('under', `Select ${itemKinds[needed].one} that it hangs under`)
  return parent.id
}

async function measureFor(tx: Tx, measure: NewMeasure | null) {
  if (measure === null) return null
  const { indicatorSlug, ...rest } = measure
  if (measure.kind !== 'indicator') return { ...rest, indicatorId: null }
  const indicator = indicatorSlug === null ? undefined : await findIndicator(tx, indicatorSlug)
  if (!indicator) refuse('indicator', 'Select one of the indicators')
  return { ...rest, indicatorId: indicator.id, unit: null, polarity: indicator.polarity, everyMonths: null }
}

/** The part that is changed, as the person saw it. @throws conflict when it was changed since */
async function itemFor(tx: Tx, plan: Plan, { reference, seen }: Existing): Promise<PlanItem> {
  // Two changes of one plan at the same moment stand in line, so that the second sees the first.
  await tx.selectFrom('plan.plan').where('id', '=', plan.id).select('id').forUpdate().execute()
  const items = await listItems(tx, plan.id)
  const item = items.find((each) => each.reference === reference)
  if (!item) throw notFound('Part of the plan')
  const changes = await listChanges(tx, plan.id)
  const own = changes.filter(({ itemId }) => itemId === item.id)
  if (Math.max(0, ...own.map(({ seq }) => seq)) !== seen)
    throw conflict(
      'Somebody else has changed this part of the plan. Open it again to see how it stands; nothing of yours was saved.',
    )
  if (!everyItem(planAsAt(items, changes, plan.endsOn)).some(({ id }) => id === item.id))
    refuse('reason', 'This part of the plan has ended already')
  return item
}

type Recorded = { kind: ChangeKind; itemId: string; wording: Wording | null } & Common

async function record(tx: Tx, actor: Actor, plan: Plan, change: Recorded): Promise<Changed> {
  const { kind, itemId, wording, grounds, today, at } = change
  if (plan.state === 'draft') {
    const { id, recordId } = await approvedChange(tx, actor, plan, { kind, itemId, wording, at, today })
    return { changeId: id, subject: recordId, state: 'approved' }
  }
  const { effectiveOn, reason, approval } = grounds
  if (reason === null) refuse('reason', 'Enter why the plan is changed')
  if (effectiveOn === null) refuse('effectiveOn', 'Enter the day from which the plan reads so')
  if (effectiveOn < plan.startsOn || effectiveOn > plan.endsOn)
    refuse('effectiveOn', 'The day must lie within the period of the plan')
  if (approval !== null && approval.on > today) refuse('approvedOn', 'Date of approval must be today or earlier')
  if (approval !== null && effectiveOn < approval.on)
    refuse('effectiveOn', 'The plan reads so from the day on which it was approved, or later')
  const { id } = await tx
    .insertInto('plan.change')
    .values({
      plan_id: plan.id,
      item_id: itemId,
      kind,
      is_drafting: false,
      effective_on: effectiveOn,
      title: wording?.title ?? null,
      note: wording?.note ?? null,
      source: wording?.source ?? null,
      target: wording?.target ?? null,
      target_note: wording?.targetNote ?? null,
      reason,
      state: approval === null ? 'proposed' : 'approved',
      proposed_by: actor.personId,
      proposed_office_id: actor.officeId,
      proposed_at: at,
      approved_by: approval?.by ?? null,
      approved_on: approval?.on ?? null,
      decided_by: approval === null ? null : actor.personId,
      decided_at: approval === null ? null : at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (approval === null) {
    const held = (await listItems(tx, plan.id)).find((item) => item.id === itemId)
    return { changeId: id, subject: held?.recordId ?? plan.id, state: 'proposed' }
  }
  const recordId = await applyChange(tx, actor, plan, { kind, itemId, ...wordsOf(wording), today })
  return { changeId: id, subject: recordId, state: 'approved' }
}
