import { agreementStates, governancePaths, listAgreementsOn } from '#modules/governance/public.ts'
import { inWords } from '#platform/dates.ts'
import type { FigureContext } from './figure.ts'
import { anyInvented, asOn, idsOf, lastDay, nothing, sourced, type DrawnTable } from './table-kit.ts'

/** Content 12: information sharing, here under which agreements; what they improved is for the section's words and its evidence. */
export async function agreements(context: FigureContext): Promise<DrawnTable> {
  const { db, actor } = context
  const on = lastDay(context)
  const all = await listAgreementsOn(db, actor, on)
  if (all.length === 0)
    return nothing('No information-sharing agreement is written down.', {
      text: 'Add an agreement',
      href: governancePaths.agreements(),
    })
  const inForce = all.filter(({ stood }) => stood === 'in-force')
  return {
    isEmpty: false,
    isInvented: anyInvented(all),
    records: idsOf(all),
    blocks: [
      {
        type: 'paragraph',
        text: `Of ${all.length} that ${all.length === 1 ? 'is' : 'are'} written down, ${inForce.length} ${inForce.length === 1 ? 'was' : 'were'} in force on ${inWords(on)}.`,
      },
      {
        type: 'table',
        caption: `Information-sharing agreements, ${asOn(context)}`,
        columns: [
          { header: 'Agreement' },
          { header: 'What for' },
          { header: 'Approved by', kind: 'number' },
          { header: 'Where it stood' },
        ],
        rows: all.map((each) => [
          [{ text: each.title, href: each.page }],
          each.purposes,
          `${each.approved} of ${each.parties} parties`,
          each.stood === 'ended' ? 'Ended by now; the day is not recorded' : agreementStates[each.stood].words,
        ]),
        rowHeaders: true,
        notes: ['An agreement is in force once each of its parties has approved it and its dates include the day.'],
      },
      sourced(
        `The partnership’s register of information-sharing agreements, ${asOn(context)}.`,
        governancePaths.agreements(),
      ),
    ],
  }
}
