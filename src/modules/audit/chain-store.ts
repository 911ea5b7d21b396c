import { sql } from 'kysely'
import type { Db, Tx } from '#platform/db/connect.ts'
import { isId } from '#platform/ids.ts'
import { installationChain, type Link } from './chain-link.ts'

/** A chain: its key (a partnership's id, or 'installation') and what people call it. */
export type Chain = { key: string; name: string }
export type Head = { chain: string; position: number; hash: string }

const perBatch = 1_000

/** Every chain that has a head or an event: the owner's connection sees all of them. */
export async function listChains(db: Db | Tx): Promise<Chain[]> {
  const { rows } = await sql<Chain>`
    select key, coalesce(partnership.slug, key) as name
    from (select chain as key from platform.audit_head
          union select coalesce(partnership_id::text, ${installationChain}) from platform.audit_event) as known
    left join partnerships.partnership on partnership.id::text = key
    order by key = ${installationChain}, name`.execute(db)
  return rows
}

/** The last event of each chain, as its head says. */
export const listHeads = (db: Db | Tx): Promise<Head[]> =>
  db.selectFrom('platform.audit_head').select(['chain', 'position', 'hash']).orderBy('chain').execute()

/** A part of a chain: from and to a day (London's, both included), and no further than a position. */
export type Part = { from?: string | null; to?: string | null; upTo?: number }

/** The instant at which a day of London begins, `days` days later. */
export const londonDay = (date: string, days = 0) =>
  sql<Date>`((${date}::date + ${days}::int)::timestamp at time zone 'Europe/London')`

/**
 * The links of a chain in order, a thousand at a time. The text is made anew from the columns here and not by a function of the
 * database, which whoever altered the one could alter as well.
 */
export async function* linksOf(db: Db | Tx, chain: string, part: Part = {}): AsyncGenerator<Link> {
  const own = isId(chain) ? sql`partnership_id = ${chain}::uuid` : sql`partnership_id is null`
  const from = part.from ? sql`and at >= ${londonDay(part.from)}` : sql``
  const to = part.to ? sql`and at < ${londonDay(part.to, 1)}` : sql``
  const upTo = part.upTo === undefined ? sql`` : sql`and position <= ${part.upTo}`
  let after: { position: number; id: string } | undefined
  for (;;) {
    const further = after ? sql`and (position, id) > (${after.position}, ${after.id}::uuid)` : sql``
    const { rows } = await sql<Link & { id: string }>`
      select id, position, previous_hash as "previousHash", hash, body, jsonb_build_object(
        'position', position, 'id', id, 'at', to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'partnership', partnership_id, 'person', person_id, 'office', office_id,
        'name', name, 'subject', subject, 'details', details)::text as rebuilt
      from platform.audit_event where ${own} ${from} ${to} ${upTo} ${further}
      order by position, id limit ${perBatch}`.execute(db)
    yield* rows
    after = rows.at(-1)
    if (after === undefined || rows.length < perBatch) return
  }
}

/** Keeps what was found when a chain was walked. */
export async function keepCheck(
  db: Db,
  check: { chain: string; checkedAt: Date; events: number; problem: string | null },
): Promise<void> {
  const row = {
    partnership_id: isId(check.chain) ? check.chain : null,
    checked_at: check.checkedAt,
    events: check.events,
    problem: check.problem,
  }
  await db
    .insertInto('platform.audit_check')
    .values({ chain: check.chain, ...row })
    .onConflict((conflict) => conflict.column('chain').doUpdateSet(row))
    .execute()
}
