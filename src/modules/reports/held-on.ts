import { instantInWords } from '#platform/dates.ts'
import type { HeldOn } from '#platform/holding.ts'

/** What reports hold on a person, for a subject-access request. */
export const reportsHeldOn: readonly HeldOn[] = [
  {
    from: ['reports.section.changed_by'],
    title: 'Sections of reports you last wrote',
    columns: ['Report', 'Section', 'When'],
    rows: async (db, actor, personId) =>
      (
        await db
          .selectFrom('reports.section as section')
          .innerJoin('reports.report as report', 'report.id', 'section.report_id')
          .where('report.partnership_id', '=', actor.partnershipId)
          .where('section.changed_by', '=', personId)
          .orderBy('section.changed_at')
          .select(['report.title as report', 'section.title', 'section.changed_at as changedAt'])
          .execute()
      ).map((row) => [row.report, row.title, instantInWords(row.changedAt)]),
  },
]
