import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '#platform/db/connect.ts'
import type { Role } from './roles.ts'

/**
 * The person with an e-mail address, added under the name given when nobody has it. Somebody known in another partnership is the same
 * person under their own name; nothing else about them is told. @returns the person's id
 */
export async function personOfEmail(tx: Tx, email: string, name: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`select identity.person_of_email(${email}, ${name}) as id`.execute(tx)
  return rows[0]?.id ?? ''
}

/** The office of an organisation with a title, added when there is none. @returns its id */
export async function officeTitled(tx: Tx, organisationId: string, title: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select identity.office_titled(${organisationId}::uuid, ${title}) as id`.execute(tx)
  return rows[0]?.id ?? ''
}

/** The roles that an office carries in a partnership. */
export const rolesOfOffice = async (tx: Tx, partnershipId: string, officeId: string): Promise<string[]> =>
  (
    await tx
      .selectFrom('identity.access')
      .where('partnership_id', '=', partnershipId)
      .where('office_id', '=', officeId)
      .select('role')
      .execute()
  ).map(({ role }) => role)

export type NewAccess = {
  officeId: string
  partnershipId: string
  role: Role
  /** The role's last day, such as an inspection's. */
  endsOn: string | null
  /** The only modules that the role opens; null: every one. */
  modules: readonly string[] | null
}

/** Gives an office a role in a partnership. It carries no authority to decide: that comes with a seat. */
export async function giveRole(tx: Tx, { officeId, partnershipId, role, endsOn, modules }: NewAccess): Promise<void> {
  await tx
    .insertInto('identity.access')
    .values({
      office_id: officeId,
      partnership_id: partnershipId,
      role,
      ends_on: endsOn,
      modules: modules === null ? null : [...modules],
    })
    .execute()
}

export type NewTenure = {
  officeId: string
  personId: string
  partnershipId: string
  startsOn: string
  endsOn: string | null
}

/** Lets a person hold an office between two dates, in one partnership. @returns the tenure's id */
export async function beginTenure(tx: Tx, tenure: NewTenure): Promise<string> {
  const id = randomUUID()
  await tx
    .insertInto('identity.tenure')
    .values({
      id,
      office_id: tenure.officeId,
      person_id: tenure.personId,
      partnership_id: tenure.partnershipId,
      starts_on: tenure.startsOn,
      ends_on: tenure.endsOn,
    })
    .execute()
  return id
}

/** Sets the last day of a tenure and keeps the one that it had, so that the ending can be undone. */
export async function setLastDay(tx: Tx, tenureId: string, endsOn: string, at: Date): Promise<void> {
  await tx
    .updateTable('identity.tenure')
    .set((set) => ({ ends_on_before: set.ref('ends_on'), ends_on: endsOn, end_set_at: at }))
    .where('id', '=', tenureId)
    .execute()
}

/** Gives a tenure the last day back that it had before its ending was set. */
export async function undoLastDay(tx: Tx, tenureId: string): Promise<void> {
  await tx
    .updateTable('identity.tenure')
    .set((set) => ({ ends_on: set.ref('ends_on_before'), ends_on_before: null, end_set_at: null }))
    .where('id', '=', tenureId)
    .execute()
}

/** Whether another partnership relies on an office, so that this one cannot end what holds in both. */
export async function servesOthers(tx: Tx, officeId: string): Promise<boolean> {
  const { rows } = await sql<{ does: boolean }>`select identity.serves_others(${officeId}::uuid) as does`.execute(tx)
  return rows[0]?.does ?? false
}
