import { listWarnings, type Warning } from '#modules/early-warning/public.ts'
import { listCourses, listIndicators, type SuppliedCourse } from '#modules/indicators/public.ts'
import { may, type Actor } from '#platform/actor.ts'
import type { Db } from '#platform/db/connect.ts'
import type { Report } from './report.ts'
import { tableKeys, tables } from './tables.ts'
import type { Material, SuggestedIndicator, SuggestedWarning } from './suggestions.ts'

const london = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})

const warningOf = (warning: Warning, today: string): SuggestedWarning => ({
  reference: warning.reference,
  title: warning.title,
  state: warning.state,
  openedOn: london.format(warning.openedAt),
  closedOn: warning.closedAt === null ? null : london.format(warning.closedAt),
  evidenceKind: warning.evidenceKind,
  isOverdue: warning.state === 'with-group' && warning.dueOn !== null && warning.dueOn < today,
  repeats: warning.repeatsId !== null,
})

function indicatorOf(course: SuppliedCourse, { startsOn, endsOn }: Report): SuggestedIndicator {
  const { slug, name, theme } = course.indicator
  const changed = course.signals.find((signal) => signal.latest.startsOn >= startsOn && signal.onset.startsOn <= endsOn)
  return {
    slug,
    name,
    theme,
    changed: changed ? changed.seen : null,
    hasFigures: course.points.some(
      (point) => point.value !== null && point.endsOn >= startsOn && point.endsOn <= endsOn,
    ),
  }
}

/** The tables whose records the actor may open; those of modules that are switched off are not among them. */
export const tablesFor = (actor: Actor): Material['tables'] =>
  tableKeys.flatMap((key) => {
    const { name, right } = tables[key]
    return right === null || may(actor, right) ? [{ key, name }] : []
  })

/** What the partnership holds that a report could use: tables, early warnings, and indicators that changed in its period. */
export async function gatherMaterial(db: Db, actor: Actor, report: Report, today: string): Promise<Material> {
  const [warnings, courses] = await Promise.all([listWarnings(db, actor), listCourses(db, actor.partnershipId)])
  return {
    from: report.startsOn,
    to: report.endsOn,
    tables: tablesFor(actor),
    warnings: warnings.map((warning) => warningOf(warning, today)),
    indicators: courses.map((course) => indicatorOf(course, report)),
  }
}

/** Every indicator by name, for choosing one that nothing suggests. */
export const everyIndicator = async (db: Db): Promise<{ value: string; text: string }[]> =>
  (await listIndicators(db))
    .map(({ slug, name }) => ({ value: slug, text: name }))
    .toSorted((a, b) => a.text.localeCompare(b.text))
