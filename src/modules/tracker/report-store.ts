import { sql } from 'kysely'
import type { Actor } from '#platform/actor.ts'
import { daysBetween } from '#platform/dates.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { isSeenBy } from './item-scope.ts'
import { evidenceKinds, type EvidenceKind, type SourceKind } from './kinds.ts'
import { median } from './position-store.ts'
import { openStates, owedStates, type State } from './states.ts'

/** A recommendation as it stood at the end of a day. */
export type RecommendationOn = {
  recordId: string
  reference: string
  title: string
  marking: string
  sourceKind: SourceKind
  source: string | null
  theme: string | null
  state: State
  since: string
  raisedOn: string
  /** By when its last part was owed on that day; null: by no date. */
  dueOn: string | null
  /** The agencies that owe it, as they are now. */
  owners: string[]
  /** Kinds of evidence that had come in by then. */
  evidence: EvidenceKind[]
  openedAgain: boolean
  lapsed: boolean
  isInvented: boolean
}

/** The state of an item at the end of a day: the last move of the whole by then. */
const stood = (on: string) => sql`
  cross join lateral (select move.to_state, move.moved_on from tracker.move move
    where move.item_id = item.id and move.part_id is null and move.moved_on <= ${on}::date
    order by move.moved_on desc, move.moved_at desc, move.id desc limit 1) stood`

/** When a part was due, seen from the end of a day: before the first extension that was granted after it. */
const dueThen = (on: string) => sql`
  coalesce((select later.from_due_on from tracker.extension later
    where later.part_id = part.id and later.decision = 'granted' and later.decided_on > ${on}::date
    order by later.decided_on, later.id limit 1), part.due_on)`

/**
 * The recommendations that had been raised by a day, as they stood at its end, oldest first; at most 2,000. 'Opened again' and 'lapsed'
 * are of the time since `from`.
 */
export async function listRecommendationsOn(
  db: Db | Tx,
  actor: Actor,
  from: string,
  on: string,
): Promise<RecommendationOn[]> {
  const moved = (name: string) => sql`exists (select from tracker.move moved where moved.item_id = item.id
    and moved.name = ${name} and moved.moved_on between ${from}::date and ${on}::date)`
  const { rows } = await sql<RecommendationOn>`
    select item.record_id as "recordId", record.reference, item.title, record.marking, item.source_kind as "sourceKind",
      coalesce(source.title, item.source_title) as source, item.theme, stood.to_state as state, stood.moved_on as since,
      item.raised_on as "raisedOn",
      (select max(${dueThen(on)}) from tracker.part part where part.item_id = item.id) as "dueOn",
      array(select distinct organisation.name from tracker.part part
        join identity.organisation organisation on organisation.id = part.organisation_id
        where part.item_id = item.id order by organisation.name) as owners,
      array(select distinct evidence.kind from tracker.evidence evidence
        where evidence.item_id = item.id and evidence.received_on <= ${on}::date) as evidence,
      ${moved('reopen')} as "openedAgain", ${moved('lapse')} as lapsed, item.is_invented as "isInvented"
    from tracker.item item
    join thread.record record on record.id = item.record_id
    left join thread.record source on source.id = item.source_record_id
    ${stood(on)}
    where ${isSeenBy(actor)} and item.kind = 'recommendation' and item.raised_on <= ${on}::date
    order by item.raised_on, record.reference
    limit 2000`.execute(db)
  return rows
}

/** Whether there was evidence that something changed, beyond what was done or made. */
export const hasImpact = ({ evidence }: Pick<RecommendationOn, 'evidence'>): boolean =>
  evidence.some((kind) => evidenceKinds[kind].isImpact)

/** Whether an agency owed it on a day and its date had passed. */
export const isOverdueOn = ({ state, dueOn }: Pick<RecommendationOn, 'state' | 'dueOn'>, on: string): boolean =>
  owedStates.includes(state) && dueOn !== null && dueOn < on

