import { randomUUID } from 'node:crypto'
import type { Tx } from '#platform/db/connect.ts'
import { open, seal, sealedPlace } from '#platform/sealing.ts'
import { newAppSecret, stepOfCode } from './factor-app.ts'

/** What a sealed secret is bound to: table, column and row. */
const contextOf = (id: string): string => sealedPlace('identity.authenticator_app', 'sealed_secret', id)

const rowOf = (tx: Tx, personId: string, isConfirmed: boolean) =>
  tx
    .selectFrom('identity.authenticator_app')
    .where('person_id', '=', personId)
    .where('is_confirmed', '=', isConfirmed)
    .select(['id', 'sealed_secret as sealed', 'last_step as lastStep'])
    .forUpdate()
    .executeTakeFirst()

/** The secret that a person is about to put into their app: the one shown before, or a new one. It proves nothing until confirmed. */
export async function pendingSecret(tx: Tx, personId: string, now: Date): Promise<string> {
  const pending = await rowOf(tx, personId, false)
  if (pending) return open(pending.sealed, contextOf(pending.id))
  const id = randomUUID()
  await tx
    .insertInto('identity.authenticator_app')
    .values({ id, person_id: personId, sealed_secret: seal(newAppSecret(), contextOf(id)), created_at: now })
    .onConflict((conflict) => conflict.columns(['person_id', 'is_confirmed']).doNothing())
    .execute()
  // Two windows opened at once show the same secret.
  const kept = await rowOf(tx, personId, false)
  if (!kept) throw new Error('the secret that was just kept is not there')
  return open(kept.sealed, contextOf(kept.id))
}

/** Takes the pending app into use when a code of it is right, in place of one in use. @returns whether it was right */
export async function confirmPending(tx: Tx, personId: string, typed: string, now: Date): Promise<boolean> {
  const pending = await rowOf(tx, personId, false)
  if (!pending) return false
  const step = stepOfCode(open(pending.sealed, contextOf(pending.id)), typed, now, 0)
  if (step === null) return false
  await removeApp(tx, personId)
  await tx
    .updateTable('identity.authenticator_app')
    .set({ is_confirmed: true, last_step: step, created_at: now, last_used_at: now })
    .where('id', '=', pending.id)
    .execute()
  return true
}

/** Whether a code of the person's app is right and was not used yet; it is used now. */
export async function useAppCode(tx: Tx, personId: string, typed: string, now: Date): Promise<boolean> {
  const app = await rowOf(tx, personId, true)
  if (!app) return false
  const step = stepOfCode(open(app.sealed, contextOf(app.id)), typed, now, app.lastStep)
  if (step === null) return false
  await tx
    .updateTable('identity.authenticator_app')
    .set({ last_step: step, last_used_at: now })
    .where('id', '=', app.id)
    .execute()
  return true
}

/** Removes the app in use. @returns whether there was one */
export async function removeApp(tx: Tx, personId: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('identity.authenticator_app')
    .where('person_id', '=', personId)
    .where('is_confirmed', '=', true)
    .executeTakeFirst()
  return numDeletedRows > 0n
}
