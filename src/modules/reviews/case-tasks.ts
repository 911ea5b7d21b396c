import type { Actor } from '#platform/actor.ts'
import type { Db } from '#platform/db/connect.ts'
import type { Owed } from '#platform/owed.ts'
import { listUnseenBreakGlass } from './access-store.ts'
import { reviewPaths } from './paths.ts'

/** What cases ask of their owner: to look at each break-glass access. Names nobody. */
export async function tasksFor(db: Db, actor: Actor, now: Date): Promise<Owed[]> {
  if (!actor.permissions.has('reviews.open-case')) return []
  return (await listUnseenBreakGlass(db, actor, now)).map(({ reference, id }) => ({
    key: `${reference}:break-glass:${id}`,
    what: `Somebody used break-glass access to ${reference}`,
    href: reviewPaths.lookAt(reference, id),
    dueOn: null,
    action: 'Look at it',
    marking: 'OFFICIAL-SENSITIVE' as const,
  }))
}
