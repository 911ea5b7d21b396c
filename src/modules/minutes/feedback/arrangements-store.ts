import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { conflict } from '#platform/errors.ts'

export const drawn = {
  decisions: 'Decisions of the quarter',
  actions: 'Actions done and overdue',
  warnings: 'Early warnings answered',
  escalations: 'Matters escalated',
} as const
export type Drawn = keyof typeof drawn

export const destinationKinds = {
  group: 'A group, whose members get it by mail',
  report: 'A yearly report',
  circular: 'The Executive’s Circular',
  plan: 'The plan',
} as const
export type DestinationKind = keyof typeof destinationKinds

export type Heading = { id: string; name: string; drawsOn: Drawn[]; source: string; isUsed: boolean }

/** The headings under which a partnership's groups give feedback, in their order; those out of use too when asked for. */
export const listHeadings = async (db: Db | Tx, actor: Actor, all = false): Promise<Heading[]> =>
  (await db
    .selectFrom('minutes.feedback_heading')
    .where('partnership_id', '=', actor.partnershipId)
    .$if(!all, (query) => query.where('is_used', '=', true))
    .orderBy('position')
    .limit(50)
    .select(['id', 'name', 'draws_on as drawsOn', 'source', 'is_used as isUsed'])
    .execute()) as Heading[]

export type Destination = {
  id: string
  name: string
  kind: DestinationKind
  groupId: string | null
  source: string
  isUsed: boolean
}

/** Where a partnership's feedback goes, in order. */
export const listDestinations = async (db: Db | Tx, actor: Actor, all = false): Promise<Destination[]> =>
  (await db
    .selectFrom('minutes.feedback_destination')
    .where('partnership_id', '=', actor.partnershipId)
    .$if(!all, (query) => query.where('is_used', '=', true))
    .orderBy('position')
    .limit(50)
    .select(['id', 'name', 'kind', 'group_id as groupId', 'source', 'is_used as isUsed'])
    .execute()) as Destination[]

type NewHeading = { name: string; drawsOn: readonly Drawn[]; source: string; position: number; isUsed: boolean }

/** Adds a heading, or changes the one of this name. */
export const putHeading = (tx: Tx, partnershipId: string, { name, drawsOn, source, position, isUsed }: NewHeading) =>
  tx
    .insertInto('minutes.feedback_heading')
    .values({ partnership_id: partnershipId, name, draws_on: [...drawsOn], source, position, is_used: isUsed })
    .onConflict((clash) =>
      clash
        .columns(['partnership_id', 'name'])
        .doUpdateSet({ draws_on: [...drawsOn], source, position, is_used: isUsed }),
    )
    .execute()

type NewDestination = {
  name: string
  kind: DestinationKind
  groupId: string | null
  source: string
  position: number
  isUsed: boolean
}

/** Adds a destination, or changes the one of this name. */
export const putDestination = (tx: Tx, partnershipId: string, destination: NewDestination) => {
  const { name, kind, groupId, source, position, isUsed } = destination
  const values = { kind, group_id: groupId, source, position, is_used: isUsed }
  return tx
    .insertInto('minutes.feedback_destination')
    .values({ partnership_id: partnershipId, name, ...values })
    .onConflict((clash) => clash.columns(['partnership_id', 'name']).doUpdateSet(values))
    .execute()
}

export type Setting = { feedbackDays: number; circularDays: number; source: string; version: number }

/** By when feedback and the Circular are due. Source: none states it, so it is each partnership's own to set. */
export async function findSetting(db: Db | Tx, partnershipId: string): Promise<Setting> {
  const row = await db
    .selectFrom('minutes.setting')
    .where('partnership_id', '=', partnershipId)
    .select(['feedback_days as feedbackDays', 'circular_days as circularDays', 'source', 'version'])
    .executeTakeFirst()
  return (
    row ?? {
      feedbackDays: 21,
      circularDays: 35,
      source: 'Proposed with the product: not stated in a source',
      version: 0,
    }
  )
}

/** @throws conflict when somebody else has changed it meanwhile */
export async function putSetting(
  tx: Tx,
  partnershipId: string,
  { feedbackDays, circularDays, source, version }: Setting,
) {
  const values = { feedback_days: feedbackDays, circular_days: circularDays, source, version: version + 1 }
  const done = await tx
    .insertInto('minutes.setting')
    .values({ partnership_id: partnershipId, ...values })
    .onConflict((clash) =>
      clash.column('partnership_id').doUpdateSet(values).where('minutes.setting.version', '=', version),
    )
    .returning('version')
    .executeTakeFirst()
  if (!done) throw conflict('Somebody else has changed these arrangements. Open the page again to see how they stand.')
}
