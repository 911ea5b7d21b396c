import type { Db } from '#platform/db/connect.ts'
import type { PublishedArea } from './published.ts'
import { openPublished } from './published-store.ts'

/** An area that has a page of its own. */
export type Area = PublishedArea & { laCode: string; regionName: string }

function areasIn({ places }: Awaited<ReturnType<typeof openPublished>>): Area[] {
  const nameOf = (id: number | null) => (id === null ? '' : (places.areas[places.slots.get(id) ?? -1]?.name ?? ''))
  return places.areas.flatMap((area) =>
    (area.kind === 'authority' || area.kind === 'predecessor') && area.laCode !== null
      ? [{ ...area, laCode: area.laCode, regionName: nameOf(area.regionId) }]
      : [],
  )
}

/** Every authority of today and every predecessor that figures were published for, by name. */
export async function listAreas(db: Db): Promise<Area[]> {
  return areasIn(await openPublished(db))
}

/** One of them by the Department’s three-digit number; undefined when there is none. */
export async function findArea(db: Db, laCode: string): Promise<Area | undefined> {
  return (await listAreas(db)).find((area) => area.laCode === laCode)
}
