import { sql } from 'kysely'
import type { Tx } from '#platform/db/connect.ts'

export type Stop = { partnershipId: string; personId: string; by: string | null; today: string; at: Date }

/**
 * Stops what a person holds of the offices that the actor sees in a partnership, as holder or deputy, today or later: none of it opens a
 * session there. Each sign-in and each request of a running session looks (`actings` in session-store.ts).
 *
 * @returns how many holdings it stopped, without those that were stopped already
 */
export async function stopHoldings(tx: Tx, { partnershipId, personId, by, today, at }: Stop): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    insert into identity.stop (partnership_id, office_id, person_id, tenure_id, deputy_id, stopped_at, stopped_by)
    select ${partnershipId}::uuid, office_id, person_id, case when not is_deputy then id end, case when is_deputy then id end,
      ${at}::timestamptz, ${by}::uuid
    from identity.holding
    where person_id = ${personId} and (partnership_id is null or partnership_id = ${partnershipId})
      and (ends_on is null or ends_on >= ${today}) and platform.sees_organisation(identity.organisation_of(office_id))
      and exists (select from identity.access where office_id = holding.office_id and partnership_id = ${partnershipId})
    on conflict do nothing
    returning id`.execute(tx)
  return rows.length
}

/** Lets a person in again in every office that the actor sees. @returns how many holdings had been stopped */
export async function liftStops(tx: Tx, { partnershipId, personId, by, at }: Omit<Stop, 'today'>): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('identity.stop')
    .set({ lifted_at: at, lifted_by: by })
    .where('partnership_id', '=', partnershipId)
    .where('person_id', '=', personId)
    .where('lifted_at', 'is', null)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Ends the sessions of somebody else that were opened for an office which the actor looks after. @returns how many */
export async function endSessionsOf(tx: Tx, personId: string): Promise<number> {
  const { rows } = await sql<{ ended: number }>`select identity.end_sessions_of(${personId}::uuid) as ended`.execute(tx)
  return rows[0]?.ended ?? 0
}
