import { linkRecords, changeRecord, registerRecord } from '#modules/thread/public.ts'
import { ownersOfGroup } from '#modules/partnerships/public.ts'
import { may, type Actor } from '#platform/actor.ts'
import { command, refuse } from '#platform/command.ts'
import { inWords } from '#platform/dates.ts'
import type { Tx } from '#platform/db/connect.ts'
import { conflict, forbidden, notFound } from '#platform/errors.ts'
import { keepFile, type TakenFile } from '#platform/files/file-store.ts'
import { londonDate } from '#platform/london-time.ts'
import { findAgendaItem } from '../agenda-store.ts'
import { findMatterById } from '../matter-store.ts'
import type { ItemMarking } from '../meeting.ts'
import { findMeetingById } from '../meeting-store.ts'
import { meetingPaths } from '../paths.ts'
import { checkMayChangeAgenda, mayChangeAgenda } from '../rights.ts'
import { findPaper, type Paper } from './paper-store.ts'

/** What a paper is made of: a file, or text written in the page. */
export type PaperContent = { file: TakenFile } | { body: string }

type NewPaper = {
  itemId: string
  title: string
  marking: ItemMarking
  ownerOfficeId: string | null
  dueOn: string | null
  content: PaperContent | null
  now: Date
  today: string
}

/** Asks an office for a paper of an item, or adds one that is there already. */
export const addPaper = command<NewPaper, { recordId: string; reference: string }>({
  name: 'meetings.paper-added',
  permission: 'meetings.agenda',
  subject: ({ recordId }) => recordId,
  details: ({ reference }, { ownerOfficeId, dueOn, content, marking }) => ({
    reference,
    office: ownerOfficeId,
    due: dueOn,
    received: content !== null,
    marking,
  }),
  async run(tx, actor, paper) {
    const { itemId, title, ownerOfficeId, dueOn, content, now, today } = paper
    const item = await findAgendaItem(tx, actor, itemId)
    const meeting = item && (await findMeetingById(tx, actor, item.meetingId))
    if (!item || !meeting) throw notFound('Agenda item')
    await checkMayChangeAgenda(tx, actor, meeting.groupId, today)
    if (meeting.state === 'cancelled') refuse('title', 'This meeting is cancelled')
    if (content === null && ownerOfficeId === null) refuse('owner', 'Select the office that writes the paper')
    if (dueOn !== null && dueOn > londonDate(meeting.startsAt)) {
      refuse('dueOn', 'The paper must be due by the day of the meeting')
    }
    // A paper is at least as closed as its item.
    const marking = item.marking === 'OFFICIAL-SENSITIVE' ? item.marking : paper.marking
    const record = await registerRecord(tx, {
      partnershipId: actor.partnershipId,
      kind: 'paper',
      title,
      state: content === null ? 'asked for' : 'received',
      marking,
      page: meetingPaths.paper,
      year: Number(londonDate(meeting.startsAt).slice(0, 4)),
      isInvented: meeting.isInvented,
      sharedWith: await ownersOfGroup(tx, meeting.groupId),
    })
    const id = crypto.randomUUID()
    await tx
      .insertInto('meetings.paper')
      .values({
        id,
        record_id: record.id,
        reference: record.reference,
        meeting_id: meeting.id,
        agenda_item_id: itemId,
        title,
        marking,
        owner_office_id: ownerOfficeId,
        due_on: dueOn ?? meeting.papersDueOn,
        asked_at: now,
      })
      .execute()
    const matter = item.matterId === null ? undefined : await findMatterById(tx, actor, item.matterId)
    await linkRecords(tx, record.id, 'part of', matter?.recordId ?? meeting.recordId)
    if (content !== null) {
      const made = await findPaper(tx, actor, record.reference)
      if (!made) throw notFound('Paper')
      await receive(tx, actor, made, content, now)
    }
    return { recordId: record.id, reference: record.reference }
  },
})

