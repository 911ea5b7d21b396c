import type { Actor } from '#platform/actor.ts'
import type { Db, Tx } from '#platform/db/connect.ts'
import type { Certainty } from '#statute/yearly-report-contents.ts'
import type { Claim } from './meter.ts'
import type { Pin, PinKind, Report, Section, WrittenBy } from './report.ts'

const visibleTo = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('reports.report as report')
    .innerJoin('thread.record as record', 'record.id', 'report.record_id')
    .where('report.partnership_id', '=', actor.partnershipId)

const columns = [
  'report.id',
  'report.record_id as recordId',
  'record.reference',
  'report.title',
  'report.starts_on as startsOn',
  'report.ends_on as endsOn',
  'report.edition',
  'report.edition_reason as editionReason',
  'report.state',
] as const

/** The partnership's reports, newest period first. */
export const listReports = (db: Db | Tx, actor: Actor): Promise<Report[]> =>
  visibleTo(db, actor)
    .orderBy('report.ends_on', 'desc')
    .orderBy('report.created_at', 'desc')
    .limit(200)
    .select(columns)
    .execute()

/** One report by its reference, when the actor may know of it. */
export const findReport = (db: Db | Tx, actor: Actor, reference: string): Promise<Report | undefined> =>
  visibleTo(db, actor).where('record.reference', '=', reference).select(columns).executeTakeFirst()

/** The last day of the newest report that ends before a period begins, or null. */
export async function previousEndOf(db: Db | Tx, actor: Actor, startsOn: string): Promise<string | null> {
  const row = await visibleTo(db, actor)
    .where('report.ends_on', '<', startsOn)
    .orderBy('report.ends_on', 'desc')
    .select('report.ends_on as endsOn')
    .limit(1)
    .executeTakeFirst()
  return row?.endsOn ?? null
}

/** Writes a report for the partnership of the actor. @returns its id */
export async function insertReport(
  tx: Tx,
  actor: Actor,
  report: Omit<Report, 'id' | 'reference' | 'state'>,
): Promise<string> {
  const { id } = await tx
    .insertInto('reports.report')
    .values({
      record_id: report.recordId,
      partnership_id: actor.partnershipId,
      title: report.title,
      starts_on: report.startsOn,
      ends_on: report.endsOn,
      edition: report.edition,
      edition_reason: report.editionReason,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export type NewSection = Pick<
  Section,
  'item' | 'position' | 'title' | 'asks' | 'source' | 'certainty' | 'isStatutory' | 'writtenBy'
>

/** Writes the empty sections of a new report. */
export async function insertSections(tx: Tx, reportId: string, sections: readonly NewSection[]): Promise<void> {
  await tx
    .insertInto('reports.section')
    .values(
      sections.map(({ isStatutory, writtenBy, ...section }) => ({
        ...section,
        report_id: reportId,
        is_statutory: isStatutory,
        written_by: writtenBy,
      })),
    )
    .execute()
}

const sectionColumns = [
  'section.item',
  'section.position',
  'section.title',
  'section.asks',
  'section.source',
  'section.certainty',
  'section.is_statutory as isStatutory',
  'section.written_by as writtenBy',
  'section.narrative',
  'section.version',
  'section.changed_at as changedAt',
  'person.name as changedBy',
] as const

/** The sections of reports that the actor may know of, with their pins in the order in which they were pinned. */
export async function listSections(
  db: Db | Tx,
  actor: Actor,
  reportIds: readonly string[],
): Promise<Map<string, Section[]>> {
  if (reportIds.length === 0) return new Map()
  const rows = await visibleTo(db, actor)
    .innerJoin('reports.section as section', 'section.report_id', 'report.id')
    .leftJoin('identity.person as person', 'person.id', 'section.changed_by')
    .where('report.id', 'in', reportIds)
    .orderBy('section.position')
    .select([...sectionColumns, 'report.id as reportId'])
    .execute()
  const pins = await visibleTo(db, actor)
    .innerJoin('reports.pin as pin', 'pin.report_id', 'report.id')
    .where('report.id', 'in', reportIds)
    .orderBy('pin.pinned_at')
    .orderBy('pin.id')
    .select(['pin.id', 'pin.report_id as reportId', 'pin.item', 'pin.kind', 'pin.key', 'pin.claim'])
    .execute()
  const pinOf = ({ id, item, kind, key, claim }: (typeof pins)[number]): Pin => ({
    id,
    item,
    kind: kind as PinKind,
    key,
    claim: claim as Claim,
  })
  const sections = rows.map(({ reportId, certainty, writtenBy, ...row }) => ({
    reportId,
    section: {
      ...row,
      certainty: certainty as Certainty,
      writtenBy: writtenBy as WrittenBy,
      pins: pins.filter((pin) => pin.reportId === reportId && pin.item === row.item).map(pinOf),
    },
  }))
  return new Map(
    reportIds.map((id) => [id, sections.filter((each) => each.reportId === id).map(({ section }) => section)]),
  )
}

/** The sections of one report, in order. */
export const sectionsOf = async (db: Db | Tx, actor: Actor, reportId: string): Promise<Section[]> =>
  (await listSections(db, actor, [reportId])).get(reportId) ?? []

/** Saves what a section says when it still is as the writer saw it. @returns false when somebody else saved first */
export async function saveNarrative(
  tx: Tx,
  reportId: string,
  item: string,
  version: number,
  change: { narrative: string; changedBy: string | null },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('reports.section')
    .set({ narrative: change.narrative, changed_by: change.changedBy, changed_at: new Date(), version: version + 1 })
    .where('report_id', '=', reportId)
    .where('item', '=', item)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Puts a figure into a section; pinned again, it takes the new claim. */
export async function savePin(tx: Tx, reportId: string, pin: Omit<Pin, 'id'>): Promise<void> {
  await tx
    .insertInto('reports.pin')
    .values({ ...pin, report_id: reportId })
    .onConflict((conflict) => conflict.columns(['report_id', 'item', 'kind', 'key']).doUpdateSet({ claim: pin.claim }))
    .execute()
}

/** Takes a figure out of a section. */
export async function removePin(
  tx: Tx,
  reportId: string,
  { item, kind, key }: Pick<Pin, 'item' | 'kind' | 'key'>,
): Promise<void> {
  await tx
    .deleteFrom('reports.pin')
    .where('report_id', '=', reportId)
    .where('item', '=', item)
    .where('kind', '=', kind)
    .where('key', '=', key)
    .execute()
}
