import type { Db, Tx } from '#platform/db/connect.ts'
import { listAnnotations } from './annotation-store.ts'
import { readCourse, type Course } from './course.ts'
import type { Indicator } from './indicator.ts'
import { listSupplied } from './indicator-store.ts'
import { listObservations } from './observation-store.ts'
import { publishable } from './publishable.ts'

/** The target that a partnership set for an indicator, and who supplies it; undefined when nobody does. */
const findSupply = (db: Db | Tx, partnershipId: string, indicatorId: string) =>
  db
    .selectFrom('indicators.supply as s')
    .innerJoin('identity.organisation as o', 'o.id', 's.organisation_id')
    .where('s.partnership_id', '=', partnershipId)
    .where('s.indicator_id', '=', indicatorId)
    .select(['s.target', 's.target_note as targetNote', 'o.name as organisation'])
    .executeTakeFirst()

/** A course with the organisation that supplies it; null when nobody does. */
export type SuppliedCourse = Course & { organisation: string | null }

/**
 * The course of one indicator in one partnership. Without figures its lists are empty and its sentence says so.
 *
 * @param as.until only figures of periods that ended by this day, as a report on an earlier period reads them
 * @param as.published with small numbers hidden, as it may be shown outside the partnership
 */
export async function courseOf(
  db: Db | Tx,
  partnershipId: string,
  indicator: Indicator,
  as: { until?: string; published?: boolean } = {},
): Promise<SuppliedCourse> {
  const [supply, observations, annotations] = await Promise.all([
    findSupply(db, partnershipId, indicator.id),
    listObservations(db, partnershipId, [indicator.id]),
    listAnnotations(db, partnershipId, indicator.id),
  ])
  const { until = '9999-12-31' } = as
  const figures = (observations.get(indicator.id) ?? []).filter((each) => each.endsOn <= until)
  const course = readCourse({
    indicator,
    observations: as.published === true ? figures.map((each) => publishable(indicator, each)) : figures,
    target: supply?.target === null || supply?.target === undefined ? null : Number(supply.target),
    targetNote: supply?.targetNote ?? null,
    annotations,
  })
  return { ...course, organisation: supply?.organisation ?? null }
}

/** The courses of everything that a partnership is supplied with, in the catalogue’s order, by three queries in all. */
export async function listCourses(db: Db | Tx, partnershipId: string): Promise<SuppliedCourse[]> {
  const [supplied, observations, annotations] = await Promise.all([
    listSupplied(db, partnershipId),
    listObservations(db, partnershipId),
    listAnnotations(db, partnershipId),
  ])
  return supplied.map(({ indicator, target, targetNote, organisation }) => ({
    ...readCourse({
      indicator,
      observations: observations.get(indicator.id) ?? [],
      target,
      targetNote,
      annotations: annotations.filter((note) => note.indicatorId === indicator.id),
    }),
    organisation,
  }))
}
