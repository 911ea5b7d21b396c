import { mayActInGroup } from '#modules/partnerships/public.ts'
import { may, type Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { forbidden } from '#platform/errors.ts'

/** Whether an actor may change a group's agenda and forward plan: the business team, and whoever chairs the group on that day. */
export async function mayChangeAgenda(db: Db | Tx, actor: Actor, groupId: string, today: string): Promise<boolean> {
  if (may(actor, 'meetings.manage')) return true
  return may(actor, 'meetings.agenda') && (await mayActInGroup(db, actor, groupId, today)) === 'chair'
}

/** @throws AppError 403 when the actor may not change the group's agenda */
export async function checkMayChangeAgenda(tx: Tx, actor: Actor, groupId: string, today: string): Promise<void> {
  if (await mayChangeAgenda(tx, actor, groupId, today)) return
  throw forbidden('Only the business team and the group’s chair change its agenda.')
}
