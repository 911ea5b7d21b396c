import { decisionPaths, listReportedDecisions } from '#modules/minutes/public.ts'
import { listGroups } from '#modules/partnerships/public.ts'
import { inWords } from '#platform/dates.ts'
import type { FigureContext } from './figure.ts'
import { strategicKinds } from './meeting-tables.ts'
import { anyInvented, asOn, idsOf, lastDay, nothing, sourced, told, type DrawnTable } from './table-kit.ts'

/** Content 8: a record of key decisions of the safeguarding partners. */
export async function decisions(context: FigureContext): Promise<DrawnTable> {
  const { db, actor, report } = context
  const groups = await listGroups(db, actor.partnershipId)
  const groupIds = new Set(groups.filter(({ kind }) => strategicKinds.has(kind)).map(({ id }) => id))
  const all = await listReportedDecisions(db, actor, { from: report.startsOn, to: lastDay(context), groupIds })
  if (all.length === 0)
    return nothing(
      'No decision of the groups in which the safeguarding partners decide is recorded in the report’s period. That is not the same as none.',
      { text: 'Record what was decided', href: decisionPaths.list() },
    )
  return {
    isEmpty: false,
    isInvented: anyInvented(all),
    records: idsOf(all),
    blocks: [
      {
        type: 'table',
        caption: `Decisions of the safeguarding partners, ${told(context)}`,
        columns: [
          { header: 'Decision' },
          { header: 'Decided' },
          { header: 'Why' },
          { header: 'When it was looked at again' },
        ],
        rows: all.map((each) => [
          [{ text: each.title, href: decisionPaths.show(each.reference) }],
          `${inWords(each.decidedOn)}, ${each.group}`,
          each.reason,
          each.found === null || each.foundOn === null
            ? 'Not looked at again by then'
            : `${each.found}, ${inWords(each.foundOn)}`,
        ]),
        rowHeaders: true,
      },
      sourced(
        `Decisions as minuted, ${asOn(context)}. What is marked OFFICIAL-SENSITIVE is never told here.`,
        decisionPaths.list(),
      ),
    ],
  }
}
