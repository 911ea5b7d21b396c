import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import type { ScanState } from '#platform/uploads/scan.ts'
import type { ItemMarking } from '../meeting.ts'
import { ofOwnGroups } from '../meeting-store.ts'
import { mayReadMarked } from '../sensitive.ts'

export type Paper = {
  id: string
  recordId: string
  reference: string
  meetingId: string
  meetingReference: string
  meetingTitle: string
  meetingStartsAt: Date
  meetingState: string
  groupId: string
  itemId: string
  itemTitle: string
  title: string
  marking: ItemMarking
  ownerOfficeId: string | null
  ownerOffice: string | null
  ownerOrganisation: string | null
  dueOn: string | null
  body: string | null
  fileId: string | null
  fileName: string | null
  fileKind: string | null
  scanState: ScanState | null
  receivedAt: Date | null
  isLate: boolean
  isSupplement: boolean
  withdrawnAt: Date | null
  version: number
}

const papers = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('meetings.paper as paper')
    .innerJoin('meetings.agenda_item as item', 'item.id', 'paper.agenda_item_id')
    .innerJoin('meetings.meeting as m', 'm.id', 'paper.meeting_id')
    .leftJoin('identity.office as office', 'office.id', 'paper.owner_office_id')
    .leftJoin('identity.organisation as organisation', 'organisation.id', 'office.organisation_id')
    .leftJoin('platform.file as file', 'file.id', 'paper.file_id')
    .where(ofOwnGroups(actor, 'm'))
    .where(mayReadMarked(actor, 'paper.marking', 'm.group_id'))
    .where(mayReadMarked(actor, 'item.marking', 'm.group_id'))

const columns = [
  'paper.id',
  'paper.record_id as recordId',
  'paper.reference',
  'paper.meeting_id as meetingId',
  'm.reference as meetingReference',
  'm.title as meetingTitle',
  'm.starts_at as meetingStartsAt',
  'm.state as meetingState',
  'm.group_id as groupId',
  'paper.agenda_item_id as itemId',
  'item.title as itemTitle',
  'paper.title',
  'paper.marking',
  'paper.owner_office_id as ownerOfficeId',
  'office.title as ownerOffice',
  'organisation.name as ownerOrganisation',
  'paper.due_on as dueOn',
  'paper.body',
  'paper.file_id as fileId',
  'file.name as fileName',
  'file.media_type as fileKind',
  'file.scan_state as scanState',
  'paper.received_at as receivedAt',
  'paper.is_late as isLate',
  'paper.is_supplement as isSupplement',
  'paper.withdrawn_at as withdrawnAt',
  'paper.version',
] as const

/** A paper by its reference, when the actor may know of it. */
export const findPaper = async (db: Db | Tx, actor: Actor, reference: string): Promise<Paper | undefined> =>
  (await papers(db, actor).where('paper.reference', '=', reference).select(columns).executeTakeFirst()) as
    Paper | undefined

/** The papers of a meeting, asked for and received, in the order of the agenda and of their coming; at most 300. */
export const listPapers = async (db: Db | Tx, actor: Actor, meetingId: string): Promise<Paper[]> =>
  (await papers(db, actor)
    .where('paper.meeting_id', '=', meetingId)
    .where('paper.withdrawn_at', 'is', null)
    .orderBy('item.position')
    .orderBy('paper.asked_at')
    .orderBy('paper.reference')
    .limit(300)
    .select(columns)
    .execute()) as Paper[]

/** The papers that an office owes to meetings still to come, soonest due first; at most 100. */
export const listPapersOwed = async (db: Db | Tx, actor: Actor, officeId: string): Promise<Paper[]> =>
  (await papers(db, actor)
    .where('paper.owner_office_id', '=', officeId)
    .where('paper.received_at', 'is', null)
    .where('paper.withdrawn_at', 'is', null)
    .where('m.state', 'in', ['planned', 'called'])
    .orderBy('paper.due_on')
    .limit(100)
    .select(columns)
    .execute()) as Paper[]
