import type { Actor } from '#platform/actor.ts'
import type { Tx } from '#platform/db/connect.ts'

export type NotedMove = {
  itemId: string
  partId?: string | null
  name: string
  from: string | null
  to: string
  reason: string | null
  /** London's day, which may be earlier than the day of entry for what was imported. */
  on: string
  at: Date
}

/** Adds a line to what became of an item. */
export async function noteMove(tx: Tx, actor: Actor, { itemId, partId, name, from, to, reason, on, at }: NotedMove) {
  await tx
    .insertInto('tracker.move')
    .values({
      item_id: itemId,
      part_id: partId ?? null,
      name,
      from_state: from,
      to_state: to,
      moved_on: on,
      moved_at: at,
      reason,
      person_id: actor.personId,
      office_id: actor.officeId,
    })
    .execute()
}
