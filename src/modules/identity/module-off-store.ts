import type { Db, Tx } from '#platform/db/connect.ts'

/** The modules that a partnership has switched off, with who did it when and why. */
export const listModulesOff = (db: Db | Tx, partnershipId: string) =>
  db
    .selectFrom('identity.module_off as off')
    .leftJoin('identity.person as person', 'person.id', 'off.switched_by')
    .where('off.partnership_id', '=', partnershipId)
    .orderBy('off.module')
    .select(['off.module', 'off.reason', 'off.switched_at as at', 'person.name as by'])
    .execute()

type Off = { partnershipId: string; module: string; reason: string; by: string | null; at: Date }

/** Switches a module off for a partnership; it is gone from the next request on. */
export async function switchModuleOff(tx: Tx, { partnershipId, module, reason, by, at }: Off): Promise<void> {
  await tx
    .insertInto('identity.module_off')
    .values({ partnership_id: partnershipId, module, reason, switched_by: by, switched_at: at })
    .execute()
}

/** Switches a module on again. @returns whether it was off */
export async function switchModuleOn(tx: Tx, partnershipId: string, module: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('identity.module_off')
    .where('partnership_id', '=', partnershipId)
    .where('module', '=', module)
    .executeTakeFirst()
  return numDeletedRows > 0n
}
