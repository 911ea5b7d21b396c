import { sql } from 'kysely'
import type { Db } from './db/connect.ts'
import { currentKeyId, open, seal, sealedPlace } from './sealing.ts'

/** A column of sealed text. Its values are bound to `table.column/<id>`, where `id` is the row's own. */
export type SealedColumn = { readonly table: string; readonly column: string }

export type Resealed = SealedColumn & {
  readonly resealed: number
  /** Rows whose value could not be opened, with the reason of the first: nothing of them was changed. */
  readonly failed: number
  readonly problem: string | null
}

const batch = 200

/**
 * Seals every value of a column that another key sealed with the current one. Each batch is one transaction, so that it may be
 * stopped at any time and goes on where it stopped. Rows are locked while they are sealed: what a page writes meanwhile is neither
 * lost nor overtaken.
 */
export async function resealColumn(db: Db, { table, column }: SealedColumn): Promise<Resealed> {
  const current = `sealed1.${currentKeyId()}.%`
  let resealed = 0
  let failed = 0
  let problem: string | null = null
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const from = after
    const rows = await db.transaction().execute(async (tx) => {
      const found = await sql<{ id: string; sealed: string }>`
        select id, ${sql.ref(column)} as sealed from ${sql.table(table)}
        where id > ${from}::uuid and ${sql.ref(column)} is not null and ${sql.ref(column)} not like ${current}
        order by id limit ${batch} for update`.execute(tx)
      for (const { id, sealed } of found.rows) {
        const place = sealedPlace(table, column, id)
        try {
          const again = seal(open(sealed, place), place)
          await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${again} where id = ${id}::uuid`.execute(tx)
          resealed += 1
        } catch (error) {
          // Only what cannot be opened is passed over; a failure of the database ends the batch.
          if (!(error instanceof Error) || 'code' in error) throw error
          failed += 1
          problem ??= error.message
        }
      }
      return found.rows
    })
    after = rows.at(-1)?.id ?? after
    if (rows.length < batch) return { table, column, resealed, failed, problem }
  }
}
