import type { Actor } from '#platform/actor.ts'
import { command, refuse } from '#platform/command.ts'
import type { Tx } from '#platform/db/connect.ts'
import { conflict, notFound } from '#platform/errors.ts'
import { findAgendaItem, insertItem, type AgendaItem } from '../agenda-store.ts'
import { findMatterById } from '../matter-store.ts'
import { carryItemOver, placeMatter, raiseMatter } from '../matters.ts'
import { isToCome, type ItemMarking, type Purpose } from '../meeting.ts'
import { findMeeting, findMeetingById, type Meeting } from '../meeting-store.ts'
import { checkMayChangeAgenda } from '../rights.ts'
import type { Suggestion } from './suggestion.ts'

type Done = { recordId: string; itemId: string }

async function openAgenda(tx: Tx, actor: Actor, meeting: Meeting | undefined, today: string): Promise<Meeting> {
  if (!meeting) throw notFound('Meeting')
  await checkMayChangeAgenda(tx, actor, meeting.groupId, today)
  if (!isToCome(meeting.state)) refuse('title', 'The agenda of a meeting that is over or cancelled stays as it was')
  return meeting
}

/** Puts what was suggested on the agenda: the matter that exists, or a new one that came from what was suggested. */
export const acceptSuggestion = command<{ reference: string; suggestion: Suggestion; today: string }, Done>({
  name: 'meetings.suggestion-accepted',
  permission: 'meetings.agenda',
  subject: ({ recordId }) => recordId,
  details: ({ itemId }, { suggestion }) => ({ item: itemId, suggestion: suggestion.key }),
  broken: { matter_group_id_source_key_key: ['suggestion', 'This was put on an agenda already'] },
  async run(tx, actor, { reference, suggestion, today }) {
    const meeting = await openAgenda(tx, actor, await findMeeting(tx, actor, reference), today)
    if (suggestion.carriedFromItemId) {
      const carried = { itemId: suggestion.carriedFromItemId, toMeetingId: meeting.id }
      return { recordId: meeting.recordId, ...(await carryItemOver(tx, actor, carried)) }
    }
    const matterId =
      suggestion.matterId ??
      (
        await raiseMatter(tx, actor, {
          groupId: meeting.groupId,
          title: suggestion.title.slice(0, 200),
          purpose: suggestion.purpose,
          marking: suggestion.marking ?? 'OFFICIAL',
          presenterOfficeId: suggestion.presenterOfficeId ?? null,
          minutesAllowed: suggestion.minutesAllowed ?? null,
          recurringId: suggestion.recurringId ?? null,
          sourceKey: suggestion.key,
          sourceWords: suggestion.why,
          sourceHref: suggestion.href ?? null,
          sourceRecordId: suggestion.sourceRecordId ?? null,
          year: Number(today.slice(0, 4)),
        })
      ).id
    return { recordId: meeting.recordId, ...(await placeMatter(tx, actor, { matterId, meetingId: meeting.id })) }
  },
})

export type ItemFields = {
  title: string
  purpose: Purpose
  marking: ItemMarking
  presenterOfficeId: string | null
  minutesAllowed: number | null
  note: string
}

/** Adds an item: a new matter of the group, so that it keeps its history, or business of this meeting alone. */
export const addItem = command<{ reference: string; fields: ItemFields; isMatter: boolean; today: string }, Done>({
  name: 'meetings.item-added',
  permission: 'meetings.agenda',
  subject: ({ recordId }) => recordId,
  details: ({ itemId }, { isMatter, fields }) => ({ item: itemId, matter: isMatter, marking: fields.marking }),
  async run(tx, actor, { reference, fields, isMatter, today }) {
    const meeting = await openAgenda(tx, actor, await findMeeting(tx, actor, reference), today)
    if (!isMatter) {
      const itemId = await insertItem(tx, { ...fields, meetingId: meeting.id, matterId: null })
      return { recordId: meeting.recordId, itemId }
    }
    const matter = await raiseMatter(tx, actor, {
      ...fields,
      groupId: meeting.groupId,
      summary: fields.note,
      year: Number(today.slice(0, 4)),
    })
    const { itemId } = await placeMatter(tx, actor, { matterId: matter.id, meetingId: meeting.id, note: fields.note })
    return { recordId: meeting.recordId, itemId }
  },
})

async function openItem(
  tx: Tx,
  actor: Actor,
  itemId: string,
  today: string,
): Promise<{ item: AgendaItem; meeting: Meeting }> {
  const item = await findAgendaItem(tx, actor, itemId)
  if (!item) throw notFound('Agenda item')
  const meeting = await openAgenda(tx, actor, await findMeetingById(tx, actor, item.meetingId), today)
  return { item, meeting }
}

