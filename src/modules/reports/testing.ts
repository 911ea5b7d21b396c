import type { Site, Who } from '#test/support/site.ts'
import { reportPaths } from './paths.ts'

/** Begins a report as the business team of a partnership would. @returns its reference */
export async function beginReport(
  { post }: Site,
  fields: { startsOn: string; endsOn: string; title?: string; edition?: string; editionReason?: string },
  who: Who = { role: 'business-manager' },
): Promise<string> {
  const { status, location } = await post(reportPaths.create(), { title: 'A report', edition: '', ...fields }, who)
  if (status !== 303) throw new Error(`the report was not begun: ${status}`)
  return location.replace(/^\/reports\/([^?]+).*$/, '$1')
}

/** The reference of the draft that the demonstration holds for a partnership: of Kent's two, the one whose figures are published. */
export async function demonstrationDraft({ db }: Site, partnership: 'kent' | 'medway'): Promise<string> {
  const { reference } = await db
    .selectFrom('reports.report as report')
    .innerJoin('thread.record as record', 'record.id', 'report.record_id')
    .innerJoin('partnerships.partnership as partnership', 'partnership.id', 'report.partnership_id')
    .where('partnership.slug', '=', partnership)
    .orderBy('report.ends_on')
    .select('record.reference')
    .executeTakeFirstOrThrow()
  return reference
}
