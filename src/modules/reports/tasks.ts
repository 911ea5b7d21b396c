import { may, type Actor } from '#platform/actor.ts'
import { addMonths } from '#platform/dates.ts'
import type { Db } from '#platform/db/connect.ts'
import type { Owed } from '#platform/owed.ts'
import { yearlyReportDue } from '#statute/yearly-report-contents.ts'
import { summarise } from './meter.ts'
import { reportPaths } from './paths.ts'
import type { Report, Section } from './report.ts'
import { figureContext } from './report-document.ts'
import { listReports, listSections } from './report-store.ts'
import { weighPins } from './weigh-pins.ts'

/**
 * What yearly reports ask of a person: the team to finish a draft by its statutory date, the scrutineer to write their section. A
 * draft that was due more than a year ago has been overtaken by the next report and asks for nothing.
 */
export async function tasksFor(db: Db, actor: Actor, today: string): Promise<Owed[]> {
  const writes = may(actor, 'reports.write')
  const scrutinises = may(actor, 'reports.write-scrutiny')
  if (!writes && !scrutinises) return []
  const reports = (await listReports(db, actor)).filter(
    (report) => report.state === 'draft' && addMonths(yearlyReportDue(report.endsOn), 12) >= today,
  )
  const sections = await listSections(
    db,
    actor,
    reports.map((report) => report.id),
  )
  const all: Owed[][] = []
  for (const report of reports) all.push(await tasksOf(report, sections.get(report.id) ?? []))
  return all.flat()

  async function tasksOf(report: Report, own: readonly Section[]): Promise<Owed[]> {
    const dueOn = yearlyReportDue(report.endsOn)
    const statutory = own.filter((section) => section.isStatutory)
    // What is written is not missing, whatever its figures hold: only the others are looked into.
    const unwritten = statutory.filter((section) => section.narrative === '' && section.pins.length > 0)
    const weighed = writes ? await weighPins(await figureContext(db, actor, report, today), unwritten) : []
    const { of } = summarise(statutory)
    const nothing =
      summarise(statutory.filter((section) => !unwritten.includes(section))).nothing + summarise(weighed).nothing
    const missing = nothing === 0 ? 'every content has something in it' : `${nothing} of ${of} contents are missing`
    const scrutiny = own.filter((section) => section.writtenBy === 'scrutineer' && section.narrative === '')
    return [
      ...(writes
        ? [
            {
              key: `${report.reference}:write`,
              what: `${report.title}: ${missing}`,
              href: reportPaths.show(report.reference),
              dueOn,
              action: 'Write',
            },
          ]
        : []),
      ...(scrutinises
        ? scrutiny.map((section) => ({
            key: `${report.reference}:${section.item}`,
            what: `${report.title}: your section`,
            href: reportPaths.section(report.reference, section.item),
            dueOn,
            action: 'Write',
          }))
        : []),
    ]
  }
}
