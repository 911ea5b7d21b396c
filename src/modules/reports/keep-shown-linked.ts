import { listPartnerships } from '#modules/partnerships/public.ts'
import { installation, type Actor } from '#platform/actor.ts'
import type { Clock } from '#platform/clock.ts'
import { command, refuse } from '#platform/command.ts'
import { addMonths } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import { notFound } from '#platform/errors.ts'
import { yearlyReportDue } from '#statute/yearly-report-contents.ts'
import { linkShown } from './link-shown.ts'
import { findReport, listReports } from './report-store.ts'
import { tableKeys, tables } from './tables.ts'

type Linked = { recordId: string; added: number; ended: number }

/** Brings the links of a report's figures up to now; refuses, and leaves no event, when they are. */
const keepShownLinked = command<{ reference: string; today: string }, Linked>({
  name: 'reports.figures-linked',
  permission: 'reports.write',
  subject: ({ recordId }) => recordId,
  details: ({ added, ended }) => ({ added, ended }),
  async run(tx, actor, { reference, today }) {
    const report = await findReport(tx, actor, reference)
    if (!report) throw notFound('Report')
    const { added, ended } = await linkShown(tx, actor, report, today)
    if (added + ended === 0) refuse('reference', 'Nothing has changed')
    return { recordId: report.recordId, added, ended }
  },
})

/** Every right by which a table's records are read. */
const rights = ['reports.write', ...tableKeys.flatMap((key) => tables[key].right ?? [])]

/**
 * Once a night: what came to stand in a draft's figures since it was pinned is reported there, what no longer stands in them is not. A
 * draft that was due more than a year ago is left as it is.
 */
export async function linkShownEverywhere(db: Db, clock: Clock): Promise<void> {
  const today = clock.today()
  for (const { id, slug, shortName } of await listPartnerships(db)) {
    const actor: Actor = installation({ id, slug, name: shortName }, rights)
    for (const report of await listReports(db, actor)) {
      if (report.state !== 'draft' || addMonths(yearlyReportDue(report.endsOn), 12) < today) continue
      await keepShownLinked(db, actor, { reference: report.reference, today })
    }
  }
}