/** Days from being raised to a day, the middle of those still open; null when none is. */
export const medianAge = (rows: readonly Pick<RecommendationOn, 'state' | 'raisedOn'>[], on: string): number | null =>
  median(
    rows
      .filter(({ state }) => openStates.includes(state))
      .map(({ raisedOn }) => daysBetween(raisedOn, on))
      .toSorted((a, b) => a - b),
  )

/** What an agency owed of recommendations and actions at the end of a day, by their references. */
export type AgencyOwed = {
  organisationId: string
  organisation: string
  owed: string[]
  overdue: string[]
  toVerify: string[]
  isInvented: boolean
}

/** What each agency owed at the end of a day, the most overdue first; agencies that owed nothing are not among them. */
export async function listOwedOn(db: Db | Tx, actor: Actor, on: string): Promise<AgencyOwed[]> {
  const delivered = sql`coalesce(part.delivered_on <= ${on}::date, false)`
  const { rows } = await sql<AgencyOwed>`
    select organisation.id as "organisationId", organisation.name as organisation,
      coalesce(array_agg(record.reference order by record.reference) filter (where not ${delivered}), '{}') as owed,
      coalesce(array_agg(record.reference order by record.reference)
        filter (where not ${delivered} and ${dueThen(on)} < ${on}::date), '{}') as overdue,
      coalesce(array_agg(record.reference order by record.reference)
        filter (where ${delivered} and (part.verified_on is null or part.verified_on > ${on}::date)), '{}') as "toVerify",
      bool_or(item.is_invented) as "isInvented"
    from tracker.part part
    join tracker.item item on item.id = part.item_id
    join thread.record record on record.id = item.record_id
    join identity.organisation organisation on organisation.id = part.organisation_id
    ${stood(on)}
    where ${isSeenBy(actor)} and item.raised_on <= ${on}::date
      and stood.to_state in ('assigned', 'in-progress', 'extension-requested', 'delivered')
    group by organisation.id, organisation.name
    having bool_or(not ${delivered} or part.verified_on is null or part.verified_on > ${on}::date)
    order by cardinality(array_agg(part.id) filter (where not ${delivered} and ${dueThen(on)} < ${on}::date)) desc nulls last,
      organisation.name
    limit 200`.execute(db)
  return rows
}

/** A piece of evidence that came in within a period. */
export type ReportedEvidence = {
  recordId: string
  kind: EvidenceKind
  what: string
  trueOn: string
  receivedOn: string
  reference: string
  title: string
  organisation: string | null
  /** The agency that had verified it by the last day; null: none. */
  verifiedBy: string | null
  isInvented: boolean
}

/**
 * Evidence of some kinds that came in between two days, newest first; at most 300. What is marked OFFICIAL-SENSITIVE is not among it: a
 * report is OFFICIAL.
 */
export async function listReportedEvidence(
  db: Db | Tx,
  actor: Actor,
  from: string,
  to: string,
  kinds: readonly EvidenceKind[],
): Promise<ReportedEvidence[]> {
  const { rows } = await sql<ReportedEvidence>`
    select evidence.record_id as "recordId", evidence.kind, evidence.what, evidence.true_on as "trueOn",
      evidence.received_on as "receivedOn", record.reference, item.title, organisation.name as organisation,
      case when evidence.verified_on <= ${to}::date then verifier.name end as "verifiedBy", item.is_invented as "isInvented"
    from tracker.evidence evidence
    join tracker.item item on item.id = evidence.item_id
    join thread.record record on record.id = item.record_id
    left join identity.organisation organisation on organisation.id = evidence.organisation_id
    left join identity.organisation verifier on verifier.id = evidence.verified_organisation_id
    where ${isSeenBy(actor)} and evidence.received_on between ${from}::date and ${to}::date
      and evidence.kind = any(${[...kinds]}::text[]) and record.marking <> 'OFFICIAL-SENSITIVE'
    order by evidence.received_on desc, record.reference, evidence.id
    limit 300`.execute(db)
  return rows
}
