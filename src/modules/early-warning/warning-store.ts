import { sql } from 'kysely'
import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { conflict } from '#platform/errors.ts'
import type { Rule } from '#statistics/spc-types.ts'
import type { Decision, KnownWarning, WarningState } from './warning.ts'

const visibleTo = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('early_warning.warning as warning')
    .innerJoin('thread.record as record', 'record.id', 'warning.record_id')
    .where('warning.partnership_id', '=', actor.partnershipId)

const columns = [
  'warning.id',
  'warning.record_id as recordId',
  'record.reference',
  'record.title',
  'warning.indicator_id as indicatorId',
  'warning.rule',
  'warning.direction',
  'warning.onset_on as onsetOn',
  'warning.latest_on as latestOn',
  'warning.seen',
  'warning.rule_set as ruleSet',
  'warning.is_concern as isConcern',
  'warning.looked_at as lookedAt',
  'warning.is_invented as isInvented',
  'warning.opened_at as openedAt',
  'warning.state',
  'warning.decision',
  'warning.decision_reason as decisionReason',
  'warning.reopened_reason as reopenedReason',
  'warning.group_id as groupId',
  'warning.owner_office_id as ownerOfficeId',
  'warning.due_on as dueOn',
  'warning.closed_at as closedAt',
  'warning.close_ground as closeGround',
  'warning.answer',
  'warning.evidence_kind as evidenceKind',
  'warning.evidence_source as evidenceSource',
  'warning.evidence_true_on as evidenceTrueOn',
  'warning.repeats_id as repeatsId',
  'warning.version',
] as const

const detailed = (db: Db | Tx, actor: Actor) =>
  visibleTo(db, actor)
    .innerJoin('indicators.indicator as indicator', 'indicator.id', 'warning.indicator_id')
    .leftJoin('partnerships.group as group', 'group.id', 'warning.group_id')
    .leftJoin('identity.office as office', 'office.id', 'warning.owner_office_id')
    .leftJoin('identity.organisation as organisation', 'organisation.id', 'office.organisation_id')
    .leftJoin('early_warning.warning as earlier', 'earlier.id', 'warning.repeats_id')
    .leftJoin('thread.record as earlier_record', 'earlier_record.id', 'earlier.record_id')
    .select(columns)
    .select([
      'indicator.slug as indicatorSlug',
      'group.name as groupName',
      'group.slug as groupSlug',
      'office.title as ownerOffice',
      'organisation.name as ownerOrganisation',
      'earlier_record.reference as repeatsReference',
      'earlier.answer as repeatsAnswer',
    ])

export type Warning = Omit<
  Awaited<ReturnType<ReturnType<typeof detailed>['executeTakeFirstOrThrow']>>,
  'state' | 'rule' | 'decision'
> & {
  state: WarningState
  rule: Rule
  decision: Decision | null
}

export type WarningFilter = {
  states?: readonly WarningState[]
  groupId?: string
  indicatorIds?: readonly string[]
  ownerOfficeId?: string
  openedFrom?: string
  openedBefore?: string
}

/** Warnings that the actor may see: those nobody has looked at first, then by date due, then newest. At most 500. */
export async function listWarnings(db: Db, actor: Actor, filter: WarningFilter = {}): Promise<Warning[]> {
  let query = detailed(db, actor)
  if (filter.states) query = query.where('warning.state', 'in', filter.states)
  if (filter.groupId !== undefined) query = query.where('warning.group_id', '=', filter.groupId)
  if (filter.ownerOfficeId !== undefined) query = query.where('warning.owner_office_id', '=', filter.ownerOfficeId)
  if (filter.indicatorIds) {
    if (filter.indicatorIds.length === 0) return []
    query = query.where('warning.indicator_id', 'in', filter.indicatorIds)
  }
  if (filter.openedFrom !== undefined) query = query.where('warning.opened_at', '>=', londonMidnight(filter.openedFrom))
  if (filter.openedBefore !== undefined)
    query = query.where('warning.opened_at', '<', londonMidnight(filter.openedBefore))
  const rows = await query
    .orderBy(sql`case warning.state when 'new' then 0 when 'with-group' then 1 else 2 end`)
    .orderBy('warning.is_concern', 'desc')
    .orderBy('warning.due_on', (order) => order.asc().nullsLast())
    .orderBy('warning.opened_at', 'desc')
    .orderBy('record.reference')
    .limit(500)
    .execute()
  return rows as Warning[]
}

const londonMidnight = (date: string) => sql<Date>`(${date}::date)::timestamp at time zone 'Europe/London'`

/** One warning by its reference, when the actor may know of it. */
export const findWarning = async (db: Db | Tx, actor: Actor, reference: string): Promise<Warning | undefined> =>
  (await detailed(db, actor).where('record.reference', '=', reference).executeTakeFirst()) as Warning | undefined

/** The warnings known for one indicator and direction, for deciding what a signal does. */
export const listKnown = async (
  db: Db,
  actor: Actor,
  indicatorId: string,
  direction: string,
): Promise<KnownWarning[]> =>
  (await visibleTo(db, actor)
    .where('warning.indicator_id', '=', indicatorId)
    .where('warning.direction', '=', direction)
    .select(['warning.id', 'warning.state', 'warning.onset_on as onsetOn', 'warning.latest_on as latestOn'])
    .execute()) as KnownWarning[]

type Change = {
  state?: WarningState
  decision?: Decision | null
  decision_reason?: string | null
  reopened_reason?: string | null
  decided_at?: Date | null
  decided_by?: string | null
  group_id?: string | null
  owner_office_id?: string | null
  due_on?: string | null
  closed_at?: Date | null
  closed_by?: string | null
  close_ground?: 'evidence' | 'reason' | null
  answer?: string | null
  evidence_kind?: string | null
  evidence_source?: string | null
  evidence_true_on?: string | null
  latest_on?: string
  seen?: string
}

/** Saves a change to a warning that is still as the person saw it. @throws conflict when somebody else saved first */
export async function saveWarning(tx: Tx, id: string, version: number, change: Change): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('early_warning.warning')
    .set({ ...change, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (numUpdatedRows === 0n)
    throw conflict(
      'Somebody else has changed this warning. Open it again to see how it stands; nothing of yours was saved.',
    )
}
