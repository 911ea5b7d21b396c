import { findGroupById, ownersOfGroup } from '#modules/partnerships/public.ts'
import { changeRecord, linkRecords, registerOnce, registerRecord, shareRecord, textOf } from '#modules/thread/public.ts'
import { partnershipPaths } from '#modules/partnerships/public.ts'
import type { Actor } from '#platform/actor.ts'
import { refuse } from '#platform/command.ts'
import type { Tx } from '#platform/db/connect.ts'
import { notFound } from '#platform/errors.ts'
import { insertItem, setItemOutcome, findAgendaItem } from './agenda-store.ts'
import { isToCome, referralWays, type ItemMarking, type Purpose, type ReferralWay } from './meeting.ts'
import { findMatterById } from './matter-store.ts'
import { findMeetingById, type Meeting } from './meeting-store.ts'
import { meetingPaths } from './paths.ts'

export type NewMatter = {
  groupId: string
  title: string
  summary?: string
  purpose: Purpose
  marking?: ItemMarking
  presenterOfficeId?: string | null
  minutesAllowed?: number | null
  dueOn?: string | null
  recurringId?: string | null
  /** The suggestion that it is made from: the same is not made twice for a group. */
  sourceKey?: string | null
  sourceWords?: string
  sourceHref?: string | null
  /** The thread record that it came from, such as a warning. */
  sourceRecordId?: string | null
  isInvented?: boolean
  /** The year of its reference. */
  year: number
}

/** The thread record of a group in the actor's partnership. */
async function groupRecord(tx: Tx, actor: Actor, groupId: string, year: number): Promise<string | null> {
  const group = await findGroupById(tx, actor.partnershipId, groupId)
  if (!group) return null
  const record = await registerOnce(tx, {
    partnershipId: actor.partnershipId,
    kind: 'group',
    title: group.name,
    state: 'group',
    page: () => partnershipPaths.group(actor.partnershipSlug, group.slug),
    year,
  })
  return record.id
}

/**
 * Puts a piece of business before a group: a matter with a record of its own in the thread, 'given to' the group.
 *
 * @throws notFound when the group is none of the actor's partnership
 */
export async function raiseMatter(
  tx: Tx,
  actor: Actor,
  matter: NewMatter,
): Promise<{ id: string; recordId: string; reference: string }> {
  if (!(await findGroupById(tx, actor.partnershipId, matter.groupId))) throw notFound('Group')
  const marking = matter.marking ?? 'OFFICIAL'
  const record = await registerRecord(tx, {
    partnershipId: actor.partnershipId,
    kind: 'matter',
    title: matter.title,
    state: 'open',
    marking,
    page: meetingPaths.matter,
    year: matter.year,
    isInvented: matter.isInvented ?? false,
    searchText: textOf(matter.summary, matter.sourceWords),
    sharedWith: await ownersOfGroup(tx, matter.groupId),
  })
  const id = crypto.randomUUID()
  // First the group that has it: a member who raises a marked matter sees it only through their group.
  await tx.insertInto('meetings.matter_group').values({ matter_id: id, group_id: matter.groupId }).execute()
  await tx
    .insertInto('meetings.matter')
    .values({
      id,
      record_id: record.id,
      reference: record.reference,
      partnership_id: actor.partnershipId,
      group_id: matter.groupId,
      title: matter.title,
      summary: matter.summary ?? '',
      purpose: matter.purpose,
      marking,
      presenter_office_id: matter.presenterOfficeId ?? null,
      minutes_allowed: matter.minutesAllowed ?? null,
      due_on: matter.dueOn ?? null,
      recurring_id: matter.recurringId ?? null,
      source_key: matter.sourceKey ?? null,
      source_words: matter.sourceWords ?? '',
      source_href: matter.sourceHref ?? null,
      is_invented: matter.isInvented ?? false,
    })
    .execute()
  const given = await groupRecord(tx, actor, matter.groupId, matter.year)
  if (given !== null) await linkRecords(tx, record.id, 'given to', given)
  if (matter.sourceRecordId) await linkRecords(tx, record.id, 'came from', matter.sourceRecordId)
  return { id, recordId: record.id, reference: record.reference }
}

/** A meeting that a matter can still be put on. @throws notFound; refuses on `field` one that is over or of another group */
export async function openMeeting(
  tx: Tx,
  actor: Actor,
  meetingId: string,
  groupId: string | null,
  field: string,
): Promise<Meeting> {
  const meeting = await findMeetingById(tx, actor, meetingId)
  if (!meeting) throw notFound('Meeting')
  if (!isToCome(meeting.state)) refuse(field, 'Select a meeting that is still to come')
  if (groupId !== null && meeting.groupId !== groupId)
    refuse(field, 'Select a meeting of the group that has the matter')
  return meeting
}

