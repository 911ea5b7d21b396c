import type { Json } from '#platform/command.ts'
import type { Tx } from '#platform/db/connect.ts'

/** Who did it, in which office and partnership (nothing of it while somebody is still signing in), and to whom when not to themselves. */
export type Where = {
  personId: string | null
  officeId?: string | null
  partnershipId?: string | null
  subject?: string
}

/** Proofs are given before or beside an actor, so they write their event themselves, in the transaction of what they change. */
export async function recordProof(tx: Tx, name: string, where: Where, details: Record<string, Json>): Promise<void> {
  await tx
    .insertInto('platform.audit_event')
    .values({
      name,
      subject: where.subject ?? where.personId ?? 'unknown',
      person_id: where.personId,
      office_id: where.officeId ?? null,
      partnership_id: where.partnershipId ?? null,
      details: JSON.stringify(details),
    })
    .execute()
}
