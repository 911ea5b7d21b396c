import type { Db, Tx } from '#platform/db/connect.ts'
import type { Change, ChangeKind, Item, ItemKind } from './plan.ts'
import type { MeasureKind, MeasurePolarity } from './measure.ts'

export type PlanItem = Item & {
  ownerOfficeId: string | null
  ownerOffice: string | null
  dueOn: string | null
  carriedFromId: string | null
}

/** Every item that a plan ever had, those that wait for approval too, in their order. */
export async function listItems(db: Db | Tx, planId: string): Promise<PlanItem[]> {
  const rows = await db
    .selectFrom('plan.item as item')
    .leftJoin('thread.record as record', 'record.id', 'item.record_id')
    .leftJoin('identity.office as office', 'office.id', 'item.owner_office_id')
    .leftJoin('identity.organisation as organisation', 'organisation.id', 'office.organisation_id')
    .where('item.plan_id', '=', planId)
    .orderBy('item.position')
    .orderBy('item.id')
    .select(['item.id', 'item.kind', 'item.parent_id as parentId', 'item.position', 'item.record_id as recordId'])
    .select([
      'record.reference',
      'item.owner_office_id as ownerOfficeId',
      'item.due_on as dueOn',
      'item.carried_from_id as carriedFromId',
    ])
    .select(['office.title as officeTitle', 'organisation.name as organisation'])
    .limit(5_000)
    .execute()
  return rows.map(({ officeTitle, organisation, ...row }) => ({
    ...row,
    kind: row.kind as ItemKind,
    ownerOffice: officeTitle === null ? null : `${officeTitle}, ${organisation ?? ''}`,
  }))
}

export type RecordedChange = Change & {
  approvedBy: string | null
  approvedOn: string | null
  proposedBy: string | null
  proposedById: string | null
  proposedOffice: string | null
  proposedAt: Date
  decidedAt: Date | null
  decisionNote: string | null
}

/** Every change of a plan, oldest first. */
export async function listChanges(db: Db | Tx, planId: string): Promise<RecordedChange[]> {
  const rows = await db
    .selectFrom('plan.change as change')
    .leftJoin('identity.person as person', 'person.id', 'change.proposed_by')
    .leftJoin('identity.office as office', 'office.id', 'change.proposed_office_id')
    .where('change.plan_id', '=', planId)
    .orderBy('change.seq')
    .limit(10_000)
    .select(['change.id', 'change.seq', 'change.item_id as itemId', 'change.kind', 'change.is_drafting as isDrafting'])
    .select(['change.effective_on as effectiveOn', 'change.title', 'change.note', 'change.source', 'change.target'])
    .select(['change.target_note as targetNote', 'change.reason', 'change.state', 'change.approved_by as approvedBy'])
    .select(['change.approved_on as approvedOn', 'person.name as proposedBy', 'change.proposed_by as proposedById'])
    .select(['office.title as proposedOffice', 'change.proposed_at as proposedAt', 'change.decided_at as decidedAt'])
    .select('change.decision_note as decisionNote')
    .execute()
  return rows.map((row) => ({
    ...row,
    kind: row.kind as ChangeKind,
    state: row.state as Change['state'],
    target: row.target === null ? null : Number(row.target),
  }))
}

export type Measure = {
  itemId: string
  kind: MeasureKind
  indicatorId: string | null
  indicatorSlug: string | null
  unit: string | null
  polarity: MeasurePolarity
  everyMonths: number | null
}

/** How each measure of a plan is measured, by its item. */
export async function listMeasures(db: Db | Tx, planId: string): Promise<Map<string, Measure>> {
  const rows = await db
    .selectFrom('plan.measure as measure')
    .innerJoin('plan.item as item', 'item.id', 'measure.item_id')
    .leftJoin('indicators.indicator as indicator', 'indicator.id', 'measure.indicator_id')
    .where('item.plan_id', '=', planId)
    .select(['measure.item_id as itemId', 'measure.kind', 'measure.indicator_id as indicatorId', 'measure.unit'])
    .select(['measure.polarity', 'measure.every_months as everyMonths', 'indicator.slug as indicatorSlug'])
    .execute()
  return new Map(
    rows.map((row) => [
      row.itemId,
      { ...row, kind: row.kind as MeasureKind, polarity: row.polarity as MeasurePolarity },
    ]),
  )
}

export type NewItem = {
  kind: ItemKind
  parentId: string | null
  carriedFromId?: string | null
  ownerOfficeId?: string | null
  dueOn?: string | null
  recordId?: string | null
  measure?: Omit<Measure, 'itemId' | 'indicatorSlug'> | null
}

/** Writes an item at the end of its list; it is part of the plan once a change that adds it is approved. */
export async function insertItem(tx: Tx, planId: string, item: NewItem): Promise<string> {
  const { last } = await tx
    .selectFrom('plan.item')
    .where('plan_id', '=', planId)
    .where('parent_id', item.parentId === null ? 'is' : '=', item.parentId)
    .select((select) => select.fn.coalesce(select.fn.max('position'), select.lit(0)).as('last'))
    .executeTakeFirstOrThrow()
  const { id } = await tx
    .insertInto('plan.item')
    .values({
      plan_id: planId,
      kind: item.kind,
      parent_id: item.parentId,
      position: last + 1,
      carried_from_id: item.carriedFromId ?? null,
      owner_office_id: item.ownerOfficeId ?? null,
      due_on: item.dueOn ?? null,
      record_id: item.recordId ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (item.measure) {
    const { kind, indicatorId, unit, polarity, everyMonths } = item.measure
    await tx
      .insertInto('plan.measure')
      .values({ item_id: id, kind, indicator_id: indicatorId, unit, polarity, every_months: everyMonths })
      .execute()
  }
  return id
}

/** Says which record of the thread an item is, once it is part of the plan. */
export const setItemRecord = async (tx: Tx, itemId: string, recordId: string): Promise<void> => {
  await tx.updateTable('plan.item').set({ record_id: recordId }).where('id', '=', itemId).execute()
}