/**
 * Puts a matter on the agenda of a coming meeting of the group that has it, with what the matter says of purpose, time and presenter.
 * A matter that stands there already stays where it is.
 */
export async function placeMatter(
  tx: Tx,
  actor: Actor,
  { matterId, meetingId, note }: { matterId: string; meetingId: string; note?: string },
): Promise<{ itemId: string }> {
  const matter = await findMatterById(tx, actor, matterId)
  if (!matter) throw notFound('Matter')
  if (matter.state === 'closed') refuse('meeting', 'This matter is closed')
  const meeting = await openMeeting(tx, actor, meetingId, matter.groupId, 'meeting')
  const there = await tx
    .selectFrom('meetings.agenda_item')
    .where('meeting_id', '=', meetingId)
    .where('matter_id', '=', matterId)
    .select('id')
    .executeTakeFirst()
  if (there) return { itemId: there.id }
  const itemId = await insertItem(tx, {
    meetingId,
    matterId,
    title: matter.title,
    purpose: matter.purpose,
    marking: matter.marking,
    presenterOfficeId: matter.presenterOfficeId,
    minutesAllowed: matter.minutesAllowed,
    note: note ?? '',
  })
  await linkRecords(tx, matter.recordId, 'part of', meeting.recordId)
  return { itemId }
}

/**
 * Gives a matter to another group, escalated, delegated or sent back, with the reason. It stays one matter with one history, and the
 * groups that had it go on seeing it; where it stood on a coming agenda, that item says where it went.
 */
export async function referMatter(
  tx: Tx,
  actor: Actor,
  { matterId, toGroupId, way, reason }: { matterId: string; toGroupId: string; way: ReferralWay; reason: string },
): Promise<{ recordId: string; fromGroupId: string }> {
  const matter = await findMatterById(tx, actor, matterId)
  if (!matter) throw notFound('Matter')
  if (matter.state === 'closed') refuse('toGroup', 'This matter is closed')
  if (matter.groupId === toGroupId) refuse('toGroup', 'Select a group other than the one that has it now')
  const target = await findGroupById(tx, actor.partnershipId, toGroupId)
  if (!target) refuse('toGroup', 'Select one of the partnership’s groups')
  await tx
    .insertInto('meetings.matter_group')
    .values({ matter_id: matter.id, group_id: toGroupId })
    .onConflict((conflict) => conflict.columns(['matter_id', 'group_id']).doNothing())
    .execute()
  await tx
    .insertInto('meetings.referral')
    .values({
      matter_id: matter.id,
      from_group_id: matter.groupId,
      to_group_id: toGroupId,
      way,
      reason,
      referred_by: actor.personId,
    })
    .execute()
  await tx
    .updateTable('meetings.matter')
    .set((set) => ({ group_id: toGroupId, source_key: null, version: set('version', '+', 1) }))
    .where('id', '=', matter.id)
    .execute()
  if (matter.partnershipId === actor.partnershipId) {
    const owners = await ownersOfGroup(tx, toGroupId)
    await shareRecord(
      tx,
      matter.recordId,
      owners.filter((owner) => owner !== matter.partnershipId),
    )
  }
  await changeRecord(tx, matter.recordId, { state: `${referralWays[way].words.toLowerCase()} to ${target.name}` })
  const given = await groupRecord(tx, actor, toGroupId, Number(matter.reference.split('-').at(-2)))
  if (given !== null) await linkRecords(tx, matter.recordId, 'given to', given, reason)
  return { recordId: matter.recordId, fromGroupId: matter.groupId }
}

/** Takes an item that was not dealt with to a later meeting of the group. @returns the item there */
export async function carryItemOver(
  tx: Tx,
  actor: Actor,
  { itemId, toMeetingId }: { itemId: string; toMeetingId: string },
): Promise<{ itemId: string }> {
  const item = await findAgendaItem(tx, actor, itemId)
  if (!item) throw notFound('Agenda item')
  const from = await findMeetingById(tx, actor, item.meetingId)
  if (!from) throw notFound('Meeting')
  if (item.meetingId === toMeetingId) refuse('meeting', 'Select a later meeting')
  const meeting = await openMeeting(tx, actor, toMeetingId, from.groupId, 'meeting')
  if (meeting.startsAt <= from.startsAt) refuse('meeting', 'Select a later meeting')
  await setItemOutcome(tx, itemId, 'carried-over')
  const note = `Carried over from ${from.reference}`
  if (item.matterId !== null) return placeMatter(tx, actor, { matterId: item.matterId, meetingId: toMeetingId, note })
  const added = await insertItem(tx, {
    meetingId: toMeetingId,
    matterId: null,
    title: item.title,
    purpose: item.purpose,
    marking: item.marking,
    presenterOfficeId: item.presenterOfficeId,
    minutesAllowed: item.minutesAllowed,
    note,
  })
  return { itemId: added }
}
