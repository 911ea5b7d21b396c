import { sql } from 'kysely'
import type { Actor } from '#platform/actor.ts'
import type { Db } from '#platform/db/connect.ts'

export type Counts = Record<'documents' | 'signatures' | 'assurances' | 'protocols' | 'guidance' | 'agreements', number>

/** How much stands in each register of the actor's partnership. */
export async function listCounts(db: Db, actor: Actor): Promise<Counts> {
  const own = sql`partnership_id = ${actor.partnershipId}`
  const { rows } = await sql<Counts>`select
    (select count(*)::int from governance.document where ${own}) as documents,
    (select count(*)::int from governance.signature where ${own}) as signatures,
    (select count(*)::int from governance.assurance where ${own}) as assurances,
    (select count(*)::int from governance.protocol where ${own}) as protocols,
    (select count(*)::int from governance.guidance where ${own}) as guidance,
    (select count(*)::int from governance.agreement where ${own}) as agreements`.execute(db)
  return rows[0] ?? { documents: 0, signatures: 0, assurances: 0, protocols: 0, guidance: 0, agreements: 0 }
}
