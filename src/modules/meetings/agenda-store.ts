import { sql } from 'kysely'
import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import type { ItemMarking, ItemOutcome, Purpose } from './meeting.ts'
import { ofOwnGroups } from './meeting-store.ts'
import { mayReadMarked } from './sensitive.ts'

export type AgendaItem = {
  id: string
  meetingId: string
  /** The matter that it is about; null: business of every meeting, such as the last minutes. */
  matterId: string | null
  matterReference: string | null
  matterRecordId: string | null
  position: number
  title: string
  purpose: Purpose
  marking: ItemMarking
  presenterOfficeId: string | null
  presenterOffice: string | null
  presenterOrganisation: string | null
  minutesAllowed: number | null
  note: string
  outcome: ItemOutcome
  /** Where its matter came from, such as an early warning. */
  sourceWords: string | null
  sourceHref: string | null
  version: number
}

const items = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('meetings.agenda_item as item')
    .innerJoin('meetings.meeting as m', 'm.id', 'item.meeting_id')
    .leftJoin('meetings.matter as matter', 'matter.id', 'item.matter_id')
    .leftJoin('identity.office as office', 'office.id', 'item.presenter_office_id')
    .leftJoin('identity.organisation as organisation', 'organisation.id', 'office.organisation_id')
    .where(ofOwnGroups(actor, 'm'))
    .where(mayReadMarked(actor, 'item.marking', 'm.group_id'))

const columns = [
  'item.id',
  'item.meeting_id as meetingId',
  'item.matter_id as matterId',
  'matter.reference as matterReference',
  'matter.record_id as matterRecordId',
  'item.position',
  'item.title',
  'item.purpose',
  'item.marking',
  'item.presenter_office_id as presenterOfficeId',
  'office.title as presenterOffice',
  'organisation.name as presenterOrganisation',
  'item.minutes_allowed as minutesAllowed',
  'item.note',
  'item.outcome',
  'matter.source_words as sourceWords',
  'matter.source_href as sourceHref',
  'item.version',
] as const

/** The agenda of a meeting in its order, without items that the actor may not know of; at most 200. */
export const listAgenda = async (db: Db | Tx, actor: Actor, meetingId: string): Promise<AgendaItem[]> =>
  (await items(db, actor)
    .where('item.meeting_id', '=', meetingId)
    .orderBy('item.position')
    .limit(200)
    .select(columns)
    .execute()) as AgendaItem[]

/** An item of an agenda, when the actor may know of it. */
export const findAgendaItem = async (db: Db | Tx, actor: Actor, id: string): Promise<AgendaItem | undefined> =>
  (await items(db, actor).where('item.id', '=', id).select(columns).executeTakeFirst()) as AgendaItem | undefined

export type NewItem = {
  meetingId: string
  matterId: string | null
  title: string
  purpose: Purpose
  marking: ItemMarking
  presenterOfficeId: string | null
  minutesAllowed: number | null
  note?: string
}

/** Adds an item at the end of an agenda. @returns its id */
export async function insertItem(tx: Tx, item: NewItem): Promise<string> {
  const { id } = await tx
    .insertInto('meetings.agenda_item')
    .values({
      meeting_id: item.meetingId,
      matter_id: item.matterId,
      // The next place, counted where items that the actor may not see count too.
      position: sql<number>`meetings.next_position(${item.meetingId})`,
      title: item.title,
      purpose: item.purpose,
      marking: item.marking,
      presenter_office_id: item.presenterOfficeId,
      minutes_allowed: item.minutesAllowed,
      note: item.note ?? '',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Says what became of an item. */
export async function setItemOutcome(tx: Tx, itemId: string, outcome: ItemOutcome): Promise<void> {
  await tx.updateTable('meetings.agenda_item').set({ outcome }).where('id', '=', itemId).execute()
}
