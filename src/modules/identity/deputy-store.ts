import { randomUUID } from 'node:crypto'
import type { Db, Tx } from '#platform/db/connect.ts'

export type NewDeputy = {
  partnershipId: string
  officeId: string
  personId: string
  startsOn: string
  endsOn: string
  reason: string
  namedBy: string | null
  namedAt: Date
}

/** Lets somebody act in an office of a partnership for its holder, from the first to the last day. @returns the id */
export async function addDeputy(tx: Tx, deputy: NewDeputy): Promise<string> {
  const id = randomUUID()
  await tx
    .insertInto('identity.deputy')
    .values({
      id,
      partnership_id: deputy.partnershipId,
      office_id: deputy.officeId,
      person_id: deputy.personId,
      starts_on: deputy.startsOn,
      ends_on: deputy.endsOn,
      reason: deputy.reason,
      named_by: deputy.namedBy,
      named_at: deputy.namedAt,
    })
    .execute()
  return id
}

/** Ends deputising at once. */
export async function withdrawDeputy(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.updateTable('identity.deputy').set({ withdrawn_at: at }).where('id', '=', id).execute()
}

const deputies = (db: Db | Tx, partnershipId: string) =>
  db
    .selectFrom('identity.deputy as deputy')
    .innerJoin('identity.person as person', 'person.id', 'deputy.person_id')
    .where('deputy.partnership_id', '=', partnershipId)
    .where('deputy.withdrawn_at', 'is', null)
    .select([
      'deputy.id',
      'deputy.office_id as officeId',
      'deputy.person_id as personId',
      'person.name',
      'deputy.starts_on as startsOn',
      'deputy.ends_on as endsOn',
      'deputy.reason',
    ])

export type Deputy = {
  id: string
  officeId: string
  personId: string
  name: string
  startsOn: string
  endsOn: string
  reason: string
}

/** Who deputises in an office from a day on, soonest first. */
export const listDeputies = (
  db: Db | Tx,
  partnershipId: string,
  officeIds: readonly string[],
  from: string,
): Promise<Deputy[]> =>
  officeIds.length === 0
    ? Promise.resolve([])
    : deputies(db, partnershipId)
        .where('deputy.office_id', 'in', officeIds)
        .where('deputy.ends_on', '>=', from)
        .orderBy('deputy.starts_on')
        .execute()

/** One deputyship of a partnership that was not withdrawn. */
export const findDeputy = (db: Db | Tx, partnershipId: string, id: string): Promise<Deputy | undefined> =>
  deputies(db, partnershipId).where('deputy.id', '=', id).executeTakeFirst()
