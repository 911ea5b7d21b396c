import { registerRecord } from '#modules/thread/public.ts'
import { command, refuse } from '#platform/command.ts'
import { packById, reportContents } from '#statute/yearly-report-contents.ts'
import { listLocalAdditions } from './local-addition-store.ts'
import { reportPaths } from './paths.ts'
import { editionFor, editionName } from './report.ts'
import { insertReport, insertSections, type NewSection } from './report-store.ts'

export type NewReport = {
  title: string
  startsOn: string
  endsOn: string
  /** null: the edition in force at the period's end. */
  edition: string | null
  /** Why another edition than the one in force was chosen. */
  editionReason: string | null
  today: string
}

/** Begins a yearly report: registers it, and makes a section for each statutory content of its edition and each local addition. */
export const createReport = command<NewReport, { id: string; recordId: string; reference: string }>({
  name: 'reports.report-begun',
  permission: 'reports.write',
  subject: ({ recordId }) => recordId,
  details: (_value, { startsOn, endsOn, edition }) => ({ startsOn, endsOn, edition }),
  broken: {
    report_partnership_id_starts_on_ends_on_title_key: [
      'title',
      'A report with this title and period has been begun already',
    ],
  },
  async run(tx, actor, { title, startsOn, endsOn, edition, editionReason, today }) {
    if (endsOn <= startsOn) refuse('endsOn', 'Last day of the period must be after the first day')
    const inForce = editionFor(endsOn)
    const chosen = edition ?? inForce
    if (chosen === undefined)
      refuse('edition', 'No guidance known here was in force at the end of this period. Select the edition to build on')
    const pack = packById(chosen)
    if (!pack) refuse('edition', 'Select one of the editions')
    if (chosen !== inForce && editionReason === null)
      refuse(
        'editionReason',
        inForce === undefined
          ? 'Enter why the report is built on this edition'
          : `Enter why the report is not built on ${editionName(inForce)}`,
      )
    const record = await registerRecord(tx, {
      partnershipId: actor.partnershipId,
      kind: 'report',
      title,
      state: 'draft',
      page: reportPaths.show,
      year: Number(today.slice(0, 4)),
    })
    const id = await insertReport(tx, actor, {
      recordId: record.id,
      title,
      startsOn,
      endsOn,
      edition: pack.id,
      editionReason: chosen === inForce ? null : editionReason,
    })
    const contents = reportContents(pack)
    const additions = await listLocalAdditions(tx, actor.partnershipId)
    const sections: NewSection[] = [
      ...contents.map((item, position) => ({
        item: item.id,
        position,
        title: item.title,
        asks: item.text,
        source: item.source,
        certainty: item.certainty,
        isStatutory: true,
        writtenBy: 'team' as const,
      })),
      ...additions.map((addition, index) => ({
        item: addition.slug,
        position: contents.length + index,
        title: addition.title,
        asks: addition.asks,
        source: addition.source,
        certainty: 'seen' as const,
        isStatutory: false,
        writtenBy: addition.writtenBy,
      })),
    ]
    await insertSections(tx, id, sections)
    return { id, recordId: record.id, reference: record.reference }
  },
})
