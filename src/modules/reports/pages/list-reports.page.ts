import type { FastifyInstance } from 'fastify'
import { fundingPaths } from '#modules/funding/public.ts'
import { reviewPaths } from '#modules/reviews/public.ts'
import { trainingPaths } from '#modules/training/public.ts'
import { may } from '#platform/actor.ts'
import { inWords } from '#platform/dates.ts'
import type { Services } from '#platform/services.ts'
import { yearlyReportDue } from '#statute/yearly-report-contents.ts'
import { summarise, summaryInWords } from '../meter.ts'
import { reportPaths } from '../paths.ts'
import { dueInWords, editionName, periodInWords, type Section } from '../report.ts'
import { figureContext } from '../report-document.ts'
import { listReports, listSections } from '../report-store.ts'
import { weighPins } from '../weigh-pins.ts'

export function listReportsPage(app: FastifyInstance, { db, clock }: Services): void {
  app.get(reportPaths.list(), { config: { permission: 'reports.read' } }, async ({ actor }, reply) => {
    const reports = await listReports(db, actor)
    const sections = await listSections(
      db,
      actor,
      reports.map((report) => report.id),
    )
    const today = clock.today()
    const statutory = new Map<string, Section[]>()
    for (const report of reports) {
      const own = (sections.get(report.id) ?? []).filter((section) => section.isStatutory)
      statutory.set(report.id, await weighPins(await figureContext(db, actor, report, today), own))
    }
    return reply.page('reports/pages/list-reports.njk', {
      heading: 'Yearly reports',
      newHref: may(actor, 'reports.write') ? reportPaths.create() : '',
      reports: reports.map((report) => {
        const dueOn = yearlyReportDue(report.endsOn)
        return {
          href: reportPaths.show(report.reference),
          title: report.title,
          reference: report.reference,
          period: periodInWords(report.startsOn, report.endsOn),
          guidance: editionName(report.edition),
          state: report.state === 'draft' ? 'Draft' : report.state,
          meter: summaryInWords(summarise(statutory.get(report.id) ?? [])),
          due: report.state === 'draft' ? dueInWords(dueOn, today) : inWords(dueOn),
        }
      }),
      figures: [
        { text: 'Funding: contributions and the year’s account', href: fundingPaths.show() },
        { text: 'Training: courses, attendances and e-learning', href: trainingPaths.show() },
        { text: 'Serious incident notifications: counts by year', href: reviewPaths.notifications() },
      ],
    })
  })
}
