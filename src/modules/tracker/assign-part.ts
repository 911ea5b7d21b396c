import { shareRecord } from '#modules/thread/public.ts'
import type { Actor } from '#platform/actor.ts'
import { command, refuse } from '#platform/command.ts'
import type { Tx } from '#platform/db/connect.ts'
import { lockItemAsSeen, type Item } from './item-store.ts'
import { checkMove, followParts, type Moment } from './moving.ts'
import { organisationOfOffice } from './office-store.ts'
import { ownersToShareWith } from './raise.ts'
import { nextUpdateOn } from './rhythm.ts'

type Assignment = {
  reference: string
  version: number
  officeId: string
  /** What this office owes of it; null: all of it. */
  what: string | null
  dueOn: string
  groupId: string | null
  moment: Moment
}

/** Gives a recommendation, or one more part of it, to the office that owes it by a date. */
export const assignPart = command<Assignment, { recordId: string }>({
  name: 'tracker.part-assigned',
  permission: 'tracker.decide',
  subject: ({ recordId }) => recordId,
  details: (_value, { officeId, dueOn, groupId }) => ({ owner: officeId, due: dueOn, group: groupId }),
  async run(tx, actor, { reference, version, officeId, what, dueOn, groupId, moment }) {
    const item = await lockItemAsSeen(tx, actor, reference, version)
    checkMove('assign', item, 'owner')
    if (dueOn < item.raisedOn) refuse('dueOn', 'Date due must be the day it was raised, or later')
    const organisationId = await organisationOfOffice(tx, actor.partnershipId, officeId)
    if (organisationId === null) refuse('owner', 'Select one of the offices of this partnership')
    const { last } = await tx
      .selectFrom('tracker.part')
      .where('item_id', '=', item.id)
      .select((one) => one.fn.coalesce(one.fn.max('position'), one.lit(0)).as('last'))
      .executeTakeFirstOrThrow()
    if (last > 0 && what === null) refuse('what', 'Enter what this agency owes of it')
    const { id: partId } = await tx
      .insertInto('tracker.part')
      .values({
        item_id: item.id,
        partnership_id: actor.partnershipId,
        position: last + 1,
        office_id: officeId,
        organisation_id: organisationId,
        what,
        first_due_on: dueOn,
        due_on: dueOn,
        update_due_on: nextUpdateOn(item.priority, moment.today),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    if (groupId !== item.groupId) await followedBy(tx, actor, item, groupId)
    await followParts(tx, actor, item, moment, {
      name: 'assign',
      partId,
      from: item.state,
      to: 'assigned',
      reason: what,
    })
    return { recordId: item.recordId }
  },
})

/** Gives an item to the group that follows it, of a joint one with its evidence to every owner. */
async function followedBy(tx: Tx, actor: Actor, item: Item, groupId: string | null): Promise<void> {
  if (groupId === null) return
  if (item.partnershipId !== actor.partnershipId)
    refuse('group', `${item.partnershipName} wrote this down, so only its team gives it to another group`)
  await tx.updateTable('tracker.item').set({ group_id: groupId }).where('id', '=', item.id).execute()
  const others = (await ownersToShareWith(tx, groupId, item.marking)).filter((each) => each !== item.partnershipId)
  const evidence = await tx
    .selectFrom('tracker.evidence')
    .innerJoin('thread.record as record', 'record.id', 'tracker.evidence.record_id')
    .where('item_id', '=', item.id)
    .where('record.partnership_id', '=', actor.partnershipId)
    .select('record.id as recordId')
    .execute()
  for (const { recordId } of [item, ...evidence]) await shareRecord(tx, recordId, others)
}