/** Changes what an item says. A matter marked higher stays marked: its item cannot be shown to more people than the matter. */
export const changeItem = command<{ itemId: string; version: number; fields: ItemFields; today: string }, Done>({
  name: 'meetings.item-changed',
  permission: 'meetings.agenda',
  subject: ({ recordId }) => recordId,
  details: ({ itemId }, { fields }) => ({ item: itemId, purpose: fields.purpose, marking: fields.marking }),
  async run(tx, actor, { itemId, version, fields, today }) {
    const { item, meeting } = await openItem(tx, actor, itemId, today)
    const matter = item.matterId === null ? undefined : await findMatterById(tx, actor, item.matterId)
    if (matter?.marking === 'OFFICIAL-SENSITIVE' && fields.marking !== 'OFFICIAL-SENSITIVE') {
      refuse('marking', 'The matter is marked OFFICIAL-SENSITIVE, so its item must be too')
    }
    const { numUpdatedRows } = await tx
      .updateTable('meetings.agenda_item')
      .set({
        title: fields.title,
        purpose: fields.purpose,
        marking: fields.marking,
        presenter_office_id: fields.presenterOfficeId,
        minutes_allowed: fields.minutesAllowed,
        note: fields.note,
        version: version + 1,
      })
      .where('id', '=', itemId)
      .where('version', '=', version)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) {
      throw conflict(
        'Somebody else has changed this item. Open it again to see how it stands; nothing of yours was saved.',
      )
    }
    return { recordId: meeting.recordId, itemId }
  },
})

/** Moves an item one place up or down: it changes places with its neighbour. */
export const shiftItem = command<{ itemId: string; way: 'up' | 'down'; today: string }, Done>({
  name: 'meetings.item-shifted',
  permission: 'meetings.agenda',
  subject: ({ recordId }) => recordId,
  details: ({ itemId }, { way }) => ({ item: itemId, way }),
  async run(tx, actor, { itemId, way, today }) {
    const { item, meeting } = await openItem(tx, actor, itemId, today)
    const neighbour = await tx
      .selectFrom('meetings.agenda_item')
      .where('meeting_id', '=', meeting.id)
      .where('position', way === 'up' ? '<' : '>', item.position)
      .orderBy('position', way === 'up' ? 'desc' : 'asc')
      .limit(1)
      .forUpdate()
      .select(['id', 'position'])
      .executeTakeFirst()
    if (!neighbour) return { recordId: meeting.recordId, itemId }
    await tx
      .updateTable('meetings.agenda_item')
      .set({ position: neighbour.position })
      .where('id', '=', itemId)
      .execute()
    await tx
      .updateTable('meetings.agenda_item')
      .set({ position: item.position })
      .where('id', '=', neighbour.id)
      .execute()
    return { recordId: meeting.recordId, itemId }
  },
})

/** Takes an item off an agenda; its matter goes back to the forward plan. An item that has papers stays, so that none is lost. */
export const removeItem = command<{ itemId: string; today: string }, Done>({
  name: 'meetings.item-removed',
  permission: 'meetings.agenda',
  subject: ({ recordId }) => recordId,
  details: ({ itemId }) => ({ item: itemId }),
  broken: {
    paper_agenda_item_id_fkey: ['title', 'This item has papers. Carry it over to another meeting instead, or leave it'],
    line_agenda_item_id_fkey: ['title', 'This item has minutes, so it stays on the agenda'],
  },
  async run(tx, actor, { itemId, today }) {
    const { item, meeting } = await openItem(tx, actor, itemId, today)
    await tx.deleteFrom('meetings.agenda_item').where('id', '=', itemId).execute()
    // Who takes it off means it: it does not come back by itself.
    if (item.matterId !== null) {
      await tx.updateTable('meetings.matter').set({ comes_next: false }).where('id', '=', item.matterId).execute()
    }
    return { recordId: meeting.recordId, itemId }
  },
})

/** Takes an item to a later meeting of the group, also after the meeting when there was no time for it. */
export const carryOver = command<{ itemId: string; toMeetingId: string; today: string }, Done>({
  name: 'meetings.item-carried-over',
  permission: 'meetings.agenda',
  subject: ({ recordId }) => recordId,
  details: ({ itemId }, input) => ({ from: input.itemId, to: itemId }),
  async run(tx, actor, { itemId, toMeetingId, today }) {
    const item = await findAgendaItem(tx, actor, itemId)
    const meeting = item && (await findMeetingById(tx, actor, item.meetingId))
    if (!item || !meeting) throw notFound('Agenda item')
    await checkMayChangeAgenda(tx, actor, meeting.groupId, today)
    const carried = await carryItemOver(tx, actor, { itemId, toMeetingId })
    return { recordId: meeting.recordId, itemId: carried.itemId }
  },
})
