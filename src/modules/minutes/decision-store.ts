import { sql } from 'kysely'
import { mayReadMarked } from '#modules/meetings/public.ts'
import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import type { Authority, LookOutcome, Quorum } from './decision.ts'

const visibleTo = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('minutes.decision as decision')
    .innerJoin('thread.record as record', 'record.id', 'decision.record_id')
    .innerJoin('partnerships.group as group', 'group.id', 'decision.group_id')
    .where((where) =>
      where.or([
        where('decision.partnership_id', '=', actor.partnershipId),
        where.exists(
          where
            .selectFrom('partnerships.group_partnership as owner')
            .whereRef('owner.group_id', '=', 'decision.group_id')
            .where('owner.partnership_id', '=', actor.partnershipId)
            .select('owner.group_id'),
        ),
      ]),
    )
    .where(mayReadMarked(actor, 'decision.marking', 'decision.group_id'))

const columns = [
  'decision.id',
  'decision.record_id as recordId',
  'decision.partnership_id as partnershipId',
  'record.reference',
  'decision.group_id as groupId',
  'group.name as groupName',
  'group.slug as groupSlug',
  'decision.meeting_id as meetingId',
  'decision.agenda_item_id as itemId',
  'decision.matter_id as matterId',
  'meeting.reference as meetingReference',
  'meeting.title as meetingTitle',
  'matter.reference as matterReference',
  'matter.title as matterTitle',
  'decision.report_matter_id as reportMatterId',
  'report.reference as reportReference',
  'report.title as reportTitle',
  'decision.title',
  'decision.reason',
  'decision.options',
  'decision.decided_by as decidedBy',
  'decision.authority',
  'decision.quorum',
  'decision.dissent',
  'decision.decided_on as decidedOn',
  'decision.is_between_meetings as isBetweenMeetings',
  'minuted.reference as minutedReference',
  'minuted.title as minutedTitle',
  'decision.look_question as lookQuestion',
  'decision.marking',
  'decision.is_invented as isInvented',
] as const

const detailed = (db: Db | Tx, actor: Actor) =>
  visibleTo(db, actor)
    .leftJoin('meetings.meeting as meeting', 'meeting.id', 'decision.meeting_id')
    .leftJoin('meetings.meeting as minuted', 'minuted.id', 'decision.minuted_at_id')
    .leftJoin('meetings.matter as matter', 'matter.id', 'decision.matter_id')
    .leftJoin('meetings.matter as report', 'report.id', 'decision.report_matter_id')
    .select(columns)
    .select(
      sql<
        string | null
      >`(select min(look.due_on)::text from minutes.look where look.decision_id = decision.id and look.outcome is null)`.as(
        'lookOn',
      ),
    )

export type Decision = Omit<
  Awaited<ReturnType<ReturnType<typeof detailed>['executeTakeFirstOrThrow']>>,
  'authority' | 'quorum'
> & { authority: Authority; quorum: Quorum }

export type DecisionFilter = {
  groupId?: string
  /** Taken or minuted at the meeting, or on its agenda as taken between meetings. */
  meetingId?: string
  /** On the agenda of the meeting, as taken between meetings. */
  onAgendaOf?: string
  matterId?: string
  from?: string
  to?: string
  look?: 'open' | 'none'
  /** Taken between meetings, and not minuted yet. */
  notMinuted?: true
  words?: string
  offset?: number
  most?: number
}

const onAgendaOf = (meetingId: string) =>
  sql<boolean>`exists (select from meetings.agenda_item item where item.meeting_id = ${meetingId} and item.matter_id = decision.report_matter_id)`

/** Decisions that the actor may know of, newest first; fifty at a time unless told otherwise. */
export async function listDecisions(db: Db | Tx, actor: Actor, filter: DecisionFilter = {}): Promise<Decision[]> {
  let query = detailed(db, actor)
  if (filter.groupId !== undefined) query = query.where('decision.group_id', '=', filter.groupId)
  if (filter.matterId !== undefined) query = query.where('decision.matter_id', '=', filter.matterId)
  if (filter.from !== undefined) query = query.where('decision.decided_on', '>=', filter.from)
  if (filter.to !== undefined) query = query.where('decision.decided_on', '<=', filter.to)
  if (filter.meetingId !== undefined) {
    const id = filter.meetingId
    query = query.where((where) =>
      where.or([where('decision.meeting_id', '=', id), where('decision.minuted_at_id', '=', id), onAgendaOf(id)]),
    )
  }
  if (filter.onAgendaOf !== undefined) query = query.where(onAgendaOf(filter.onAgendaOf))
  if (filter.notMinuted) {
    query = query.where('decision.is_between_meetings', '=', true).where('decision.minuted_at_id', 'is', null)
  }
  if (filter.look !== undefined) {
    const waiting = sql<boolean>`exists (select from minutes.look where look.decision_id = decision.id and look.outcome is null)`
    query = query.where(filter.look === 'open' ? waiting : sql<boolean>`not ${waiting}`)
  }
  if (filter.words !== undefined) {
    const like = `%${filter.words.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
    query = query.where((where) =>
      where.or([
        where('decision.title', 'ilike', like),
        where('decision.reason', 'ilike', like),
        where('record.reference', 'ilike', like),
      ]),
    )
  }
  const rows = await query
    .orderBy('decision.decided_on', 'desc')
    .orderBy('record.reference', 'desc')
    .offset(filter.offset ?? 0)
    .limit(filter.most ?? 50)
    .execute()
  return rows as Decision[]
}

/** One decision by its reference, when the actor may know of it. */
export const findDecision = async (db: Db | Tx, actor: Actor, reference: string): Promise<Decision | undefined> =>
  (await detailed(db, actor).where('record.reference', '=', reference).executeTakeFirst()) as Decision | undefined

export type Look = {
  id: string
  dueOn: string
  raisedOn: string | null
  outcome: LookOutcome | null
  found: string | null
  lookedOn: string | null
  person: string | null
  matterReference: string | null
}

/** Every date on which it was or is asked whether a decision works, earliest first. */
export const listLooks = async (db: Db | Tx, decisionId: string): Promise<Look[]> =>
  (await db
    .selectFrom('minutes.look as look')
    .leftJoin('identity.person as person', 'person.id', 'look.looked_by')
    .leftJoin('meetings.matter as matter', 'matter.id', 'look.matter_id')
    .where('look.decision_id', '=', decisionId)
    .orderBy('look.due_on')
    .limit(100)
    .select([
      'look.id',
      'look.due_on as dueOn',
      'look.raised_on as raisedOn',
      'look.outcome',
      'look.found',
      'look.looked_on as lookedOn',
      'person.name as person',
      'matter.reference as matterReference',
    ])
    .execute()) as Look[]

/** Actions of the tracker that were raised from a meeting, an item or a decision. */
export const listRaised = (db: Db | Tx, by: { meetingId?: string; decisionId?: string }) =>
  db
    .selectFrom('minutes.raised_action as raised')
    .$if(by.meetingId !== undefined, (query) => query.where('raised.meeting_id', '=', by.meetingId ?? ''))
    .$if(by.decisionId !== undefined, (query) => query.where('raised.decision_id', '=', by.decisionId ?? ''))
    .limit(500)
    .select([
      'raised.record_id as recordId',
      'raised.agenda_item_id as itemId',
      'raised.line_id as lineId',
      'raised.decision_id as decisionId',
    ])
    .execute()
