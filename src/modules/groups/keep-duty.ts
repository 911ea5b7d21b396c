import { findGroupById, mayActInGroup } from '#modules/partnerships/public.ts'
import { may, type Actor } from '#platform/actor.ts'
import { command, refuse } from '#platform/command.ts'
import { addMonths, inWords } from '#platform/dates.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { conflict, forbidden, notFound } from '#platform/errors.ts'
import { findDuty } from './duty-store.ts'

async function groupOf(tx: Tx, actor: Actor, groupId: string) {
  const group = await findGroupById(tx, actor.partnershipId, groupId)
  if (!group) throw notFound('Group')
  return group
}

type DutyFields = { words: string; everyMonths: number; nextDueOn: string; source: string }

/** Gives a group a duty that comes back, with the day on which it is due next. */
export const addDuty = command<DutyFields & { groupId: string }, { id: string }>({
  name: 'groups.duty-added',
  permission: 'groups.keep',
  subject: (_output, { groupId }) => groupId,
  details: ({ id }, { everyMonths, nextDueOn }) => ({ duty: id, everyMonths, nextDueOn }),
  async run(tx, actor, { groupId, words, everyMonths, nextDueOn, source }) {
    const group = await groupOf(tx, actor, groupId)
    return tx
      .insertInto('groups.duty')
      .values({ group_id: group.id, words, every_months: everyMonths, next_due_on: nextDueOn, source })
      .returning('id')
      .executeTakeFirstOrThrow()
  },
})

/** Changes a duty's words, its rhythm or its next day, or ends it; what was done stays. */
export const changeDuty = command<
  DutyFields & { groupId: string; id: string; version: number; endedOn: string | null },
  { id: string }
>({
  name: 'groups.duty-changed',
  permission: 'groups.keep',
  subject: (_output, { groupId }) => groupId,
  details: ({ id }, { everyMonths, nextDueOn, endedOn }) => ({ duty: id, everyMonths, nextDueOn, endedOn }),
  async run(tx, actor, { groupId, id, version, words, everyMonths, nextDueOn, source, endedOn }) {
    const group = await groupOf(tx, actor, groupId)
    if (!(await findDuty(tx, group.id, id))) throw notFound('Duty')
    const { numUpdatedRows } = await tx
      .updateTable('groups.duty')
      .set({
        words,
        every_months: everyMonths,
        next_due_on: nextDueOn,
        source,
        ended_on: endedOn,
        version: version + 1,
      })
      .where('id', '=', id)
      .where('version', '=', version)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw conflict('Somebody else changed this duty while you had the page open.')
    return { id }
  },
})

/** Whether an office may record a group's duty as done: it keeps the groups, or chairs this one. */
export const mayDoDuty = async (db: Db | Tx, actor: Actor, groupId: string, today: string): Promise<boolean> =>
  may(actor, 'groups.keep') || (await mayActInGroup(db, actor, groupId, today)) === 'chair'

/** Records that a duty was done; it is due again by itself, counted from the day on which it was due. */
export const doDuty = command<
  { groupId: string; id: string; version: number; doneOn: string; note: string; today: string },
  { id: string; nextDueOn: string }
>({
  name: 'groups.duty-done',
  permission: 'groups.do-duty',
  subject: (_output, { groupId }) => groupId,
  details: ({ id, nextDueOn }, { doneOn }) => ({ duty: id, doneOn, nextDueOn }),
  broken: { duty_done_duty_id_due_on_key: ['doneOn', 'Somebody has recorded this already'] },
  async run(tx, actor, { groupId, id, version, doneOn, note, today }) {
    const group = await groupOf(tx, actor, groupId)
    if (!(await mayDoDuty(tx, actor, group.id, today)))
      throw forbidden('Only the group’s chair and the business team record its duties as done.')
    const duty = await findDuty(tx, group.id, id)
    if (!duty || duty.endedOn !== null) throw notFound('Duty')
    if (doneOn > today) refuse('doneOn', 'Day on which it was done must be today or in the past')
    if (doneOn < addMonths(duty.nextDueOn, -12 * 5))
      refuse('doneOn', `It was due on ${inWords(duty.nextDueOn)}: check the year`)
    await tx
      .insertInto('groups.duty_done')
      .values({ duty_id: duty.id, due_on: duty.nextDueOn, done_on: doneOn, note, office_id: actor.officeId })
      .execute()
    // The rhythm stays that of the due days, and a day that passed while it was done is not asked for again.
    let nextDueOn = addMonths(duty.nextDueOn, duty.everyMonths)
    while (nextDueOn <= doneOn) nextDueOn = addMonths(nextDueOn, duty.everyMonths)
    const { numUpdatedRows } = await tx
      .updateTable('groups.duty')
      .set({ next_due_on: nextDueOn, version: version + 1 })
      .where('id', '=', duty.id)
      .where('version', '=', version)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw conflict('Somebody else changed this duty while you had the page open.')
    return { id: duty.id, nextDueOn }
  },
})
