import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { forbidden, notFound } from '#platform/errors.ts'
import { hasNamedAccess } from './access-store.ts'
import { findCase, type Case } from './case-store.ts'

/** Whether the actor acts in the office that owns the case. */
export const owns = (actor: Actor, one: Case): boolean =>
  actor.officeId !== null && actor.officeId === one.ownerOfficeId

/** A case that the actor may open. @throws 404 for everybody else, whether or not it exists */
export async function theCase(db: Db | Tx, actor: Actor, reference: string, now: Date): Promise<Case> {
  const one = await findCase(db, actor, reference, now)
  if (!one) throw notFound('Case')
  return one
}

/** A case of the actor's own office, for what only its owner decides. @throws 404, or 403 for those who have access without owning it */
export async function ownedCase(db: Db | Tx, actor: Actor, reference: string, now: Date): Promise<Case> {
  const one = await theCase(db, actor, reference, now)
  if (owns(actor, one)) return one
  throw forbidden(
    'Only the office that owns this case decides who has access to it.',
    `${one.ownerOffice}, ${one.ownerOrganisation}`,
  )
}

/** A case in which the actor may write: break-glass access only reads. @throws 404 or 403 */
export async function writableCase(db: Db | Tx, actor: Actor, reference: string, now: Date): Promise<Case> {
  const one = await theCase(db, actor, reference, now)
  if (await hasNamedAccess(db, actor, one.id, now)) return one
  throw forbidden(
    'Break-glass access is for reading.',
    `${one.ownerOffice}, ${one.ownerOrganisation}, who can give you access`,
  )
}
