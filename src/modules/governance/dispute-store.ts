import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import type { Certainty, DisputeState, Step } from './dispute.ts'
import { changedMeanwhile } from './document-store.ts'

/** The roles that know of every dispute of their partnership; others only of those of their own organisation. */
const handlers = ['business-manager', 'scrutineer', 'installation']

/** The same as the database's own policy, for whatever runs without it. */
const visibleTo = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('governance.dispute as dispute')
    .innerJoin('thread.record as record', 'record.id', 'dispute.id')
    .where('dispute.partnership_id', '=', actor.partnershipId)
    .$if(!handlers.includes(actor.role), (query) =>
      query.where((where) =>
        where.exists(
          where
            .selectFrom('governance.dispute_party as party')
            .whereRef('party.dispute_id', '=', 'dispute.id')
            .where('party.organisation_id', '=', actor.organisationId)
            .select('party.dispute_id'),
        ),
      ),
    )

const detailed = (db: Db | Tx, actor: Actor) =>
  visibleTo(db, actor).select([
    'dispute.id',
    'record.reference',
    'dispute.is_funding as isFunding',
    'dispute.issue',
    'dispute.step',
    'dispute.due_on as dueOn',
    'dispute.outcome',
    'dispute.learning',
    'dispute.is_invented as isInvented',
    'dispute.version',
  ])

export type Dispute = Omit<Awaited<ReturnType<ReturnType<typeof detailed>['executeTakeFirstOrThrow']>>, 'step'> & {
  step: DisputeState
}

/** Disputes that the actor may know of: the open ones by when their step is due, then those resolved. */
export async function listDisputes(
  db: Db,
  actor: Actor,
  filter: { isOpen?: boolean | undefined },
  { most = 200, from = 0 }: { most?: number; from?: number } = {},
): Promise<Dispute[]> {
  let query = detailed(db, actor)
  if (filter.isOpen === true) query = query.where('dispute.step', '<>', 'resolved')
  if (filter.isOpen === false) query = query.where('dispute.step', '=', 'resolved')
  const rows = await query
    .orderBy((order) => order.case().when('dispute.step', '=', 'resolved').then(1).else(0).end())
    .orderBy('dispute.due_on', (order) => order.asc().nullsLast())
    .orderBy('record.reference', 'desc')
    .limit(most)
    .offset(from)
    .execute()
  return rows as Dispute[]
}

export const findDispute = async (db: Db | Tx, actor: Actor, reference: string): Promise<Dispute | undefined> =>
  (await detailed(db, actor).where('record.reference', '=', reference).executeTakeFirst()) as Dispute | undefined

export const listParties = async (db: Db | Tx, ids: readonly string[]) =>
  ids.length === 0
    ? []
    : await db
        .selectFrom('governance.dispute_party as party')
        .innerJoin('identity.organisation as organisation', 'organisation.id', 'party.organisation_id')
        .where('party.dispute_id', 'in', ids)
        .orderBy('organisation.name')
        .select(['party.dispute_id as disputeId', 'organisation.id', 'organisation.name'])
        .execute()

export const listMoves = (db: Db | Tx, id: string) =>
  db
    .selectFrom('governance.dispute_move')
    .where('dispute_id', '=', id)
    .orderBy('position')
    .limit(50)
    .select([
      'position',
      'to_step as toStep',
      'moved_on as movedOn',
      'reason',
      'due_on as dueOn',
      'due_source as dueSource',
    ])
    .execute()

export const insertParties = (tx: Tx, disputeId: string, partnershipId: string, organisationIds: readonly string[]) =>
  tx
    .insertInto('governance.dispute_party')
    .values(
      organisationIds.map((id) => ({ dispute_id: disputeId, organisation_id: id, partnership_id: partnershipId })),
    )
    .execute()

export const insertDispute = (
  tx: Tx,
  row: {
    id: string
    partnership_id: string
    is_funding: boolean
    issue: string
    step: Step
    due_on: string | null
    is_invented: boolean
  },
) => tx.insertInto('governance.dispute').values(row).execute()

export const insertMove = (
  tx: Tx,
  row: {
    dispute_id: string
    position: number
    to_step: DisputeState
    moved_on: string
    reason: string
    due_on: string | null
    due_source: string
    person_id: string | null
  },
) => tx.insertInto('governance.dispute_move').values(row).execute()

export async function saveDispute(
  tx: Tx,
  id: string,
  version: number,
  change: { step: DisputeState; due_on: string | null; outcome?: string; learning?: string },
): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('governance.dispute')
    .set({ ...change, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw changedMeanwhile()
}

/** The time limits that the partnership set, a step each; a step without one has none stated. */
export const listLimits = async (db: Db | Tx, actor: Actor) =>
  (await db
    .selectFrom('governance.dispute_limit')
    .where('partnership_id', '=', actor.partnershipId)
    .select(['step', 'days', 'certainty', 'source', 'version'])
    .execute()) as { step: Step; days: number | null; certainty: Certainty; source: string; version: number }[]

/** Sets one limit. @throws conflict when somebody else set it since `version` was read; 0: none was there */
export async function saveLimit(
  tx: Tx,
  partnershipId: string,
  version: number,
  limit: { step: Step; days: number | null; certainty: Certainty; source: string },
): Promise<void> {
  const inserted =
    version === 0
      ? await tx
          .insertInto('governance.dispute_limit')
          .values({ partnership_id: partnershipId, ...limit })
          .onConflict((conflict) => conflict.columns(['partnership_id', 'step']).doNothing())
          .executeTakeFirst()
      : undefined
  if ((inserted?.numInsertedOrUpdatedRows ?? 0n) > 0n) return
  const { numUpdatedRows } = await tx
    .updateTable('governance.dispute_limit')
    .set({ ...limit, version: version + 1 })
    .where('partnership_id', '=', partnershipId)
    .where('step', '=', limit.step)
    .where('version', '=', version)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw changedMeanwhile()
}
