import type { Tx } from '#platform/db/connect.ts'

type Use = { accessId: string; personId: string }

/** Notes that a person was told, the first or the second time, that an office lies unused. */
export async function noteNotice(tx: Tx, { accessId, personId }: Use, which: 'first' | 'second', on: string) {
  const column = which === 'first' ? { first_notice_on: on } : { second_notice_on: on }
  await tx
    .insertInto('identity.office_use')
    .values({ access_id: accessId, person_id: personId, ...column })
    .onConflict((conflict) => conflict.columns(['access_id', 'person_id']).doUpdateSet(column))
    .execute()
}

/** Suspends an office for the person who does not use it. */
export async function suspendUse(tx: Tx, { accessId, personId }: Use, at: Date): Promise<void> {
  await tx
    .insertInto('identity.office_use')
    .values({ access_id: accessId, person_id: personId, suspended_at: at })
    .onConflict((conflict) => conflict.columns(['access_id', 'person_id']).doUpdateSet({ suspended_at: at }))
    .execute()
}

/** Takes an office up again for a person, as used just now. @returns whether it had been suspended */
export async function startUseAgain(
  tx: Tx,
  {
    officeId,
    partnershipId,
    role,
    personId,
  }: { officeId: string; partnershipId: string; role: string; personId: string },
  at: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('identity.office_use')
    .set({ suspended_at: null, last_used_at: at, first_notice_on: null, second_notice_on: null })
    .where('person_id', '=', personId)
    .where('suspended_at', 'is not', null)
    .where('access_id', 'in', (where) =>
      where
        .selectFrom('identity.access')
        .where('office_id', '=', officeId)
        .where('partnership_id', '=', partnershipId)
        .where('role', '=', role)
        .select('id'),
    )
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
