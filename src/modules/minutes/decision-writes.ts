import type { Actor } from '#platform/actor.ts'
import type { Tx } from '#platform/db/connect.ts'
import { conflict } from '#platform/errors.ts'
import type { Authority, LookOutcome, Quorum } from './decision.ts'

type Row = {
  recordId: string
  groupId: string
  meetingId: string | null
  itemId: string | null
  matterId: string | null
  /** The matter by which a decision taken between meetings comes to the next one. */
  reportMatterId: string | null
  title: string
  reason: string
  options: string | null
  decidedBy: string
  authority: Authority
  quorum: Quorum
  dissent: string | null
  decidedOn: string
  isBetween: boolean
  lookQuestion: string | null
  marking: 'OFFICIAL' | 'OFFICIAL-SENSITIVE'
  isInvented: boolean
}

export async function insertDecision(tx: Tx, actor: Actor, row: Row): Promise<string> {
  const { id } = await tx
    .insertInto('minutes.decision')
    .values({
      record_id: row.recordId,
      partnership_id: actor.partnershipId,
      group_id: row.groupId,
      meeting_id: row.meetingId,
      agenda_item_id: row.itemId,
      matter_id: row.matterId,
      report_matter_id: row.reportMatterId,
      title: row.title,
      reason: row.reason,
      options: row.options,
      decided_by: row.decidedBy,
      authority: row.authority,
      quorum: row.quorum,
      dissent: row.dissent,
      decided_on: row.decidedOn,
      is_between_meetings: row.isBetween,
      look_question: row.lookQuestion,
      marking: row.marking,
      recorded_by: actor.personId,
      is_invented: row.isInvented,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** A date on which it is asked whether the decision works; the same date is asked for once. @returns false when it was there */
export async function insertLook(tx: Tx, decisionId: string, dueOn: string): Promise<boolean> {
  const made = await tx
    .insertInto('minutes.look')
    .values({ decision_id: decisionId, due_on: dueOn })
    .onConflict((clash) => clash.columns(['decision_id', 'due_on']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return made !== undefined
}

type Found = { outcome: LookOutcome; found: string; lookedOn: string; personId: string | null }

/** Records what was found. @throws conflict when somebody has recorded it meanwhile */
export async function closeLook(tx: Tx, id: string, { outcome, found, lookedOn, personId }: Found): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('minutes.look')
    .set({ outcome, found, looked_on: lookedOn, looked_by: personId })
    .where('id', '=', id)
    .where('outcome', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n)
    throw conflict('Somebody else has recorded what was found. Open the decision again to read it.')
}

/** Says at which meeting decisions taken between meetings were minuted. @returns how many of them were not minuted before */
export async function minuteDecisions(tx: Tx, ids: readonly string[], meetingId: string): Promise<number> {
  if (ids.length === 0) return 0
  const { numUpdatedRows } = await tx
    .updateTable('minutes.decision')
    .set({ minuted_at_id: meetingId })
    .where('id', 'in', ids)
    .where('is_between_meetings', '=', true)
    .where('minuted_at_id', 'is', null)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

type Origin = { meetingId: string | null; itemId: string | null; lineId: string | null; decisionId: string | null }

/** Notes from where an action of the tracker came. */
export const insertRaised = (tx: Tx, recordId: string, { meetingId, itemId, lineId, decisionId }: Origin) =>
  tx
    .insertInto('minutes.raised_action')
    .values({
      record_id: recordId,
      meeting_id: meetingId,
      agenda_item_id: itemId,
      line_id: lineId,
      decision_id: decisionId,
    })
    .execute()
