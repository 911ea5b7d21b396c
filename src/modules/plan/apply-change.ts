import { findIndicator, indicatorPaths } from '#modules/indicators/public.ts'
import {
  changeRecord,
  linkRecords,
  registerOnce,
  registerRecord,
  textOf,
  unlinkRecords,
} from '#modules/thread/public.ts'
import { raiseAction } from '#modules/tracker/public.ts'
import type { Actor } from '#platform/actor.ts'
import { refuse } from '#platform/command.ts'
import type { Tx } from '#platform/db/connect.ts'
import { notFound } from '#platform/errors.ts'
import { listItems, listMeasures, setItemRecord, type PlanItem } from './item-store.ts'
import { planPaths } from './paths.ts'
import { itemKinds, type ChangeKind, type Wording } from './plan.ts'
import type { Plan } from './plan-store.ts'

type Applied = {
  kind: ChangeKind
  itemId: string
  title: string | null
  note: string | null
  source: string | null
  today: string
}

/** The words of a change, as much as the thread keeps of them. */
export const wordsOf = (wording: Wording | null) => ({
  title: wording?.title ?? null,
  note: wording?.note ?? null,
  source: wording?.source ?? null,
})

/** What an approved change does beside the plan itself: records and links of the thread, and the tracker’s action. */
export async function applyChange(tx: Tx, actor: Actor, plan: Plan, change: Applied): Promise<string> {
  const items = await listItems(tx, plan.id)
  const item = items.find(({ id }) => id === change.itemId)
  if (!item) throw notFound('Part of the plan')
  if (change.kind === 'add') return addToThread(tx, actor, plan, { item, items, ...change })
  const { recordId } = item
  if (recordId === null) throw notFound('Part of the plan')
  if (change.kind === 'reword') {
    await changeRecord(tx, recordId, { title: change.title ?? '', searchText: textOf(change.note, change.source) })
    return recordId
  }
  await endInThread(tx, items, item)
  return recordId
}

const pageOf = (plan: Plan) => (reference: string) => planPaths.item(plan.slug, reference)

async function addToThread(
  tx: Tx,
  actor: Actor,
  plan: Plan,
  { item, items, title, note, source, today }: Applied & { item: PlanItem; items: readonly PlanItem[] },
): Promise<string> {
  const parent = items.find(({ id }) => id === item.parentId) ?? null
  if (parent !== null && parent.recordId === null)
    refuse('under', `The ${itemKinds[parent.kind].name.toLowerCase()} that it hangs under is not part of the plan yet`)
  const recordId =
    item.recordId ??
    (await recordFor(tx, actor, plan, { item, parent, title: title ?? '', searchText: textOf(note, source), today }))
  if (item.recordId === null) await setItemRecord(tx, item.id, recordId)
  const above = parent?.recordId ?? null
  if (above !== null) await linkRecords(tx, recordId, item.kind === 'measure' ? 'measures' : 'serves', above)
  const before = items.length > 0 && item.carriedFromId !== null ? await recordOfItem(tx, item.carriedFromId) : null
  if (before !== null && before !== recordId) await linkRecords(tx, recordId, 'supersedes', before)
  return recordId
}

const recordOfItem = async (tx: Tx, itemId: string): Promise<string | null> =>
  (await tx.selectFrom('plan.item').where('id', '=', itemId).select('record_id').executeTakeFirst())?.record_id ?? null

type New = { item: PlanItem; parent: PlanItem | null; title: string; searchText: string; today: string }

async function recordFor(
  tx: Tx,
  actor: Actor,
  plan: Plan,
  { item, parent, title, searchText, today }: New,
): Promise<string> {
  const year = Number(plan.startsOn.slice(0, 4))
  const { isInvented } = plan
  if (item.kind === 'action') {
    if (item.ownerOfficeId === null) refuse('ownerOffice', 'Select the office that owns the action')
    const raised = await raiseAction(tx, actor, {
      title,
      ownerOfficeId: item.ownerOfficeId,
      dueOn: item.dueOn ?? plan.endsOn,
      sourceRecordId: parent?.recordId ?? '',
      sourceKind: 'plan',
      today,
      isInvented,
    })
    return raised.recordId
  }
  const { id } = await registerRecord(tx, {
    partnershipId: actor.partnershipId,
    kind: item.kind,
    title,
    state: 'in the plan',
    page: pageOf(plan),
    year,
    isInvented,
    searchText,
  })
  if (item.kind === 'measure') await linkIndicator(tx, actor, plan, item.id, id)
  return id
}

/** The dataset’s indicator measures what the plan’s measure says, so that one walks from the plan down to the figures. */
async function linkIndicator(tx: Tx, actor: Actor, plan: Plan, itemId: string, recordId: string): Promise<void> {
  const slug = (await listMeasures(tx, plan.id)).get(itemId)?.indicatorSlug ?? null
  const indicator = slug === null ? undefined : await findIndicator(tx, slug)
  if (!indicator) return
  const about = await registerOnce(tx, {
    partnershipId: actor.partnershipId,
    kind: 'indicator',
    title: indicator.name,
    state: 'in use',
    page: () => indicatorPaths.show(indicator.slug),
    year: Number(plan.startsOn.slice(0, 4)),
  })
  await linkRecords(tx, about.id, 'measures', recordId)
}

/** What hangs under an ended part has ended with it; the tracker’s actions go on there, and no longer serve the plan. */
async function endInThread(tx: Tx, items: readonly PlanItem[], item: PlanItem): Promise<void> {
  const above = items.find(({ id }) => id === item.parentId)?.recordId ?? null
  if (item.kind === 'action') {
    if (item.recordId !== null && above !== null) await unlinkRecords(tx, item.recordId, 'serves', above)
    return
  }
  if (item.recordId !== null) await changeRecord(tx, item.recordId, { state: 'ended' })
  for (const below of items.filter(({ parentId }) => parentId === item.id)) await endInThread(tx, items, below)
}

/** A change made while the plan is being written: it needs no reason and counts from the plan’s first day. */
export async function approvedChange(
  tx: Tx,
  actor: Actor,
  plan: Plan,
  change: { kind: ChangeKind; itemId: string; wording: Wording | null; at: Date; today?: string },
): Promise<{ id: string; recordId: string }> {
  const { kind, itemId, wording, at, today = at.toISOString().slice(0, 10) } = change
  const { id } = await tx
    .insertInto('plan.change')
    .values({
      plan_id: plan.id,
      item_id: itemId,
      kind,
      is_drafting: true,
      effective_on: plan.startsOn,
      title: wording?.title ?? null,
      note: wording?.note ?? null,
      source: wording?.source ?? null,
      target: wording?.target ?? null,
      target_note: wording?.targetNote ?? null,
      state: 'approved',
      proposed_by: actor.personId,
      proposed_office_id: actor.officeId,
      proposed_at: at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const recordId = await applyChange(tx, actor, plan, { kind, itemId, ...wordsOf(wording), today })
  return { id, recordId }
}
