import { businessTeam } from '#modules/identity/public.ts'
import { mayActInGroup } from '#modules/partnerships/public.ts'
import { may, type Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import { forbidden } from '#platform/errors.ts'

const team: readonly string[] = [...businessTeam, 'administrator', 'review-officer', 'training-officer', 'installation']

/** Whether an actor belongs to those who keep the partnership's papers. */
export const isTeam = (actor: Actor): boolean => team.includes(actor.role)

/** Whether an actor does this for a group: the business team for every group, everybody else where their office chairs it that day. */
export async function mayForGroup(
  db: Db | Tx,
  actor: Actor,
  permission: string,
  groupId: string,
  today: string,
): Promise<boolean> {
  if (!may(actor, permission)) return false
  return isTeam(actor) || (await mayActInGroup(db, actor, groupId, today)) === 'chair'
}

/** @throws AppError 403 for whoever neither chairs the group nor belongs to the business team */
export async function checkForGroup(
  db: Db | Tx,
  actor: Actor,
  permission: string,
  groupId: string,
  today: string,
): Promise<void> {
  if (await mayForGroup(db, actor, permission, groupId, today)) return
  throw forbidden(
    'Only the business team and the group’s chair do this.',
    'the group’s chair, or your partnership’s business team',
  )
}
