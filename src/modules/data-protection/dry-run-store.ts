import { sql } from 'kysely'
import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { isId } from '#platform/ids.ts'
import { spanOf, type DueKind } from './disposal.ts'

/** Lets one dry run, destruction or new hold of a partnership at a time through, until the transaction ends. */
export async function lockDisposal(tx: Tx, { partnershipId }: Actor): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`data-protection ${partnershipId}`}))`.execute(tx)
}

type DryRunLine = {
  kind: string
  title: string
  schedule: string
  isSigned: boolean
  dueIds: string[]
  heldIds: string[]
  heldWhy: string[]
  oldestOn: string | null
  newestOn: string | null
}

export type DryRun = { id: string; madeAt: Date; madeBy: string; certificate: string | null; lines: DryRunLine[] }

const visibleTo = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('data_protection.dry_run as run')
    .leftJoin('identity.person as person', 'person.id', 'run.made_by')
    .leftJoin('data_protection.certificate as certificate', 'certificate.dry_run_id', 'run.id')
    .where('run.partnership_id', '=', actor.partnershipId)
    .select((each) => [
      'run.id',
      'run.made_at as madeAt',
      each.fn.coalesce('person.name', each.val('this installation')).as('madeBy'),
      'certificate.reference as certificate',
    ])

async function withLines(db: Db | Tx, run: Omit<DryRun, 'lines'> | undefined): Promise<DryRun | undefined> {
  if (!run) return undefined
  const lines = await db
    .selectFrom('data_protection.dry_run_line')
    .where('dry_run_id', '=', run.id)
    .orderBy('title')
    .select(['kind', 'title', 'schedule', 'is_signed as isSigned', 'due_ids as dueIds', 'held_ids as heldIds'])
    .select(['held_why as heldWhy', 'oldest_on as oldestOn', 'newest_on as newestOn'])
    .execute()
  return { ...run, lines }
}

/** The newest dry run of the actor's partnership. */
export const findNewestDryRun = async (db: Db | Tx, actor: Actor): Promise<DryRun | undefined> =>
  withLines(
    db,
    await visibleTo(db, actor).orderBy('run.made_at', 'desc').orderBy('run.id', 'desc').limit(1).executeTakeFirst(),
  )

export const findDryRun = async (db: Db | Tx, actor: Actor, id: string): Promise<DryRun | undefined> =>
  isId(id) ? withLines(db, await visibleTo(db, actor).where('run.id', '=', id).executeTakeFirst()) : undefined

export async function insertDryRun(tx: Tx, actor: Actor, kinds: readonly DueKind[], now: Date): Promise<string> {
  const { id } = await tx
    .insertInto('data_protection.dry_run')
    .values({ partnership_id: actor.partnershipId, made_by: actor.personId, made_at: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  for (const { kind, title, schedule, isSigned, due, held } of kinds) {
    const span = spanOf([...due, ...held.map(({ record }) => record)])
    await tx
      .insertInto('data_protection.dry_run_line')
      .values({
        dry_run_id: id,
        kind,
        title,
        schedule,
        is_signed: isSigned,
        due_ids: due.map((record) => record.id),
        held_ids: held.map(({ record }) => record.id),
        held_why: [...new Set(held.map(({ why }) => why))],
        oldest_on: span?.oldestOn ?? null,
        newest_on: span?.newestOn ?? null,
      })
      .execute()
  }
  return id
}
