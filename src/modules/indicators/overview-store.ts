import type { Actor } from '#platform/actor.ts'
import type { Db } from '#platform/db/connect.ts'
import { listCourses } from './course-store.ts'
import { listIndicators } from './indicator-store.ts'
import { readOverview, type OverviewLine } from './overview.ts'
import { ownAreaOf, type OwnArea } from './own-area.ts'
import { listPositions } from './position-store.ts'

/** Every indicator of the catalogue as a partnership stands on it, with the area that it answers for. */
export async function overviewOf(db: Db, actor: Actor): Promise<{ area: OwnArea; lines: OverviewLine[] }> {
  const [area, indicators, courses] = await Promise.all([
    ownAreaOf(db, actor),
    listIndicators(db),
    listCourses(db, actor.partnershipId),
  ])
  const positions = area.id === null ? new Map() : await listPositions(db, area.id, indicators)
  return { area, lines: readOverview(indicators, courses, positions) }
}
