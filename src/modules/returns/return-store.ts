import { sql } from 'kysely'
import { listIndicators, lastObservations } from '#modules/indicators/public.ts'
import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import type { Asked, Entry, FigureState } from './figure.ts'
import type { Progress, ReturnState } from './return-state.ts'
import { pointsLookedAt } from './unusual.ts'

const inPartnership = (db: Db | Tx, partnershipId: string) =>
  db
    .selectFrom('returns.agency_return as r')
    .innerJoin('returns.quarter as q', 'q.id', 'r.quarter_id')
    .where('r.partnership_id', '=', partnershipId)

/**
 * The returns that an actor may know of: those of the partnership in which they act, and only their own organisation's when their office
 * reaches no further.
 */
export const visibleTo = (db: Db | Tx, actor: Actor) => {
  const returns = inPartnership(db, actor.partnershipId)
  return actor.reach === 'organisation' ? returns.where('r.organisation_id', '=', actor.organisationId) : returns
}

const counted = (condition: string) =>
  sql<number>`(select count(*) from returns.entry e where e.return_id = r.id and ${sql.raw(condition)})`

const columns = [
  'r.id',
  'r.record_id as recordId',
  'record.reference',
  'r.organisation_id as organisationId',
  'organisation.name as organisation',
  'r.state',
  'r.version',
  'q.starts_on as startsOn',
  'q.ends_on as endsOn',
  'q.due_on as dueOn',
  'q.opened_at as openedAt',
  'q.is_demonstration as isDemonstration',
  'r.saved_at as savedAt',
  'saver.name as savedBy',
  'r.first_signed_off_at as firstSignedOffAt',
  'r.signed_off_at as signedOffAt',
  'signer.name as signedOffBy',
  'r.signed_off_name as signedOffName',
  'r.signed_off_office as signedOffOffice',
  'r.accepted_at as acceptedAt',
  'r.decided_at as decidedAt',
  'decider.name as decidedBy',
  'r.decision_note as decisionNote',
] as const

const detailed = (returns: ReturnType<typeof inPartnership>) =>
  returns
    .innerJoin('thread.record as record', 'record.id', 'r.record_id')
    .innerJoin('identity.organisation as organisation', 'organisation.id', 'r.organisation_id')
    .leftJoin('identity.person as saver', 'saver.id', 'r.saved_by')
    .leftJoin('identity.person as signer', 'signer.id', 'r.signed_off_by')
    .leftJoin('identity.person as decider', 'decider.id', 'r.decided_by')
    .select(columns)
    .select([
      sql<number>`(select count(*) from returns.asked a where a.return_id = r.id)`.as('of'),
      counted(`e.state = 'value'`).as('filled'),
      counted(`e.state <> 'value'`).as('notAvailable'),
      counted(`e.is_unusual and e.note is null`).as('toExplain'),
    ])

type Row = Awaited<ReturnType<ReturnType<typeof detailed>['executeTakeFirstOrThrow']>>

export type AgencyReturn = Omit<Row, 'state' | keyof Progress> & { state: ReturnState; progress: Progress }

const returnOf = ({ of, filled, notAvailable, toExplain, ...row }: Row): AgencyReturn => ({
  ...row,
  state: row.state as ReturnState,
  progress: { of, filled, notAvailable, toExplain },
})

/** The returns that an actor may know of, by due date and organisation; of one quarter when its first day is given. At most 500. */
export async function listReturns(db: Db, actor: Actor, startsOn?: string): Promise<AgencyReturn[]> {
  let query = detailed(visibleTo(db, actor)).orderBy('q.starts_on', 'desc').orderBy('organisation.name').limit(500)
  if (startsOn !== undefined) query = query.where('q.starts_on', '=', startsOn)
  return (await query.execute()).map(returnOf)
}

/** Every return of a partnership's newest quarter, by organisation; for other modules, which answer for who sees it. */
export async function listNewestReturns(db: Db, partnershipId: string): Promise<AgencyReturn[]> {
  const newest = db
    .selectFrom('returns.quarter as newest')
    .where('newest.partnership_id', '=', partnershipId)
    .select((select) => select.fn.max('newest.starts_on').as('starts_on'))
  const rows = await detailed(inPartnership(db, partnershipId))
    .where('q.starts_on', '=', newest)
    .orderBy('organisation.name')
    .execute()
  return rows.map(returnOf)
}

/** One return by its reference, when the actor may know of it. */
export async function findReturn(db: Db | Tx, actor: Actor, reference: string): Promise<AgencyReturn | undefined> {
  const row = await detailed(visibleTo(db, actor)).where('record.reference', '=', reference).executeTakeFirst()
  return row && returnOf(row)
}

/** What a return asks for in the catalogue's order, each with its earlier figures, newest first. */
export async function listAsked(
  db: Db | Tx,
  actor: Actor,
  { id, startsOn }: Pick<AgencyReturn, 'id' | 'startsOn'>,
): Promise<Asked[]> {
  const asked = await visibleTo(db, actor)
    .innerJoin('returns.asked as a', 'a.return_id', 'r.id')
    .where('r.id', '=', id)
    .select('a.indicator_id')
    .execute()
  const ids = new Set(asked.map((each) => each.indicator_id))
  const last = await lastObservations(db, actor.partnershipId, [...ids], startsOn, pointsLookedAt)
  const indicators = (await listIndicators(db)).filter((indicator) => ids.has(indicator.id))
  return indicators.map((indicator) => ({ indicator, last: last.get(indicator.id) ?? [] }))
}

export type SavedEntry = Entry & { changedAt: Date; changedBy: string | null }

const numberOf = (text: string | null): number | null => (text === null ? null : Number(text))

/** The figures saved so far, by indicator. */
export async function listEntries(db: Db | Tx, actor: Actor, returnId: string): Promise<Map<string, SavedEntry>> {
  const rows = await visibleTo(db, actor)
    .innerJoin('returns.entry as e', 'e.return_id', 'r.id')
    .leftJoin('identity.person as person', 'person.id', 'e.changed_by')
    .where('r.id', '=', returnId)
    .select([
      'e.indicator_id as indicatorId',
      'e.numerator',
      'e.denominator',
      'e.value',
      'e.state',
      'e.reason',
      'e.note',
      'e.is_unusual as isUnusual',
      'e.changed_at as changedAt',
      'person.name as changedBy',
    ])
    .execute()
  return new Map(
    rows.map(({ numerator, denominator, value, state, ...row }) => [
      row.indicatorId,
      {
        ...row,
        numerator: numberOf(numerator),
        denominator: numberOf(denominator),
        value: numberOf(value),
        state: state as FigureState,
      },
    ]),
  )
}
