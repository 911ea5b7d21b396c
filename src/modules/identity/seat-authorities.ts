import { sql } from 'kysely'
import type { Tx } from '#platform/db/connect.ts'

/**
 * Sets what offices may decide from the seats that they fill today, by the database's own rule: nobody gives an authority by hand.
 *
 * @param officeIds null: every office that fills or filled a seat
 * @returns how many of their roles changed
 */
export async function takeAuthoritiesFromSeats(tx: Tx, officeIds: readonly string[] | null): Promise<number> {
  const { rows } = await sql<{ changed: number }>`
    select identity.take_authorities_from_seats(${officeIds === null ? null : [...officeIds]}::uuid[]) as changed`.execute(
    tx,
  )
  return rows[0]?.changed ?? 0
}
