import { findPartnership } from '#modules/partnerships/public.ts'
import type { Actor } from '#platform/actor.ts'
import type { Db } from '#platform/db/connect.ts'

/** The area that a partnership answers for; `id` is null until the published areas are loaded. */
export type OwnArea = { id: number | null; name: string; laCode: string }

/** The area of the partnership for which a person acts. */
export async function ownAreaOf(db: Db, actor: Actor): Promise<OwnArea> {
  const partnership = await findPartnership(db, actor.partnershipId)
  return {
    id: partnership?.areaId ?? null,
    name: partnership?.areaName ?? actor.partnershipName,
    laCode: partnership?.laCode ?? '',
  }
}
