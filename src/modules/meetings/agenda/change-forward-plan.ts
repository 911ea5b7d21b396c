import { findGroupById } from '#modules/partnerships/public.ts'
import { changeRecord, textOf } from '#modules/thread/public.ts'
import type { Actor } from '#platform/actor.ts'
import { command, refuse } from '#platform/command.ts'
import type { Tx } from '#platform/db/connect.ts'
import { conflict, notFound } from '#platform/errors.ts'
import { placeMatter, raiseMatter, referMatter } from '../matters.ts'
import { findMatter, saveMatter, type Matter } from '../matter-store.ts'
import type { ItemMarking, Purpose, ReferralWay } from '../meeting.ts'
import { checkMayChangeAgenda } from '../rights.ts'
import { findRule } from './recurring-store.ts'

export type MatterFields = {
  title: string
  summary: string
  purpose: Purpose
  marking: ItemMarking
  presenterOfficeId: string | null
  minutesAllowed: number | null
  dueOn: string | null
}

/** Puts a matter into a group's forward plan, for a month or a meeting. */
export const addMatter = command<
  { groupId: string; fields: MatterFields; meetingId: string | null; today: string },
  { recordId: string; reference: string }
>({
  name: 'meetings.matter-added',
  permission: 'meetings.agenda',
  subject: ({ recordId }) => recordId,
  details: ({ reference }, { groupId, fields }) => ({ reference, group: groupId, due: fields.dueOn }),
  async run(tx, actor, { groupId, fields, meetingId, today }) {
    if (!(await findGroupById(tx, actor.partnershipId, groupId))) throw notFound('Group')
    await checkMayChangeAgenda(tx, actor, groupId, today)
    const matter = await raiseMatter(tx, actor, { ...fields, groupId, year: Number(today.slice(0, 4)) })
    if (meetingId !== null) await placeMatter(tx, actor, { matterId: matter.id, meetingId })
    return matter
  },
})

async function openMatter(tx: Tx, actor: Actor, reference: string, today: string): Promise<Matter> {
  const matter = await findMatter(tx, actor, reference)
  if (!matter) throw notFound('Matter')
  await checkMayChangeAgenda(tx, actor, matter.groupId, today)
  return matter
}

/** Changes a matter, and puts it on the agenda of a meeting when one is chosen. */
export const changeMatter = command<
  {
    reference: string
    version: number
    fields: Omit<MatterFields, 'marking'>
    meetingId: string | null
    today: string
  },
  { recordId: string }
>({
  name: 'meetings.matter-changed',
  permission: 'meetings.agenda',
  subject: ({ recordId }) => recordId,
  details: (_output, { fields, meetingId }) => ({ due: fields.dueOn, meeting: meetingId }),
  async run(tx, actor, { reference, version, fields, meetingId, today }) {
    const matter = await openMatter(tx, actor, reference, today)
    if (matter.state === 'closed') refuse('title', 'This matter is closed')
    await saveMatter(tx, matter.id, version, {
      title: fields.title,
      summary: fields.summary,
      purpose: fields.purpose,
      presenter_office_id: fields.presenterOfficeId,
      minutes_allowed: fields.minutesAllowed,
      due_on: fields.dueOn,
    })
    const searchText = textOf(fields.summary, matter.sourceWords)
    await changeRecord(tx, matter.recordId, { title: fields.title, searchText })
    if (meetingId !== null) await placeMatter(tx, actor, { matterId: matter.id, meetingId })
    return { recordId: matter.recordId }
  },
})

/** Closes a matter with the reason, or opens it again when the reason is null. */
export const closeMatter = command<
  { reference: string; version: number; reason: string | null; today: string },
  { recordId: string }
>({
  name: 'meetings.matter-closed',
  permission: 'meetings.agenda',
  subject: ({ recordId }) => recordId,
  details: (_output, { reason }) => ({ closed: reason !== null }),
  async run(tx, actor, { reference, version, reason, today }) {
    const matter = await openMatter(tx, actor, reference, today)
    await saveMatter(tx, matter.id, version, { state: reason === null ? 'open' : 'closed', closed_reason: reason })
    await changeRecord(tx, matter.recordId, { state: reason === null ? 'open' : 'closed' })
    return { recordId: matter.recordId }
  },
})

/** Escalates a matter to another group, delegates it or sends it back, with the reason. */
export const giveMatter = command<
  { reference: string; toGroupId: string; way: ReferralWay; reason: string; today: string },
  { recordId: string; fromGroupId: string }
>({
  name: 'meetings.matter-referred',
  permission: 'meetings.agenda',
  subject: ({ recordId }) => recordId,
  details: ({ fromGroupId }, { toGroupId, way }) => ({ from: fromGroupId, to: toGroupId, way }),
  async run(tx, actor, { reference, toGroupId, way, reason, today }) {
    const matter = await openMatter(tx, actor, reference, today)
    return referMatter(tx, actor, { matterId: matter.id, toGroupId, way, reason })
  },
})

export type RuleFields = {
  title: string
  purpose: Purpose
  marking: ItemMarking
  months: readonly number[]
  presenterOfficeId: string | null
  minutesAllowed: number | null
  needsPaper: boolean
  source: string
}

const rowOf = (fields: RuleFields) => ({
  title: fields.title,
  purpose: fields.purpose,
  marking: fields.marking,
  months: [...fields.months],
  presenter_office_id: fields.presenterOfficeId,
  minutes_allowed: fields.minutesAllowed,
  needs_paper: fields.needsPaper,
  source: fields.source,
})

/** Sets down that a matter comes back: in these months, or at every meeting. */
export const addRule = command<
  { groupId: string; fields: RuleFields; today: string; isInvented?: boolean },
  { id: string }
>({
  name: 'meetings.recurring-matter-added',
  permission: 'meetings.agenda',
  subject: ({ id }) => id,
  details: (_output, { groupId, fields }) => ({ group: groupId, months: [...fields.months] }),
  async run(tx, actor, { groupId, fields, today, isInvented = false }) {
    if (!(await findGroupById(tx, actor.partnershipId, groupId))) throw notFound('Group')
    await checkMayChangeAgenda(tx, actor, groupId, today)
    return tx
      .insertInto('meetings.recurring_matter')
      .values({ ...rowOf(fields), partnership_id: actor.partnershipId, group_id: groupId, is_invented: isInvented })
      .returning('id')
      .executeTakeFirstOrThrow()
  },
})

/** Changes a rule, or ends it on a day. What it brought to agendas before stays there. */
export const changeRule = command<
  { id: string; version: number; fields: RuleFields; endedOn: string | null; today: string },
  { id: string }
>({
  name: 'meetings.recurring-matter-changed',
  permission: 'meetings.agenda',
  subject: ({ id }) => id,
  details: (_output, { fields, endedOn }) => ({ months: [...fields.months], ended: endedOn }),
  async run(tx, actor, { id, version, fields, endedOn, today }) {
    const rule = await findRule(tx, actor, id)
    if (!rule) throw notFound('Recurring matter')
    await checkMayChangeAgenda(tx, actor, rule.groupId, today)
    const { numUpdatedRows } = await tx
      .updateTable('meetings.recurring_matter')
      .set({ ...rowOf(fields), ended_on: endedOn, version: version + 1 })
      .where('id', '=', id)
      .where('version', '=', version)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) {
      throw conflict(
        'Somebody else has changed this rule. Open it again to see how it stands; nothing of yours was saved.',
      )
    }
    return { id }
  },
})
