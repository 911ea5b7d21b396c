import { sql } from 'kysely'
import type { Actor } from '#platform/actor.ts'
import { inWords } from '#platform/dates.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { listDecisions } from '../decision-store.ts'
import type { Drawn } from './arrangements-store.ts'

type Span = { from: string; to: string }

/** What another module knows of a group in a quarter, handed over where the application is put together. */
export type WarningsAnswered = (actor: Actor, groupId: string, from: string, to: string) => Promise<string[]>

/** What happened in a group's quarter, as sentences that a draft begins with. What is OFFICIAL-SENSITIVE is left out. */
export async function whatHappened(
  db: Db | Tx,
  actor: Actor,
  groupId: string,
  { from, to }: Span,
  warnings: WarningsAnswered,
): Promise<Record<Drawn, string[]>> {
  const [decisions, actions, escalations, answered] = await Promise.all([
    listDecisions(db, actor, { groupId, from, to, most: 100 }),
    actionsOf(db, groupId),
    escalationsOf(db, groupId, { from, to }),
    warnings(actor, groupId, from, to),
  ])
  const done = actions.filter(({ state, since }) => !open(state) && since >= from && since <= to)
  const overdue = actions.filter(({ state, dueOn }) => open(state) && dueOn !== null && dueOn <= to)
  return {
    decisions: decisions
      .filter(({ marking }) => marking === 'OFFICIAL')
      .map(({ title, decidedOn }) => `Decided on ${inWords(decidedOn)}: ${title}.`),
    actions: [
      ...done.map(({ title, since }) => `Done (${inWords(since)}): ${title}.`),
      ...overdue.map(({ title, dueOn }) => `Overdue since ${inWords(dueOn ?? to)}: ${title}.`),
    ],
    warnings: answered,
    escalations: escalations.map(({ title, words }) => `${words}: ${title}.`),
  }
}

const open = (state: string): boolean =>
  ['assigned', 'in-progress', 'extension-requested', 'accepted', 'accepted-in-part', 'proposed'].includes(state)

/** The actions that were raised at a group's meetings or from its decisions, as far as they are not marked. */
const actionsOf = (db: Db | Tx, groupId: string) =>
  db
    .selectFrom('minutes.raised_action as raised')
    .innerJoin('tracker.item as item', 'item.record_id', 'raised.record_id')
    .innerJoin('thread.record as record', 'record.id', 'raised.record_id')
    .leftJoin('meetings.meeting as meeting', 'meeting.id', 'raised.meeting_id')
    .leftJoin('minutes.decision as decision', 'decision.id', 'raised.decision_id')
    .where((where) => where.or([where('meeting.group_id', '=', groupId), where('decision.group_id', '=', groupId)]))
    .where('record.marking', '<>', 'OFFICIAL-SENSITIVE')
    .orderBy('item.due_on')
    .limit(200)
    .select(['item.title', 'item.state', 'item.state_since as since', 'item.due_on as dueOn'])
    .execute()

const escalationsOf = (db: Db | Tx, groupId: string, { from, to }: Span) =>
  db
    .selectFrom('meetings.referral as referral')
    .innerJoin('meetings.matter as matter', 'matter.id', 'referral.matter_id')
    .innerJoin('partnerships.group as other', 'other.id', 'referral.to_group_id')
    .innerJoin('partnerships.group as own', 'own.id', 'referral.from_group_id')
    .where((where) =>
      where.or([where('referral.from_group_id', '=', groupId), where('referral.to_group_id', '=', groupId)]),
    )
    .where('matter.marking', '<>', 'OFFICIAL-SENSITIVE')
    .where(sql<boolean>`(referral.referred_at at time zone 'Europe/London')::date between ${from} and ${to}`)
    .orderBy('referral.referred_at')
    .limit(100)
    .select(['matter.title', 'other.name as toGroup', 'own.name as fromGroup'])
    .select(
      sql<string>`case referral.way when 'escalated' then 'Escalated by ' || own.name || ' to ' || other.name
        when 'sent-back' then 'Sent back by ' || own.name || ' to ' || other.name
        else 'Delegated by ' || own.name || ' to ' || other.name end`.as('words'),
    )
    .execute()