/** Writes a paper's content down, and whether it came after the day it was due or beside an earlier one. */
async function receive(tx: Tx, actor: Actor, paper: Paper, content: PaperContent, now: Date): Promise<void> {
  const before = await tx
    .selectFrom('meetings.paper')
    .where('agenda_item_id', '=', paper.itemId)
    .where('received_at', 'is not', null)
    .where('withdrawn_at', 'is', null)
    .where('id', '<>', paper.id)
    .select('id')
    .limit(1)
    .executeTakeFirst()
  const isRestricted = paper.marking === 'OFFICIAL-SENSITIVE'
  const fileId = 'file' in content ? (await keepFile(tx, actor, content.file, { isRestricted }, now)).id : null
  const isLate = paper.dueOn !== null && londonDate(now) > paper.dueOn
  const { numUpdatedRows } = await tx
    .updateTable('meetings.paper')
    .set({
      body: 'body' in content ? content.body : null,
      file_id: fileId,
      received_at: now,
      received_by: actor.personId,
      is_late: isLate,
      is_supplement: isLate && before !== undefined,
      version: paper.version + 1,
    })
    .where('id', '=', paper.id)
    .where('version', '=', paper.version)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) {
    throw conflict('Somebody else has sent this paper. Open it again to see how it stands; nothing of yours was saved.')
  }
  await changeRecord(tx, paper.recordId, {
    state: `received on ${inWords(londonDate(now))}`,
    searchText: 'body' in content ? content.body : '',
  })
}

/** Whether an actor may send a paper: the office that owes it, the business team, the group's chair. */
export const maySendPaper = async (tx: Tx, actor: Actor, paper: Paper, today: string): Promise<boolean> =>
  (may(actor, 'meetings.contribute') && actor.officeId !== null && actor.officeId === paper.ownerOfficeId) ||
  mayChangeAgenda(tx, actor, paper.groupId, today)

/** Sends a paper that was asked for. */
export const sendPaper = command<
  { reference: string; content: PaperContent; now: Date; today: string },
  { recordId: string }
>({
  name: 'meetings.paper-sent',
  permission: 'meetings.contribute',
  subject: ({ recordId }) => recordId,
  details: (_output, { content }) => ({ as: 'file' in content ? content.file.kind : 'text' }),
  async run(tx, actor, { reference, content, now, today }) {
    const paper = await findPaper(tx, actor, reference)
    if (!paper) throw notFound('Paper')
    if (!(await maySendPaper(tx, actor, paper, today))) {
      throw forbidden(`This paper is owed by ${paper.ownerOffice ?? 'another office'}.`)
    }
    if (paper.withdrawnAt !== null) refuse('file', 'This paper is no longer asked for')
    if (paper.receivedAt !== null)
      refuse('file', 'This paper was received already; ask the business team to add a supplement')
    if (paper.meetingState === 'cancelled') refuse('file', 'The meeting is cancelled')
    await receive(tx, actor, paper, content, now)
    return { recordId: paper.recordId }
  },
})

/** Takes a paper back: it is no longer asked for, or no longer shown with the agenda. What was received is kept. */
export const withdrawPaper = command<
  { reference: string; version: number; now: Date; today: string },
  { recordId: string; meetingReference: string }
>({
  name: 'meetings.paper-withdrawn',
  permission: 'meetings.agenda',
  subject: ({ recordId }) => recordId,
  async run(tx, actor, { reference, version, now, today }) {
    const paper = await findPaper(tx, actor, reference)
    if (!paper) throw notFound('Paper')
    await checkMayChangeAgenda(tx, actor, paper.groupId, today)
    const { numUpdatedRows } = await tx
      .updateTable('meetings.paper')
      .set({ withdrawn_at: now, version: version + 1 })
      .where('id', '=', paper.id)
      .where('version', '=', version)
      .where('withdrawn_at', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) {
      throw conflict('Somebody else has changed this paper. Open it again to see how it stands.')
    }
    await changeRecord(tx, paper.recordId, { state: 'withdrawn', searchText: '' })
    return { recordId: paper.recordId, meetingReference: paper.meetingReference }
  },
})
