import { ownersOfGroup } from '#modules/partnerships/public.ts'
import { linkRecords, registerRecord, textOf } from '#modules/thread/public.ts'
import type { Actor } from '#platform/actor.ts'
import { refuse } from '#platform/command.ts'
import type { Tx } from '#platform/db/connect.ts'
import { sensitive, type Marking } from '#platform/marking.ts'
import type { MeasureKind, Priority, SourceKind, Strength } from './kinds.ts'
import { noteMove } from './move-store.ts'
import { organisationOfOffice } from './office-store.ts'
import { trackerPaths } from './paths.ts'
import { nextUpdateOn } from './rhythm.ts'
import { openStates, type PartState, type State } from './states.ts'

export type Source =
  | { sourceKind: SourceKind; sourceRecordId: string }
  /** What stands outside this installation. `date` 'YYYY-MM-DD', `page` as printed. */
  | { sourceKind: SourceKind; sourceTitle: string; sourceDate?: string | null; sourcePage?: string | null }

export type NewRecommendation = Source & {
  title: string
  /** The day on which it was raised, which is not always the day on which it is written down here. */
  raisedOn: string
  today: string
  at: Date
  /** The group that follows it: it comes on that group’s agenda when it is overdue. */
  groupId?: string | null
  theme?: string | null
  priority?: Priority
  strength?: Strength | null
  childWouldNotice?: string | null
  measure?: { kind: MeasureKind; words: string } | null
  reason?: string | null
  marking?: Marking
  isInvented?: boolean
  importKey?: string | null
  stateReason?: string | null
}

export type Raised = { id: string; recordId: string; reference: string }

/**
 * Writes down a recommendation as proposed: in the thread, linked to what it came from. Part of the caller's command, whose permission
 * and audit event it shares.
 */
export const raiseRecommendation = (tx: Tx, actor: Actor, recommendation: NewRecommendation): Promise<Raised> =>
  insertItem(tx, actor, 'recommendation', recommendation, 'proposed', [])

export type NewAction = {
  title: string
  ownerOfficeId: string
  dueOn: string
  /** The record of the thread that it came from: a decision, a minute, a warning, an outcome of the plan. */
  sourceRecordId: string
  today: string
  sourceKind?: SourceKind
  at?: Date
  /** The group that follows it: it comes on that group’s agenda when it is overdue. */
  groupId?: string | null
  theme?: string | null
  priority?: Priority
  reason?: string | null
  marking?: Marking
  isInvented?: boolean
}

/**
 * Writes down an action that was decided: it is assigned at once to the office that owes it by a date. Part of the caller's command,
 * whose permission and audit event it shares.
 *
 * @throws what `refuse` throws, beside the field 'ownerOffice', when no such office serves the partnership
 */
export function raiseAction(tx: Tx, actor: Actor, action: NewAction): Promise<Raised> {
  const { ownerOfficeId, dueOn, today, sourceKind = 'meeting', at = new Date(), ...rest } = action
  return insertItem(tx, actor, 'action', { ...rest, sourceKind, today, at, raisedOn: today }, 'assigned', [
    { officeId: ownerOfficeId, dueOn },
  ])
}

/** Whose it is to see beside the partnership that writes it down: every owner of the group that follows it, unless it is marked. */
export const ownersToShareWith = async (
  tx: Tx,
  groupId: string | null,
  marking: string | undefined,
): Promise<string[]> => (groupId === null || marking === sensitive ? [] : ownersOfGroup(tx, groupId))

export type Owner = { officeId: string; dueOn: string; state?: PartState; deliveredOn?: string | null }

/** Writes down an item with the parts that offices owe of it. For this module alone: others raise, commands decide. */
export async function insertItem(
  tx: Tx,
  actor: Actor,
  kind: 'recommendation' | 'action',
  item: NewRecommendation,
  state: State,
  owners: readonly Owner[],
): Promise<Raised> {
  const parts = []
  for (const owner of owners) {
    const organisationId = await organisationOfOffice(tx, actor.partnershipId, owner.officeId)
    if (organisationId === null) refuse('ownerOffice', 'Select one of the offices of this partnership')
    parts.push({ ...owner, organisationId })
  }
  const [first] = parts
  const dueOn =
    parts
      .map((part) => part.dueOn)
      .toSorted()
      .at(-1) ?? null
  const { id: recordId, reference } = await registerRecord(tx, {
    partnershipId: actor.partnershipId,
    kind,
    title: item.title,
    state,
    page: trackerPaths.show,
    year: Number(item.raisedOn.slice(0, 4)),
    isInvented: item.isInvented ?? false,
    ...(item.marking === undefined ? {} : { marking: item.marking }),
    searchText: textOf(
      item.theme,
      item.childWouldNotice,
      item.measure?.words,
      item.reason,
      'sourceTitle' in item ? item.sourceTitle : null,
    ),
    sharedWith: await ownersToShareWith(tx, item.groupId ?? null, item.marking),
  })
  const inside = 'sourceRecordId' in item
  const priority = item.priority ?? 'medium'
  const updateDueOn = first === undefined ? null : nextUpdateOn(priority, item.today)
  const { id } = await tx
    .insertInto('tracker.item')
    .values({
      partnership_id: actor.partnershipId,
      record_id: recordId,
      kind,
      title: item.title,
      state,
      state_since: item.today,
      state_reason: item.stateReason ?? null,
      source_kind: item.sourceKind,
      source_record_id: inside ? item.sourceRecordId : null,
      source_title: inside ? null : item.sourceTitle,
      source_date: inside ? null : (item.sourceDate ?? null),
      source_page: inside ? null : (item.sourcePage ?? null),
      raised_on: item.raisedOn,
      group_id: item.groupId ?? null,
      theme: item.theme ?? null,
      priority,
      strength: item.strength ?? null,
      child_would_notice: item.childWouldNotice ?? null,
      measure_kind: item.measure?.kind ?? null,
      measure: item.measure?.words ?? null,
      owner_office_id: first?.officeId ?? null,
      owner_organisation_id: first?.organisationId ?? null,
      first_due_on: dueOn,
      due_on: dueOn,
      last_update_on: null,
      update_due_on: updateDueOn,
      import_key: item.importKey ?? null,
      is_invented: item.isInvented ?? false,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  for (const [index, part] of parts.entries()) {
    await tx
      .insertInto('tracker.part')
      .values({
        item_id: id,
        partnership_id: actor.partnershipId,
        position: index + 1,
        office_id: part.officeId,
        organisation_id: part.organisationId,
        first_due_on: part.dueOn,
        due_on: part.dueOn,
        update_due_on: updateDueOn,
        state: part.state ?? 'assigned',
        delivered_on: part.deliveredOn ?? null,
        is_settled: !openStates.includes(state),
      })
      .execute()
  }
  if (inside) await linkRecords(tx, recordId, 'came from', item.sourceRecordId)
  const { today: on, at } = item
  await noteMove(tx, actor, { itemId: id, name: 'raised', from: null, to: state, reason: item.reason ?? null, on, at })
  return { id, recordId, reference }
}
