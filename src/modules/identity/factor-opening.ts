import { sql } from 'kysely'
import { addDays } from '#platform/dates.ts'
import type { Db, Tx } from '#platform/db/connect.ts'

/** Days in which somebody may follow an invitation, the first included. */
const openingLasts = 14

/**
 * Lets a person add their first second factor in a session that a mailed link began, for fourteen days from a day on: the actor, who looks
 * after their offices, answers for the address being theirs. Whether the actor's office may is the caller's to check.
 *
 * @param from such as the first day in an office
 */
export async function openFirstFactor(tx: Tx, personId: string, from: string): Promise<void> {
  await sql`select identity.open_first_factor(${personId}::uuid, ${addDays(from, openingLasts - 1)}::date)`.execute(tx)
}

/** Whether a link is enough for a person to add a first second factor today; as that person, or inside `signingIn`. */
export async function mayAddFirstFactor(db: Db | Tx, personId: string, today: string): Promise<boolean> {
  const row = await db
    .selectFrom('identity.factor_opening')
    .where('person_id', '=', personId)
    .where('ends_on', '>=', today)
    .select('person_id')
    .executeTakeFirst()
  return row !== undefined
}

/** A factor was added: the next one needs a proof. */
export async function closeFirstFactor(tx: Tx, personId: string): Promise<void> {
  await tx.deleteFrom('identity.factor_opening').where('person_id', '=', personId).execute()
}
