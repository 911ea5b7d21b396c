import {
  evidenceKinds,
  listOwedOn,
  listReportedEvidence,
  trackerPaths,
  type EvidenceKind,
} from '#modules/tracker/public.ts'
import { inWords } from '#platform/dates.ts'
import type { Claim } from '../meter.ts'
import type { FigureContext } from './figure.ts'
import {
  anyInvented,
  asOn,
  idsOf,
  lastDay,
  nothing,
  notNone,
  references,
  sourced,
  told,
  type DrawnTable,
} from './table-kit.ts'

const linked = (reference: string) => ({ reference, href: trackerPaths.show(reference) })

/** Content 8: what each agency owed on the last day, each figure with what it counts. */
export async function agenciesOwe(context: FigureContext): Promise<DrawnTable> {
  const { db, actor } = context
  const on = lastDay(context)
  const agencies = await listOwedOn(db, actor, on)
  if (agencies.length === 0)
    return nothing(`No agency owed a recommendation or action on ${inWords(on)}, as far as is written down.`, {
      text: 'Assign what was accepted',
      href: trackerPaths.list(),
    })
  return {
    isEmpty: false,
    isInvented: anyInvented(agencies),
    blocks: [
      {
        type: 'table',
        caption: `What each agency owed of recommendations and actions, ${asOn(context)}`,
        columns: [
          { header: 'Agency' },
          { header: 'Owed', kind: 'number' },
          { header: 'Overdue', kind: 'number' },
          { header: 'Delivered, not verified', kind: 'number' },
          { header: 'Which are overdue' },
        ],
        rows: agencies.map((agency) => [
          [{ text: agency.organisation, href: trackerPaths.list({ agency: agency.organisationId }) }],
          String(agency.owed.length),
          String(agency.overdue.length),
          String(agency.toVerify.length),
          references(agency.overdue.map(linked)),
        ]),
        rowHeaders: true,
        notes: ['What several agencies owe together stands with each of them, so the column has no total.'],
      },
      sourced(
        `The partnership’s tracker, ${asOn(context)}. An agency’s name opens what it owes today.`,
        trackerPaths.agencies(),
      ),
    ],
  }
}

async function evidenceOf(
  context: FigureContext,
  kinds: readonly EvidenceKind[],
  caption: string,
  empty: string,
): Promise<DrawnTable> {
  const { db, actor, report } = context
  const rows = await listReportedEvidence(db, actor, report.startsOn, lastDay(context), kinds)
  if (rows.length === 0)
    return nothing(`${empty} ${notNone}`, {
      text: 'Give evidence at a recommendation or action',
      href: trackerPaths.list(),
    })
  return {
    isEmpty: false,
    isInvented: anyInvented(rows),
    records: idsOf(rows),
    bears: [...new Set<Claim>(rows.map(({ kind }) => kind))],
    blocks: [
      {
        type: 'table',
        caption: `${caption}, ${told(context)}`,
        columns: [
          { header: 'What it shows' },
          { header: 'Kind' },
          { header: 'True on' },
          { header: 'For' },
          { header: 'Verified by another agency' },
        ],
        rows: rows.map((row) => [
          [{ text: row.what, href: `${trackerPaths.show(row.reference)}#evidence` }],
          evidenceKinds[row.kind].words,
          `${inWords(row.trueOn)}; it came in on ${inWords(row.receivedOn)}`,
          `${row.title} (${row.reference})`,
          row.verifiedBy ?? 'Not by then',
        ]),
        rowHeaders: true,
      },
      sourced(
        `Evidence that agencies gave in the partnership’s tracker, ${asOn(context)}. What is marked OFFICIAL-SENSITIVE is not told here.`,
        trackerPaths.list(),
      ),
    ],
  }
}

/** Content 5: evidence of impact on outcomes for children and families; that something was done or made is not among it. */
export const impactEvidence = (context: FigureContext): Promise<DrawnTable> =>
  evidenceOf(
    context,
    ['practice', 'experience', 'outcome'],
    'Evidence of changed practice, experience or outcomes',
    'No evidence of changed practice, experience or outcomes came in within the report’s period.',
  )

/** Content 9: how feedback from children and families was sought and used, here what of it stands as evidence. */
export const familyEvidence = (context: FigureContext): Promise<DrawnTable> =>
  evidenceOf(
    context,
    ['experience'],
    'What children, families or practitioners said it is like',
    'No evidence of what children and families say came in within the report’s period.',
  )
