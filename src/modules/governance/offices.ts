import { everyRole, findOffice, listOfficesOfRole } from '#modules/identity/public.ts'
import type { Actor } from '#platform/actor.ts'
import { refuse } from '#platform/command.ts'
import type { Db, Tx } from '#platform/db/connect.ts'

/** The offices of the actor's partnership as options of a select: who holds each is said, and a vacant one is. */
export async function officeOptions(
  db: Db,
  actor: Actor,
  today: string,
  roles: readonly string[] = everyRole,
): Promise<{ value: string; text: string }[]> {
  const offices = await listOfficesOfRole(db, actor.partnershipId, roles, today)
  return [...Map.groupBy(offices, (office) => office.id).values()].flatMap(([office]) =>
    office
      ? [{ value: office.id, text: `${office.title}, ${office.organisation} (${office.holder ?? 'vacant'})` }]
      : [],
  )
}

/** An office of the actor's partnership. A command that is given another one refuses beside `field`. */
export async function officeHere(tx: Tx, actor: Actor, field: string, officeId: string, today: string) {
  const office = await findOffice(tx, actor.partnershipId, officeId, today)
  return office ?? refuse(field, 'Select one of the offices of this partnership')
}
